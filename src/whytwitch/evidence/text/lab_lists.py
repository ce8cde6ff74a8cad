"""Several results in one breath: "calcium, magnesium and phosphate 1.6, 0.35 and 1.9", and one result of two days, "128 on Monday, 118 today"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from whytwitch.evidence.text.lab_values import Value, is_counted
from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.scene import Scene

__all__ = ["later_value", "listed_values"]

NUMBER = r"[<>≤≥~]?\s*(\d+(?:\.\d+)?)"
UNIT = r"(?:\s*(?:%|[a-zµμ]{1,6}(?:/[a-z0-9]{1,4})))?"
APART = re.compile(r"\s*(?:[,/&+]|and|plus)(?:\s|,|and|my|his|her|the)*+", re.IGNORECASE)
LEADING = re.compile(r"[\s:=,-]*(?:(?:levels?|results?|values?|was|were|are|is|at|of|came|back|as|all|both|low|high|respectively)\b[\s:=,-]*)*", re.IGNORECASE)
NEXT = re.compile(rf"{NUMBER}({UNIT})(?:\s*(?:[,/;&+]|\band\b)\s*(?:and\s+)?|(?=\W|$))", re.IGNORECASE)
SHORTEST = 2  # names of a list
WINDOW = 90  # a later value is looked for within these letters
GAP = 24  # between two names of a list
DAY = (
    r"(?:on\s+)?(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|yesterday|(?:last|this)\s+\w+|(?:\w+\s+){1,2}ago|in\s+\w+|"
    r"(?:on\s+)?\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?|at\s+\d+\s*(?:am|pm)|first|initially|before"
)
TODAY = r"today|now|currently|tonight|this\s+(?:morning|afternoon|evening)|just\s+now|at\s+present"
ARROW = r"(?:→|->|=>|➔|⇒)"
LINK = r"(?:[\s,;:(]|and\b|then\b|but\b|it\b|is\b|it's\b|was\b|down\b|up\b|to\b|fell\b|dropped\b|rose\b|only\b)*+"
NEXT_ONE = re.compile(rf"{ARROW}|\bthen\b", re.IGNORECASE)
OWN = re.compile(r"[,;:(]|\b(?:and|then|but|is|was|to)\b", re.IGNORECASE)
LATER = re.compile(
    rf"(?:{UNIT})\s*[↓↑]?\s*(?:\((?:{DAY})\)|(?P<then>{DAY}))?{LINK}"
    rf"(?:{ARROW}|\b(?P<repeated>repeat(?:ed)?|re-?checked|latest|a\s+day\s+later|the\s+next\s+day|later)\b|\b(?P<now>{TODAY})\b)?{LINK}"
    rf"{NUMBER}(?![\d.]*\s*(?:-|–|to)\s*\d)(?:{UNIT})(?:{LINK}(?P<after>{TODAY}|{DAY}))?",
    re.IGNORECASE,
)


def listed_values(scene: Scene) -> Mapping[tuple[int, str], Value]:
    """Values of names told in one list with as many numbers behind it, by the first word of the name and the lab."""
    found: dict[tuple[int, str], Value] = {}
    text = scene.words.text
    for run in _runs(scene):
        end = scene.words.tokens[run[-1].end - 1].end
        values = list(_numbers(text, end))
        if len(values) == len({match.start for match in run}):
            places = {start: values[number] for number, start in enumerate(dict.fromkeys(match.start for match in run))}
            last = values[-1].end
            found.update(
                {(match.start, match.meaning.id): Value(places[match.start].value, places[match.start].start, places[match.start].end, last) for match in run}
            )
    return found


def _runs(scene: Scene) -> Iterator[Sequence[Match]]:
    """Names of labs with nothing but commas and "and" between them."""
    text, tokens = scene.words.text, scene.words.tokens
    run: list[Match] = []
    for match in scene.of("lab"):
        if run and match.start == run[-1].start:
            run.append(match)
            continue
        gap = text[tokens[run[-1].end - 1].end : tokens[match.start].start] if run and match.start >= run[-1].end else ""
        if not run or len(gap) > GAP or APART.fullmatch(gap) is None:
            if len({one.start for one in run}) >= SHORTEST:
                yield run
            run = []
        run.append(match)
    if len({one.start for one in run}) >= SHORTEST:
        yield run


def _numbers(text: str, end: int) -> Iterator[Value]:
    leading = LEADING.match(text, end, end + WINDOW)
    at = leading.end() if leading is not None else end
    while (found := NEXT.match(text, at)) is not None and found.end() > at:
        yield Value(float(found[1]), found.start(1), found.end(1))
        at = found.end()


def later_value(text: str, end: int) -> Value | None:
    """The last of the values told one after another behind a value that ends at `end`, None if there is only the one."""
    latest: Value | None = None
    while (found := _next_value(text, latest.end if latest is not None else end)) is not None:
        latest = found
    return latest


def _next_value(text: str, end: int) -> Value | None:
    """The value told as the later one, where a day, "now", "then", "repeated" or an arrow says which is which."""
    found = LATER.match(text, end, end + WINDOW)
    if found is None or is_counted(text, found.end(4)):
        return None
    between = text[end : found.start(4)]
    is_today = re.fullmatch(TODAY, found["after"] or "", re.IGNORECASE) is not None
    is_now = found["now"] is not None and OWN.search(text[end : found.start("now")]) is not None  # in "118 today, 128 on Monday" it is of the first
    is_dated = found["then"] is not None and found["after"] is not None
    is_later = is_today or is_now or is_dated or found["repeated"] is not None or NEXT_ONE.search(between) is not None
    return Value(float(found[4]), found.start(4), found.end(4)) if is_later else None
