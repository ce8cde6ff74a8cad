"""From tables to nouns: what a good base says is what the nouns hold."""

import math
from dataclasses import replace
from functools import cache

import pytest
from oracle.people import BASE
from oracle.reading import median

from whytwitch.knowledge import Basis, Knowledge, Quantity, Token, families, load_knowledge, parse_token
from whytwitch.knowledge.nouns import Band, Settings
from whytwitch.knowledge.quantity import digamma, logit_of_counts, logit_of_interval, trigamma


@cache
def knowledge() -> Knowledge:
    """The fictional base."""
    return load_knowledge(BASE, use_cache=False)


def test_a_cause_holds_what_its_file_says() -> None:
    """Strata, bands, companions, exposures and parents arrive."""
    cause = knowledge().causes["salt-lack"]
    assert [(p.measure, p.age, p.sex) for p in cause.prevalence] == [
        ("point", (0.0, 60.0), None), ("point", (60.0, 120.0), None), ("point", (60.0, 120.0), "female"), ("incidence", None, None),
    ]  # fmt: skip
    assert [p.band for p in cause.propensity] == [None, "mild-low", "severe-low"]
    assert [(e.exposure, e.when) for e in cause.exposures] == [("salt-loss", "recent"), ("soother", "current"), ("calma", "current")]
    assert cause.sources == ("doe2020",)
    assert [p.cause for p in knowledge().causes["lime-lack"].parents] == ["salt-lack", "gland-rest"]
    assert knowledge().causes["spirit-storm"].requires == (("calmer", "soother"), ("lifter",))
    assert knowledge().causes["salt-lack"].companions["tingling"].facts[0].locator == "table 1"


def test_drugs_carry_every_class_they_are_a_kind_of() -> None:
    """Their own class first, then further and broader ones, each once."""
    assert knowledge().drugs["calma"].classes == ("calmer", "soother")
    assert knowledge().drugs["lifta"].classes == ("lifter", "soother")
    assert not knowledge().drug_classes["lifter"].is_prescribed


def test_bands_cut_each_other_off() -> None:
    """`below` alone reaches down to the next band, `from` alone up to the next."""
    bands = knowledge().labs["salt"].bands
    assert [(b.id, b.low, b.high) for b in bands] == [
        ("severe-low", None, 2.5), ("moderate-low", 2.5, 3.0), ("mild-low", 3.0, 3.5), ("mild-high", 5.4, 6.5), ("severe-high", 6.5, None),
    ]  # fmt: skip
    assert [b.id for b in bands if b.holds(2.5)] == ["moderate-low"]
    assert Band("any").holds(0.0)
    assert knowledge().labs["lime"].bands[1] == Band("mild-low", 1.5, 2.1)


def test_places_have_groups_and_other_attributes_none() -> None:
    """A group stands for its leaves."""
    attributes = knowledge().attributes
    assert attributes["place"].leaves("face") == ("lid", "lip")
    assert attributes["place"].leaves("lid") == ("lid",)
    assert attributes["kind"].groups == {}
    assert attributes["place"].group_labels == {"face": "the face", "body": "body"}


def test_families_put_parents_first() -> None:
    """The linked causes, in an order in which each comes after what brings it about."""
    (family,) = families(knowledge())
    assert sorted(family) == ["bean-brew", "gland-rest", "lime-lack", "nerve-hum", "salt-lack"]
    assert family.index("salt-lack") < family.index("lime-lack") < family.index("nerve-hum")


def test_countries_are_flat_and_lists_left_out() -> None:
    """Tables become dotted names."""
    assert knowledge().countries["neutral"].texts["lines.advice"] == "116117"
    assert "hours" not in knowledge().countries["neutral"].texts


def test_settings_are_read_by_path() -> None:
    """A table stands for its value; a wrong path is an error that names it."""
    settings = Settings({"a": {"value": 2, "b": {"c": 1.5}, "text": "x"}, "rows": [{"x": 1}]})
    assert settings.number("a") == 2.0
    assert settings.number("a", "b", "c") == 1.5
    for path in (("a", "text"), ("a", "text", "deeper"), ("a", "none")):
        with pytest.raises(KeyError):
            settings.number(*path)
    assert settings.rows("rows") == [{"x": 1.0}]
    assert settings.rows("a") == []
    with pytest.raises(KeyError):
        settings.rows("a", "value", "deeper")


