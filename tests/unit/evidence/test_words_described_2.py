"""Findings and exposures told by description, emg to kidney stones: what people compare it with, no longer do, or what others notice."""

from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Evidence, Status, Subject

KNOWLEDGE = load_knowledge()
READER = Reader(KNOWLEDGE)

TOLD = [
    ("Our six month old bows forward like he's praying, stops, then does it again, about fifteen in a row.", "infant-spasm-cluster"),
    ("Her little head drops and both arms shoot up, over and over, usually after a nap.", "infant-spasm-cluster"),
    ("runs of flexor spasms on waking, 8/12 old infant", "infant-spasm-cluster"),
    ("He wants to drink but as soon as the glass comes near his throat cramps shut.", "fear-of-water"),
    ("Even hearing the tap makes her gag and shake with terror.", "fear-of-water"),
    ("a fan blowing on his face sets his throat in spasm", "fear-of-water"),
    ("I walloped my skull on the cellar beam.", "head-injury"),
    ("She came off the swing and hit the ground head first.", "head-injury"),
    ("cricket ball caught him on the temple last night", "head-injury"),
    ("She's hot as an oven and shivering at the same time.", "fever"),
    ("Thermometer says 39.4 and he's glassy eyed.", "fever"),
    ("sweats and rigors o/n, T 38.9", "fever"),
    ("My vision tunnelled and then I was on the floor, out for ten seconds.", "fainting"),
    ("she swooned in the heat and had to be caught", "fainting"),
    ("I was pouring the milk and all at once my hand had no strength in it.", "focal-weakness-sudden"),
    ("sudden onset R sided weakness 1400h", "focal-weakness-sudden"),
    ("When I smile only the left half goes up.", "facial-droop"),
    ("Her eyelid won't shut and the corner of her lips sags.", "facial-droop"),
    ("my coffee dribbles out of one corner of my mouth", "facial-droop"),
    ("He came down this morning and his mouth had slipped to the left.", "facial-droop-sudden"),
    ("All of a sudden one cheek just hung there.", "facial-droop-sudden"),
    ("When the nurse asked him to hold his hands up as if stopping a bus they kept flopping down.", "flapping-hands"),
    ("asterixis ++ on wrist extension", "flapping-hands"),
    ("I keep tripping because my left foot won't come up.", "foot-drop"),
    ("The front of my shoe is scraped where it drags on the ground.", "foot-drop"),
    ("He lifts his knee high like a stork so he doesn't trip on his toes.", "foot-drop"),
    ("My voice starts strong and after a few minutes on the phone it goes to a whisper.", "fatigable-weakness"),
    ("The first few steps are fine, then my legs fold, and after a sit down I can go again.", "fatigable-weakness"),
    ("My husband has gone the colour of a lemon.", "jaundice"),
    ("scleral icterus noted", "jaundice"),
    ("I can hardly get a toothbrush between my teeth.", "jaw-stiffness"),
    ("My mouth will only open a finger's width.", "jaw-stiffness"),
    ("trismus, interincisal 15 mm", "jaw-stiffness"),
    ("Her breath smells like nail varnish remover.", "ketones-high"),
    ("ketone strip went dark purple", "ketones-high"),
    ("My skull feels like it's in a vice.", "headache"),
    ("There's a drummer behind my forehead all day.", "headache"),
    ("She talks to her dead sister in the corner of the room.", "hallucinations"),
    ("I saw cats on the curtains last night and my wife says there were none.", "hallucinations"),
    ("A wasp got me on the neck ten minutes ago.", "insect-sting-or-new-food"),
    ("First time I've eaten lobster and my lips are tingling.", "insect-sting-or-new-food"),
    ("I've got raised itchy lumps coming and going all over me.", "hives"),
    ("He came out in great welts after the penicillin.", "hives"),
    ("They clean my blood with the machine Monday, Wednesday, Friday.", "kidney-disease"),
    ("eGFR 22, CKD 4", "kidney-disease"),
    ("My kidneys have packed up.", "kidney-disease"),
    ("It starts in my thumb and marches up to my elbow.", "jerks-spread"),
    ("The twitch begins in the toes, then the calf goes, then the whole side jerks.", "jerks-spread"),
    ("I've had fits since childhood and take Epilim.", "epilepsy-known"),
    ("The EMG showed the nerves to my arm muscles are dying.", "emg-denervation"),
    ("EMG: active denervation in three regions", "emg-denervation"),
    ("My EMG was clean.", "emg-normal"),
    ("They did the needles and the specialist said everything looks normal.", "emg-normal"),
    ("The needle test showed only harmless twitches.", "emg-fasciculation-only"),
    ("The response dropped by 20 percent on repetitive stimulation.", "emg-decrement"),
    ("Single fibre EMG: increased jitter and blocking.", "emg-decrement"),
    ("grouped discharges w doublets and triplets on needle EMG", "emg-myokymic-discharges"),
    ("The muscle biopsy came back as polymyositis.", "emg-myopathic"),
    ("The neurologist played me the sound and it was like a motorbike revving.", "emg-myotonic-discharges"),
    ("A car door slams and I go rigid and nearly fall.", "exaggerated-startle"),
    ("I leap out of my skin at the tiniest sound.", "exaggerated-startle"),
    ("My daughter can't stop blinking, it's every second.", "excess-blinking"),
    ("I helped my sister move house and lugged boxes all day.", "exercise-hard"),
    ("Ran my first half marathon on Sunday.", "exercise-hard"),
    ("Since I was at school my muscles lock after a short sprint.", "exercise-intolerance"),
    ("My lids clamp shut in bright light and I have to hold them open with my fingers.", "eye-closes-forced"),
    ("My left eye winks whenever I chew.", "eye-closes-with-mouth"),
    ("I've worn contact lenses for twenty years.", "eye-irritant"),
    ("My hay fever is dreadful this month.", "eye-irritant"),
    ("There's a stabbing behind my left eyeball.", "eye-pain"),
    ("His face grimaces and his arm flicks up together, dozens of times a day, a second each.", "face-arm-jerks"),
    ("I had Botox in my forehead three weeks ago.", "face-injection"),
    ("A cold breeze on my cheek sets off the pain.", "face-pain-touch"),
    ("I daren't brush my teeth on that side because of the stabs.", "face-pain-touch"),
    ("It started under my eye and now it pulls the corner of my mouth too.", "face-spread"),
    ("My cheek feels as though the dentist has numbed it.", "facial-numbness"),
    ("Lightning bolts shoot through my cheek.", "facial-pain-electric"),
    ("I slipped on the ice and landed on my elbow.", "fall-injury"),
    ("My father and grandfather both had shaky hands.", "family-tremor"),
    ("I'm running on empty these days.", "fatigue"),
    ("I keep thinking I've got MND.", "fear-of-als"),
    ("I'm a bundle of nerves.", "feels-anxious"),
    ("This has never happened to me before.", "first-time-ever"),
    ("My right arm has become so weak I can't lift the kettle.", "focal-weakness"),
    ("I'm forever nipping to the toilet.", "frequent-urination"),
    ("My bladder's the size of a pea, I go every twenty minutes.", "frequent-urination"),
    ("GAD antibodies strongly positive.", "gad65-antibody"),
    ("I feel weak as a kitten all over.", "generalised-weakness"),
    ("GM1 antibodies came back positive.", "gm1-antibody"),
    ("There's a swelling at the front of my neck that moves when I swallow.", "goitre"),
    ("It feels like sand under my lids.", "gritty-eyes"),
    ("My husband has grown breasts.", "gynaecomastia"),
    ("I wake with pins and needles in my fingers and shake them out.", "hand-numb-at-night"),
    ("My tea slops all over the saucer because my hands won't keep still.", "hand-tremor"),
    ("I use a drill eight hours a day on site.", "hand-work-repetitive"),
    ("My chin keeps drifting towards my left shoulder.", "head-pulled"),
    ("People ask me why I keep nodding.", "head-tremor"),
    ("I have to have the telly on full blast.", "hearing-loss"),
    ("The doctors say my heart is only pumping at thirty percent.", "heart-failure"),
    ("I've got AF and take apixaban.", "heart-rhythm-disorder"),
    ("I'm always too hot, I sleep with the window open in January.", "heat-intolerance"),
    ("A hot bath makes my legs go numb.", "heat-worsens"),
    ("We broke an old thermometer and played with the mercury.", "heavy-metal-contact"),
    ("We were trekking to Everest base camp.", "high-altitude"),
    ("I've always had very high insteps and curled toes.", "high-arches"),
    ("I take amlodipine because my pressure is too high.", "high-blood-pressure"),
    ("My parents came over from Trinidad.", "htlv-area"),
    ("I get the shakes when I haven't eaten and a sweet puts it right.", "hunger-shaky"),
    ("I've an underactive thyroid.", "hypothyroidism-known"),
    ("I lie there till four watching the clock.", "insomnia"),
    ("It feels like an engine idling inside my body.", "internal-vibration"),
    ("I scratch myself raw every night.", "itchy-skin"),
    ("I grind my teeth something awful, my dentist says.", "jaw-overuse"),
    ("My jaw gets dragged open by itself when I talk.", "jaw-pulled"),
    ("Just as I drop off my leg kicks and wakes me.", "jerk-at-sleep-onset"),
    ("In the first hour after I get up my arms jerk and I spill my tea.", "jerks-on-waking"),
    ("My knuckles are swollen and sore.", "joint-pain"),
    ("I've passed three kidney stones.", "kidney-stones"),
    ("Showing him the beaker set off a terrible choking fit.", "fear-of-water"),
    ("Even washing his hands sets off the throat cramps and he howls.", "fear-of-water"),
    ("inspiratory spasm on attempting fluids", "fear-of-water"),
    ("The little one tucks up like a frog every few seconds.", "infant-spasm-cluster"),
    ("series of brief truncal flexion, 20 per run, 7 mo", "infant-spasm-cluster"),
    ("my wife's right side has stopped working, it started ten minutes ago", "focal-weakness-sudden"),
    ("The corner of her mouth fell down in the middle of dinner.", "facial-droop-sudden"),
    ("hubby's face slid off on the right 10 mins ago", "facial-droop-sudden"),
    ("every muscle I own has turned to porridge", "generalised-weakness"),
    ("She's floppy from head to foot.", "generalised-weakness"),
    ("Mum keeps asking who the little girl by the curtains is.", "hallucinations"),
    ("she brushes beetles off the blanket that nobody else can see", "hallucinations"),
    ("He's chatting with his brother who died in 1990.", "hallucinations"),
    ("hfref ef 30", "heart-failure"),
    ("I saw stars and folded onto the carpet.", "fainting"),
    ("I can only suck soup between my teeth.", "jaw-stiffness"),
    ("tongue keeps shooting out sideways since the injection", "jaw-pulled"),
    ("The shaking starts at my mouth corner and within half a minute has taken the arm as well.", "jerks-spread"),
    ("the jolts climb my leg like a ladder", "jerks-spread"),
    ("There was peanut in it and my lips swelled.", "insect-sting-or-new-food"),
    ("The whites of his eyes look like egg yolk.", "jaundice"),
    ("The urine stick showed three plusses of ketones.", "ketones-high"),
    ("I go three times a week to have my blood cleaned.", "kidney-disease"),
    ("The ultrasound found stones in my left kidney.", "kidney-stones"),
    ("Hanging out washing I have to rest my arms after every shirt.", "fatigable-weakness"),
    ("Reading aloud to the kids, by page three I sound drunk.", "fatigable-weakness"),
    ("After a hot shower my eyesight goes cloudy.", "heat-worsens"),
    ("The newspaper rustles when I hold it.", "hand-tremor"),
    ("It's like being tasered in the jaw for a second.", "facial-pain-electric"),
    ("Even the shower water on my cheek triggers the stab.", "face-pain-touch"),
    ("On repeated zaps the muscle got weaker and weaker.", "emg-decrement"),
    ("The needle made the machine sound like a dive bomber.", "emg-myotonic-discharges"),
    ("My hand goes dead when I sleep on it.", "hand-numb-at-night"),
    ("At breakfast my spoon flies out of my hand.", "jerks-on-waking"),
    ("If lunch is late my hands start to shake until I get something down me.", "hunger-shaky"),
    ("The doorbell makes me shoot out of the chair.", "exaggerated-startle"),
]

