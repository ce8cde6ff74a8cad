"""The main use case: words or evidence in, an answer out."""

import os
import re
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from whytwitch import __version__
from whytwitch.app.coded import checked
from whytwitch.errors import UsageError
from whytwitch.evidence import Reader
from whytwitch.guidance import Request, advise
from whytwitch.inference import Engine
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.knowledge.compiled import default_cache
from whytwitch.model import Assessment, Evidence, Issue, Level, NextStep, Profile, Sex
from whytwitch.report import Catalogue, load_catalogue

__all__ = ["Assessor", "assess", "next_questions", "read"]

NEUTRAL = "neutral"
TWO_LETTERS = re.compile("[A-Za-z]{2}")
DEFAULT_DRAWS = 1000


class About(TypedDict, total=False):
    """Who, where and when a question is about: keyword arguments of `Assessor.evidence`.

    `age` (years), `sex` ("female" or "male") and `pregnant` win over what the text says; `country` is "GB", "US" or "neutral", `as_of` today by default.
    """

    age: float | None
    sex: str | None
    pregnant: bool | None
    country: str
    language: str
    as_of: date | None


class How(About, total=False):
    """Keyword arguments of `Assessor.assess`."""

    draws: int
    seed: int
    brief: bool
    id: str | None


class Assessor:
    """Holds the base, the reader and the engine, so that many cases pay for them once."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge if knowledge is not None else load_knowledge()
        self.reader = Reader(self.knowledge, cache=None if knowledge is not None else default_cache(os.environ))
        self.engine = Engine(self.knowledge)
        self._catalogues: dict[str, Catalogue] = {}

    def read(self, text: str, *, profile: Profile | None = None, country: str = NEUTRAL, language: str = "en", as_of: date | None = None) -> Evidence:
        """A text as evidence, see `Reader.read`."""
        return self.reader.read(text, profile=profile, country=country, language=language, as_of=as_of or date.today())  # noqa: DTZ011 - the user's day

    def assess(
        self,
        given: str | Evidence,
        *,
        draws: int = DEFAULT_DRAWS,
        seed: int = 1,
        brief: bool = False,
        id: str | None = None,  # noqa: A002 - the name in the contract
        **about: Unpack[About],
    ) -> Assessment:
        """One answer.

        Parameters
        ----------
        given
            What the person says, or evidence already coded.
        draws, seed
            How many draws the intervals rest on.
        brief
            Only urgency and causes, at the medians, without intervals.
        about
            Who, where and when: see `About`.

        Raises
        ------
        UsageError
            If the country, the sex or the age is not a possible one.
        UnusableInputError
            If the text cannot be read at all, or coded evidence names what is not in the base.
        """
        day = about["as_of"] = about.get("as_of") or date.today()  # noqa: DTZ011 - the user's day
        language = about.get("language", "en")
        evidence = self.evidence(given, **about)
        request = Request(__version__, day.isoformat(), self.country(about.get("country", NEUTRAL)), language, draws, seed, brief, id)
        return advise(self.engine, evidence, request, self.catalogue(language).text)

    def evidence(self, given: str | Evidence, **about: Unpack[About]) -> Evidence:
        """What an answer rests on: words read, or coded evidence checked, with what was entered beside them. Errors as in `assess`."""
        country = self.country(about.get("country", NEUTRAL))
        notes = () if country in self.knowledge.countries else (_no_numbers(country),)
        profile = _profile(about.get("age"), about.get("sex"), about.get("pregnant"))
        evidence = (
            self.read(given, profile=profile, country=country, language=about.get("language", "en"), as_of=about.get("as_of"))
            if isinstance(given, str)
            else _with(checked(given, self.knowledge), profile)
        )
        return replace(evidence, issues=(*evidence.issues, *notes))

    def catalogue(self, language: str) -> Catalogue:
        """The words of a language, read once."""
        if language not in self._catalogues:
            self._catalogues[language] = load_catalogue(language)
        return self._catalogues[language]

    def country(self, country: str) -> str:
        """A country of the base, or another two-letter code, for which the neutral numbers stand."""
        known = {name.lower(): name for name in self.knowledge.countries}
        if country.lower() in known:
            return known[country.lower()]
        if not TWO_LETTERS.fullmatch(country):
            message = f"{country!r} is no country code. Use two letters, for instance GB or US, or {NEUTRAL}."
            raise UsageError(message)
        return country.upper()


def _no_numbers(country: str) -> Issue:
    message = f"No telephone numbers or waiting times are known for {country}; general ones are used."
    return Issue(Level.NOTE, message, "Look up your emergency number now if you do not know it.")


def _profile(age: float | None, sex: str | None, pregnant: bool | None) -> Profile:  # noqa: FBT001 - three-valued
    if age is not None and not 0 <= age <= 120:  # noqa: PLR2004 - a human life
        message = f"An age of {age:g} years is not possible. Give the age in years, 0 to 120."
        raise UsageError(message)
    if sex is not None and sex not in ("female", "male"):
        message = f"Sex {sex!r} is not one the published numbers know. Use female or male, or leave it out."
        raise UsageError(message)
    return Profile(age, Sex(sex) if sex else None, pregnant)


def _with(evidence: Evidence, profile: Profile) -> Evidence:
    own = evidence.profile
    merged = Profile(
        profile.age_years if profile.age_years is not None else own.age_years,
        profile.sex or own.sex,
        profile.pregnant if profile.pregnant is not None else own.pregnant,
        own.asks_for_other,
    )
    return replace(evidence, profile=merged)


def assess(given: str | Evidence, *, knowledge: Knowledge | None = None, **how: Unpack[How]) -> Assessment:
    """One answer from a fresh start; for many, keep an `Assessor`. Parameters and errors as in `Assessor.assess`."""
    return Assessor(knowledge).assess(given, **how)


def read(text: str, *, knowledge: Knowledge | None = None, country: str = NEUTRAL, language: str = "en", as_of: date | None = None) -> Evidence:
    """What a text says, as evidence; parameters and errors as in `Assessor.assess`."""
    return Assessor(knowledge).read(text, country=country, language=language, as_of=as_of)


def next_questions(given: str | Evidence, *, knowledge: Knowledge | None = None, **how: Unpack[How]) -> tuple[NextStep, ...]:
    """What to ask or test next, most worth its cost first; parameters and errors as in `Assessor.assess`."""
    return Assessor(knowledge).assess(given, **how).next
