"""What the base holds, what its numbers rest on, and where it is thin."""

import dataclasses
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from whytwitch.knowledge.causes import CharacterRow
from whytwitch.knowledge.nouns import Knowledge, RedFlag
from whytwitch.knowledge.quantity import Basis, Quantity
from whytwitch.knowledge.tokens import parse_token

__all__ = ["OLD_DAYS", "Coverage", "coverage_of"]

OLD_DAYS = 365  # an older base warns


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of a base and its gaps. A row of a character counts as one number: its cells rest on one thing."""

    version: str
    causes: int
    findings: int
    exposures: int
    drugs: int
    drug_classes: int
    labs: int
    red_flags: int
    tests: int
    actions: int
    sources: int
    claims: int
    numbers_by_basis: Mapping[str, int]
    causes_without_source: tuple[str, ...]
    findings_no_cause_uses: tuple[str, ...]
    findings_nothing_uses: tuple[str, ...]
    red_flags_without_test: tuple[str, ...]
    age_days: int | None

    @property
    def numbers(self) -> int:
        """All numbers."""
        return sum(self.numbers_by_basis.values())

    @property
    def shares_by_basis(self) -> dict[str, float]:
        """Share of the numbers that rest on each basis."""
        return {basis: count / max(self.numbers, 1) for basis, count in self.numbers_by_basis.items()}

    @property
    def is_old(self) -> bool:
        """Whether the base is older than twelve months."""
        return self.age_days is not None and self.age_days > OLD_DAYS


def coverage_of(knowledge: Knowledge, as_of: date, *, tested_hazards: Collection[str] | None = None) -> Coverage:
    """The coverage of a base on a day.

    Parameters
    ----------
    knowledge
        The base.
    as_of
        The day its age is counted to.
    tested_hazards
        Hazards that a test names; without them only rules that name no hazard are without a test.
    """
    cited = Counter(basis for basis in map(_basis, _numbers(knowledge)))
    by_causes = _used_by_causes(knowledge)
    by_rules = {token.id for rule in knowledge.red_flags.values() for text in chain.from_iterable(rule.when) if (token := parse_token(text))}
    return Coverage(
        version=knowledge.version,
        causes=len(knowledge.causes),
        findings=len(knowledge.findings),
        exposures=len(knowledge.exposures),
        drugs=len(knowledge.drugs),
        drug_classes=len(knowledge.drug_classes),
        labs=len(knowledge.labs),
        red_flags=len(knowledge.red_flags),
        tests=len(knowledge.tests),
        actions=len(knowledge.actions),
        sources=len(knowledge.sources),
        claims=len(knowledge.claims),
        numbers_by_basis={basis: cited[basis] for basis in Basis.ALL},
        causes_without_source=tuple(cause.id for cause in knowledge.causes.values() if not cause.sources),
        findings_no_cause_uses=tuple(name for name in knowledge.findings if name not in by_causes),
        findings_nothing_uses=tuple(name for name in knowledge.findings if name not in by_causes | by_rules),
        red_flags_without_test=tuple(rule.id for rule in knowledge.red_flags.values() if not _is_tested(rule, tested_hazards)),
        age_days=_age_days(knowledge, as_of),
    )


def _numbers(node: object) -> Iterator[Quantity | CharacterRow]:
    """Every number of the base; a character row stands for its cells."""
    if isinstance(node, Quantity | CharacterRow):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _numbers(value)
    elif isinstance(node, tuple):
        for value in node:
            yield from _numbers(value)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            if field.name not in ("drugs", "lexicon", "raw"):  # members stand in their classes, the others hold no probabilities of this kind
                yield from _numbers(getattr(node, field.name))


def _basis(number: Quantity | CharacterRow) -> str:
    return number.basis if isinstance(number, Quantity) else next((cell.basis for cell in number.cells.values()), Basis.ESTIMATE)


def _used_by_causes(knowledge: Knowledge) -> set[str]:
    """Findings that move some cause: named by one, a way of saying such a one, or a kind of one, or the other way round."""
    used = {name for cause in knowledge.causes.values() for name in cause.companions}
    while True:
        more = {f.id for f in knowledge.findings.values() if f.cluster in used or f.is_a in used}
        more |= {f.is_a for f in knowledge.findings.values() if f.id in used and f.is_a}
        if more <= used:
            return used
        used |= more


def _is_tested(rule: RedFlag, tested_hazards: Collection[str] | None) -> bool:
    return bool(rule.hazard) and (tested_hazards is None or rule.hazard in tested_hazards)


def _age_days(knowledge: Knowledge, as_of: date) -> int | None:
    """Days since the base was last brought up to date, by `version_date` of the settings, else by its version's year and month."""
    stated = knowledge.settings.raw.get("version_date")
    year, _, rest = knowledge.version.partition(".")
    texts = (str(stated or ""), f"{year}-{rest.partition('.')[0].zfill(2)}-01")
    for text in texts:
        try:
            return max((as_of - date.fromisoformat(text)).days, 0)
        except ValueError:
            continue
    return None