DENIED = [
    ("I never hit my head when I fell.", "head-injury"),
    ("No temperature, I checked it this morning.", "fever"),
    ("I can stand on my heels no problem.", "foot-drop"),
    ("The whites of his eyes are white as ever.", "jaundice"),
    ("No headaches at all.", "headache"),
    ("He isn't seeing things or hearing voices.", "hallucinations"),
    ("I don't have epilepsy.", "epilepsy-known"),
    ("No denervation was seen on the needle study.", "emg-denervation"),
    ("I don't blink any more than other people.", "excess-blinking"),
    ("I haven't done any exercise lately.", "exercise-hard"),
    ("The eye doesn't hurt.", "eye-pain"),
    ("No one in the family has a tremor.", "family-tremor"),
    ("I've got plenty of energy.", "fatigue"),
    ("I'm not worried about anything.", "feels-anxious"),
    ("My strength is normal everywhere.", "focal-weakness"),
    ("My hands are perfectly steady.", "hand-tremor"),
    ("My hearing is perfect.", "hearing-loss"),
    ("My blood pressure is normal.", "high-blood-pressure"),
    ("I sleep like a log.", "insomnia"),
    ("Repetitive stim was normal.", "emg-decrement"),
    ("Mornings are no different.", "jerks-on-waking"),
    ("I'm just as strong in the evening as in the morning.", "fatigable-weakness"),
    ("I can miss lunch without going shaky.", "hunger-shaky"),
    ("Her face is symmetrical, nothing has dropped.", "facial-droop-sudden"),
    ("I've had these before.", "first-time-ever"),
    ("The heart scan was fine, no heart failure.", "heart-failure"),
    ("Hot baths make no difference.", "heat-worsens"),
]

