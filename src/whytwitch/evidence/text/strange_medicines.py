"""Medicines that the base does not know, and the statement that none is taken."""

import re
from collections.abc import Iterable

from whytwitch.evidence.text.english import WITHOUT_CONTENT
from whytwitch.evidence.text.scene import Scene
from whytwitch.model import Issue, Level, Medicine, Span, Status, Subject, Time

__all__ = ["takes_nothing", "unknown_medicines"]

NEAR = 8
TAKING = (
    "on",
    "taking",
    "take",
    "takes",
    "took",
    "prescribed",
    "started",
    "start",
    "starting",
    "using",
    "use",
    "called",
    "stopped",
    "tablet",
    "tablets",
    "medication",
    "medicine",
    "meds",
    "drug",
)
DRUG_ENDING = re.compile(
    r"(?:pril|olol|artan|statin|azole|azine|mycin|micin|cillin|pam|lam|dipine|apine|done|oxetine|ipramine|triptyline|triptan|xaban|gliptin|flozin|glutide|tide|mab|nib|vir|afil|osin|setron|"
    r"tidine|zide|semide|thiazide|profen|oxacin|cycline|barbital|phylline|terol|sone|solone|olone|lukast|dronate|fibrate|parin|caine|phen|bital|gabalin|pentin|toin|giline|dopa|fumarate|mesylate|succinate|tartrate|xetine|oprazole|vaptan|sartan)$",
)
NO_MEDICINE = re.compile(
    r"\b(?:no|not on|not taking|don['’]?t take|do not take|without|zero|nil|never take|not currently on|not currently taking|off all)\s+(?:any\s+|regular\s+|current\s+|prescription\s+|prescribed\s+|daily\s+)*"
    r"(?:medications?|meds?|medicines?|drugs?|tablets|pills|supplements or medication|medication or supplements)\b(?!\s+(?:help|work|change|interaction|allerg|except|apart|other|besides))"
    r"|\b(?:medications?|meds|medicines|drug history|dhx?|current medication)\s*[:=-]\s*(?:none|nil|no\b|n/a)|\btake nothing\b|\bnot on anything\b|\bdon['’]?t take anything\b|\bunmedicated\b",
    re.IGNORECASE,
)  # fmt: skip

NO_OTHER_MEDICINE = re.compile(
    r"\b(?:no|not on|not taking|don['’]?t take|do not take|doesn['’]?t take|does not take|takes no|nil|without)\s+(?:any\s+)?(?:other|regular|further|additional|long[- ]term|daily)\s+"
    r"(?:regular\s+|prescribed\s+|prescription\s+|daily\s+)*(?:medications?|meds?|medicines?|drugs?|tablets|pills|tabs)\b"
    r"|\b(?:no|any) (?:medications?|meds?|medicines?|tablets|pills) (?:apart from|other than|besides|except)\b"
    r"|\b(?:don['’]?t take|do not take|not on|takes?|taking) (?:anything|nothing) else\b|\botherwise (?:no|on no) (?:medications?|meds?|medicines?|tablets)\b",
    re.IGNORECASE,
)  # fmt: skip


def takes_nothing(text: str, medicines: Iterable[Medicine]) -> bool:
    """Whether the text says that no medicine is taken, or none but those it names."""
    taken = any(m.status is Status.PRESENT and m.subject is Subject.PATIENT and m.time is Time.CURRENT and m.certainty == 1.0 for m in medicines)
    return (NO_OTHER_MEDICINE if taken else NO_MEDICINE).search(text) is not None


def unknown_medicines(scene: Scene, known: frozenset[str]) -> tuple[list[Span], list[Issue]]:
    """Words that look like a medicine where one is expected, and that the base does not know."""
    spans: list[Span] = []
    tokens = scene.words.tokens
    for index, token in enumerate(tokens):
        if token.is_number or len(token.word) < 5 or token.stem in known or token.word in WITHOUT_CONTENT:  # noqa: PLR2004 - no drug name is shorter
            continue
        before = tokens[index - 1].word if index else ""
        has_dose = (
            index + 2 < len(tokens)
            and tokens[index + 1].is_number
            and tokens[index + 2].word in ("mg", "mcg", "ug", "µg", "mgs")
            and scene.words.text[tokens[index + 2].end : tokens[index + 2].end + 1] != "/"
        )
        if before in ("my", "the", "some", "your", "his", "her") and index > 1:
            before = tokens[index - 2].word
        is_taken = before in TAKING and DRUG_ENDING.search(token.word) is not None
        if has_dose or is_taken or (DRUG_ENDING.search(token.word) is not None and _is_in_list(scene, index)):
            spans.append(scene.words.span(index, index + 1))
    issues = [
        Issue(Level.WARNING, f"“{span.text}” looks like a medicine, but the knowledge base does not know it.", "Check the spelling, or give the generic name.")
        for span in spans
    ]
    return spans, issues


def _is_in_list(scene: Scene, index: int) -> bool:
    """Whether a medicine or a word for taking one stands in the same sentence before it."""
    sentence = scene.words.sentence_of(index)
    return any(scene.words.sentence_of(at) == sentence and scene.words.tokens[at].word in TAKING for at in range(max(index - NEAR, 0), index))
