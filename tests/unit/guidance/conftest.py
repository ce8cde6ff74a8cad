"""One engine over the shipped base, and people built by hand."""

from collections.abc import Iterable

import pytest

from whytwitch.guidance import Request, advise
from whytwitch.inference import Engine
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Assessment, Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Status, Timing, Trait
from whytwitch.report import load_catalogue


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine over the shipped base."""
    return Engine(load_knowledge())


class Clinic:
    """Builds evidence by id and asks for answers."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.say = load_catalogue("en", is_strict=True).text

    def movement(self, **traits: str | Iterable[str]) -> Movement:
        """A movement with its traits, for instance ``place="calf"``."""
        named = [Trait(attribute, value) for attribute, given in traits.items() for value in ([given] if isinstance(given, str) else given)]
        return Movement("m1", tuple(named))

    def person(  # noqa: D102
        self,
        *movements: Movement,
        has: Iterable[str | Finding] = (),
        lacks: Iterable[str] = (),
        takes: Iterable[str] = (),
        timing: Timing = Timing.UNKNOWN,
        labs: Iterable[LabResult] = (),
        age: float | None = None,
        sex: Sex | None = None,
        pregnant: bool | None = None,
    ) -> Evidence:
        drugs = self.engine.knowledge.drugs
        findings = [f if isinstance(f, Finding) else Finding(f) for f in has] + [Finding(name, Status.ABSENT) for name in lacks]
        medicines = tuple(Medicine(drugs[name].classes, name, timing=timing) for name in takes)
        return Evidence(profile=Profile(age, sex, pregnant), movements=movements, findings=tuple(findings), medicines=medicines, labs=tuple(labs))

    def ask(self, evidence: Evidence, *, country: str = "GB", draws: int = 0, brief: bool = False, as_of: str = "2026-11-21") -> Assessment:
        """The answer on a fixed day."""
        return advise(self.engine, evidence, Request("0", as_of, country, "en", draws, 1, brief), self.say)


@pytest.fixture(scope="session")
def clinic(engine: Engine) -> Clinic:
    """Builds people and asks for them."""
    return Clinic(engine)