# Ordinary talk with the same words.
NEITHER = [
    ("My baby bends to pick up his toys.", "infant-spasm-cluster"),
    ("I can't swim and I'm afraid of deep water.", "fear-of-water"),
    ("He flaps his hands when he's excited about trains.", "flapping-hands"),
    ("I can't get my head round these tax forms.", "head-injury"),
    ("I've got football fever.", "fever"),
    ("The office was a hive of activity.", "hives"),
    ("He has a jaundiced view of politics.", "jaundice"),
    ("I haven't the faintest idea.", "fainting"),
    ("The argument got heated and then worse.", "heat-worsens"),
    ("I dropped a brick on my foot.", "foot-drop"),
    ("We had a roast joint on Sunday.", "joint-pain"),
    ("This form is a headache.", "headache"),
    ("I nodded to show I agreed.", "head-tremor"),
    ("There was a lump in my throat at the wedding.", "goitre"),
    ("The flag was flapping in the wind by hand-rails.", "flapping-hands"),
    ("I spread cream on my face.", "face-spread"),
    ("My jeans droop on one side.", "facial-droop"),
    ("The phone battery gets weaker through the day.", "fatigable-weakness"),
    ("I exercise caution with new medicines.", "exercise-hard"),
    ("The town never sleeps.", "insomnia"),
    ("The price reached new heights.", "high-altitude"),
    ("I lent him a hand with the elbow joint of the pipe.", "hand-work-repetitive"),
    ("I have high hopes for the new doctor", "high-blood-pressure"),
    ("they zapped my nerves on both legs", "feels-anxious"),
    ("my arm was a dead weight", "exercise-hard"),
    ("it is like worms crawling under the skin of my calf", "hallucinations"),
    ("my feet feel as if they had been in nettles", "hives"),
    ("I knelt on my knees for three days", "fatigue"),
    ("nobody else hears the click", "hallucinations"),
    ("I watched the football", "exercise-hard"),
    ("We walked under the high arches of the old railway viaduct.", "high-arches"),
    ("There was a sting in the tail of that letter.", "insect-sting-or-new-food"),
    ("I'm anxious to get home before the match.", "feels-anxious"),
    ("She shut her eyes tight and made a wish.", "eye-closes-forced"),
    ("My fingers are cold at night.", "loss-of-consciousness"),
    ("The twitching starts in my thumb and goes on for hours.", "jerks-spread"),
    ("I heard a noise and there was nothing there.", "hallucinations"),
    ("I'm fine apart from the twitches.", "emg-fasciculation-only"),
    ("My arms just gave up after the gym session.", "focal-weakness-sudden"),
    ("He had a hat on his head.", "headache"),
    ("She screamed when the water was cold.", "face-pain-touch"),
    ("My son sings to an empty room.", "hallucinations"),
    ("He kicks the ball and stays wide awake.", "jerk-at-sleep-onset"),
    ("We broke a thermometer and hoovered up the beads.", "fever"),
]

