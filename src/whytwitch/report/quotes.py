"""The words of the person that each finding came from."""

from collections.abc import Iterator

from whytwitch.model import Evidence, Finding, LabResult, Medicine, Span, Status, Trait

__all__ = ["absent_ids", "quotes_of", "spans_by_id", "token_of"]


def token_of(item: Finding | Medicine | LabResult | Trait) -> str:
    """The id that something known goes by in findings and ledger."""
    match item:
        case Finding():
            return item.id
        case Medicine():
            return item.drug or next(iter(item.classes), item.name)
        case LabResult():
            return f"lab:{item.lab}={item.band or item.side}"
        case Trait():
            return f"movement:{item.attribute}={item.value}"


def _named(evidence: Evidence) -> Iterator[tuple[str, Span | None]]:
    for movement in evidence.movements:
        for trait in movement.traits:
            yield token_of(trait), trait.span or movement.span
    for finding in evidence.findings:
        yield finding.id, finding.span
    for medicine in evidence.medicines:
        for name in (medicine.drug, *medicine.classes):
            if name:
                yield name, medicine.span
    for result in evidence.labs:
        yield token_of(result), result.span
        yield result.lab, result.span


def spans_by_id(evidence: Evidence) -> dict[str, Span]:
    """The first words each id was read from."""
    found: dict[str, Span] = {}
    for name, span in _named(evidence):
        if span is not None:
            found.setdefault(name, span)
    return found


def quotes_of(evidence: Evidence, ids: tuple[str, ...]) -> list[str]:
    """The words behind some ids, each once, in the order of the ids."""
    spans = spans_by_id(evidence)
    plain = [name.rpartition(":")[2] if name.partition(":")[0] not in ("movement", "lab") else name for name in ids]
    return list(dict.fromkeys(spans[name].text for name in plain if name in spans))


def absent_ids(evidence: Evidence) -> set[str]:
    """Ids that were denied and nowhere affirmed."""
    every: list[Finding | Medicine | Trait] = [
        *evidence.findings,
        *evidence.medicines,
        *(trait for movement in evidence.movements for trait in movement.traits),
    ]
    denied = {token_of(item) for item in every if item.status is Status.ABSENT}
    return denied - {token_of(item) for item in every if item.status is Status.PRESENT}
