"""What must not be read: idioms, other meanings, places and times that belong to something else; and the neighbours that must be."""

from collections.abc import Callable

import pytest

from whytwitch.model import Evidence, Sex, Status, Subject, Time

Told = Callable[[str], Evidence]

# (what is said, what is not there by that)
NOT_MEANT = [
    ("Started this morning on the train, eyelid twitching", "exercise-hard"),
    ("I was running to the loo all night, legs twitching", "exercise-hard"),
    ("I think it's the running, my calves twitch", "diarrhoea"),
    ("irritating eye twitch for three days", "gritty-eyes"),
    ("gin doesn't help my tremor", "alcohol-helps-tremor"),
    ("beer makes no difference to my tremor", "alcohol-helps-tremor"),
    ("quit energy drinks and my lip jumps", "alcohol-stopped"),
    ("I feel sick, day 4 off effexor", "alcohol-stopped"),
    ("couldn't sleep for worry", "sleep-short"),
    ("we have a new baby, eyelid twitching", "sleep-short"),
    ("stopped cold turkey 5 days ago, brain zaps", "recent-infection"),
    ("cold sore on my lip last week, it twitches", "recent-infection"),
    ("crying every day", "feels-anxious"),
    ("twitching, mild SOB", "feels-anxious"),
    ("First time in my adult life no headache", "first-time-ever"),
    ("ran my first ultra, quads twitch", "first-time-ever"),
    ("had botox in my forehead, lid twitches", "dental-treatment"),
    ("counselling helped, lid twitches", "anxiety-disorder"),
    ("can whistle, can puff cheeks, lip twitches", "lip-swelling"),
    ("lost my appetite, legs twitch", "nausea"),
    ("pain all over the left side of my head", "widespread-pain"),
    ("falling off a cliff dream then a massive jolt", "fall-injury"),
    ("on Pristiq for depression", "low-mood"),
    ("my neck was out of commission", "thyroid-neck-surgery"),
    ("GP gave a B12 jab, thumbs twitch", "recent-vaccination"),
    ("my dad died of MND years ago, calf twitches", "stress"),
    ("I itch all over", "hives"),
    ("fell in the night and banged head", "headache"),
    ("been drinking 2-3 litres of water a day, calves cramping", "alcohol-heavy"),
    ("I don't want to go on anything else, eyelid twitches", "suicidal-thoughts"),
    ("I don't want to go on any more tablets", "suicidal-thoughts"),
    ("after a long phone call my finger tingles", "screen-long"),
    ("panic attacks since June", "hyperventilation"),
    ("I had rheumatic fever at 9, hand jerks", "fever"),
    ("took myself to A&E, arm twitching", "recreational-stimulant-use"),
    ("right upper lid twitching", "recreational-stimulant-use"),
    ("zigzag lights for twenty minutes", "aura"),
    ("GP said stress, but my leg is weak", "stress"),
]
# (what is said, what is there all the same)
MEANT = [
    ("I go running every day and my calves twitch", "exercise-hard"),
    ("I have the runs and my legs cramp", "diarrhoea"),
    ("irritated eyes and a flickering lid", "gritty-eyes"),
    ("a glass of wine helps the shaking", "alcohol-helps-tremor"),
    ("haven't slept properly in weeks, lid twitching", "sleep-short"),
    ("I had a bad cold last week and now my eyelid twitches", "recent-infection"),
    ("I can't stop crying", "low-mood"),
    ("my anxiety therapist says it is getting better", "anxiety-disorder"),
    ("my dad died last month and my eye has twitched since", "stress"),
    ("had a flu jab on monday and my leg twitches", "recent-vaccination"),
    ("I don't want to go on any more", "suicidal-thoughts"),
    ("i dont wanna go on", "suicidal-thoughts"),
    ("I can't see properly", "vision-loss"),
    ("bumping into doorframes", "unsteadiness"),
    ("cant walk without holding on to furniture", "unsteadiness"),
    ("episodes of weakness in both legs", "weakness-attacks"),
    ("bullseye on my leg and a twitching cheek", "bullseye-rash"),
]
# (what is said, what of its character is told, what is not)
CHARACTER = [
    ("my left eye twitches all day long", ["side=one-side"], ["onset=days", "course=steady", "burst=nonstop"]),
    ("eyelid fluttering nonstop", ["burst=nonstop"], ["course=steady"]),
    ("my foot moves by itself", ["place=foot"], ["suppressible=cannot-stop-it"]),
    ("couldn't stop my body jerking", ["kind=jerk", "suppressible=cannot-stop-it"], ["course=steady"]),
    ("One day these spasms came in arms and legs", ["place=arm", "place=leg-any"], ["onset=days", "place=body"]),
    ("it went away for 5 years and then my calf started twitching again", ["place=calf"], ["onset=years"]),
    ("most nights now my legs jerk", ["kind=jerk"], ["onset=days"]),
    ("29 yr Asian male with twitching calves", ["place=calf"], ["onset=years"]),
    ("daily twitching of my calf, tongue OK, face normal", ["place=calf"], ["place=tongue", "place=face"]),
    ("my left foot hurts and my right eyelid twitches", ["place=eyelid", "side=one-side"], ["place=foot", "side=both-sides"]),
    ("R foot pain. O/E generalised jerks", ["kind=jerk"], ["place=foot", "side=one-side"]),
    ("neck arching and facial grimacing", ["place=neck"], ["place=foot"]),
    ("she clears her throat and her eyelid twitches", ["place=eyelid"], ["place=neck"]),
    ("I can stand on my toes and hop on one leg, my eyelid twitches", ["place=eyelid"], ["place=foot", "side=one-side"]),
    ("both my boys have tics", [], ["side=both-sides"]),
    ("eyelid twitching, will it get worse?", ["place=eyelid"], ["course=worsening"]),
    ("could it be coming back? my hand jerks", ["place=hand"], ["course=comes-and-goes"]),
    ("could my twitching be getting worse because of coffee?", ["course=worsening"], []),
    ("eyelid twitches, mostly the right, sometimes the left", ["side=changing"], ["course=comes-and-goes"]),
    ("left hand shakes, now the right too", ["side=both-sides"], ["side=changing"]),
    ("the shakes are long gone but I get the odd calf twitch", ["kind=twitch", "place=calf"], ["kind=tremor"]),
    ("no side effects until last week - eyelid twitching", ["onset=days"], []),
    ("brief spasms of the left face and arm", ["place=face", "place=arm"], ["pattern=half-face"]),
    ("legs kick all night", ["place=leg-any"], ["sleep=goes-on-asleep"]),
    ("my nose twitches like a rabbit", ["place=face"], ["place=cheek"]),
    ("three weeks after my operation the arm started to twitch", ["place=arm"], []),
    ("my face on the left twitches, eye and mouth together", ["place=face", "pattern=half-face"], []),
    ("head pulls down to the left shoulder", ["place=neck"], ["place=shoulder"]),
    ("he blinks constantly and shrugs", ["kind=tic"], ["burst=nonstop"]),
]
PEOPLE = [
    ("Mum 74 throwing up on and off, hands trembling", 74, Sex.FEMALE),
    ("My dad's 74, they put him on a water pill, legs twitching", 74, Sex.MALE),
    ("Mrs H 68, retired. leg cramps worse nocte", 68, Sex.FEMALE),
    ("10M, 6/12 history of blinking and neck twitching, worse at school", 10, Sex.MALE),
    ("29 yr Asian male with twitching calves", 29, Sex.MALE),
    ("I was a bottle of vodka a day man for years, now I twitch", None, Sex.MALE),
    ("35 UK. It began with a flicker under my right eye", 35, None),
    ("william is 4, he falls a lot and his calves twitch", 4, Sex.MALE),
    ("I gave my 14 yr old his nose spray and his neck twisted", 14, Sex.MALE),
    ("polio at 3. At 75 the good leg twitches", 75, None),
    ("wife here. He started shaking over lunch", None, Sex.MALE),
    ("couldn't move my legs, could feel my wife pinch. 25 male", 25, Sex.MALE),
    ("I'm 56, menopause, and my legs are restless", 56, Sex.FEMALE),
    ("I am 45 years, very active man, spasms in my legs", 45, Sex.MALE),
    ("Pain is 7, and my leg twitches", None, None),
    ("Mr Jones said I should stop because of the twitching in my legs", None, None),
    ("my wife is pregnant and my eyelid twitches", None, None),
]