# ---- numbers


@pytest.mark.parametrize(("k", "n"), [(0, 12), (12, 12), (3, 40), (75, 150), (1, 10000)])
def test_the_mean_logit_of_counts_is_the_sum_of_odd_reciprocals(k: int, n: int) -> None:
    """Jeffreys' posterior: ψ(k + ½) - ψ(n - k + ½) is a finite sum, here added up."""
    mean, sd = logit_of_counts(k, n)
    assert 1 / (1 + math.exp(-mean)) == pytest.approx(median({"affected": k, "examined": n}), rel=1e-9)
    variance = math.pi**2 - sum(4 / (2 * i - 1) ** 2 for i in range(1, k + 1)) - sum(4 / (2 * i - 1) ** 2 for i in range(1, n - k + 1))
    assert sd == pytest.approx(math.sqrt(variance), rel=1e-7)  # ψ'(½) = π²/2


@pytest.mark.parametrize(("x", "psi", "psi_1"), [(1.0, -0.5772156649015329, math.pi**2 / 6), (2.0, 0.42278433509846713, math.pi**2 / 6 - 1)])
def test_digamma_and_trigamma_at_known_points(x: float, psi: float, psi_1: float) -> None:
    """ψ(1) = -γ, ψ'(1) = π²/6 (Abramowitz and Stegun 6.3.2 and 6.4.2)."""
    assert digamma(x) == pytest.approx(psi, abs=1e-9)
    assert trigamma(x) == pytest.approx(psi_1, abs=1e-8)


def test_an_interval_covers_what_it_says() -> None:
    """The bounds of a 90 % and of a 95 % interval are its quantiles; the median is the value when one is given."""
    mean, sd = logit_of_interval(None, 0.1, 0.4, 0.9)
    quantity = Quantity(mean, sd, Basis.ESTIMATE, 1)
    assert (quantity.low, quantity.high) == pytest.approx((0.1, 0.4))
    assert quantity.value == pytest.approx(median({"low": 0.1, "high": 0.4}))
    narrower = logit_of_interval(0.2, 0.1, 0.4, 0.95)
    assert narrower[1] < sd
    assert 1 / (1 + math.exp(-narrower[0])) == pytest.approx(0.2)


def test_the_same_number_keeps_its_key_and_different_numbers_differ() -> None:
    """Draws stay when other files come and go."""
    cause = knowledge().causes["salt-lack"]
    keys = [p.value.key for p in cause.prevalence] + [p.value.key for p in cause.propensity] + [c.frequency.key for c in cause.companions.values()]
    assert len(set(keys)) == len(keys)
    assert load_knowledge(BASE, use_cache=False).causes["salt-lack"].prevalence[0].value.key == keys[0]


def test_no_cell_of_a_character_row_is_below_its_floor() -> None:
    """One odd word must not exclude a cause; counts of zero are floored too."""
    cells = [q.value for cause in knowledge().causes.values() for row in cause.character.values() for q in row.cells.values()]
    assert min(cells) >= 0.002 - 1e-12


# ---- tokens


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("limp", Token("id", "limp", "any")),
        ("recent:ssri", Token("id", "ssri", "recent")),
        ("lab:salt=low", Token("lab", "salt", "low")),
        ("movement:kind=hop", Token("movement", "kind", "hop")),
        ("onset:days", Token("movement", "onset", "days")),
        ("age>=60", Token("age", value=">=", number=60.0)),
        ("age<0.5", Token("age", value="<", number=0.5)),
        ("sex=female", Token("sex", value="female")),
        ("pregnant", Token("pregnant")),
        ("lab:salt", None),
        ("age=60", Token("id", "age=60", "any")),
        ("since:days", None),
    ],
)
def test_tokens(text: str, token: Token | None) -> None:
    """Every form of the tokens of rules; a token remembers its text."""
    assert parse_token(text) == (None if token is None else replace(token, text=text))


@pytest.mark.parametrize(
    ("token", "age", "fits"), [("age<18", 17, True), ("age<18", 18, False), ("age>=60", 60, True), ("age>60", 60, False), ("age<=60", 60, True)]
)
def test_ages(token: str, age: float, *, fits: bool) -> None:
    """Comparisons include or exclude the age itself."""
    found = parse_token(token)
    assert found is not None
    assert found.age_fits(age) is fits
