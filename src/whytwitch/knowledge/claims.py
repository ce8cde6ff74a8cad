"""What people read and say about twitching, and how it stands up to what was read: `claims/*.toml` → `Claim`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from whytwitch.knowledge.faults import Table
from whytwitch.knowledge.numbers import read_facts
from whytwitch.knowledge.quantity import Fact

__all__ = ["TOPICS", "VERDICTS", "Claim", "matching", "read_claim"]

# A verdict, and how it is said: never by colour alone.
VERDICTS = {
    "supported": "supported",
    "supported-with-qualification": "supported with a qualification",
    "unsupported": "unsupported",
    "contradicted": "contradicted",
    "omission": "incomplete",
}
TOPICS = {
    "definition": "What a twitch is",
    "cause": "What causes it",
    "mechanism": "How it comes about",
    "medicine": "Medicines",
    "companion": "What comes with it",
    "course": "What becomes of it",
    "test": "Tests",
    "treatment": "What helps",
    "diet": "Food and supplements",
    "seeking-care": "When to see somebody",
}
CODE = re.compile(r"[A-Z]\d{2}[a-z]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said about twitching, in our words, with a verdict and the fact behind it."""

    id: str
    code: str
    topic: str
    claim: str
    verdict: str
    fact: str
    about: tuple[str, ...]  # causes, exposures, medicines, findings, blood values and tests it concerns
    facts: tuple[Fact, ...]

    @property
    def verdict_words(self) -> str:
        """The verdict as it is said."""
        return VERDICTS[self.verdict]

    @property
    def sources(self) -> tuple[str, ...]:
        """What the verdict rests on, each source once."""
        return tuple(dict.fromkeys(fact.source for fact in self.facts))


def read_claim(table: Table) -> Claim:
    """One claim; faults are noted in the table."""
    facts = read_facts(table)
    if not table.data.get("evidence"):
        table.fault("evidence", "missing", "A verdict says what it rests on: at least one source that was read.")
    found = Claim(
        table.text("id"), table.text("code"), table.text("topic", choices=tuple(TOPICS), stand_in="definition"), table.text("claim"),
        table.text("verdict", choices=tuple(VERDICTS), stand_in="unsupported"), table.text("fact"), table.texts("about", is_required=True), facts,
    )  # fmt: skip
    if found.code.strip() and not CODE.fullmatch(found.code):
        table.fault("code", found.code, "A capital letter and two digits, perhaps a small letter: A01, B08a.")
    if table.data.get("about") == []:
        table.fault("about", "missing", "Name at least one cause, exposure, medicine, finding, blood value or test it concerns.")
    table.close()
    return found


def matching(claims: Iterable[Claim], words: Iterable[str]) -> list[Claim]:
    """The claim of an id or code; else claims in which every word begins some word of the claim, its verdict, its fact or what it is about."""
    everything, wanted = list(claims), [word.casefold() for word in words]
    named = [claim for claim in everything if wanted in ([claim.id], [claim.code.casefold()])]
    return named or [claim for claim in everything if all(re.search(rf"\b{re.escape(word)}", _text(claim)) for word in wanted)]


def _text(claim: Claim) -> str:
    return " ".join((claim.id, claim.code, TOPICS[claim.topic], claim.claim, claim.verdict_words, claim.fact, *claim.about)).casefold()
