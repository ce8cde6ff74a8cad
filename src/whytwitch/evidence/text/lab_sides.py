"""What words say of a result: "potassium was low", "all fine including calcium", "sky high"."""

from collections.abc import Collection, Mapping

from whytwitch.evidence.text.context import Context
from whytwitch.evidence.text.lab_bands import from_mild, is_beyond, mildest
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.movement_traits import DOUBT
from whytwitch.evidence.text.scene import RESULTS, Scene
from whytwitch.evidence.text.tokens import Words
from whytwitch.knowledge import Lab
from whytwitch.model import LabResult

__all__ = ["BETWEEN", "SIDES", "WORDED", "of_words", "panel_result", "side_said"]

WORDED = 0.8
GENERAL = 0.6  # "bloods fine": the common tests were probably among them
SIDES = {
    "result_low": "low", "result_very_low": "low", "result_high": "high", "result_very_high": "high", "result_normal": "normal",
}  # fmt: skip
NORMAL = frozenset("normal fine ok okay good clear unremarkable nad perfect on range limits right alright".split())
GRAVE = ("result_very_low", "result_very_high")
OPPOSITES = {"low": "normal", "high": "normal", "normal": ""}
BETWEEN = frozenset(
    "not both all and or was is were are be at of level levels count came come comes back a an very slightly bit little tad touch too quite really pretty rather fairly so far way well on in out the my his her our their it its he she they"
    " dr doctor gp nurse result results reading readings blood bloods serum test tests tested checked measured done taken showed shows show showing has have had been said say says to just now only still about approx around roughly nearly almost"
    " over under below above read reads got gets getting hit hits hitting went go goes gone going dropped drops drop fell fall fallen crept shot rose risen climbed jumped down up as everything every today yesterday morning evening tonight last"
    " running run runs coming comes keep keeps kept stays stayed staying remains remained always usually often sometimes again this between including incl inc like such e hospital clinic er ed surgery any more anymore being both"
    " random fasting corrected adjusted corr adj ca total l h flagged = : ~ < >".split()
)
MANY = frozenset("both all were are every".split())
INCLUDING = frozenset("including include included incl inc".split())
LISTING = frozenset("and or & my the his her".split())
NOT_RESULTS = frozenset(
    "diet diets drink drinks food foods intake coke version milk supplement squash juice yoghurt chocolate sauce supplements tablet tablets gum snack snacks spray for in".split()
)  # "low sugar drinks", "good for cramps"


def side_said(match: Match, scene: Scene, context: Context) -> tuple[str, bool]:
    """Low, high or normal as said in words around a lab's name, and whether gravely so."""
    words, clause = scene.words, scene.words.clauses[scene.words.clause_of[match.start]]
    cues = {index: cue for cue in scene.cues_of(*SIDES) for index in range(cue.start, cue.end)}
    if match.end < clause.end and words.tokens[match.end].word in NOT_RESULTS:
        return "", False
    before = match.start - 2 if match.start - 1 > clause.start and words.tokens[match.start - 1].word in ("in", "of", "on") else match.start - 1
    own = next((cues[index] for index in range(match.start, match.end) if index in cues), None) or (cues.get(before) if before >= clause.start else None)
    if own is not None:
        return _said_so(own, context, words)
    if _is_included(match, scene, cues, context):
        return "normal", False
    between = BETWEEN | {token.word for said in scene.times for token in words.tokens[said.start : said.end]}
    labs = {index for other in scene.of(*RESULTS) for index in range(other.start, other.end)}
    for index in range(match.end, clause.end):
        if index in cues:
            return _said_so(cues[index], context, words)
        if words.tokens[index].word not in between and index not in labs:
            return "", False
    is_bare = all(index in labs for index in range(match.end, clause.end))
    return _said_behind(scene.words.clause_of[match.start] + 1, scene, context, cues, between, labs, is_bare=is_bare)


def panel_result(lab: Lab, match: Match, whole: Words, scene: Scene, context: Context) -> LabResult | None:
    """ "U&E fine", "bloods normal": a panel, or bloods in general, of which a lab is a part."""
    words = whole.tokens[match.start : match.end]
    is_told = any(token.word in NORMAL for token in words) and match.end - 1 not in context.denied
    side = "normal" if is_told else side_said(match, scene, context)[0]
    certainty = WORDED if match.meaning.kind == "lab-normal" else GENERAL
    return LabResult(lab.id, None, None, certainty=certainty, span=whole.span(match.start, match.end)) if side == "normal" else None


def _is_included(match: Match, scene: Scene, cues: Mapping[int, Match], context: Context) -> bool:
    """ "Bloods all fine including thyroid and calcium", "bloods NAD inc TFT, Ca, Mg"."""
    words, sentence = scene.words, scene.words.sentence_of(match.start)
    labs = {index for other in scene.of(*RESULTS) for index in range(other.start, other.end)}
    index = match.start - 1
    while index >= 0 and words.sentence_of(index) == sentence and (index in labs or words.tokens[index].word in LISTING):
        index -= 1
    if index <= 0 or words.tokens[index].word not in INCLUDING or words.sentence_of(index) != sentence:
        return False
    said = cues.get(index - 1) or next((cue for cue in scene.cues_of("result_normal") if cue.end == index), None)
    return said is not None and _said_so(said, context, words)[0] == "normal"


def _said_behind(
    number: int, scene: Scene, context: Context, cues: Mapping[int, Match], between: Collection[str], labs: Collection[int], *, is_bare: bool
) -> tuple[str, bool]:
    """ "Calcium, magnesium and potassium were all normal", "U&E, Ca, TFT normal", "checked my calcium, fine": what is said in the next clauses of nothing else."""
    words = scene.words
    first = number
    while number < len(words.clauses) and words.clauses[number].sentence == words.clauses[first - 1].sentence and words.clauses[number].mark != "but":
        clause = words.clauses[number]
        others = False
        seen: set[str] = set()
        for index in range(clause.start, clause.end):
            word = words.tokens[index].word
            if index in cues:
                return _said_so(cues[index], context, words) if not others or is_bare or not MANY.isdisjoint(seen) else ("", False)
            if word not in between and index not in labs:
                return "", False
            others = others or index in labs
            is_bare = is_bare and (index in labs or word in LISTING)
            seen.add(word)
        number += 1
    return "", False


def _said_so(cue: Match, context: Context, words: Words) -> tuple[str, bool]:
    side = SIDES[cue.meaning.id]
    if side == "normal" and cue.end < len(words.tokens) and words.tokens[cue.end].word in NOT_RESULTS:
        return "", False
    return (OPPOSITES[side], False) if cue.end - 1 in context.denied else (side, cue.meaning.id in GRAVE)


def of_words(lab: Lab, side: str, match: Match, scene: Scene, context: Context, *, is_grave: bool) -> LabResult | None:
    """A result told in words: its side, and its mildest band, or the next when it is said to be grave."""
    certainty = DOUBT if match.start in context.doubted or match.start in context.hypothetical else WORDED
    if match.start in context.hypothetical or (scene.words.sentence_of(match.start) in scene.words.questions):
        return None
    span = scene.words.span(match.start, match.end)
    if side == "normal":
        return LabResult(lab.id, None, None, certainty=certainty, span=span)
    band = mildest(lab, side)
    graver = [one for one in from_mild(lab, side) if band is not None and is_beyond(one, band, side)]
    band = graver[0] if is_grave and graver else band
    return LabResult(lab.id, None, band.id, side, certainty=certainty, span=span) if band is not None else None
