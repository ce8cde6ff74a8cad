"""Render the claims of the base into docs/claims.md: ``python tests/knowledge/claims_page.py``. A test fails when the page is older than the base."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":  # also without an installed copy
    sys.path[:0] = [str(ROOT / "src")]

from whytwitch.knowledge import Claim, Knowledge, load_knowledge  # noqa: E402 - after the path is set
from whytwitch.knowledge.claims import TOPICS, VERDICTS  # noqa: E402 - as above

__all__ = ["PAGE", "rendered"]

PAGE = ROOT / "docs" / "claims.md"
INTRODUCTION = """# Claims

What people read and say about twitching, in our words, and how it stands up to what we read. Each claim has a verdict, the fact behind it, and where that fact stands;
`whytwitch knowledge claims` lists them, `whytwitch knowledge claims magnesium` those with that word, `whytwitch knowledge claims A07` one with all that its sources say.
Nothing here is a diagnosis: [what it is for](../INTENDED_USE.md).

| verdict | claims | means |
|---|---|---|
{verdicts}

This page is made from `base/claims/` by `python tests/knowledge/claims_page.py`; do not edit it.
"""
MEANS = {
    "supported": "what was read says so too",
    "supported-with-qualification": "true within the limits that the fact names",
    "unsupported": "nothing that was read bears it out",
    "contradicted": "what was read says otherwise",
    "omission": "not wrong, but what it leaves out matters",
}


def rendered(knowledge: Knowledge) -> str:
    """The page."""
    claims = sorted(knowledge.claims.values(), key=lambda claim: claim.code)
    counted = Counter(claim.verdict for claim in claims)
    parts = [INTRODUCTION.format(verdicts="\n".join(f"| {words} | {counted[verdict]} | {MEANS[verdict]} |" for verdict, words in VERDICTS.items()))]
    for topic, title in TOPICS.items():
        group = [claim for claim in claims if claim.topic == topic]
        if group:
            parts.append(f"\n## {title}\n")
            parts.extend("\n".join(_lines(claim, knowledge)) for claim in group)
    return "\n".join(parts) + "\n"


def _lines(claim: Claim, knowledge: Knowledge) -> Iterator[str]:
    yield f"### {claim.code}: {claim.claim.rstrip('.')}\n"
    yield f"**{claim.verdict_words.capitalize()}.** {claim.fact}\n"
    for fact in claim.facts:
        source = knowledge.sources[fact.source]
        year = f", {source.year}" if source.year else ""
        yield f"* [{source.title.rstrip('.')}](<{source.address}>){year} ({source.read} read), {fact.locator}: {fact.fact.rstrip('.')}."
    yield f"\nAbout: {', '.join(_label(name, knowledge) for name in claim.about)}. `{claim.id}`\n"


def _label(name: str, knowledge: Knowledge) -> str:
    for nouns in (knowledge.causes, knowledge.findings, knowledge.exposures, knowledge.drug_classes, knowledge.labs, knowledge.tests):
        if name in nouns:
            return str(nouns[name].label)
    return knowledge.drugs[name].names[0]


def main() -> None:
    """Write the page."""
    PAGE.write_text(rendered(load_knowledge()), encoding="utf-8")


if __name__ == "__main__":
    main()
