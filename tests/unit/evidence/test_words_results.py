"""Blood results as people paste them: panels, tables, units, dates, lists, levels of medicines."""

from collections.abc import Callable
from time import perf_counter

import pytest

from whytwitch.evidence.text.lab_lists import later_value
from whytwitch.knowledge import Knowledge
from whytwitch.model import Evidence, LabResult, Level

Told = Callable[[str], Evidence]


def results(evidence: Evidence) -> dict[str, LabResult]:
    """Every result by its lab."""
    return {result.lab: result for result in evidence.labs}


PANELS: list[tuple[str, dict[str, tuple[float | None, str]]]] = [
    (
        "Na 118 K 2.9 Cl 80 HCO3 34 Ur 3 Cr 60 Ca 1.82 alb 38 Mg 0.41 PO4 0.6 gluc 5.6",
        {
            "sodium": (118.0, "severe-low"),
            "potassium": (2.9, "moderate-low"),
            "chloride": (80.0, "moderate-low"),
            "bicarbonate": (34.0, "mild-high"),
            "urea": (3.0, "normal"),
            "creatinine": (60.0, "normal"),
            "calcium": (1.86, "severe-low"),
            "albumin": (38.0, "normal"),
            "magnesium": (0.41, "moderate-low"),
            "glucose": (5.6, "normal"),
        },
    ),
    ("Sodium: 118 mmol/L (135-145)", {"sodium": (118.0, "severe-low")}),
    ("Sodium: 118 mmol/L (135-145), Potassium: 2.4 mmol/L (3.5-5.3)", {"sodium": (118.0, "severe-low"), "potassium": (2.4, "severe-low")}),
    ("Sodium 118 L 135 - 145 mmol/L", {"sodium": (118.0, "severe-low")}),
    ("potassium (3.5-5.3) 2.4 L", {"potassium": (2.4, "severe-low")}),
    ("Na [133-146]: 118", {"sodium": (118.0, "severe-low")}),
    ("| Sodium | 118 | 135-145 |\n| Potassium | 2.6 | 3.5-5.3 |", {"sodium": (118.0, "severe-low"), "potassium": (2.6, "moderate-low")}),
    (
        "Sodium 118\nPotassium 2.4\nChloride 78\nUrea 4.1",
        {"sodium": (118.0, "severe-low"), "potassium": (2.4, "severe-low"), "chloride": (78.0, "moderate-low")},
    ),
    ("K+ 2.1↓", {"potassium": (2.1, "severe-low")}),
    ("K+ 2.1 (↓)", {"potassium": (2.1, "severe-low")}),
    ("K: 2.1*", {"potassium": (2.1, "severe-low")}),
    ("Ca 6.8 mg/dL (L)", {"calcium": (1.6966, "severe-low")}),
    ("Ca++ 1.7", {"calcium": (1.7, "severe-low")}),
    ("Serum calcium is 1.7 mmol/L", {"calcium": (1.7, "severe-low")}),
    ("potassium of 2.3 mEq/L", {"potassium": (2.3, "severe-low")}),
    ("TSH <0.01", {"tsh": (0.01, "severe-low")}),
    ("TSH > 100", {"tsh": (100.0, "severe-high")}),
    ("TSH 85 mU/L, fT4 3.1 pmol/L", {"tsh": (85.0, "severe-high"), "free-t4": (3.1, "severe-low")}),
    ("glucose 32 mmol/l", {"glucose": (32.0, "severe-high")}),
    ("BM 2.1", {"glucose": (2.1, "severe-low")}),
    ("sugar 54 mg/dl", {"glucose": (2.99754, "severe-low")}),
    ("BUN 98 Cr 9.4", {"urea": (34.986, "moderate-high"), "creatinine": (830.96, "severe-high")}),
    ("Urea 42 mmol/L creat 780 umol/L eGFR 6", {"urea": (42.0, "severe-high"), "creatinine": (780.0, "severe-high"), "egfr": (6.0, "severe-low")}),
    # lists
    (
        "calcium, magnesium and phosphate 1.6, 0.35 and 1.9 mmol/L",
        {"calcium": (1.6, "severe-low"), "magnesium": (0.35, "severe-low"), "phosphate": (1.9, "mild-high")},
    ),
    ("Na and K 118 and 2.4", {"sodium": (118.0, "severe-low"), "potassium": (2.4, "severe-low")}),
    ("Na/K 118/2.4", {"sodium": (118.0, "severe-low"), "potassium": (2.4, "severe-low")}),
    ("sodium, potassium: 118, 2.4", {"sodium": (118.0, "severe-low"), "potassium": (2.4, "severe-low")}),
    ("potassium and magnesium were 2.4 and 0.4 mmol/L", {"potassium": (2.4, "severe-low"), "magnesium": (0.4, "moderate-low")}),
    # two days
    ("Na 128 on Monday, 118 today", {"sodium": (118.0, "severe-low")}),
    ("Na 118 today, 128 on Monday", {"sodium": (118.0, "severe-low")}),
    ("K was 3.4 last week and 2.6 this morning", {"potassium": (2.6, "moderate-low")}),
    ("potassium 3.4 -> 2.4", {"potassium": (2.4, "severe-low")}),
    ("K 3.1, repeat 2.4", {"potassium": (2.4, "severe-low")}),
    ("K 3.0 then 2.4 then 2.1 today", {"potassium": (2.1, "severe-low")}),
    ("sodium 131 on 3/11, 118 now", {"sodium": (118.0, "severe-low")}),
    ("potassium 2.9 (was 3.8 in May)", {"potassium": (2.9, "moderate-low")}),
    ("CK 5400 yesterday, 3100 today", {"creatine-kinase": (3100.0, "moderate-high")}),
    # muscle enzyme
    ("CK 12k", {"creatine-kinase": (12000.0, "severe-high")}),
    ("CPK 8,400", {"creatine-kinase": (8400.0, "severe-high")}),
    ("CK 18 000 IU/L", {"creatine-kinase": (18000.0, "severe-high")}),
    # calcium and albumin
    ("corrected Ca 1.75", {"calcium": (1.75, "severe-low")}),
    ("adj calcium 1.75 mmol/L albumin 20", {"calcium": (1.75, "severe-low")}),
    ("total calcium 1.85, corrected 2.05, albumin 30", {"calcium": (2.05, "mild-low"), "albumin": (30.0, "mild-low")}),
    ("ionised calcium 0.82", {"ionised-calcium": (0.82, "severe-low")}),
    ("magnesium 1.1 mg/dL", {"magnesium": (0.45254, "moderate-low")}),
    ("bicarb 9 mmol/L, ketones 5.1", {"bicarbonate": (9.0, "severe-low"), "ketones": (5.1, "severe-high")}),
    # blood count and the rest
    ("Hb 6.8 g/dL", {"haemoglobin": (68.0, "severe-low")}),
    ("haemoglobin of 98 g/L and MCV 119 fL", {"haemoglobin": (98.0, "moderate-low"), "mcv": (119.0, "moderate-high")}),
    ("WCC 0.4", {"white-cells": (0.4, "severe-low")}),
    ("B12 110 ng/L", {"vitamin-b12-level": (110.0, "moderate-low")}),
    ("PTH 0.5 pmol/L, calcium 1.8", {"pth": (0.5, "severe-low"), "calcium": (1.8, "severe-low")}),
    ("ammonia 140 umol/L", {"ammonia": (140.0, "moderate-high")}),
    ("lactate 7.2", {"lactate": (7.2, "moderate-high")}),
    ("HbA1c 9.8%", {"hba1c": (83.6068, "severe-high")}),
    ("A1c of 12", {"hba1c": (107.651, "severe-high")}),
    ("HbA1c 45 mmol/mol", {"hba1c": (45.0, "mild-high")}),
    ("copper level 5 umol/L, caeruloplasmin 0.08 g/L", {"copper": (5.0, "moderate-low"), "caeruloplasmin": (0.08, "severe-low")}),
    ("blood lead 62 ug/dL", {"lead-level": (62.0, "severe-high")}),
    ("mercury level 45 ug/L", {"mercury-level": (45.0, "mild-high")}),
    ("cortisol 40 nmol/L", {"cortisol": (40.0, "severe-low")}),
    ("CRP 180, ESR 75", {"crp": (180.0, "moderate-high"), "esr": (75.0, "moderate-high")}),
    ("osmolality 236", {"osmolality": (236.0, "severe-low")}),
    # levels of medicines
    ("lithium level 2.3", {"lithium-level": (2.3, "severe-high")}),
    ("theophylline level 38 mg/L", {"theophylline-level": (38.0, "moderate-high")}),
    ("theophylline level of 210 umol/L", {"theophylline-level": (37.8357, "moderate-high")}),
    ("tacrolimus trough 28", {"tacrolimus-blood-level": (28.0, "moderate-high")}),
    ("cyclosporine level 780 ng/mL", {"ciclosporin-level": (780.0, "moderate-high")}),
    ("phenytoin level 32", {"phenytoin-level": (32.0, "moderate-high")}),
    ("Epilim level 145", {"valproate-level": (145.0, "moderate-high")}),
    ("carbamazepine level 19", {"carbamazepine-level": (19.0, "moderate-high")}),
    ("digoxin level 3.4 ng/mL", {"digoxin-level": (3.4, "moderate-high")}),
]


