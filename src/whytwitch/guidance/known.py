"""What is known of a person, as the tokens of rules see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from whytwitch.inference import Understood
from whytwitch.knowledge import Knowledge, Token
from whytwitch.model import Evidence, Finding, Status, Subject, Time

__all__ = ["Known", "known_of"]

NOW = frozenset(("current", "recent", "stopped"))


@dataclass(frozen=True, slots=True)
class Known:
    """Present and denied ids, with everything they imply.

    A finding counts as present however uncertainly it was said: safety only goes upward.
    """

    present: frozenset[str]
    absent: frozenset[str]
    moments: Mapping[str, frozenset[str]]  # exposure, drug, class or diagnosis -> current, recent, stopped, past, family
    labs: Mapping[str, frozenset[str]]
    traits: frozenset[tuple[str, str]]
    age_years: float | None
    warnings: Mapping[str, bool]  # red-flag rule -> whether the answer to its question was yes
    held: frozenset[str]  # every token that holds, as it is written in a rule; ages apart

    def has(self, name: str) -> bool:
        """Whether a finding is there, or an exposure, drug or diagnosis is current, recent or just stopped."""
        return name in self.present or bool(self.moments.get(name, frozenset()) & NOW)

    def is_denied(self, name: str) -> bool:
        """Whether it was said not to be there."""
        return name in self.absent or (name in self.moments and not self.moments[name])

    def holds(self, token: Token) -> bool:
        """Whether a token of a rule holds; what is not known does not."""
        return token.text in self.held or (token.kind == "age" and self.age_years is not None and token.age_fits(self.age_years))


def known_of(understood: Understood, knowledge: Knowledge) -> Known:
    """Everything a rule may ask about, from evidence made ready for the base."""
    evidence = understood.evidence
    moments = {
        name: frozenset(when for when in ("current", "recent", "stopped", "past", "family") if state.at(when) > 0.0)
        for name, state in understood.states.items()
    }
    labs: dict[str, set[str]] = {}
    for result in evidence.labs:
        labs.setdefault(result.lab, set()).update({result.side, *([result.band] if result.band else [])})
    present = _implied((f.id for f in _own(evidence) if f.status is Status.PRESENT), knowledge)
    traits = _traits(evidence, knowledge)
    held = {*present, *(f"lab:{lab}={band}" for lab, bands in labs.items() for band in bands)}
    held |= {f"movement:{attribute}={value}" for attribute, value in traits} | {f"onset:{value}" for attribute, value in traits if attribute == "onset"}
    held |= {f"{when}:{name}" for name, whens in moments.items() for when in whens}
    held |= {name for name, whens in moments.items() if whens & NOW}
    held |= {"pregnant"} if "current" in moments.get("pregnancy", ()) else set()
    held |= {f"sex={evidence.profile.sex.value}"} if evidence.profile.sex else set()
    return Known(
        present=frozenset(present),
        absent=frozenset(f.id for f in _own(evidence) if f.status is Status.ABSENT),
        moments=moments,
        labs={name: frozenset(bands) for name, bands in labs.items()},
        traits=frozenset(traits),
        age_years=evidence.profile.age_years,
        warnings={answer.rule: answer.status is Status.PRESENT for answer in evidence.warnings},
        held=frozenset(held),
    )


def _own(evidence: Evidence) -> list[Finding]:
    return [f for f in evidence.findings if f.subject is Subject.PATIENT and f.time is Time.CURRENT]


def _implied(names: Iterable[str], knowledge: Knowledge) -> set[str]:
    """Findings with what they are a kind of and the cluster they belong to."""
    found: set[str] = set()
    pending = [name for name in names if name in knowledge.findings]
    while pending:
        kind = knowledge.findings[pending.pop()]
        found.add(kind.id)
        pending.extend(above for above in (kind.is_a, kind.cluster) if above)
    return found


def _traits(evidence: Evidence, knowledge: Knowledge) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for movement in evidence.movements:
        for trait in movement.traits:
            if trait.status is Status.PRESENT and trait.attribute in knowledge.attributes:
                found.add((trait.attribute, trait.value))
                groups = knowledge.attributes[trait.attribute].groups
                found.update((trait.attribute, group) for group, members in groups.items() if trait.value in members)
    return found
