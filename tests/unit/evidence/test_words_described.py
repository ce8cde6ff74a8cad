"""What people describe without naming it: a hand that no longer opens jars, an arm that hits the husband, a throat that shuts before the water."""

from datetime import date

import pytest

from whytwitch.app import assess
from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Status, Subject, Urgency

READER = Reader(load_knowledge())
TODAY = date(2026, 11, 22)

HAND_AND_ARM = [
    ("my thumb twitches and the tin opener has become my enemy", "weak-hand"),
    ("thumb twitching. I asked a stranger to undo my water bottle", "weak-hand"),
    ("forearm flickers. I need the pliers to turn the door key these days", "weak-hand"),
    ("hand twitching, I use my teeth to get the tops off bottles now", "weak-hand"),
    ("hand twitches. my little fingers stick out and don't come back in", "weak-hand"),
    ("thumb flickers. water runs out between my fingers when I cup my hands to wash", "weak-hand"),
    ("hand twitching. I can't curl my fingertips round a key", "weak-hand"),
    ("hand jumps. I ask my grandson to open my pill bottles", "weak-hand"),
    ("hand twitches, fishing change out of my purse is beyond me", "clumsy-fingers"),
    ("thumb twitching, my signature looks like a child's", "clumsy-fingers"),
    ("hand twitching, my wife does my buttons up every morning now", "clumsy-fingers"),
    ("shoulder twitches. The top shelf is out of reach for me now", "focal-weakness"),
    ("upper arm flickers, I sit down to do mascara because my arm won't stay up", "focal-weakness"),
    ("arm twitching; drying my hair takes three goes with a rest between", "focal-weakness"),
    ("shoulder twitching. I can't get the pram up the kerb with that arm any more", "focal-weakness"),
    ("arm twitching. couldn't curl the little 10lb weights anymore", "focal-weakness"),
    ("lid twitches. I have a cushion under my chin to keep my head up", "focal-weakness"),
]
LEG = [
    ("thigh twitches. The stairs have grown, I do them on my bottom", "weak-leg"),
    ("thigh flickers. I go upstairs on all fours", "weak-leg"),
    ("quads twitch, my knee just folds, twice, no trip", "weak-leg"),
    ("calves flicker. My wife pushed me from behind up our one flight of stairs", "weak-leg"),
    ("calves twitch. I need two hands to leave the sofa", "weak-leg"),
    ("thigh twitching, I rock three times before I get off the settee", "weak-leg"),
    ("my good leg buckles on the third aisle at the grocery, thigh quivers", "weak-leg"),
    ("calf twitches. The clutch pedal is too heavy for my left leg now", "weak-leg"),
    ("calf twitches. my right foot slaps", "foot-drop"),
]
DANGER = [
    ("my teeth won't come apart and my cheek twitches", "jaw-stiffness"),
    ("my mouth only opens one finger wide, cheek muscle jumps", "jaw-stiffness"),
    ("every time somebody slams a door all my muscles pull at once, very painful", "body-spasms"),
    ("my belly is hard like wood and my back too", "body-spasms"),
    ("a bramble tore my leg open a fortnight ago, jaw twitching", "dirty-wound"),
    ("he asked us to switch the fan off because the air makes his throat clamp", "fear-of-water"),
    ("she wants to drink but her throat slams shut as soon as water comes near", "fear-of-water"),
    ("a pup nipped my hand in Goa, my arm twitches", "rabies-bite"),
    ("back from seeing family abroad, a puppy bit him over there. arm twitching", "rabies-bite"),
    ("when I look up at the top cupboard my right arm jitters", "limb-shakes-on-rising"),
    ("my arm swings about by itself for a minute whenever I stand up", "limb-shakes-on-rising"),
]
BACKGROUND = [
    ("legs twitch. I use a cream for light skin from the internet", "heavy-metal-contact"),
    ("legs jump. I take a powder from a healer back home", "heavy-metal-contact"),
    ("calves twitch. We had the sheep through the bath on Tuesday", "pesticide-exposure"),
    ("eyelids twitch. we let off three foggers against cockroaches", "pesticide-exposure"),
    ("belly twitches. one thing behind my arm that my girlfriend tweezed off with legs still wriggling", "tick-bite"),
    ("my face twitches, I was bitten by a tick last week", "tick-bite"),
    ("belly twitches. A pink patch in my armpit got to the size of a saucer and went by itself", "bullseye-rash"),
    ("belly flickers. the pain burns like fire in a belt round me", "limb-pain-shooting"),
    ("thigh quivers. there was a fever going round when I was a baby and I came out of it with an arm that never lifted", "polio-past"),
    ("thigh twitches. left leg short and thin since the epidemic of 1955", "polio-past"),
    ("chin twitches. I grew a chest like a girl", "gynaecomastia"),
    ("left ear ticks, like snapping a fingernail, and my wife can hear it", "ear-clicking"),
    ("arm jerks. He asks the same thing five times in an hour", "memory-problems"),
    ("leg twitches, heat makes me useless", "heat-worsens"),
]
TIRED_FACE = [
    ("lid flickers, one blind keeps coming down", "ptosis"),
    ("eye twitches, I hold my lid up with my finger to read", "ptosis"),
    ("cheek quivers. after four forkfuls my tongue packed up", "fatigable-weakness"),
    ("arm twitches. Fresh as a daisy at breakfast, by tea I cannot lift a cup", "fatigable-weakness"),
    ("cheek quivers. I prop my jaw up with my hand to finish a steak", "chewing-tires"),
    ("cheek quivers. my face doesn't laugh any more", "facial-droop"),
    ("lid flickers, there were two of every lorry", "double-vision"),
    ("cheeks quiver. after ten minutes on the phone I talk as if I had a plum in my mouth", "slurred-speech"),
    ("her hand jumps. Her fingers play a piano nobody can see", "chorea-movements"),
    ("Tell him to stick his tongue out and it pops right back in", "chorea-movements"),
]