def _there(evidence: Evidence) -> set[str]:
    return {
        found.id for found in evidence.findings if found.status is Status.PRESENT and found.subject is Subject.PATIENT and found.time is not Time.HYPOTHETICAL
    }


@pytest.mark.parametrize(("text", "name"), NOT_MEANT)
def test_words_that_mean_something_else(told: Told, text: str, name: str) -> None:
    """Nothing of it is the patient's by these words."""
    assert name not in _there(told(text))


@pytest.mark.parametrize(("text", "name"), MEANT)
def test_their_neighbours_are_still_read(told: Told, text: str, name: str) -> None:
    """What looks alike and is meant."""
    assert name in _there(told(text))


@pytest.mark.parametrize(("text", "here", "absent"), CHARACTER)
def test_what_a_movement_is_like(told: Told, text: str, here: list[str], absent: list[str]) -> None:
    """A word of place, time or course goes to the movement only if it is said of it."""
    read = {f"{trait.attribute}={trait.value}" for movement in told(text).movements for trait in movement.traits if trait.status is Status.PRESENT}
    assert set(here) <= read
    assert read.isdisjoint(absent)


@pytest.mark.parametrize(("text", "age", "sex"), PEOPLE)
def test_age_and_sex(told: Told, text: str, age: float | None, sex: Sex | None) -> None:
    """As notes, forums and families put them."""
    profile = told(text).profile
    assert (profile.age_years, profile.sex) == (age, sex)
