"""Folding of word forms: spelling variants, plural and verb endings. Applied alike to what people write and to the phrases of the base."""

from collections.abc import Mapping

from whytwitch.evidence.text.english import IRREGULAR

__all__ = ["Stemmer"]

VOWELS = frozenset("aeiouy")
SHORT = 3
LAST_OF_ENDINGS = "sgd"  # -s, -ing, -ed
WHOLE_VERBS = frozenset("act add aid aim air ask eat end see try cry dry fly pry pay say lay play buy fix mix tax wax row tow sew err ail own".split())
CACHE_LIMIT = 50_000
OUR_FROM = 5  # "tumour", not "four" or "hour"
IZE_FROM = 5


class Stemmer:
    """Stems words and remembers them; one per reader.

    Parameters
    ----------
    spelling
        Common slips and the word that is meant.
    """

    def __init__(self, spelling: Mapping[str, str]) -> None:
        self._spelling = spelling
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The stem of a lower-case word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > CACHE_LIMIT:
                self._known.clear()
            found = self._known[word] = _stem(self._spelling.get(word, word))
        return found


def _stem(word: str) -> str:
    if word in IRREGULAR:
        word = IRREGULAR[word]
    elif len(word) > SHORT and word[-1] in LAST_OF_ENDINGS:
        word = _without_ending(word)
    return _folded_spelling(word) if len(word) > SHORT else word


def _without_ending(word: str) -> str:
    word = _without_plural(word)
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ing") and _is_word(word[:-3]):
        return _with_silent_e(word[:-3])
    if word.endswith("ied") and len(word) > SHORT + 1:
        return word[:-3] + "y"
    if word.endswith("ed") and not word.endswith("eed") and _is_word(word[:-2]):
        return _with_silent_e(word[:-2])
    return word


def _with_silent_e(stem: str) -> str:
    """Three letters left are a verb in -e ("noted", "aching"), unless they are a whole verb or the last one was doubled."""
    return f"{stem}e" if len(stem) == SHORT and stem not in WHOLE_VERBS else stem


def _without_plural(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > SHORT + 1:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2] if len(word) > SHORT + 2 else word[:-1]  # "aches" is "ache"
    return word[:-1]


def _is_word(stem: str) -> bool:
    return len(stem) >= SHORT and any(letter in VOWELS for letter in stem)


def _folded_spelling(word: str) -> str:
    if "ae" in word:
        word = word.replace("ae", "e")
    if "oe" in word and len(word) > OUR_FROM:
        word = word.replace("oe", "e")
    if word.endswith("our") and len(word) >= OUR_FROM:
        word = word[:-3] + "or"
    if "sulph" in word:
        word = word.replace("sulph", "sulf")
    if word.endswith("re") and len(word) > SHORT + 1 and word[-3] in "bt":
        word = word[:-2] + "er"
    if len(word) > SHORT + 1:
        word = word.removesuffix("e")
    if len(word) > SHORT and word[-1] == word[-2] and word[-1] not in VOWELS:
        word = word[:-1]
    if "isation" in word:
        word = word.replace("isation", "ization")
    if len(word) > IZE_FROM and word.endswith(("is", "ys")):
        word = word[:-1] + "z"
    return word
