"""Claims: from table to noun, and how they are found again."""

from functools import cache

import pytest
from oracle.people import BASE

from whytwitch.knowledge import Claim, Knowledge, Source, load_knowledge
from whytwitch.knowledge.claims import VERDICTS, matching
from whytwitch.knowledge.quantity import Fact


@cache
def knowledge() -> Knowledge:
    """The fictional base."""
    return load_knowledge(BASE, use_cache=False)


def test_a_claim_holds_what_its_file_says() -> None:
    """Verdict in words, each source once, each piece of evidence with its place."""
    claim = knowledge().claims["brew-makes-hops"]
    facts = (Fact("doe2020", "table 1", "counted"), Fact("doe2020", "table 2", "seen", "association"), Fact("roe2019", "abstract", "seen again", "association"))
    assert claim == Claim(
        "brew-makes-hops", "Z01", "cause", "Brew makes muscles hop.", "supported", "In 14 of 30 it did.", ("brew-high", "salt-lack"), facts
    )  # fmt: skip
    assert claim.sources == ("doe2020", "roe2019")
    assert knowledge().claims["salt-test-tells"].verdict_words == "supported with a qualification"
    assert len(set(VERDICTS.values())) == len(VERDICTS)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ([], ["Z01", "Z02b"]),
        (["z01"], ["Z01"]),
        (["salt-test-tells"], ["Z02b"]),
        (["Salt"], ["Z01", "Z02b"]),
        (["salt", "brew"], ["Z01"]),
        (["qualif"], ["Z02b"]),
        (["rew"], []),
        (["limp"], ["Z02b"]),
        (["tests"], ["Z02b"]),
        (["a.c"], []),
    ],
)
def test_words_find_claims(words: list[str], codes: list[str]) -> None:
    """An id or code is that claim only; words are looked for at the beginnings of words, all of them, whatever their case."""
    assert [claim.code for claim in matching(knowledge().claims.values(), words)] == codes


@pytest.mark.parametrize(
    ("pmid", "doi", "url", "address"),
    [
        ("1", "10.1/x", "https://example.org", "https://example.org"),
        ("1", "10.1/x", "", "https://doi.org/10.1/x"),
        ("1", "", "", "https://pubmed.ncbi.nlm.nih.gov/1/"),
    ],
)
def test_a_source_can_be_looked_up(pmid: str, doi: str, url: str, address: str) -> None:
    """At the address that was read, else by DOI, else by PMID."""
    assert Source("x", "X", (), 2020, "", pmid, doi, url, "excerpt", "2026-11-22", "other").address == address
