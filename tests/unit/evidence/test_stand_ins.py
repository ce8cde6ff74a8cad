"""Things told by a pronoun, under a heading of one word, or in fragments."""

from datetime import date

import pytest

from whytwitch.evidence import Reader
from whytwitch.model import Status

AS_OF = date(2026, 11, 22)
TOLD = [
    ("My left leg is the worst one, it is very weak.", "weak-leg"),
    ("Twitching of arms; cannot raise them above my head.", "focal-weakness"),
    ("The face on the left, it droops.", "facial-droop"),
    ("The right foot, I trip over it all the time.", "foot-drop"),
    ("My eyes spasm so much I can't keep them open.", "both-eyes-close"),
    ("Speech: slurred. Calf twitching.", "slurred-speech"),
    ("Reflexes: brisk. Calf twitching.", "brisk-reflexes"),
    ("Gait - unsteady. Calf twitching.", "unsteadiness"),
    ("Swallowing - getting harder.", "swallowing-difficulty"),
    ("Legs. Weak.", "weak-leg"),
    ("I woke up with weak legs and they got weaker all morning.", "progressive-weakness"),
]
NOT_TOLD = [
    ("My mouth quivers. It never stops.", "lip-smacking"),
    ("Her speech is slurred. When she sleeps it stops.", "speech-arrest"),
    ("I bit my lip, it's a little swollen.", "lip-swelling"),
    ("Both legs twitch. It is a heavy week at work.", "weak-leg"),
    ("My eyelid twitches. They are tired of hearing about it.", "fatigue"),
    ("Smell came back. Cough gone.", "smell-loss"),
    ("I bought a new phone and my thumb twitches. It is slow and freezes.", "slowness"),
]


def _present(reader: Reader, text: str) -> set[str]:
    return {finding.id for finding in reader.read(text, as_of=AS_OF).findings if finding.status is Status.PRESENT}


@pytest.mark.parametrize(("text", "finding"), TOLD)
def test_what_is_told_without_its_name_is_heard(reader: Reader, text: str, finding: str) -> None:
    """A pronoun is read as what it stands for, and a heading with what stands under it."""
    assert finding in _present(reader, text)


@pytest.mark.parametrize(("text", "finding"), NOT_TOLD)
def test_what_only_looks_like_it_is_not(reader: Reader, text: str, finding: str) -> None:
    """How a thing goes on, an injury, and other things of the story."""
    assert finding not in _present(reader, text)


def test_a_movement_told_by_a_pronoun_is_one(reader: Reader) -> None:
    """ "It jumps" is the thumb that was named before."""
    (movement,) = reader.read("Something is wrong with my left thumb. It jumps by itself since May.", as_of=AS_OF).movements
    assert movement.values("kind") == ("twitch",)
    assert movement.values("place") == ("hand",)
