"""Odd letters → plain ones: accents, full width, look-alikes and marks without width, so that no spelling hides a word."""

import unicodedata
from collections.abc import Sequence

__all__ = ["folded", "plain_letters"]

LOOK_ALIKES = dict(zip("авеікморстухѕјһԁԛԝьαοερικντυχ", "abeikmopctyxsjhdqwbaoepikvtux", strict=True))
KEPT = "ªºµ"  # signs, though Unicode calls them letters
MOST_STRANGE = 0.3  # beyond that share it is another script, not a look-alike


def folded(text: str) -> tuple[str, Sequence[int] | None]:
    """The text in plain letters, and for each of its characters where it stood; None when nothing was changed."""
    if text.isascii():
        return text, None
    letters = [letter for letter in text.lower() if letter.isalpha()]
    table = LOOK_ALIKES if sum(1 for letter in letters if letter in LOOK_ALIKES) <= MOST_STRANGE * len(letters) else {}
    found: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in _plain(letter, table):
            found.append(plain)
            places.append(place)
    return "".join(found), places


def plain_letters(word: str) -> str:
    """A word without its accents."""
    return folded(word)[0]


def _plain(letter: str, look_alikes: dict[str, str]) -> str:
    if letter.isascii() or letter in KEPT:
        return letter
    if unicodedata.category(letter) in ("Cf", "Mn"):
        return ""
    if not letter.isalpha() and not letter.isdecimal():
        return letter
    if letter.lower() in look_alikes:
        return look_alikes[letter.lower()]
    opened = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return opened if opened.isascii() and opened.isalnum() else letter
