"""Every red-flag rule of the base fires on what it says, and nothing that is said beside it withdraws it (DESIGN §3, docs/hazards.toml)."""

from collections import Counter

import pytest
from knowledge.rule_evidence import base, country_of, everything_soothing, evidence_for, judge

from whytwitch.guidance.urgency import applies
from whytwitch.knowledge import BASE
from whytwitch.model import Urgency

RULES = sorted(path.stem for path in (BASE / "red_flags").glob("*.toml"))


@pytest.mark.parametrize("rule_id", RULES)
def test_every_red_flag_fires_and_is_never_withdrawn(rule_id: str) -> None:
    """Each way of the rule fires it; habits, soothing findings, denials, normal results and names never withdraw it or bring urgency below its level."""
    knowledge = base()
    rule = knowledge.red_flags[rule_id]
    level = Urgency.of(rule.level)
    for way in rule.when:
        bare = evidence_for(way, knowledge)
        for name, evidence in {"nothing else": bare, **everything_soothing(bare, knowledge)}.items():
            answer = judge(evidence, country=country_of(rule))
            fired = {reason.rule for reason in answer.urgency_reasons}
            assert rule_id in fired, f"{rule_id} did not fire on {list(way)} with {name}; fired: {sorted(fired)}"
            assert answer.urgency is not None
            assert answer.urgency >= level, f"{rule_id} on {list(way)} with {name}: urgency {answer.urgency.id}, below {rule.level}"


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_says_what_it_is_for(rule_id: str) -> None:
    """Every rule has a reason, a question, a group, a hazard and a source or a rationale that the loader has seen."""
    rule = base().red_flags[rule_id]
    assert rule.reason.endswith((".", "!"))
    assert rule.question.endswith("?")
    assert rule.group
    assert rule.hazard.startswith("H-")
    assert all(way for way in rule.when), "a way without tokens would fire on everybody"


def test_no_rule_can_be_switched_off_by_a_token() -> None:
    """There is no token for "not": nothing in the base's rules asks for an absence."""
    tokens = Counter(token for rule in base().red_flags.values() for way in rule.when for token in way)
    assert not [token for token in tokens if token.startswith(("not", "no-", "absent", "!", "-"))]


def test_where_a_country_has_no_rules_of_its_own_those_of_the_nhs_stand_in() -> None:
    """A rule of one jurisdiction does not speak in the other one; the neutral country, and any without a file, follow the British ones."""
    for rule in base().red_flags.values():
        assert applies(rule, "GB") == (rule.jurisdiction in ("any", "GB"))
        assert applies(rule, "US") == (rule.jurisdiction in ("any", "US"))
        assert applies(rule, "neutral") == applies(rule, "IN") == applies(rule, "GB")
