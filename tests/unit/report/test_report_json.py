"""The answer as JSON."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import building
import pytest
from jsonschema import Draft202012Validator

from whytwitch.app import Assessor
from whytwitch.model import Assessment, Urgency
from whytwitch.report import json_text, schema_text, to_json

FULL_KEYS = (
    "schema id software_version knowledge_version as_of seed draws country language evidence in_scope share_of urgency urgency_reasons causes worth_ruling_out "
    "movements findings not_understood ledger next plan not_known sources issues"
).split()
BRIEF_KEYS = "id in_scope urgency urgency_reasons causes findings issues".split()
ANSWERS = [
    building.full_answer(),
    building.small_answer(),
    building.emergency(),
    building.out_of_scope(),
    building.out_of_scope(Urgency.EMERGENCY),
    building.two_movements(),
]


def validator() -> Draft202012Validator:
    """The published schema."""
    return Draft202012Validator(json.loads(schema_text()))


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("brief", [False, True])
def test_every_answer_obeys_the_schema(answer: Assessment, brief: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Whole or brief, what is written is what the schema promises."""
    validator().validate(json.loads(json_text(to_json(answer, brief=brief))))


def test_schema_is_a_schema_with_descriptions_and_nothing_additional() -> None:
    """Every object of the schema is closed and every property says what it is."""
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    for name, node in schema["$defs"].items():
        check_closed(node, name, schema["$defs"])


def check_closed(node: dict[str, Any], where: str, definitions: dict[str, Any]) -> None:
    """Objects are closed, properties described, all the way down."""
    if node.get("type") == "object":
        assert node["additionalProperties"] is False or "$ref" in node["additionalProperties"], where
    for name, part in node.get("properties", {}).items():
        assert "description" in part or "description" in definitions[part["$ref"].rpartition("/")[2]], f"{where}.{name}"
        check_closed(part, f"{where}.{name}", definitions)
    if isinstance(node.get("items"), dict):
        check_closed(node["items"], f"{where}[]", definitions)


@pytest.mark.parametrize("changed", [{"unknown": 1}, {"urgency": "urgent"}, {"causes": [{}]}, {"seed": "1"}])
def test_schema_refuses_what_is_not_promised(changed: dict[str, Any]) -> None:
    """An unknown key, level or type does not pass."""
    assert not validator().is_valid({**to_json(building.full_answer()), **changed})


def test_keys_are_those_of_the_contract_in_order() -> None:
    """A whole and a brief answer have exactly the agreed keys, always in the same order."""
    answer = building.full_answer()
    assert list(to_json(answer)) == FULL_KEYS
    assert list(to_json(answer, brief=True)) == BRIEF_KEYS
    assert "id" not in to_json(replace(answer, id=None))


def test_numbers_have_six_significant_digits() -> None:
    """Floats are cut to six digits, whole numbers left alone."""
    cause = building.causes()[0]._replace(share=1 / 3, present_probability=0.000123456789)
    row = to_json(building.small_answer(causes=(cause,), seed=123456789))
    assert row["causes"][0]["share"] == 0.333333
    assert row["causes"][0]["present_probability"] == 0.000123457
    assert row["seed"] == 123456789


def test_every_number_of_a_real_answer_has_six_digits() -> None:
    """Wherever it stands."""
    said = "My calf twitches since I started 12.3456789 mg of citalopram three weeks ago, I drink five coffees a day, potassium 3.1234567."
    numbers = list(_floats(to_json(Assessor().assess(said, draws=50, as_of=date(2026, 11, 22)))))
    assert len(numbers) > 100
    assert all(number == float(f"{number:.6g}") for number in numbers)


def _floats(node: object) -> Iterator[float]:
    if isinstance(node, float):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _floats(value)
    elif isinstance(node, list):
        for value in node:
            yield from _floats(value)


def test_same_answer_same_bytes() -> None:
    """Sources in another order, the same text."""
    answer = building.full_answer()
    other = replace(answer, sources=answer.sources[::-1])
    assert json_text(to_json(answer)) == json_text(to_json(other))


def test_spans_are_code_points_end_exclusive() -> None:
    """Start and end cut the quoted words out of the text."""
    row = to_json(building.full_answer())
    spans = [finding for finding in row["findings"] if "start" in finding]
    assert spans
    assert all(row["evidence"]["text"][s["start"] : s["end"]] == s["text"] for s in [*spans, *row["not_understood"]])


def test_traits_medicines_and_results_are_findings_too() -> None:
    """Everything read has one row, under the id that the ledger uses."""
    row = to_json(building.full_answer())
    ids = {finding["id"] for finding in row["findings"]}
    assert {"movement:place=lip", "hydrochlorothiazide", "lab:potassium=mild-low", "weakness"} <= ids
    assert {entry["finding"] for entry in row["ledger"]} <= ids


def test_movements_have_causes_of_their_own_only_when_there_are_several() -> None:
    """With one movement the causes stand at the top; with two each has its own."""
    assert to_json(building.full_answer())["movements"][0]["causes"] == []
    assert [bool(movement["causes"]) for movement in to_json(building.two_movements())["movements"]] == [True, True]


def test_not_a_number_is_refused() -> None:
    """NaN is no JSON and never written."""
    with pytest.raises(ValueError, match="JSON"):
        json_text({"share": float("nan")})