@pytest.mark.parametrize(("text", "expected"), PANELS, ids=[text[:60] for text, _ in PANELS])
def test_a_panel_is_read_value_by_value(told: Told, text: str, expected: dict[str, tuple[float | None, str]]) -> None:
    """Each result has its value in the base's unit and lies in its band."""
    found = results(told(text))
    got = {lab: (found[lab].value, found[lab].band or found[lab].side) for lab in expected if lab in found}
    assert {lab: band for lab, (_, band) in got.items()} == {lab: band for lab, (_, band) in expected.items()}
    assert {lab: value for lab, (value, _) in got.items()} == pytest.approx({lab: value for lab, (value, _) in expected.items()}, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "lab", "value"),
    [
        ("calcium 2.3 and 3 coffees today", "calcium", 2.3),
        ("my sodium is 128 and then 20 mg citalopram now", "sodium", 128.0),
        ("potassium 4.0 then 3 weeks of tablets", "potassium", 4.0),
        ("sodium 139 and magnesium 375 mg tablets", "sodium", 139.0),
        ("Na 118 yesterday, 20 today", "sodium", 118.0),
        ("calcium 1.8 (corrected 24 hours later), twitching", "calcium", 1.8),
        ("K 2.9 -> 40 today", "potassium", 2.9),
    ],
)
def test_an_amount_behind_a_value_is_no_later_value(told: Told, text: str, lab: str, value: float) -> None:
    """Coffees, doses and weeks are counted, not measured."""
    assert results(told(text))[lab].value == value