DENIALS_KEPT = [
    ("I have not had seizures before", "convulsion"),
    ("I have never had a seizure in my life", "convulsion"),
    ("never had chest pain before", "chest-pain"),
    ("I can breathe fine", "breathlessness"),
]


def read(text: str) -> Evidence:
    """Read."""
    return READER.read(text, as_of=date(2026, 11, 22))


def told(text: str) -> set[str]:
    """What is there for the patient or the family, with the wider things it belongs to."""
    found: set[str] = set()
    for finding in read(text).findings:
        code: str | None = finding.id if finding.status is Status.PRESENT and finding.subject is not Subject.OTHER else None
        while code is not None:
            known = KNOWLEDGE.findings.get(code)
            found.update({code} | ({known.cluster} if known is not None and known.cluster else set()))
            code = known.is_a if known is not None else None
    return found


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_a_description_tells_the_thing(text: str, code: str) -> None:
    """A description tells the thing."""
    assert code in told(text)


@pytest.mark.parametrize(("text", "code"), DENIED + DENIALS_KEPT)
def test_a_denial_is_a_denial(text: str, code: str) -> None:
    """A denial is a denial."""
    assert code in {finding.id for finding in read(text).findings if finding.status is Status.ABSENT}
    assert code not in told(text)


@pytest.mark.parametrize(("text", "code"), NEITHER)
def test_ordinary_talk_tells_nothing(text: str, code: str) -> None:
    """Ordinary talk tells nothing."""
    assert code not in told(text)
