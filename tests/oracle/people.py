"""Seeded people of the fictional base: evidence of every kind, at random."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from whytwitch.model import Evidence, Finding, LabResult, Medicine, Movement, Profile, Sex, Status, Subject, Time, Timing, Trait

__all__ = ["BASE", "random_evidence"]

Item = TypeVar("Item")
BASE = Path(__file__).parent / "base"
FINDINGS = ("tingling", "numb", "ache", "limp", "limp-arm", "limp-leg", "drops-cups", "sweats", "odd-taste", "yawns")
EXPOSURES = ("brew-high", "old-injury", "salt-loss", "pregnancy", "nerve-hum", "gland-rest", "bean-brew")
VALUES = {"kind": ("hop", "pull", "knot"), "onset": ("days", "weeks", "years"), "sleep": ("goes-on", "stops"), "colour": ("red",)}
PLACES = ("lid", "lip", "hand", "calf", "face", "body")
MEDICINES = ((("calmer", "soother"), "calma"), (("calmer", "soother"), None), (("lifter", "soother"), "lifta"), (("lifter",), "lifto"), (("soother",), "soota"))
RESULTS = (
    ("salt", "low", "severe-low"), ("salt", "low", "mild-low"), ("salt", "high", "severe-high"), ("salt", "normal", None), ("salt", "low", None),
    ("lime", "low", "severe-low"), ("lime", "normal", None), ("lime", "high", None), ("iron", "low", "low"),
)  # fmt: skip


def random_evidence(seed: int, *, n_movements: int | None = None) -> Evidence:
    """One person; the same seed gives the same person."""
    rng = np.random.default_rng([seed, 77])

    def one(options: Sequence[Item]) -> Item:
        return options[int(rng.integers(len(options)))]

    def some(options: Sequence[Item], most: int) -> list[Item]:
        return [options[i] for i in rng.permutation(len(options))[: int(rng.integers(0, most + 1))]]

    def sure() -> float:
        return float(one((1.0, 1.0, 1.0, 0.9, 0.6)))

    def status() -> Status:
        return Status.PRESENT if rng.random() < 0.65 else Status.ABSENT

    movements = []
    for number in range(int(one((0, 1, 1, 1, 2, 2, 3))) if n_movements is None else n_movements):
        traits = [Trait(a, one(VALUES[a]), Status.ABSENT if rng.random() < 0.1 else Status.PRESENT, sure()) for a in some(tuple(VALUES), 4)]
        traits += [Trait("place", place, certainty=sure()) for place in some(PLACES, 3)]
        movements.append(Movement(f"m{number + 1}", tuple(traits)))
    findings = [Finding(f, status(), certainty=sure()) for f in some(FINDINGS, 5)]
    findings += [Finding(f, subject=one((Subject.FAMILY, Subject.OTHER)), time=Time.CURRENT) for f in some(FINDINGS, 1)]
    for exposure in some(EXPOSURES, 4):
        band = one((None, "moderate", "high")) if exposure == "brew-high" else None
        subject = one((Subject.PATIENT, Subject.PATIENT, Subject.PATIENT, Subject.FAMILY, Subject.OTHER))
        timing = one((Timing.UNKNOWN, Timing.STEADY, Timing.RECENT, Timing.STOPPED))
        findings.append(Finding(exposure, status(), subject, one((Time.CURRENT, Time.CURRENT, Time.PAST, Time.HYPOTHETICAL)), timing, sure(), band=band))
    medicines = [
        Medicine(classes, drug, status=status(), timing=one(tuple(Timing)), time=one((Time.CURRENT, Time.CURRENT, Time.PAST)), certainty=sure())
        for classes, drug in some(MEDICINES, 2)
    ]
    labs = [LabResult(lab, None, band, side, certainty=sure()) for lab, side, band in some(RESULTS, 2)]
    profile = Profile(one((None, 5.0, 34.7, 60.0, 81.0, 125.0)), one((None, Sex.FEMALE, Sex.MALE)), one((None, None, True, False)))
    return Evidence("", profile, tuple(movements), tuple(findings), tuple(medicines), tuple(labs), takes_no_medicine=bool(rng.random() < 0.1))
