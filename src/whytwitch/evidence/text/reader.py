"""The reader: compiled once for a knowledge base, then used for any number of texts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from whytwitch.evidence.text.context import read_context
from whytwitch.evidence.text.dates import unclear_dates
from whytwitch.evidence.text.doses import DoseReader
from whytwitch.evidence.text.english import WITHOUT_CONTENT
from whytwitch.evidence.text.events import read_events
from whytwitch.evidence.text.findings import FindingReader
from whytwitch.evidence.text.habits import HabitReader
from whytwitch.evidence.text.kin import Relations
from whytwitch.evidence.text.labs import SIDES, LabReader
from whytwitch.evidence.text.leftovers import not_understood
from whytwitch.evidence.text.limits import check_usable, language_issues
from whytwitch.evidence.text.matches import Meaning, used_words
from whytwitch.evidence.text.medicines import MedicineReader
from whytwitch.evidence.text.merging import merged
from whytwitch.evidence.text.movement_traits import finished
from whytwitch.evidence.text.movements import group_mentions, mentions_of
from whytwitch.evidence.text.numbers import NumberReader
from whytwitch.evidence.text.persons import read_persons
from whytwitch.evidence.text.phrasebook import Phrasebook
from whytwitch.evidence.text.profile import read_profile, with_given
from whytwitch.evidence.text.scene import Scene, sorted_out
from whytwitch.evidence.text.spelling import Speller
from whytwitch.evidence.text.stems import Stemmer
from whytwitch.evidence.text.strange_medicines import takes_nothing, unknown_medicines
from whytwitch.evidence.text.times import TimeReader
from whytwitch.evidence.text.tokens import Token, Tokeniser, Words
from whytwitch.evidence.text.vocabulary import gather_phrases, words_of
from whytwitch.knowledge import Knowledge, parse_token
from whytwitch.knowledge.compiled import Copy
from whytwitch.knowledge.pause import collector_paused
from whytwitch.model import Evidence, Finding, Issue, Level, Profile, Sex, Span, Status, Subject, Time, Urgency

__all__ = ["Reader", "read"]

PREGNANCY = "pregnancy"
COMPILED = tuple(f"whytwitch.evidence.text.{module}" for module in ("matches", "patterns", "phrasebook", "stems", "tokens", "trie"))
NEUTRAL = "neutral"
SLIPPERY = ("finding", "exposure", "cause", "class", "lab")
LONG = 8
LONG_WORD = re.compile(rf"\b[a-z]{{{LONG},}}\b")
DIGIT = re.compile(r"\d")
WITH_DIGITS = re.compile(r"\b[A-Za-z]+\d+\b")


class Reader:
    """Reads texts with one knowledge base.

    Parameters
    ----------
    knowledge
        The base; its phrases are compiled here, once.
    cache
        Directory for the compiled phrases; none by default. They are kept before any text is read, so nobody's words get there.
    """

    def __init__(self, knowledge: Knowledge, *, cache: Path | None = None) -> None:
        with collector_paused():
            self._compile(knowledge, cache)

    def _compile(self, knowledge: Knowledge, cache: Path | None) -> None:
        lexicon = knowledge.lexicon
        spelling = _plain_table(lexicon, "spelling")
        phrases = gather_phrases(knowledge)
        copy = None if cache is None else Copy(cache, "phrases", knowledge.digest, COMPILED)
        kept = None if copy is None else copy.load()
        if isinstance(kept, Phrasebook):
            self._book = kept
        else:
            tokeniser = Tokeniser(Stemmer(spelling), spelling, _words_with_digits(phrase for phrase, _ in phrases))
            self._book = Phrasebook(tokeniser, words_of(lexicon, "sets"), phrases, words_of(lexicon, "words").get("topics", ()))
            if copy is not None:
                copy.keep(self._book)
        self._tokeniser, stemmer = self._book.tokeniser, self._book.tokeniser.stemmer
        self._numbers = NumberReader(_numbers(lexicon))
        self._times = TimeReader(words_of(lexicon, "units"), self._numbers)
        self._month_first = frozenset(words_of(lexicon, "dates").get("month_first", ()))
        self._relations = Relations.of(words_of(lexicon, "cues"))
        self._small = frozenset(map(stemmer, WITHOUT_CONTENT))
        persons = words_of(lexicon, "persons")
        self._sexed = {word: sex for sex in Sex for word in persons.get(f"{sex.value}_words", ())}
        self._known = self._book.stems | self._small | {stemmer(word) for word in self._relations.is_blood}
        self._drug_speller = Speller(name.lower() for drug in knowledge.drugs.values() for name in (*drug.names, *drug.brands))
        self._speller = Speller(_slippery(phrases), most=1)
        self._alarming = _alarming(knowledge)
        lists = (frozenset(persons.get(name, ())) for name in ("lasting", "whoever", "household"))
        self._findings = FindingReader(knowledge, _flagged(knowledge), self._alarming, _attacks(knowledge), *lists)
        self._habits = HabitReader(knowledge, self._numbers, self._times)
        self._medicines = MedicineReader(knowledge, DoseReader(self._numbers))
        self._labs = LabReader(knowledge, words_of(lexicon, "results").get("mass_units", ()))
        self._shows = {finding.id: finding.shows_kind for finding in knowledge.findings.values() if finding.shows_kind}
        self._knowledge = knowledge
        self._stemmer = stemmer

    def read(self, text: str, *, profile: Profile | None = None, country: str = NEUTRAL, language: str = "en", as_of: date) -> Evidence:
        """Everything the text says, with the places it says it.

        Parameters
        ----------
        text
            A person's own words, in English.
        profile
            What was entered beside the text; it goes before what the text says.
        country
            Chooses reference ranges.
        language
            Of the answer; travels along.
        as_of
            The day the text was written, for "since Tuesday".

        Raises
        ------
        UnusableInputError
            If the text is empty, binary, too long, or in another language without an emergency that could be read.
        """
        check_usable(text)
        words, slips = self._corrected(self._tokeniser.read(text))
        day_first = None if country == NEUTRAL else country not in self._month_first
        scene = sorted_out(words, as_of, self._times.read(words, as_of, day_first), self._book.find(words))
        context = read_context(scene)
        persons = read_persons(scene, context, self._relations)
        mentions = mentions_of(scene, context, persons, self._shows)
        events = read_events(scene, mentions)
        drafts = group_mentions(scene, events, context, persons, self._knowledge)
        movements = finished(drafts, scene, events, context, persons, self._knowledge)
        own, age_issues = read_profile(words, persons, self._numbers, as_of, self._sexed)
        medicines = self._medicines.read(scene, context, persons, drafts, events)
        labs, lab_issues, unused = self._labs.read(scene, context, persons, country)
        said = [*self._habits.read(scene, context, persons), *self._findings.read(scene, context, persons, events)]
        findings, contradictions = merged(said, self._knowledge)
        is_alarming = any(finding.status is Status.PRESENT and finding.id in self._alarming for finding in findings)
        language_seen = language_issues(words, len(scene.observed) + len(scene.traits), self._known, is_alarming=is_alarming)
        strange, drug_issues = unknown_medicines(scene, self._known)
        undated, date_issues = unclear_dates(words, as_of, day_first, frozenset(said.start for said in scene.times))
        whole, profile_issues = with_given(_with_pregnancy(own, findings), profile)
        left = not_understood(words, self._used(scene), self._small)
        return Evidence(
            text=text,
            profile=whole,
            movements=movements,
            findings=tuple(sorted(findings, key=_place)),
            medicines=tuple(medicines),
            labs=tuple(labs),
            not_understood=_spans([*left, *strange, *unused, *undated]),
            issues=(
                *language_seen,
                *age_issues,
                *profile_issues,
                *slips,
                *drug_issues,
                *lab_issues,
                *date_issues,
                *contradictions,
            ),
            takes_no_medicine=takes_nothing(text, medicines),
            country=country,
            language=language,
        )

    def _corrected(self, words: Words) -> tuple[Words, list[Issue]]:
        """Put slips right, so that what follows sees the word that was meant."""
        issues: list[Issue] = []
        tokens: list[Token] = []
        for token in words.tokens:
            meant = None if token.is_number or token.stem in self._known else self._drug_speller.meant(token.word) or self._speller.meant(token.word)
            if meant is None:
                tokens.append(token)
                continue
            tokens.append(token._replace(word=meant, stem=self._stemmer(meant)))
            issues.append(Issue(Level.NOTE, f"“{token.surface}” was read as “{meant}”.", "Correct it if something else was meant."))
        return (replace(words, tokens=tokens), issues) if issues else (words, [])

    def _used(self, scene: Scene) -> frozenset[int]:
        """Words that some reading used, times and cues included."""
        found = {index for said in scene.times for index in range(said.start, said.end)}
        for match in (*scene.observed, *scene.traits, *scene.movement_nouns, *scene.cues, *scene.decoys, *scene.animals):
            if match.meaning.kind != "cue" or match.meaning.id not in (
                "current",
                "negation_stop",
                "intensifiers",
                "minimisers",
                "stopped_right_before",
                "last_taken",
                *SIDES,
            ):
                found.update(used_words(match))
        return frozenset(found)


def read(
    text: str,
    knowledge: Knowledge,
    *,
    profile: Profile | None = None,
    country: str = NEUTRAL,
    language: str = "en",
    as_of: date,
) -> Evidence:
    """Read one text; to read many, make a `Reader` once."""
    check_usable(text)
    return Reader(knowledge).read(text, profile=profile, country=country, language=language, as_of=as_of)


def _plain_table(lexicon: Mapping[str, object], name: str) -> dict[str, str]:
    table = lexicon.get(name, {})
    return {str(key): str(value) for key, value in table.items()} if isinstance(table, Mapping) else {}


def _numbers(lexicon: Mapping[str, object]) -> dict[str, float]:
    table = lexicon.get("number_words", {})
    return {str(key): float(value) for key, value in table.items()} if isinstance(table, Mapping) else {}


def _words_with_digits(phrases: Iterable[str]) -> frozenset[str]:
    """Words such as "b12" that are not cut before their digits."""
    return frozenset(found.lower() for phrase in phrases if DIGIT.search(phrase) for found in WITH_DIGITS.findall(phrase))


def _slippery(phrases: Iterable[tuple[str, Meaning]]) -> set[str]:
    """Words that a slip may be corrected to, beside medicines: the long words of findings, conditions, places and kinds of movement."""
    chosen = [phrase for phrase, meaning in phrases if meaning.kind in SLIPPERY or (meaning.kind == "trait" and meaning.id in ("kind", "place"))]
    pieces = {piece for piece in " ".join(chosen).split() if len(piece) >= LONG}
    return {word for piece in pieces for word in LONG_WORD.findall(piece)} - WITHOUT_CONTENT


def _flagged(knowledge: Knowledge) -> frozenset[str]:
    """Findings and exposures that some red-flag rule asks for."""
    return _ids_in({text for flag in knowledge.red_flags.values() for row in flag.when for text in row})


def _alarming(knowledge: Knowledge) -> frozenset[str]:
    """Findings that are an emergency by themselves, whatever else is told."""
    return _ids_in(row[0] for flag in knowledge.red_flags.values() if flag.level == Urgency.EMERGENCY.id for row in flag.when if len(row) == 1)


def _attacks(knowledge: Knowledge) -> frozenset[str]:
    """Findings that need a doctor soon though they have passed: those that alone call for one the same day, and those that have a sudden form."""
    urgent = (Urgency.EMERGENCY.id, Urgency.SAME_DAY.id)
    alone = _ids_in(row[0] for flag in knowledge.red_flags.values() if flag.level in urgent for row in flag.when if len(row) == 1)
    return alone | {name for name in knowledge.findings if f"{name}-sudden" in knowledge.findings}


def _ids_in(texts: Iterable[str]) -> frozenset[str]:
    tokens = (parse_token(text) for text in texts)
    return frozenset(token.id for token in tokens if token is not None and token.kind == "id")


def _with_pregnancy(profile: Profile, findings: Iterable[Finding]) -> Profile:
    for finding in findings:
        if finding.id == PREGNANCY and finding.subject is Subject.PATIENT and finding.time is Time.CURRENT:
            is_pregnant = finding.status is Status.PRESENT
            return replace(profile, pregnant=is_pregnant, sex=Sex.FEMALE if is_pregnant else profile.sex)
    return profile


def _place(finding: Finding) -> int:
    return finding.span.start if finding.span is not None else 0


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In the order of the text, none inside another."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)
