"""What no single file can know: that every name points somewhere, once, and that links do not run in circles."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from whytwitch.knowledge.causes import Cause
from whytwitch.knowledge.faults import Fault
from whytwitch.knowledge.nouns import Knowledge
from whytwitch.knowledge.tokens import Token, parse_token

__all__ = ["LARGEST_FAMILY", "check_references", "families"]

LARGEST_FAMILY = 5
SIDES = ("low", "high")  # a normal result defines and shows nothing


def check_references(knowledge: Knowledge, faults: list[Fault]) -> None:
    """Add a fault for every name that leads nowhere."""
    for found in (
        _unique_ids(knowledge),
        _causes(knowledge),
        _links(knowledge),
        _findings(knowledge),
        _drugs(knowledge),
        _labs(knowledge),
        _rules(knowledge),
        _actions_and_tests(knowledge),
        _claims(knowledge),
        _sources(knowledge),
    ):
        faults.extend(found)


def _dangling(file: str, path: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    there = set(known)
    for name in names:
        if name not in there:
            yield Fault(file, path, repr(name), f"No {what} of that id. Add it, or correct the name.")


def exposure_ids(knowledge: Knowledge) -> set[str]:
    """Everything that a cause may name as an exposure: exposures, classes, drugs, and causes as diagnoses."""
    return {*knowledge.exposures, *knowledge.drug_classes, *knowledge.drugs, *knowledge.causes}


def _unique_ids(knowledge: Knowledge) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for folder, ids in (
        ("causes", knowledge.causes), ("findings", knowledge.findings), ("exposures", knowledge.exposures), ("drugs", knowledge.drug_classes),
        ("labs", knowledge.labs), ("tests", knowledge.tests), ("actions", knowledge.actions), ("red_flags", knowledge.red_flags), ("claims", knowledge.claims),
    ):  # fmt: skip
        for name in ids:
            if name in seen:
                yield Fault(f"{folder}/{name}.toml", "id", repr(name), f"Already the id of a file in {seen[name]}/; ids are unique over all folders.")
            seen[name] = folder
    for drug in knowledge.drugs.values():
        if drug.id in seen and drug.id not in knowledge.drug_classes:
            yield Fault(f"drugs/{drug.classes[0]}.toml", "members", repr(drug.id), f"Already the id of a file in {seen[drug.id]}/.")


def _bands_for(cause: Cause, knowledge: Knowledge) -> set[str]:
    labs = [lab.bands for lab in knowledge.labs.values() if cause.id in lab.defines.values()]
    named = {e.exposure for e in cause.exposures} | set(chain.from_iterable(cause.requires))
    doses = [knowledge.exposures[name].bands for name in named if name in knowledge.exposures]
    return {band.id for band in chain.from_iterable((*labs, *doses))}


def _causes(knowledge: Knowledge) -> Iterator[Fault]:
    exposures = exposure_ids(knowledge)
    for cause in knowledge.causes.values():
        file = f"causes/{cause.id}.toml"
        yield from _dangling(file, "companions", cause.companions, knowledge.findings, "finding")
        for finding in cause.companions:
            cluster = knowledge.findings[finding].cluster if finding in knowledge.findings else None
            if cluster is not None:
                yield Fault(file, "companions", repr(finding), f"It is one way of saying {cluster!r}; list that one.")
        yield from _dangling(file, "exposures", (e.exposure for e in cause.exposures), exposures, "exposure, drug or cause")
        yield from _dangling(file, "requires", chain.from_iterable(cause.requires), exposures, "exposure, drug or cause")
        yield from _dangling(file, "settled_by", cause.settled_by, knowledge.tests, "test")
        yield from _dangling(file, "plan", cause.plan, knowledge.actions, "action")
        bands = [p.band for p in cause.propensity if p.band] + [e.band for e in cause.exposures if e.band]
        yield from _dangling(file, "band", bands, _bands_for(cause, knowledge), "band of its lab or exposures")
    unexplained = [cause.id for cause in knowledge.causes.values() if cause.unexplained_propensity]
    if len(unexplained) != 1:
        yield Fault("causes/", "unexplained", repr(unexplained), "Exactly one cause has an [unexplained] part.")


def families(knowledge: Knowledge) -> list[list[str]]:
    """Causes linked through parents, each family in an order in which parents come first."""
    linked: dict[str, set[str]] = {}
    for cause in knowledge.causes.values():
        for parent in cause.parents:
            if parent.cause in knowledge.causes:
                linked.setdefault(cause.id, set()).add(parent.cause)
                linked.setdefault(parent.cause, set()).add(cause.id)
    found, done = [], set()
    for start in linked:
        if start in done:
            continue
        group, pending = {start}, [start]
        while pending:
            fresh = linked[pending.pop()] - group
            group |= fresh
            pending.extend(fresh)
        done |= group
        found.append(_parents_first(group, knowledge.causes))
    return found


def _parents_first(group: set[str], causes: Mapping[str, Cause]) -> list[str]:
    order: list[str] = []
    left = sorted(group)
    while left:
        ready = [c for c in left if all(p.cause in order or p.cause not in group for p in causes[c].parents)]
        if not ready:
            return []
        order.extend(ready)
        left = [c for c in left if c not in ready]
    return order


def _links(knowledge: Knowledge) -> Iterator[Fault]:
    for cause in knowledge.causes.values():
        yield from _dangling(f"causes/{cause.id}.toml", "parents", (p.cause for p in cause.parents), knowledge.causes, "cause")
    for family in families(knowledge):
        if not family:
            yield Fault("causes/", "parents", "a circle", "Causes that bring each other about cannot be computed; cut one link.")
        elif len(family) > LARGEST_FAMILY:
            yield Fault("causes/", "parents", repr(family), f"A family has at most {LARGEST_FAMILY} members; make the weakest link an exposure.")


def _findings(knowledge: Knowledge) -> Iterator[Fault]:
    exposures = exposure_ids(knowledge) | set(knowledge.findings)
    for finding in knowledge.findings.values():
        file = f"findings/{finding.id}.toml"
        yield from _dangling(file, "is_a", [finding.is_a] if finding.is_a else [], knowledge.findings, "finding")
        yield from _dangling(file, "cluster", [finding.cluster] if finding.cluster else [], knowledge.findings, "finding")
        yield from _dangling(file, "denies", finding.denies, knowledge.findings, "finding")
        yield from _dangling(file, "raised_by", (r.exposure for r in finding.raised_by), exposures, "exposure, drug or cause")
        kinds = knowledge.attributes["kind"].values if "kind" in knowledge.attributes else {}
        yield from _dangling(file, "movement_kind", [finding.movement_kind] if finding.movement_kind else [], kinds, "kind of movement")
        yield from _dangling(file, "shows_kind", [finding.shows_kind] if finding.shows_kind else [], kinds, "kind of movement")
        head = knowledge.findings.get(finding.cluster or "")
        if head is not None and head.cluster is not None:
            yield Fault(file, "cluster", repr(finding.cluster), "A cluster is named after a finding with a leak of its own.")
        seen, above = {finding.id}, finding.is_a
        while above in knowledge.findings and above is not None:
            if above in seen:
                yield Fault(file, "is_a", repr(finding.is_a), "A finding cannot be a kind of itself.")
                break
            seen.add(above)
            above = knowledge.findings[above].is_a
    for exposure in knowledge.exposures.values():
        yield from _dangling(f"exposures/{exposure.id}.toml", "cause", [exposure.cause] if exposure.cause else [], knowledge.causes, "cause")


def _drugs(knowledge: Knowledge) -> Iterator[Fault]:
    classes = knowledge.drug_classes
    for group in classes.values():
        file = f"drugs/{group.id}.toml"
        yield from _dangling(file, "is_a", group.is_a, classes, "drug class")
        for drug in group.members:
            yield from _dangling(file, f"members.{drug.id}.also", drug.classes, classes, "drug class")
        for pair in group.interactions:
            yield from _dangling(file, "interactions.with", [pair.with_class], exposure_ids(knowledge), "drug class or exposure")
            yield from _dangling(file, "interactions.effect", [pair.effect], {*knowledge.causes, *knowledge.findings}, "cause or finding")


def _labs(knowledge: Knowledge) -> Iterator[Fault]:
    for lab in knowledge.labs.values():
        file = f"labs/{lab.id}.toml"
        yield from _dangling(file, "defines", lab.defines.values(), knowledge.causes, "cause")
        yield from _dangling(file, "defines", lab.defines, SIDES, "side")
        yield from _dangling(file, "shows", lab.shows.values(), {*knowledge.findings, *knowledge.exposures}, "finding or exposure")
        yield from _dangling(file, "shows", lab.shows, {*SIDES, *(band.id for band in lab.bands)}, "side or band")
        yield from _dangling(file, "of_medicine", [lab.of_medicine] if lab.of_medicine else [], knowledge.drugs, "medicine")
        if lab.adjusted is not None:
            yield from _dangling(file, "adjusted.by", [lab.adjusted.by], knowledge.labs, "lab")
            yield from _dangling(file, "adjusted.source", [lab.adjusted.source], knowledge.sources, "source")
        yield from _dangling(file, "reference.source", (r.source for r in lab.reference), knowledge.sources, "source")


def token_fault(token: Token | None, knowledge: Knowledge) -> str | None:
    """What is wrong with a token of a rule, None if nothing."""
    if token is None:
        return "Not a token; see docs/base-format.md for the forms."
    known: Iterable[str] = ()
    if token.kind == "id":
        known = exposure_ids(knowledge) | set(knowledge.findings)
        return None if token.id in known else "No finding, exposure, drug, class or cause of that id."
    if token.kind == "lab":
        known = [band.id for band in knowledge.labs[token.id].bands] if token.id in knowledge.labs else ()
        return None if token.value in known else f"No such lab or band. Bands there: {', '.join(known) or 'none'}."
    if token.kind == "movement":
        attribute = knowledge.attributes.get(token.id)
        known = [*attribute.values, *attribute.groups] if attribute else ()
        return None if token.value in known else f"No such attribute or value. Values there: {', '.join(known) or 'none'}."
    if token.kind == "sex" and token.value not in ("female", "male"):
        return "Write sex=female or sex=male."
    return None


def _rules(knowledge: Knowledge) -> Iterator[Fault]:
    for rule in knowledge.red_flags.values():
        for text in chain.from_iterable(rule.when):
            remedy = token_fault(parse_token(text), knowledge)
            if remedy is not None:
                yield Fault(f"red_flags/{rule.id}.toml", "when", repr(text), remedy)


def _places(knowledge: Knowledge) -> set[str]:
    place = knowledge.attributes.get("place")
    return set() if place is None else {*place.values, *place.groups}


def _actions_and_tests(knowledge: Knowledge) -> Iterator[Fault]:
    known = exposure_ids(knowledge) | set(knowledge.findings)
    for action in knowledge.actions.values():
        file = f"actions/{action.id}.toml"
        yield from _dangling(file, "for_place", action.for_place, _places(knowledge), "place or group of places")
        yield from _dangling(file, "for_exposure", [action.for_exposure] if action.for_exposure else [], known, "exposure")
        for name in action.not_if:
            token = parse_token(name)
            if token is None or (token.value if token.kind == "id" else token.kind) not in ("any", "lab") or token_fault(token, knowledge):
                yield Fault(file, "not_if", repr(name), "No exposure, drug, finding or cause of that id, and no lab with that band (lab:glucose=severe-high).")
        for text in chain.from_iterable(action.when):
            remedy = token_fault(parse_token(text), knowledge)
            if remedy is not None:
                yield Fault(file, "when", repr(text), remedy)
        yield from _dangling(file, "denied", chain.from_iterable(action.denied), known, "exposure, drug, finding or cause")
        yield from _dangling(file, "beside", action.beside, knowledge.red_flags, "red flag")
        yield from _dangling(file, "replaces", action.replaces, knowledge.actions, "action")
        yield from _dangling(file, "cautions.when", chain.from_iterable(c.when for c in action.cautions), known, "exposure, drug, finding or cause")
    for test in knowledge.tests.values():
        file = f"tests/{test.id}.toml"
        yield from _dangling(file, "labs", test.labs, knowledge.labs, "lab")
        yield from _dangling(file, "findings", test.findings, knowledge.findings, "finding")


def _claims(knowledge: Knowledge) -> Iterator[Fault]:
    known = {*exposure_ids(knowledge), *knowledge.findings, *knowledge.labs, *knowledge.tests}
    codes: dict[str, str] = {}
    for claim in knowledge.claims.values():
        file = f"claims/{claim.id}.toml"
        yield from _dangling(file, "about", claim.about, known, "cause, exposure, drug, finding, lab or test")
        first = codes.setdefault(claim.code, claim.id)
        if first != claim.id:
            yield Fault(file, "code", repr(claim.code), f"Already the code of {first}; codes are unique and never used again.")


def _cited(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for cause in knowledge.causes.values():
        yield from ((f"causes/{cause.id}.toml", source) for source in cause.sources)
    for rule in knowledge.red_flags.values():
        named = {rule.source} if rule.source else set()
        yield from ((f"red_flags/{rule.id}.toml", source) for source in sorted(named | {f.source for f in rule.facts}))
    for action in knowledge.actions.values():
        yield from ((f"actions/{action.id}.toml", fact.source) for fact in action.facts)
    for group in knowledge.drug_classes.values():
        yield from ((f"drugs/{group.id}.toml", source) for pair in group.interactions for source in pair.sources)
        yield from ((f"drugs/{group.id}.toml", source) for source in group.frequency.sources)
    for claim in knowledge.claims.values():
        yield from ((f"claims/{claim.id}.toml", source) for source in claim.sources)
    for finding in knowledge.findings.values():
        if finding.leak is not None:
            yield from ((f"findings/{finding.id}.toml", source) for source in finding.leak.sources)


def _sources(knowledge: Knowledge) -> Iterator[Fault]:
    for file, source in _cited(knowledge):
        yield from _dangling(file, "source", [source], knowledge.sources, "source")
    seen: dict[tuple[str, str], str] = {}
    for source_noun in knowledge.sources.values():
        for kind, identifier in (("pmid", source_noun.pmid), ("doi", source_noun.doi.lower()), ("url", _address(source_noun.url))):
            if identifier:
                other = seen.setdefault((kind, identifier), source_noun.id)
                if other != source_noun.id:
                    yield Fault(f"sources/{source_noun.id}.toml", kind, identifier, f"The same source as {other}; keep one file and cite that.")


def _address(url: str) -> str:
    """An address as it is compared: without scheme, www and a slash at the end."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