@pytest.mark.parametrize(
    "text", ["lead the way, my leg twitches", "I smell ammonia and my eye twitches", "copper bracelet 20 years, thumb twitches", "folate 400 mcg daily"]
)
def test_a_word_that_is_no_test_gives_no_result(told: Told, text: str) -> None:
    """Lead, copper and folic acid are mostly something else."""
    assert told(text).labs == ()


ADJUSTED = [
    ("Ca 1.95 albumin 25", 2.25, None),
    ("calcium 7.6 mg/dL albumin 2.0 g/dL", 2.296, None),
    ("albumin 28, calcium 2.0 mmol/L", 2.24, None),
    ("calcium 1.7 mmol/L, albumin 35 g/L", 1.8, "severe-low"),
    ("Ca 2.55, alb 50", 2.35, None),
    ("Ca 2.9 alb 30", 3.1, "moderate-high"),
]


@pytest.mark.parametrize(("text", "value", "band"), ADJUSTED)
def test_calcium_is_adjusted_for_the_albumin_beside_it(told: Told, text: str, value: float, band: str | None) -> None:
    """The adjusted value is placed in the bands, and a note names both."""
    evidence = told(text)
    found = results(evidence)["calcium"]
    assert found.value == pytest.approx(value, abs=0.002)
    assert found.band == band
    [note] = [issue for issue in evidence.issues if "adjusted calcium" in issue.message]
    assert note.level is Level.NOTE
    assert f"{value:.3g}" in note.message.replace("2.296", "2.3")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("corrected calcium 1.95, albumin 25", 1.95),
        ("Ca (adj) 1.95, albumin 25", 1.95),
        ("calcium 1.95 corrected, albumin 25", 1.95),
        ("calcium 1.95 adjusted for albumin, albumin 25", 1.95),
        ("albumin 25, calcium 1.95 which corrects to 2.25", 2.25),
        ("calcium 1.95 (corrected calcium 2.25), albumin 25", 2.25),
        ("calcium 1.95 albumin 40", 1.95),
        ("calcium 1.95, albumin was fine", 1.95),
    ],
)
def test_calcium_that_is_adjusted_already_stays_as_it_is(told: Told, text: str, value: float) -> None:
    """Corrected, adjusted or beside an albumin of 40: nothing is added."""
    evidence = told(text)
    assert results(evidence)["calcium"].value == value
    assert not any("adjusted calcium" in issue.message for issue in evidence.issues)


