"""Relatives and strangers as words tell of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whytwitch.evidence.text.tokens import Words

__all__ = [
    "CLOSE",
    "FEMALE",
    "FIRST_PERSON",
    "IN_LAW",
    "MALE",
    "POSSESSIVES",
    "REPORTING",
    "SELF_REACH",
    "THIRD_NOUNS",
    "WHOLE_CLAUSE",
    "Relations",
    "is_anybody",
    "is_only_felt",
    "is_self_told",
    "is_stranger",
    "opens_relative",
    "relative_at",
]

FIRST_PERSON = frozenset(("i", "me", "myself", "mine"))
POSSESSIVES = ("my", "our", "his", "her", "the", "a", "your")
THIRD_NOUNS = frozenset("man woman male female gentleman lady patient pt boy girl bloke lad guy chap lass".split())
INFANTS = ("baby", "newborn", "infant", "toddler", "child", "kid", "teenager", "teen")  # "new baby, no sleep" is about the parent
CLOSE = ("husband", "wife", "partner", "boyfriend", "girlfriend", "fiance", "fiancee", "spouse", "hubby")
BETWEEN = frozenset(
    "yo aged little young younger older elder eldest oldest youngest late dear own twin big baby year years yr yrs month months week weeks old adult teenage poor elderly lovely beloved".split(),
)
REPORTING = frozenset(
    "says say said thinks think thought noticed notices notice saw sees seen see tells tell told asked asks worries worried reckons pointed points jokes wakes woke wants made keeps "
    "suggested recommends recommended insists insisted hates mentioned heard telling saying insisting asking thinking reckoning".split(),
)
CHILDREN = ("son", "daughter", "child", "kid", "baby", "toddler", "newborn", "infant", "teenager", "teen", "boy", "girl", "lad", "little")
FEMALE = frozenset(
    "mother mom mum mam mummy mommy sister aunt auntie grandmother grandma gran granny nan nana nanna niece daughter wife girlfriend fiancee stepmother stepmum stepmom girl woman lady female lass gal granddaughter".split()
)
MALE = frozenset(
    "father dad daddy brother uncle grandfather grandad granddad grandpa nephew son husband boyfriend hubby stepfather stepdad boy lad man gentleman male fiance bloke guy chap dude grandson".split()
)
UNNAMED = ("someone", "somebody", "anyone", "anybody", "nobody")
TOLD_OF = ("with", "who", "whose", "having", "had", "has", "that", "on", "at", "i")  # "a guy with ALS", "someone I know"
STRANGERS = THIRD_NOUNS.union(UNNAMED)
WHOLE_CLAUSE = ("family", "relative", "maternal", "paternal", "hereditary", "inherited", "fh", "fhx", "f", "degree", "side")
CHILD_WORDS = ("old", "girl", "boy", "one")
SELF_REACH = 8
PERCEIVED = ("feel", "felt", "hear", "heard")
IN_LAW = "in-law "
EVERYBODY = frozenset("everybody everyone people".split())  # with a verb that tells what is usual: nobody in particular
USUALLY = frozenset("gets get has have feels feel does do experiences experience suffers suffer goes go".split())
BEARING = frozenset("had having have birthed delivered carrying expecting feeding breastfeeding".split())
COUNTS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())


@dataclass(frozen=True, slots=True)
class Relations:
    """Words for relatives: whether they are of the same blood."""

    is_blood: Mapping[str, bool]
    forms: frozenset[str]  # every word that may name one, plurals included

    @classmethod
    def of(cls, cues: Mapping[str, Sequence[str]]) -> "Relations":
        """From the lexicon: single words of `family` and `other_person`, and children."""
        found = {word: False for word in cues.get("other_person", ()) if word.isalpha()}
        found |= {word: True for word in cues.get("family", ()) if word.isalpha() and word not in WHOLE_CLAUSE and word not in ("ma", "pa")}
        found |= {word.replace(" in law", "inlaw"): False for word in cues.get("other_person", ()) if word.endswith("in law")}
        found |= dict.fromkeys((word for word in CHILDREN if word not in ("boy", "girl", "lad", "little")), True)
        return cls(found, frozenset((*found, *(f"{word}s" for word in found), *CHILD_WORDS)))


def relative_at(words: Words, index: int, relations: Relations) -> str | None:
    """The relative named by a word; "mother in law" is one of another blood."""
    token = words.tokens[index]
    if token.word not in relations.forms:
        return None
    if token.word in CHILD_WORDS:
        return _child_at(words, index)
    name = token.word if token.word in relations.is_blood else token.word.removesuffix("s")
    if name not in relations.is_blood:
        return None
    if [t.word for t in words.tokens[index + 1 : index + 3]] == ["in", "law"]:
        return "in-law " + name
    if [t.word for t in words.tokens[index + 1 : index + 3]] == ["to", "be"]:
        return None  # "mum to be"
    before = words.tokens[index - 1].word if index else ""
    owner = _owner(words, index, relations)
    if owner is not None:
        return f"{IN_LAW}{owner}:{name}"
    if before in ("a", "an") and index > 1 and words.tokens[index - 2].word in ("as", "since", "when", "like"):
        return None  # "never had jabs as a kid"
    if name in INFANTS and index > 1 and words.tokens[index - 2].word in BEARING:
        return None  # "had my baby five months ago"
    is_known = before in (*POSSESSIVES, "an", "old") or ((relations.is_blood[name] or name in CLOSE) and name not in INFANTS)
    return name if is_known else None


def _owner(words: Words, index: int, relations: Relations) -> str | None:
    """Who of another blood a relative belongs to: "my friend's dad", "my wife's real father"."""
    for at in range(index - 1, max(index - 3, -1), -1):
        token = words.tokens[at]
        if token.surface.endswith(("'s", "’s")):
            name = token.word.removesuffix("s")
            return name if not relations.is_blood.get(name, True) else None
    return None


def _child_at(words: Words, index: int) -> str | None:
    """A child without a word for it: "my 6 year old", "our little girl"."""
    word, before = words.tokens[index].word, [token.word for token in words.tokens[max(index - 3, 0) : index]]
    if word == "old":
        following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
        is_age = len(before) == 3 and before[0] in ("my", "our") and before[2].startswith(("year", "yr", "month", "week"))  # noqa: PLR2004 - my, number, unit
        return "child" if is_age and following not in MALE and following not in FEMALE and following not in CHILDREN else None
    is_mine = bool(before) and (before[-1] in ("my", "our") or before[-2:] in (["my", "little"], ["our", "little"]))
    if not is_mine or (word == "one" and before[-1] != "little"):
        return None
    return {"girl": "daughter", "boy": "son", "one": "child"}[word]


def is_self_told(words: Words, index: int) -> bool:
    """ "I am a 36 year old mother", and "wife here" at the start, are about the writer."""
    clause = words.clauses[words.clause_of[index]]
    if index + 2 == clause.end and words.tokens[index + 1].word == "here":
        return True
    before = [token.word for token in words.tokens[max(index - SELF_REACH, 0) : index]]
    return any(row in (("i", "am", "a"), ("i", "am", "an")) for row in zip(before, before[1:], before[2:], strict=False))


def is_only_felt(words: Words, index: int) -> bool:
    """Whether somebody feels or hears a relative do something: "I could feel my wife pinch"."""
    return index > 1 and words.tokens[index - 1].word in POSSESSIVES and words.tokens[index - 2].word in PERCEIVED


def is_anybody(words: Words, index: int) -> bool:
    """ "Everybody gets that sometimes" tells of no one; "everyone has noticed it" tells of the patient."""
    if words.tokens[index].word not in EVERYBODY:
        return False
    following = [token.word for token in words.tokens[index + 1 : index + 3]]
    return bool(following) and following[0] in USUALLY and following[-1] not in REPORTING


def is_stranger(words: Words, index: int) -> bool:
    """ "I watched a film about a guy with ALS": a person of no name whom the writer tells of. "A man with tremor …" is a case told."""
    if words.tokens[index].word not in STRANGERS:
        return False
    if words.tokens[index].word in THIRD_NOUNS and not any(token.word in FIRST_PERSON for token in words.tokens[:index]):
        return False
    before = words.tokens[index - 1].word if index else ""
    is_named = before in ("a", "an", "some", "another", "one", "this", "that") or words.tokens[index].word in UNNAMED
    following = words.tokens[index + 1].word if index + 1 < len(words.tokens) else ""
    if words.sentence_of(index) in words.questions or (following in ("had", "has", "having") and words.tokens[index].word in ("anyone", "anybody")):
        return False  # "does anyone with this …?" asks for the writer
    return is_named and following in TOLD_OF and not is_self_told(words, index)


def opens_relative(words: Words, index: int, relations: Relations) -> bool:
    """Whether "my" or "his" belongs to a relative who follows ("my 6 year old son")."""
    for following in range(index + 1, min(index + 6, len(words.tokens))):
        if relative_at(words, following, relations) is not None:
            return True
        token = words.tokens[following]
        if not (token.is_number or token.word in BETWEEN or token.word in COUNTS):
            return False
    return False
