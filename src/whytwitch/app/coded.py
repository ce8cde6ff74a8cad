"""Evidence that comes coded from outside: every id must be one of the base, before anything is computed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from whytwitch.errors import UnusableInputError
from whytwitch.knowledge import Knowledge, Lab
from whytwitch.model import Evidence, Finding, LabResult, Medicine, Trait

__all__ = ["checked"]

SHOWN = 12
MOST_ITEMS = 400
MOST_MOVEMENTS = 3
OLDEST = 120


def checked(evidence: Evidence, knowledge: Knowledge) -> Evidence:
    """The evidence with results placed in their bands.

    Raises
    ------
    UnusableInputError
        If an id is not in the base; all of them are named.
    """
    if len(evidence.findings) + len(evidence.medicines) + len(evidence.labs) > MOST_ITEMS or len(evidence.movements) > MOST_MOVEMENTS:
        message = f"More than {MOST_ITEMS} findings, medicines and results, or more than {MOST_MOVEMENTS} movements. Give what matters for one person."
        raise UnusableInputError(message)
    unknown = list(dict.fromkeys((*_unknown(evidence, knowledge), *_impossible(evidence))))
    if unknown:
        more = f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else ""
        message = f"Not in the knowledge base, or impossible: {', '.join(unknown[:SHOWN])}{more}. `whytwitch knowledge show ID` shows what is."
        raise UnusableInputError(message)
    return replace(evidence, labs=tuple(_placed(result, knowledge.labs[result.lab]) for result in evidence.labs))


def _unknown(evidence: Evidence, knowledge: Knowledge) -> Iterator[str]:
    for finding in evidence.findings:
        if not any(finding.id in nouns for nouns in (knowledge.findings, knowledge.exposures, knowledge.causes)):
            yield f"finding {finding.id!r}"
    for medicine in evidence.medicines:
        yield from (f"medicine class {name!r}" for name in medicine.classes if name not in knowledge.drug_classes)
        if medicine.drug is not None and medicine.drug not in knowledge.drugs:
            yield f"medicine {medicine.drug!r}"
    for result in evidence.labs:
        if result.lab not in knowledge.labs:
            yield f"lab {result.lab!r}"
        elif result.band is not None and result.band not in {band.id for band in knowledge.labs[result.lab].bands}:
            yield f"band {result.band!r} of lab {result.lab!r}"
    yield from (f"red flag {answer.rule!r}" for answer in evidence.warnings if answer.rule not in knowledge.red_flags)
    for movement in evidence.movements:
        for trait in movement.traits:
            attribute = knowledge.attributes.get(trait.attribute)
            if attribute is None or (trait.value not in attribute.values and trait.value not in attribute.groups):
                yield f"trait {trait.attribute}={trait.value}"


def _impossible(evidence: Evidence) -> Iterator[str]:
    age = evidence.profile.age_years
    if age is not None and not 0 <= age <= OLDEST:
        yield f"age {age:g}"
    traits = [trait for movement in evidence.movements for trait in movement.traits]
    items: Sequence[Finding | Medicine | LabResult | Trait] = (*evidence.findings, *evidence.medicines, *evidence.labs, *traits)
    yield from (f"certainty {item.certainty:g}" for item in items if not 0.0 <= item.certainty <= 1.0)


def _placed(result: LabResult, lab: Lab) -> LabResult:
    """A value without a band gets the one it falls in; the side follows the band's name."""
    band = result.band
    if band is None and result.value is not None:
        band = next((b.id for b in lab.bands if b.holds(float(result.value))), None)
    if band is None or result.side != "normal":
        return replace(result, band=band)
    return replace(result, band=band, side="low" if band.endswith("low") else "high")