def test_ionised_calcium_is_never_adjusted(told: Told) -> None:
    """It is the part that albumin does not carry."""
    evidence = told("ionised calcium 0.95 mmol/L, albumin 20")
    assert results(evidence)["ionised-calcium"].value == 0.95


ROUTINE = {"sodium", "potassium", "glucose", "calcium", "tsh"}


@pytest.mark.parametrize(
    "text", ["My eyelid twitches. Bloods were fine", "My eyelid twitches. Blood work clear", "I had my bloods done, everything normal. My calf twitches"]
)
def test_bloods_in_general_claim_only_what_is_usually_measured(told: Told, text: str) -> None:
    """Nobody's "bloods" hold parathyroid hormone, a muscle enzyme or a vitamin; and even the usual tests are not certain."""
    found = results(told(text))
    assert set(found) == ROUTINE
    assert {(result.side, result.certainty) for result in found.values()} == {("normal", 0.6)}


@pytest.mark.parametrize(
    ("text", "sure", "unsure"),
    [
        ("U&E normal, twitching", {"sodium", "potassium", "urea", "creatinine", "egfr"}, {"bicarbonate"}),
        ("electrolytes fine, twitching", {"sodium", "potassium"}, {"calcium", "magnesium"}),
        ("full blood count normal, twitching", {"haemoglobin", "mcv", "white-cells"}, set()),
        ("bloods fine, thyroid normal, twitching", {"tsh", "free-t4"}, {"sodium", "calcium", "glucose"}),
        ("bone profile normal, twitching", {"calcium", "phosphate"}, set()),
    ],
)
def test_a_named_panel_is_surer_than_bloods_in_general(told: Told, text: str, sure: set[str], unsure: set[str]) -> None:
    """What always belongs to a panel counts as told; what only often does counts less."""
    found = results(told(text))
    assert sure <= {lab for lab, result in found.items() if result.certainty == 0.8}
    assert unsure <= {lab for lab, result in found.items() if result.certainty == 0.6}


@pytest.mark.parametrize(
    "lab", ["pth", "lithium-level", "ionised-calcium", "creatine-kinase", "vitamin-d-level", "vitamin-b12-level", "phosphate", "magnesium", "bicarbonate"]
)
def test_a_test_that_is_seldom_done_is_in_no_general_bloods(knowledge: Knowledge, lab: str) -> None:
    """No general name of blood tests stands among its words."""
    words = (*knowledge.labs[lab].normal_words, *knowledge.labs[lab].general_words)
    assert not [word for word in words if "<bloods>" in word or word.startswith("bloods|labs")]


def test_a_text_without_results_gives_none(told: Told) -> None:
    """Nothing is measured in it."""
    assert told("My eyelid twitches when I am tired.").labs == ()


@pytest.mark.parametrize("row", [" , and it was then", "on last on last ", " ", ",;:( ", "corrected for ", "repeat then now "])
def test_a_long_row_of_small_words_behind_a_value_takes_no_time(row: str) -> None:
    """What is looked for behind a value is looked for nearby: no text, however odd, holds the reader up."""
    text = "K 2.9" + row * 3000
    begun = perf_counter()
    assert later_value(text, 5) is None
    assert perf_counter() - begun < 1.0
