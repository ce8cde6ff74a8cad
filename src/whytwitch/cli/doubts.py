"""Doubts about what was typed that no single option shows: told in the answer, which stands all the same."""

from collections.abc import Iterator
from datetime import date, timedelta

from whytwitch.errors import UsageError
from whytwitch.model import Issue, Level, Profile, Sex

__all__ = ["HALF_CHARACTERS", "date_doubts", "profile_doubts", "usual_day"]

YEARS = range(2000, 2101)  # a day outside is a slip of the finger: no answer could be about it
PREGNANT_AGES = (10.0, 60.0)  # years; outside, one of the two is a slip: a check of typing, not of medicine
CLOCKS_APART = timedelta(days=1)  # places differ by up to a day
HALF_CHARACTERS = Issue(Level.WARNING, "The text holds broken characters; each was read as a space.", "Save it as UTF-8 and ask again if a word was lost.")


def usual_day(day: date) -> date:
    """The day, if it can be meant.

    Raises
    ------
    UsageError
        If it lies outside the years 2000 to 2100.
    """
    if day.year not in YEARS:
        message = f"{day.isoformat()} is outside the years {YEARS.start} to {YEARS.stop - 1}. Give the day of the question, for instance 2026-11-22."
        raise UsageError(message)
    return day


def date_doubts(day: date, today: date) -> tuple[Issue, ...]:
    """A day of the question that has not come yet."""
    if day - today <= CLOCKS_APART:
        return ()
    message = f"The day of the question, {day.isoformat()}, is still to come."
    return (Issue(Level.WARNING, message, "Give the day of today if that was a slip."),)


def profile_doubts(profile: Profile) -> Iterator[Issue]:
    """Sex, age and pregnancy that do not go together, whether they were typed or read."""
    if not profile.pregnant:
        return
    if profile.sex is Sex.MALE:
        message = "Male sex and pregnancy do not go together in the published numbers. Both were used as given."
        yield Issue(Level.WARNING, message, "Correct one of them; for sex give the one by which the body would be counted.")
    low, high = PREGNANT_AGES
    if profile.age_years is not None and not low <= profile.age_years <= high:
        message = f"An age of {profile.age_years:g} and pregnancy rarely go together. Both were used as given."
        yield Issue(Level.WARNING, message, "Correct one of them if it was a slip.")
