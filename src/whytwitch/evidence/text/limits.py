"""What can be read at all, and in which language."""

import re
from collections.abc import Collection

from whytwitch.errors import UnusableInputError
from whytwitch.evidence.text.english import FUNCTION_WORDS, OTHER_LANGUAGES, WITHOUT_CONTENT
from whytwitch.evidence.text.tokens import Words
from whytwitch.model import Issue, Level

__all__ = ["LONGEST_TEXT", "check_usable", "language_issues"]

LONGEST_TEXT = 100_000
MOST_CONTROL = 0.05
FEWEST_WORDS = 4
LEAST_ENGLISH = 0.15
LEAST_ORDINARY = 0.25
LEAST_OTHER = 0.2
MOST_NON_LATIN = 0.3
MOST_BORROWED = 3  # so many foreign words are no borrowing
LAST_LATIN = 0x24F
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ud800-\udfff]")


def check_usable(text: str) -> None:
    """Refuse what is empty, binary or too long.

    Raises
    ------
    UnusableInputError
        With the reason and what to do.
    """
    if len(text) > LONGEST_TEXT:
        message = f"The text has {len(text):,} characters; at most {LONGEST_TEXT:,} are read. Shorten it to what matters for the twitching."
        raise UnusableInputError(message)
    if not any(letter.isalnum() for letter in text):
        message = "The text is empty: it has no words. Say what moves, where and since when."
        raise UnusableInputError(message)
    odd = len(NOT_TEXT.findall(text))
    if "\0" in text or odd > MOST_CONTROL * len(text):
        message = f"The text is not plain text: {odd} of its {len(text):,} characters cannot be shown. Save it as UTF-8 text."
        raise UnusableInputError(message)


def language_issues(words: Words, understood: int, known: Collection[str], *, is_alarming: bool) -> list[Issue]:
    """Refuse a text in another language, for half of it read would be worse than none; answer it, with an issue, when an emergency was read all the same.

    `understood` is how many readings the base found, `known` the stems of all words of its phrases: a doctor's telegram has no small words, but words of medicine.

    Raises
    ------
    UnusableInputError
        With the language and what to do.
    """
    language = _other_language(words, understood, known)
    if language is None:
        return []
    issue = _issue(language)
    if not is_alarming:
        message = f"{issue.message} {issue.remedy}"
        raise UnusableInputError(message)
    return [issue]


def _other_language(words: Words, understood: int, known: Collection[str]) -> str | None:
    """The language a text is in, when it is not English."""
    tokens = [token.word for token in words.tokens if not token.is_number]
    if not words.text.isascii():
        letters = [letter for token in words.tokens for letter in token.word if letter.isalpha()]
        if sum(1 for letter in letters if ord(letter) > LAST_LATIN) > MOST_NON_LATIN * len(letters):
            return "another script"
    if len(tokens) < FEWEST_WORDS:
        return None
    english = sum(1 for word in tokens if word in FUNCTION_WORDS) / len(tokens)
    different = frozenset(tokens)
    is_shouted = words.text.isupper()
    spoken = [token.word for token in words.tokens if not token.is_number and not (token.surface.isupper() and not is_shouted)]  # "OS" is the left eye
    counts = {name: sum(1 for word in spoken if word in known) for name, known in OTHER_LANGUAGES.items() if not known.isdisjoint(different)}
    name, hits = max(counts.items(), key=lambda pair: pair[1], default=("", 0))
    if (
        understood < len(tokens)
        and hits >= LEAST_OTHER * len(tokens)
        and hits > english * len(tokens)
        and (hits >= MOST_BORROWED or (hits > 1 and not english))
    ):
        return name
    ordinary = sum(1 for token in words.tokens if token.word in WITHOUT_CONTENT or token.stem in known)  # "stopped cold turkey 5 days ago" has no small word
    return "another language" if english == 0 and ordinary < LEAST_ORDINARY * len(tokens) and understood < LEAST_ENGLISH * len(tokens) else None


def _issue(language: str) -> Issue:
    return Issue(
        Level.ERROR,
        f"The text seems to be in {language}; only English is read so far, so little or nothing of it was understood.",
        "Write it in English, or answer the questions one by one. In an emergency call the emergency number at once.",
    )
