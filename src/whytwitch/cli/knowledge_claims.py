"""``whytwitch knowledge claims``: what people say about twitching, each with a verdict in words, the fact and its source."""

import argparse
import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from whytwitch.cli.output import columns, say
from whytwitch.errors import UsageError
from whytwitch.knowledge import BASE, Claim, Knowledge, load_knowledge
from whytwitch.knowledge.claims import TOPICS, VERDICTS, matching
from whytwitch.report.page import sentence

__all__ = ["claims_command", "claims_json", "claims_text"]

INDENT = "      "


def claims_command(options: argparse.Namespace) -> int:
    """Print the claims of the base, or those that are asked for.

    Raises
    ------
    UsageError
        If the base has no claim like that.
    """
    knowledge = load_knowledge(BASE if options.base is None else Path(options.base))
    found = matching(knowledge.claims.values(), options.words)
    if options.words and not found:
        message = f"No claim has {' and '.join(map(repr, options.words))} in it. whytwitch knowledge claims lists all {len(knowledge.claims)}."
        raise UsageError(message)
    found.sort(key=lambda claim: claim.code)
    say(claims_json(found, knowledge) if options.format == "json" else claims_text(found, knowledge, width=columns()))
    return 0


def claims_json(claims: Sequence[Claim], knowledge: Knowledge) -> str:
    """Claims for a program."""
    content = {"version": knowledge.version, "count": len(claims), "verdicts": _verdicts(claims), "claims": [_entry(claim, knowledge) for claim in claims]}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _verdicts(claims: Sequence[Claim]) -> dict[str, int]:
    counted = Counter(claim.verdict for claim in claims)
    return {verdict: counted[verdict] for verdict in VERDICTS}


def _entry(claim: Claim, knowledge: Knowledge) -> dict[str, object]:
    evidence = []
    for fact in claim.facts:
        source = knowledge.sources[fact.source]
        where = {"title": source.title, "year": source.year or None, "pmid": source.pmid, "doi": source.doi, "url": source.url, "read": source.read}
        evidence.append({"source": fact.source, "locator": fact.locator, "fact": fact.fact, "bears_on": fact.bears_on, **where})
    about = list(claim.about)
    return {
        "id": claim.id, "code": claim.code, "topic": claim.topic, "claim": claim.claim, "verdict": claim.verdict, "fact": claim.fact, "about": about,
        "evidence": evidence,
    }  # fmt: skip


def claims_text(claims: Sequence[Claim], knowledge: Knowledge, *, width: int) -> str:
    """Claims for a reader; a single one with what each of its sources says."""
    counted = ", ".join(f"{count} {VERDICTS[verdict]}" for verdict, count in _verdicts(claims).items() if count)
    head = f"{len(claims)} of {len(knowledge.claims)} claims in knowledge base {knowledge.version}: {counted or 'none'}."
    parts = [textwrap.fill(head, width)]
    parts += ["\n".join(_rows(claim, knowledge, width, is_alone=len(claims) == 1)) for claim in claims]
    return "\n\n".join(parts) + "\n"


def _rows(claim: Claim, knowledge: Knowledge, width: int, *, is_alone: bool) -> Iterator[str]:
    def row(text: str) -> str:
        return textwrap.fill(text, width, initial_indent=INDENT, subsequent_indent=INDENT, break_on_hyphens=False, break_long_words=False)

    yield textwrap.fill(claim.claim, width, initial_indent=claim.code.ljust(len(INDENT)), subsequent_indent=INDENT)
    yield row(f"Verdict: {claim.verdict_words}.")
    yield row(f"Fact: {claim.fact}")
    if not is_alone:
        yield row(f"Source: {'; '.join(_title(name, knowledge) for name in claim.sources)}.")
        return
    for fact in claim.facts:
        source = knowledge.sources[fact.source]
        yield row(f"Source: {_title(source.id, knowledge)}, {fact.locator}. {sentence(fact.fact).rstrip('.')}. Read: {source.read}.")
        yield row(source.address)
    yield row(f"About: {', '.join(claim.about)} ({TOPICS[claim.topic].lower()}). Id: {claim.id}.")


def _title(name: str, knowledge: Knowledge) -> str:
    source = knowledge.sources[name]
    return f"{source.title.rstrip('.')}{f', {source.year}' if source.year else ''} ({name})"
