"""The base's phrases gathered with what they mean."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whytwitch.evidence.text.matches import Meaning
from whytwitch.knowledge import Cause, Knowledge

__all__ = ["cue_phrases", "gather_phrases", "words_of"]

# Causes named after what is taken: only names of several words ("serotonin syndrome") are diagnoses.
SUBSTANCES = ("drug", "toxin", "benign", "local")
SHORTEST_NAME = 3


def words_of(lexicon: Mapping[str, object], *path: str) -> Mapping[str, Sequence[str]]:
    """A table of word lists in the lexicon; empty when it is not there."""
    node: object = lexicon
    for key in path:
        node = node.get(key, {}) if isinstance(node, Mapping) else {}
    if not isinstance(node, Mapping):
        return {}
    return {
        str(name): tuple(str(entry) for entry in entries) for name, entries in node.items() if isinstance(entries, Sequence) and not isinstance(entries, str)
    }


def gather_phrases(knowledge: Knowledge) -> list[tuple[str, Meaning]]:
    """Every phrase of the base."""
    return [
        *_of_attributes(knowledge),
        *_of_findings(knowledge),
        *_of_exposures(knowledge),
        *_of_medicines(knowledge),
        *_of_labs(knowledge),
        *_of_causes(knowledge),
        *cue_phrases(knowledge),
    ]


def _all_mean(phrases: Iterable[str], meaning: Meaning) -> list[tuple[str, Meaning]]:
    return [(phrase, meaning) for phrase in phrases]


def _of_attributes(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    for attribute in knowledge.attributes.values():
        for value in attribute.values.values():
            yield from _all_mean(value.phrases, Meaning("trait", attribute.id, value.id))
        for group, phrases in attribute.group_phrases.items():
            yield from _all_mean(phrases, Meaning("trait", attribute.id, group))


def _of_findings(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    for finding in knowledge.findings.values():
        yield from _all_mean(finding.phrases, Meaning("finding", finding.id))
        yield from _all_mean(finding.absent_phrases, Meaning("finding", finding.id, is_absent=True))


def _of_exposures(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    for exposure in knowledge.exposures.values():
        yield from _all_mean(exposure.phrases, Meaning("exposure", exposure.id))
        yield from _all_mean(exposure.absent_phrases, Meaning("exposure", exposure.id, is_absent=True))
        for number, item in enumerate(exposure.items):
            yield from _all_mean(item.words, Meaning("item", exposure.id, str(number)))


def _of_medicines(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    for drug in knowledge.drugs.values():
        yield from _all_mean((*drug.names, *drug.brands), Meaning("drug", drug.id))
    for group in knowledge.drug_classes.values():
        yield from _all_mean(group.phrases, Meaning("class", group.id))


def _of_labs(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    for lab in knowledge.labs.values():
        yield from _all_mean(lab.names, Meaning("lab", lab.id))
        yield from _all_mean(lab.normal_words, Meaning("lab-normal", lab.id))
        yield from _all_mean(lab.general_words, Meaning("lab-general", lab.id))


def _of_causes(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    sets = words_of(knowledge.lexicon, "sets")
    for cause in knowledge.causes.values():
        if cause.kind == "habit":
            continue  # nobody is diagnosed with stairs or coffee
        named = sets.get(f"{cause.id.replace('-', '_')}_word", ())
        named = (*named, *(name for name in _names(cause) if " " in name or cause.kind not in SUBSTANCES))
        yield from _all_mean(dict.fromkeys(named), Meaning("cause", cause.id))


def _names(cause: Cause) -> Iterator[str]:
    """What a cause is called: its label, taken apart at brackets, commas and "or", and its id.

    The effect of a medicine goes by its whole name only: its parts name the medicine, and taking that is no diagnosis.
    """
    if cause.kind == "drug":
        yield cause.label.partition("(")[0].strip()
        return
    for name in (cause.label, cause.id.replace("-", " ")):
        for part in re.split(r"[(),;/]| or ", name):
            if len(part.strip()) >= SHORTEST_NAME:
                yield part.strip()


def cue_phrases(knowledge: Knowledge) -> Iterator[tuple[str, Meaning]]:
    """The small words of the lexicon: cues, nouns for a movement, decoys and ambiguous phrases."""
    for name, entries in words_of(knowledge.lexicon, "cues").items():
        yield from _all_mean(entries, Meaning("cue", name))
    words = words_of(knowledge.lexicon, "words")
    yield from _all_mean(words.get("movement_nouns", ()), Meaning("movement", "movement"))
    outside = words_of(knowledge.lexicon, "out_of_scope")
    for name, kind in (("decoys", "decoy"), ("animals", "animal")):
        yield from _all_mean(outside.get(name, ()), Meaning(kind, kind))
    for word, entries in words_of(knowledge.lexicon, "ambiguous").items():
        yield from _all_mean(entries, Meaning("ambiguous", word))
