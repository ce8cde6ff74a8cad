"""Times that are no onset: ages, birthdays, plans, and how long one burst lasts."""

from itertools import pairwise

from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.times import TimeSaid

__all__ = ["DAY", "HOUR", "MINUTE", "YEAR", "is_burst", "is_something_else"]

DAY, HOUR, MINUTE, YEAR = 1.0, 1 / 24, 1 / 1440, 365.0
BIRTH = frozenset(("born", "dob", "birth", "birthday", "birthdate"))
NEWBORN = frozenset(("baby", "son", "daughter", "twins", "little"))  # "since my baby was born four months ago" dates what it is told of
AGED = (("i", "am"), ("he", "is"), ("she", "is"))
LASTING = frozenset("lasts lasting lasted last each time episode episodes bursts burst bouts spell spells stops goes attack attacks".split())
UNBROKEN = ("straight", "solid")
TELLERS = ("i", "he", "she", "we", "my", "husband", "wife")
OCCUPIED = frozenset(
    "work worked working married live lived living retired job career divorced together vegan vegetarian sober employed moved owned smoked drove driven".split()
)
TURNING = ("turn", "turns", "turned", "turning", "be")
LITTLE_ONES = ("baby", "sister", "brother", "son", "daughter", "newborn", "infant", "toddler")  # "new baby sister 8 months"
SOME_DAYS = ("most", "every", "some", "many", "other")  # "most nights now" is no onset
PAUSED = ("away", "gone", "free", "clear", "remission", "disappeared", "vanished", "fine", "ok", "okay", "quiet", "better")  # "it went away for five years"
MEN_AND_WOMEN = ("male", "female", "man", "woman", "lady", "gentleman", "boy", "girl", "m", "f")


def is_something_else(said: TimeSaid, scene: Scene) -> bool:
    """An age, a pregnancy or a span between events."""
    following = scene.words.tokens[said.end].word if said.end < len(scene.words.tokens) else ""
    if _is_of_one_day(said, scene) or _is_pause(said, scene):
        return True
    if said.lead == "in" and said.kind == "length":  # "repeat in 3 months"
        return True
    if _is_of_age(said, scene, following) or _is_of_life(said, scene):
        return True
    return (
        following.startswith("old")
        or (following in ("later", "afterwards") and said.kind == "length" and said.days >= DAY)
        or following in ("young", "pregnant", "gestation", "apart", "older", "younger", "sleep", "postpartum", "between")
        or said.lead
        in (
            "every",
            "each",
            "per",
        )
    )


def _is_of_one_day(said: TimeSaid, scene: Scene) -> bool:
    """ "All day long", "most nights now", and "one day it came", which dates nothing."""
    words = scene.words
    clause = words.clauses[words.clause_of[said.start]]
    before = words.tokens[said.start - 1].word if said.start > clause.start else ""
    is_once = said.start == clause.start and words.tokens[said.start].word == "one" and said.kind == "length" and said.days <= DAY
    if before in LITTLE_ONES and not said.lead and said.kind == "length":
        return True
    if words.tokens[said.start].word in SOME_DAYS and said.kind == "length" and not said.lead:
        return True
    return is_once or (said.lead == "all" and said.days <= DAY) or (before in SOME_DAYS and said.end <= said.start + 2)


def _is_pause(said: TimeSaid, scene: Scene) -> bool:
    """How long it was away: "it went away for two years"."""
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    return said.lead == "for" and any(token.word in PAUSED for token in scene.words.tokens[max(clause.start, said.start - 4) : said.start])


def _is_of_life(said: TimeSaid, scene: Scene) -> bool:
    """A job, a home or a marriage, in a clause that tells of no movement: "I've been a nurse for 20 years"."""
    words = scene.words
    clause = words.clause_of[said.start]
    if any(trait.meaning.id == "kind" and words.clause_of[trait.start] == clause for trait in scene.local(said.start).traits):
        return False
    before = [words.tokens[index].word for index in range(words.clauses[clause].start, said.start)]
    if not before or before[0] not in OCCUPIED.union(TELLERS):
        return False
    return not OCCUPIED.isdisjoint(before) or any(pair == ("been", article) for pair in pairwise(before[:-2]) for article in ("a", "an"))


def _is_of_age(said: TimeSaid, scene: Scene, following: str) -> bool:
    """A birth, a birthday or an age: "born in May 1990", "I'll be 50 in March", "I am 34 years"."""
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    before = scene.words.tokens[max(clause.start, said.start - 5) : said.start]
    said_words = [token.word for token in before]
    is_birthday = any(first.word in TURNING and second.is_number for first, second in pairwise(before))
    behind = [token.word for token in scene.words.tokens[said.end : min(said.end + 3, clause.end)]]
    if said.days >= YEAR and said.start == clause.start and not said.lead and any(word in MEN_AND_WOMEN for word in behind):
        return True  # "29 yr Asian male"
    is_age = tuple(said_words[-2:]) in AGED and said.days >= YEAR and following not in ("into", "in", "since", "now")
    return is_birthday or is_age or (not BIRTH.isdisjoint(said_words) and NEWBORN.isdisjoint(said_words))


def is_burst(said: TimeSaid, scene: Scene) -> bool:
    """How long one attack lasts ("each for a few seconds"), not since when it is there."""
    if said.kind != "length" or said.days >= DAY / 2:
        return False
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    tokens = scene.words.tokens
    lead = {tokens[index].word for index in range(max(said.start - 2, clause.start), said.start)}
    inside = {tokens[index].word for index in range(clause.start, clause.end) if not said.start - 2 <= index < said.end}
    inside |= lead - {"last"} if lead & {"the", "past", "for"} else lead  # "for the last three hours"
    lasts = not LASTING.isdisjoint(inside) or (said.end < clause.end and tokens[said.end].word in UNBROKEN)
    return lasts or said.days < HOUR
