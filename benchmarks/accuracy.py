"""``python -m benchmarks.accuracy [--sealed]``: how right the answers are over the stories of ``evaluation/``, beside two floors.

The floors are what anybody could do without this product: for urgency the four rules of the NHS page on twitching, for the ranking the causes as common as
they are in people of that age and sex who ask about any movement. The sealed stories are looked at once a release; nothing is tuned on them.
"""

import argparse
import json
import math
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.progress import shown
from whytwitch.app import Assessor
from whytwitch.knowledge import load_knowledge
from whytwitch.model import Assessment, Evidence, Movement, Profile, Sex, Urgency

__all__ = ["Case", "Outcome", "report", "run", "stories"]

ROOT = Path(__file__).parent.parent / "evaluation/stories"
NHS_PAGE = ("twitch-over-two-weeks", "twitch-several-places", "twitch-stiff-or-weak-feeling", "twitch-suspected-medicine")
URGENT = Urgency.SAME_DAY
BINS = 10
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Case:
    """One story with its label."""

    id: str
    kind: str
    groups: tuple[str, ...]
    text: str
    given: dict[str, Any]
    least: Urgency
    most: Urgency
    causes: tuple[str, ...]
    also: tuple[str, ...]
    in_scope: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was answered. `rank` is that of the best accepted cause over the movements, from 1; None if it is not listed."""

    case: Case
    urgency: Urgency
    in_scope: bool
    rank: int | None
    is_considered: bool  # among the first three or worth ruling out
    has_both: bool  # with two causes: both among the first three
    confidence: float  # share of the leading cause
    leading: tuple[str, ...]

    @property
    def is_first(self) -> bool:
        """Whether an accepted cause leads."""
        return self.rank == 1


def stories(part: str) -> list[Case]:
    """The stories of a part, ``open`` or ``sealed``, by name."""
    return [_case(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted((ROOT / part).glob("*.toml"))]


def _case(raw: dict[str, Any]) -> Case:
    given, expect = raw["given"], raw["expect"]
    return Case(
        raw["id"],
        raw["kind"],
        tuple(raw["groups"]),
        given["text"].strip(),
        {key: given[key] for key in ("age", "sex", "pregnant", "country", "as_of") if key in given},
        Urgency.of(expect["least_urgency"]),
        Urgency.of(expect["most_urgency"]),
        tuple(expect["causes"]),
        tuple(expect.get("also", ())),
        expect["in_scope"],
    )


def _outcome(case: Case, answer: Assessment) -> Outcome:
    """A story's answer held against its label; with several movements the best ranked one counts, as the label names no movement."""
    lists = [[cause.id for cause in movement.causes] for movement in answer.movements] or [[cause.id for cause in answer.causes]]
    ranks = [1 + names.index(cause) for names in lists for cause in case.causes if cause in names]
    ruled = {one.id for one in answer.worth_ruling_out}
    firsts = {name for names in lists for name in names[:3]}
    wanted = [{*case.causes} - {*case.also} or {*case.causes}, {*case.also}]
    return Outcome(
        case,
        answer.urgency or Urgency.SELF_CARE,
        answer.in_scope,
        min(ranks, default=None),
        bool({*case.causes} & (firsts | ruled)),
        bool(case.also) and all(group & firsts for group in wanted),
        answer.causes[0].share if answer.causes else 0.0,
        tuple(lists[0][:3]),
    )


def run(part: str, assessor: Assessor, writers: str) -> tuple[list[Outcome], list[Outcome]]:
    """The answers to the stories of some writers, and what the floors would have said."""
    answers, floors = [], []
    for case in shown([case for case in stories(part) if case.id[0] in writers], f"{part} stories"):
        answer = assessor.assess(case.text, **case.given)
        answers.append(_outcome(case, answer))
        floors.append(_outcome(case, _floor(assessor, answer)))
    return answers, floors


def _floor(assessor: Assessor, answer: Assessment) -> Assessment:
    """Urgency by the NHS page alone; causes as common as they are in such people, whatever was said."""
    person = answer.evidence.profile
    bare = Evidence("", profile=Profile(person.age_years, Sex(person.sex) if person.sex else None), movements=(Movement("m1", ()),))
    prior = assessor.assess(bare, brief=True)
    is_seen = any(reason.rule in NHS_PAGE for reason in answer.urgency_reasons)
    return replace(prior, urgency=Urgency.ROUTINE if is_seen else Urgency.SELF_CARE, in_scope=answer.in_scope)


# ---- figures


