"""Times that are no onset: ages, birthdays, plans, and how long one burst lasts."""

from itertools import pairwise

from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import TimeSaid

__all__ = ["DAY", "HOUR", "MINUTE", "YEAR", "is_burst", "is_something_else"]

DAY, HOUR, MINUTE, YEAR = 1.0, 1 / 24, 1 / 1440, 365.0
BIRTH = frozenset(("born", "dob", "birth", "birthday", "birthdate"))
AGED = (("i", "am"), ("he", "is"), ("she", "is"))
TURNING = ("turn", "turns", "turned", "turning", "be")


def is_something_else(said: TimeSaid, scene: Scene) -> bool:
    """An age, a pregnancy or a span between events."""
    following = scene.words.tokens[said.end].word if said.end < len(scene.words.tokens) else ""
    if said.lead == "in" and said.kind == "length":  # "repeat in 3 months"
        return True
    if _is_of_age(said, scene, following):
        return True
    return (
        following.startswith("old")
        or following in ("young", "pregnant", "gestation", "apart", "older", "younger", "sleep", "postpartum", "between")
        or said.lead
        in (
            "every",
            "each",
            "per",
        )
    )


def _is_of_age(said: TimeSaid, scene: Scene, following: str) -> bool:
    """A birth, a birthday or an age: "born in May 1990", "I'll be 50 in March", "I am 34 years"."""
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    before = scene.words.tokens[max(clause.start, said.start - 5) : said.start]
    said_words = [token.word for token in before]
    is_birthday = any(first.word in TURNING and second.is_number for first, second in pairwise(before))
    is_age = tuple(said_words[-2:]) in AGED and said.days >= YEAR and following not in ("into", "in", "since", "now")
    return is_birthday or is_age or not BIRTH.isdisjoint(said_words)


def is_burst(said: TimeSaid, scene: Scene) -> bool:
    """How long one attack lasts ("each for a few seconds"), not since when it is there."""
    if said.kind != "length" or said.days >= DAY / 2:
        return False
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    inside = {token.word for token in scene.words.tokens[clause.start : clause.end]}
    lasts = bool(
        inside
        & {
            "lasts",
            "lasting",
            "lasted",
            "last",
            "each",
            "time",
            "episode",
            "episodes",
            "bursts",
            "burst",
            "bouts",
            "spell",
            "spells",
            "stops",
            "goes",
            "attack",
            "attacks",
        }
    )
    return lasts or said.days < HOUR
