"""Load the base: read, turn into nouns, gather every fault, raise once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from whytwitch.errors import KnowledgeError
from whytwitch.knowledge.check import check_references
from whytwitch.knowledge.claims import read_claim
from whytwitch.knowledge.compiled import copy_of_base, default_cache, digest_of
from whytwitch.knowledge.faults import Fault, Table
from whytwitch.knowledge.files import BASE, FOLDERS, VERSION, RawBase, contents_of, parsed
from whytwitch.knowledge.nouns import Attribute, Drug, DrugClass, Knowledge, RedFlag, Settings
from whytwitch.knowledge.pause import collector_paused
from whytwitch.knowledge.read_causes import read_cause
from whytwitch.knowledge.read_guidance import read_action, read_country, read_red_flag, read_settings, read_source, read_test
from whytwitch.knowledge.read_observations import read_attributes, read_drug_class, read_exposure, read_finding, read_lab
from whytwitch.knowledge.tokens import Token

__all__ = ["faults_of", "load_knowledge"]

SHOWN_FAULTS = 40

Noun = TypeVar("Noun")


def load_knowledge(base: Path = BASE, *, cache: Path | None = None, use_cache: bool = True) -> Knowledge:
    """The base as typed nouns.

    Parameters
    ----------
    base
        Directory of the base; the one shipped by default.
    cache
        Directory for the compiled copy; the system's cache directory by default.
    use_cache
        False reads and checks every file anew.

    Raises
    ------
    KnowledgeError
        If anything is wrong with the base; the message lists the faults, each with file, path, value and remedy.
    """
    with collector_paused():
        knowledge, faults = _load(base, (cache or default_cache(os.environ)) if use_cache else None)
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:SHOWN_FAULTS])
        more = f"\n  … and {len(faults) - SHOWN_FAULTS} more" if len(faults) > SHOWN_FAULTS else ""
        message = f"The knowledge base in {base} has {len(faults)} fault(s):\n{shown}{more}"
        raise KnowledgeError(message)
    return knowledge


def faults_of(base: Path = BASE) -> list[Fault]:
    """Every fault of a base, read anew."""
    return _load(base, None)[1]


def _load(base: Path, cache: Path | None) -> tuple[Knowledge, list[Fault]]:
    if not base.is_dir():
        message = f"{base} is not a directory. Give the directory that holds causes/, findings/ and the other folders of a base."
        raise KnowledgeError(message)
    contents = contents_of(base)
    digest = digest_of(contents)
    copy, known = (None, None) if cache is None else copy_of_base(cache, digest)
    if known is not None:
        return known, []
    raw, faults = parsed(contents)
    version = contents.get(VERSION, b"").decode(errors="replace").strip()
    if not version:
        faults.append(Fault(VERSION, "(file)", "missing", "Write the version of the base, for instance 2026.11.0."))
    knowledge = _assemble(raw, faults, version, digest)
    check_references(knowledge, faults)
    if copy is not None and not faults:
        copy.keep(knowledge)
    return knowledge, faults


def _assemble(raw: RawBase, faults: list[Fault], version: str, digest: str) -> Knowledge:
    nothing: dict[str, Attribute] = {}
    attributes = _single(raw, "character", read_attributes, nothing, faults)
    folders = {folder: _of_folder(raw, folder, faults) for folder in FOLDERS}

    def nouns(folder: str, reader: Callable[[Table], Noun]) -> dict[str, Noun]:
        return {name: reader(table) for name, table in folders[folder].items()}

    classes = nouns("drugs", read_drug_class)
    rules = nouns("red_flags", read_red_flag)
    return Knowledge(
        version=version,
        digest=digest,
        causes={name: read_cause(table, attributes) for name, table in folders["causes"].items()},
        attributes=attributes,
        findings=nouns("findings", read_finding),
        exposures=nouns("exposures", read_exposure),
        drug_classes=classes,
        drugs=_drugs(classes, faults),
        labs=nouns("labs", read_lab),
        red_flags=rules,
        tests=nouns("tests", read_test),
        actions=nouns("actions", read_action),
        sources=nouns("sources", read_source),
        countries=nouns("countries", read_country),
        claims=nouns("claims", read_claim),
        settings=_single(raw, "settings", read_settings, Settings({}), faults),
        lexicon=raw.get("lexicon.toml", {}),
        ways_by_token=_ways_by_token(rules),
    )


def _ways_by_token(rules: Mapping[str, RedFlag]) -> dict[str, tuple[tuple[str, tuple[Token, ...]], ...]]:
    """Every way of every rule under its first token that is not an age, so that only ways with something present are looked at."""
    found: dict[str, list[tuple[str, tuple[Token, ...]]]] = {}
    for rule in rules.values():
        for way in rule.ways:
            key = next((token.text for token in way if token.kind != "age"), "")
            found.setdefault(key, []).append((rule.id, way))
    return {key: tuple(ways) for key, ways in found.items()}


def _single(raw: RawBase, name: str, reader: Callable[[Table], Noun], stand_in: Noun, faults: list[Fault]) -> Noun:
    file = f"{name}.toml"
    if file not in raw:
        faults.append(Fault(file, "(file)", "missing", "The base needs this file."))
        return stand_in
    return reader(Table(raw[file], file, faults))


def _of_folder(raw: RawBase, folder: str, faults: list[Fault]) -> dict[str, Table]:
    """Tables of a folder by id; the file is named after the id."""
    found = {}
    for file, data in raw.items():
        if file.startswith(f"{folder}/"):
            name = file.removeprefix(f"{folder}/").removesuffix(".toml")
            if data.get("id") != name:
                faults.append(Fault(file, "id", repr(data.get("id")), f"A file is named after its id: rename the file or write id = {name!r}."))
            found[name] = Table(data, file, faults)
    return found


def _drugs(classes: Mapping[str, DrugClass], faults: list[Fault]) -> dict[str, Drug]:
    """Every member by id, its classes extended by whatever those are a kind of."""
    found: dict[str, Drug] = {}
    for group in classes.values():
        for drug in group.members:
            if drug.id in found:
                faults.append(Fault(f"drugs/{group.id}.toml", "members", drug.id, f"Already in {found[drug.id].classes[0]}; keep it once and use `also`."))
            found[drug.id] = replace(drug, classes=_broadened(drug.classes, classes))
    return found


def _broadened(own: tuple[str, ...], classes: Mapping[str, DrugClass]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    pending = list(own)
    while pending:
        name = pending.pop(0)
        if name not in found:
            found[name] = None
            pending.extend(classes[name].is_a if name in classes else ())
    return tuple(found)