def wilson(right: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, right / of
    middle, spread = (p + z * z / (2 * of)) / (1 + z * z / of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _ranked(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [o for o in outcomes if o.case.in_scope and o.case.causes]


def _brier(outcomes: Sequence[Outcome]) -> float:
    return float(np.mean([(o.confidence - o.is_first) ** 2 for o in outcomes]))


def _ece(outcomes: Sequence[Outcome]) -> float:
    """Expected calibration error of the leading share, in ten bins of equal width."""
    bins = [min(BINS - 1, int(o.confidence * BINS)) for o in outcomes]
    total = 0.0
    for number in range(BINS):
        own = [o for o, where in zip(outcomes, bins, strict=True) if where == number]
        if own:
            total += abs(sum(o.confidence for o in own) - sum(o.is_first for o in own))
    return total / len(outcomes)


def _bootstrap(outcomes: Sequence[Outcome], figure: Callable[[Sequence[Outcome]], float]) -> tuple[float, float]:
    """95 % interval of a figure over resampled stories, seeded."""
    rng = np.random.default_rng(1)
    found = [figure([outcomes[i] for i in rng.integers(0, len(outcomes), len(outcomes))]) for _ in range(RESAMPLES)]
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


COUNTED: dict[str, tuple[Callable[[Sequence[Outcome]], list[Outcome]], Callable[[Outcome], bool]]] = {
    "top-1": (_ranked, lambda o: o.is_first),
    "top-3": (_ranked, lambda o: o.rank is not None and o.rank <= 3),
    "first three or worth ruling out": (_ranked, lambda o: o.is_considered),
    "two causes, both in the first three": (lambda found: [o for o in found if o.case.also], lambda o: o.has_both),
    "urgency not below the least": (list, lambda o: o.urgency >= o.case.least),
    "urgency in the accepted range": (list, lambda o: o.case.least <= o.urgency <= o.case.most),
    "not above the most (1 - over-triage)": (list, lambda o: o.urgency <= o.case.most),
    "same-day or emergency found": (lambda found: [o for o in found if o.case.least >= URGENT], lambda o: o.urgency >= URGENT),
    "scope": (list, lambda o: o.in_scope == o.case.in_scope),
}


def report(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Every figure with its 95 % interval and how many stories it rests on."""
    figures: dict[str, dict[str, float]] = {}
    for name, (chosen, is_right) in COUNTED.items():
        own = chosen(outcomes)
        right = sum(map(is_right, own))
        low, high = wilson(right, len(own))
        figures[name] = {"share": right / len(own) if own else math.nan, "low": low, "high": high, "right": right, "of": len(own)}
    own = _ranked(outcomes)
    for name, figure in (("Brier of the leading share", _brier), ("ECE of the leading share", _ece)):
        low, high = _bootstrap(own, figure)
        figures[name] = {"share": figure(own), "low": low, "high": high, "of": len(own)}
    return figures


def _split(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    """By kind, by what the least acceptable urgency is, and by group."""
    for kind in sorted({o.case.kind for o in outcomes}):
        yield f"kind {kind}", [o for o in outcomes if o.case.kind == kind]
    for level in Urgency:
        yield f"least {level.id}", [o for o in outcomes if o.case.least is level]
    for group in sorted({g for o in outcomes for g in o.case.groups}):
        yield f"group {group}", [o for o in outcomes if group in o.case.groups]


def _print(outcomes: Sequence[Outcome], floors: Sequence[Outcome]) -> None:
    ours, theirs = report(outcomes), report(floors)
    print(f"{'':40}{'whytwitch':>10}  {'95 % interval':16}{'of':>5}{'floor':>10}")
    for name, row in ours.items():
        print(f"{name:40}{row['share']:>10.3f}  {row['low']:.3f} to {row['high']:.3f}  {row['of']:>5.0f}{theirs[name]['share']:>10.3f}")
    print(f"\n{'':28}{'stories':>8}{'top-1':>8}{'top-3':>8}{'safe':>8}{'in range':>10}")
    for name, own in _split(outcomes):
        if own:
            part = report(own) if _ranked(own) else {}
            ranked = "".join(f"{part[key]['share']:>8.2f}" if part else f"{'-':>8}" for key in ("top-1", "top-3"))
            safe, fits = (sum(map(COUNTED[key][1], own)) / len(own) for key in ("urgency not below the least", "urgency in the accepted range"))
            print(f"{name:28}{len(own):>8}{ranked}{safe:>8.2f}{fits:>10.2f}")


def _print_misses(outcomes: Sequence[Outcome]) -> None:
    print("\nMissed")
    for o in outcomes:
        wrong = [
            *([f"urgency {o.urgency.id}, accepted {o.case.least.id} to {o.case.most.id}"] if not o.case.least <= o.urgency <= o.case.most else []),
            *([f"{', '.join(o.case.causes)} at {o.rank}; leading {', '.join(o.leading)}"] if _ranked([o]) and not o.is_first else []),
            *([f"in scope: {o.in_scope}"] if o.in_scope != o.case.in_scope else []),
        ]
        if wrong:
            print(f"  {o.case.id}: {'; '.join(wrong)}")


def main() -> None:
    """Run, print, write if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--sealed", action="store_true", help="the sealed stories instead of the open ones; without naming what was missed")
    parser.add_argument(
        "--writers", default="abcde", metavar="LETTERS", help="only stories of these writers, the first letter of their ids (evaluation/README.md)"
    )
    parser.add_argument("--misses", action="store_true", help="name every miss; of sealed stories this spends them")
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    given = parser.parse_args()
    part = "sealed" if given.sealed else "open"
    outcomes, floors = run(part, Assessor(load_knowledge()), given.writers)
    print(
        f"{len(outcomes)} {part} stories of writers {given.writers}; the floor is the NHS page's four rules for urgency, and how common causes are for the ranking"
    )
    _print(outcomes, floors)
    if given.misses:
        _print_misses(outcomes)
    if given.out:
        given.out.write_text(json.dumps({"part": part, "whytwitch": report(outcomes), "floor": report(floors)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
