"""The phrase language of the base, on phrases made for the test."""

import pytest

from whytwitch.evidence.text.matches import Match, Meaning, longest
from whytwitch.evidence.text.phrasebook import Phrasebook
from whytwitch.evidence.text.stems import Stemmer
from whytwitch.evidence.text.tokens import Tokeniser

SETS = {"cannot": ["can't", "unable to", "trouble"], "hand": ["hand", "fingers", "=FDI"], "mouth": ["lip", "corner of my mouth"]}


def found(phrase: str, text: str) -> list[Match]:
    """Where one phrase stands in a text."""
    tokeniser = Tokeniser(Stemmer({}), {})
    return Phrasebook(tokeniser, SETS, [(phrase, Meaning("finding", "it"))]).find(tokeniser.read(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("muscle cramp", "MUSCLES cramping"),
        ("weak|feeble grip", "a feeble grip"),
        ("lost my? balance", "I lost balance"),
        ("lost my? balance", "I lost my balance"),
        ("lift .. arm", "lift up my left arm"),
        ("lift .. arm", "lift arm"),
        ("numb & foot", "my foot has gone numb"),
        ("numb & foot", "numbness? no: numb left foot"),
        ("<cannot> .. swallow", "having trouble with swallowing"),
        ("<cannot> .. swallow", "I cannot swallow"),
        ("<cannot> button", "unable to button it"),
        ("<mouth> twitch", "the corner of my mouth twitches"),
        ("=K", "K 3.1"),
        ("=ALS", "could it be als"),
        ("weak hand", "a weak right hand"),
        ("<hand> & wasted", "FDI wasted"),
        ("power is normal", "power, tone and reflexes are normal"),
        ("trouble swallow", "trouble speaking, chewing or swallowing"),
    ],
)
def test_phrase_is_found(phrase: str, text: str) -> None:
    """Every form of the phrase language finds what it should."""
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("muscle cramp", "muscle and cramp"),
        ("lift .. arm", "lift this and that and then another arm"),
        ("lift .. arm", "lift it. Arm hurts"),
        ("numb & foot", "numb, but the foot is fine"),
        ("numb & foot", "numb since we all went out to town on foot"),
        ("itch", "eyelid twitching"),
        ("=K", "ok k 3"),
        ("=TA", "ta very much"),
        ("weak hand", "weak tea in hand"),
    ],
)
def test_phrase_is_not_found(phrase: str, text: str) -> None:
    """Gaps end at three words and at marks, exact words keep their capitals."""
    assert not found(phrase, text)


def test_the_longest_match_wins() -> None:
    """Of two readings of the same words the one that uses more of them counts."""
    short, long, other = (
        Match(Meaning("finding", name), start, end, (1 << (end - start)) - 1) for name, start, end in (("short", 1, 2), ("long", 0, 2), ("other", 3, 4))
    )
    assert [match.meaning.id for match in longest([short, long, other])] == ["long", "other"]


def test_a_loose_match_does_not_take_its_neighbours_word() -> None:
    """In "face twitching and numb fingers" the fingers are numb, not the face."""
    loose, tight = Match(Meaning("finding", "facial-numbness"), 0, 4, 0b1001), Match(Meaning("finding", "numbness"), 3, 5, 0b11)
    assert [match.meaning.id for match in longest([loose, tight])] == ["numbness"]
