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
CHILDREN = (*LITTLE_ONES, "boy", "girl", "child", "toddler", "neonate")
SOME_DAYS = ("most", "every", "some", "many", "other")  # "most nights now" is no onset
PAUSED = ("away", "gone", "free", "clear", "remission", "disappeared", "vanished", "fine", "ok", "okay", "quiet", "better")  # "it went away for five years"
DOSES = frozenset("dose tablet tablets pill pills capsule puff puffs meds medication coffee".split())
ONLY_ONE = frozenset("first last one single new extra only".split())  # "three hours after the first dose" dates what came then
NOT_BEFORE = frozenset("no not never none nothing without".split())  # "no trouble until last week" is an onset
TO_COME = frozenset("till until til seeing booked scheduled due appointment appt appointments".split())
AT_WORST = frozenset("worst worse bad badly awful terrible unbearable horrible hardest strongest".split())
MEN_AND_WOMEN = ("male", "female", "man", "woman", "lady", "gentleman", "boy", "girl", "m", "f")


def is_something_else(said: TimeSaid, scene: Scene) -> bool:
    """An age, a pregnancy or a span between events."""
    following = scene.words.tokens[said.end].word if said.end < len(scene.words.tokens) else ""
    if _is_of_one_day(said, scene) or _is_pause(said, scene) or _is_after_dose(said, scene) or _is_to_come(said, scene) or _is_worst_day(said, scene):
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
    is_headed = (
        said.start == clause.start and said.start > 0 and words.tokens[said.start - 1].word in CHILDREN and "/" in scene.words.span(said.start, said.end).text
    )
    if is_headed or (before in LITTLE_ONES and not said.lead and said.kind == "length"):
        return True  # "baby boy, 7/12"
    if words.tokens[said.start].word in SOME_DAYS and said.kind == "length" and not said.lead:
        return True
    return is_once or (said.lead == "all" and said.days <= DAY) or (before in SOME_DAYS and said.end <= said.start + 2)


def _is_after_dose(said: TimeSaid, scene: Scene) -> bool:
    """When in the day it comes: "about six hours after the dose"."""
    words = scene.words
    clause = words.clauses[words.clause_of[said.start]]
    behind = [token.word for token in words.tokens[said.end : min(said.end + 5, clause.end)]]
    return said.kind == "length" and said.days < DAY and behind[:1] == ["after"] and not DOSES.isdisjoint(behind) and ONLY_ONE.isdisjoint(behind)


def _is_to_come(said: TimeSaid, scene: Scene) -> bool:
    """A day that is still to come: "can it wait till January?", "appointment in March"."""
    clause = scene.words.clauses[scene.words.clause_of[said.start]]
    before = [token.word for token in scene.words.tokens[max(clause.start, said.start - 6) : said.start]]
    return said.kind == "ago" and said.lead != "since" and not TO_COME.isdisjoint(before) and NOT_BEFORE.isdisjoint(before)


def _is_worst_day(said: TimeSaid, scene: Scene) -> bool:
    """A day on which it was worse, when a longer time is told too: "shaky for five weeks … today it was really bad"."""
    words = scene.words
    clause = words.clauses[words.clause_of[said.start]]
    around = words.tokens[max(clause.start, said.start - 5) : min(said.end + 5, clause.end)]
    return (
        said.kind == "ago"
        and said.days <= DAY
        and any(token.word in AT_WORST for token in around)
        and any(other.days > 2 * DAY and other.kind != "rate" for other in scene.times)
    )


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
