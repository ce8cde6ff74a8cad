"""The claims of the base: what people say about twitching, each answered, each with its source."""

import re

import pytest
from knowledge.rule_evidence import base

from whytwitch.knowledge import BASE, Claim
from whytwitch.knowledge.claims import TOPICS, VERDICTS

FEWEST = 65
CLAIMS = sorted(base().claims.values(), key=lambda claim: claim.code)


def test_the_first_claims_are_all_answered() -> None:
    """Codes are stable: A01 to A22 are about the lip, B01 to B42 about any muscle, one of them in two parts."""
    first = {f"A{n:02}" for n in range(1, 23)} | {f"B{n:02}" for n in range(1, 43) if n != 8} | {"B08a", "B08b"}
    assert len(first) == FEWEST
    assert first <= {claim.code for claim in CLAIMS}


def test_every_verdict_and_topic_is_used() -> None:
    """The closed sets hold nothing that no claim needs."""
    assert {claim.verdict for claim in CLAIMS} == set(VERDICTS)
    assert {claim.topic for claim in CLAIMS} == set(TOPICS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.code)
def test_a_claim_reads_as_sentences_and_rests_on_what_was_read(claim: Claim) -> None:
    """Claim and fact are sentences; each source is there and says in a few words of ours what it bears."""
    assert re.fullmatch(r"[A-Z].*\.", claim.claim)
    assert re.fullmatch(r"[A-Z].*\.", claim.fact, re.DOTALL)
    assert claim.claim != claim.fact
    assert set(claim.sources) <= set(base().sources)
    assert all(fact.locator and len(fact.fact) > 10 for fact in claim.facts)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.code)
def test_numbers_of_a_fact_stand_in_its_evidence(claim: Claim) -> None:
    """Whoever answers with a number shows where it stands."""
    numbers = set(re.findall(r"\d[\d,.]*\d|\d", claim.fact))
    evidence = " ".join(f"{fact.fact} {fact.locator}" for fact in claim.facts)
    assert {number for number in numbers if number not in evidence} == set()


def test_no_claim_names_where_it_was_collected() -> None:
    """Files of the base stand on their own."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in (BASE / "claims").glob("*.toml"))
    assert not re.search(r"\.\./|seed", text)