NOT_TOLD = [
    ("eyelid twitches, I live on the top floor and there are many stairs", "weak-leg"),
    ("calf twitches. I walk up the stairs and carry the pram to the third floor every day", "weak-leg"),
    ("eyelid twitches, my husband always opens the wine", "weak-hand"),
    ("my finger twitch doesn't go away with magnesium and doesn't go when I sleep", "weak-hand"),
    ("thumb twitches when I hold a book or a cup with both hands", "weak-hand"),
    ("eyelid twitches, can't get my son to sleep", "focal-weakness"),
    ("arm twitches. I sit with my arms folded when I watch tv", "focal-weakness"),
    ("eyelid twitches worse when I put mascara on", "clumsy-fingers"),
    ("my tummy is flat as a board and my eyelid twitches", "body-spasms"),
    ("I am scared of deep water and my eyelid twitches", "fear-of-water"),
    ("a cold wind on my face sets off the twitch in my cheek", "fear-of-water"),
    ("my own cat scratched me yesterday, eyelid twitches", "rabies-bite"),
    ("eyelid twitches, I put on hair spray", "pesticide-exposure"),
    ("I tick off my list every day. face twitches", "tick-bite"),
    ("eyelid twitches, we went camping", "tick-bite"),
    ("thigh twitches. I wear a knee brace for running", "polio-past"),
    ("lid twitches, I have two cars and two dogs", "double-vision"),
    ("lid twitches. the blind in my office came down", "ptosis"),
]

MOVEMENTS = [
    ("it flew up and smacked my husband in the face, my right arm I mean", "jerk"),
    ("my arm shot out and I clouted Brian round the chops", "jerk"),
    ("the arm goes up by itself and knocks my glasses off", "jerk"),
    ("my foot booted my wife out of bed while I was wide awake", "jerk"),
    ("grandma's arm goes round like a windmill since Tuesday", "dyskinesia"),
    ("my right arm and leg just go, big old throws", "dyskinesia"),
    ("one arm and leg make a small dance, never the same", "dyskinesia"),
    ("her hands behave as if she was knitting, but there is no wool", "dyskinesia"),
    ("you see the meat of the leg walking, like something lives under the skin", "ripple"),
    ("both legs jitter when I stand up", "tremor"),
]

CANNOT_WAIT = [
    ("Since yesterday his right arm and right leg just go, big old throws. He is 74", Urgency.SAME_DAY),
    ("68, smoker. On getting out of bed my right leg jumps about for a minute and goes limp for a few minutes", Urgency.SAME_DAY),
    ("I cut my hand on an old tool three weeks ago, now my teeth stay together and my belly is like wood", Urgency.EMERGENCY),
    ("he screams if we show him a cup of water and his throat jumps", Urgency.EMERGENCY),
    ("My eyelids flicker and drop by evening, my smile is flat and food goes down the wrong way. After a rest it's better", Urgency.SAME_DAY),
]


def _read(text: str) -> Evidence:
    return READER.read(text, as_of=TODAY)


def _of_patient(text: str) -> set[str]:
    return {one.id for one in _read(text).findings if one.status is Status.PRESENT and one.subject is Subject.PATIENT}


@pytest.mark.parametrize(("text", "finding"), [*HAND_AND_ARM, *LEG, *DANGER, *BACKGROUND, *TIRED_FACE])
def test_what_is_only_described_is_read(text: str, finding: str) -> None:
    """The words are lay ones; the finding has no name in them."""
    assert finding in _of_patient(text)


@pytest.mark.parametrize(("text", "finding"), NOT_TOLD)
def test_its_neighbours_are_not(text: str, finding: str) -> None:
    """The same things in another sense."""
    assert finding not in _of_patient(text)


@pytest.mark.parametrize(("text", "kind"), MOVEMENTS)
def test_a_movement_told_by_what_it_does(text: str, kind: str) -> None:
    """No word for a movement, only what the limb did."""
    evidence = _read(text)
    assert kind in {trait.value for movement in evidence.movements for trait in movement.traits if trait.attribute == "kind"}


@pytest.mark.parametrize(("text", "least"), CANNOT_WAIT)
def test_what_cannot_wait(text: str, least: Urgency) -> None:
    """The urgency does not depend on medical words."""
    answer = assess(text, brief=True, as_of=TODAY)
    assert answer.urgency is not None
    assert answer.urgency >= least


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("my boy Tyler, 9, twitches", 9),
        ("My little boy has 4 years. his fingers twitch", 4),
        ("I am thirty. arm twitches", 30),
        ("Carried mail 31 years, 67 now. knee twitches", 67),
        ("When I was six months old I had a fever. thigh twitches", None),
    ],
)
def test_an_age_as_people_put_it(text: str, years: float | None) -> None:
    """Behind a name, in words, in another language's way, and not the age of then."""
    assert _read(text).profile.age_years == years


def test_what_the_writer_brings_home_reaches_the_child() -> None:
    """A mother's cream is the child's contact with mercury."""
    assert "heavy-metal-contact" in _of_patient("My little boy twitches all over. I use a skin lightening cream and he sleeps on my neck.")


def test_a_likeness_is_nobody() -> None:
    """ "Like his uncle" makes the uncle nobody's patient."""
    assert "trips-falls" in _of_patient("My son twitches. He walks like his uncle on a Saturday night, he fell off the porch twice.")
