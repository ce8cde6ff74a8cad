"""Blood values: units that convert, bands that do not overlap, ranges and plausible limits that fit each other."""

import pytest
from knowledge.rule_evidence import base

from whytwitch.knowledge import BASE

LABS = sorted(path.stem for path in (BASE / "labs").glob("*.toml"))
# One mg/dL in mmol/L, from molar masses (g/mol): 10 / M. IUPAC standard atomic weights, abridged: Ca 40.078, Mg 24.305; glucose C6H12O6 180.156.
FACTORS = {"calcium": 10 / 40.078, "magnesium": 10 / 24.305, "glucose": 10 / 180.156}


@pytest.mark.parametrize("name", LABS)
def test_every_unit_converts_both_ways(name: str) -> None:
    """Each lab has its own unit with factor 1, every factor is positive, and a value turned over and back is itself."""
    lab = base().labs[name]
    assert lab.unit in {unit.ucum for unit in lab.units if unit.factor == 1.0}
    for unit in lab.units:
        assert unit.factor > 0.0
        assert unit.words
        assert (lab.plausible[0] / unit.factor) * unit.factor == pytest.approx(lab.plausible[0])
        assert unit.converted(lab.plausible[0] / unit.factor + unit.zero) == pytest.approx(lab.plausible[0])


@pytest.mark.parametrize("name", sorted(FACTORS))
def test_milligrams_are_converted_by_molar_mass(name: str) -> None:
    """The factor from mg/dL to mmol/L is ten over the molar mass, within half a percent."""
    factors = [unit.factor for unit in base().labs[name].units if unit.ucum.lower() == "mg/dl"]
    assert factors == pytest.approx([FACTORS[name]], rel=0.005)


@pytest.mark.parametrize("name", LABS)
def test_bands_do_not_overlap_and_leave_the_range_free(name: str) -> None:
    """A value falls in one band at most, and the middle of the reference range in none."""
    lab = base().labs[name]
    low, high = lab.plausible
    values = [low + (high - low) * step / 2000 for step in range(2001)]
    assert [value for value in values if sum(band.holds(value) for band in lab.bands) > 1] == []
    for reference in lab.reference:
        if reference.low is not None and reference.high is not None:
            middle = (reference.low + reference.high) / 2.0
            assert not any(band.holds(middle) for band in lab.bands)


@pytest.mark.parametrize("name", LABS)
def test_reference_ranges_are_plausible_and_cited(name: str) -> None:
    """A range lies within what is plausible and names a source that exists."""
    lab = base().labs[name]
    for reference in lab.reference:
        assert reference.source in base().sources
        for bound in (reference.low, reference.high):
            assert bound is None or lab.plausible[0] <= bound <= lab.plausible[1]


def test_the_sugar_of_months_converts_by_its_line() -> None:
    """6.5 percent of HbA1c are 48 mmol/mol: (percent - 2.15) * 10.929, as in the table of clincalcpro-hba1c."""
    percent = next(unit for unit in base().labs["hba1c"].units if unit.ucum == "%")
    assert percent.converted(6.5) == pytest.approx(48.0, abs=0.6)
    assert percent.converted(12.0) == pytest.approx(108.0, abs=0.6)


@pytest.mark.parametrize("name", LABS)
def test_what_a_lab_shows_is_never_what_it_defines(name: str) -> None:
    """A side that defines a cause is weighed as its result, not again as a finding."""
    lab = base().labs[name]
    shown = {lab.shown(band.id.rpartition("-")[2], band.id) for band in lab.bands}
    assert shown.isdisjoint(lab.defines.values())
    assert not set(lab.shows) & set(lab.defines)


@pytest.mark.parametrize("name", [name for name in LABS if base().labs[name].of_medicine])
def test_a_level_of_a_medicine_has_no_general_words(name: str) -> None:
    """Nobody's "bloods were fine" tells that a level was measured, nor that the medicine is taken."""
    assert base().labs[name].general_words == base().labs[name].normal_words == ()
