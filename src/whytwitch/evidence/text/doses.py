"""How much of a medicine, how often, and whether the dose was changed."""

from dataclasses import dataclass

from whytwitch.evidence.text.matches import Match
from whytwitch.evidence.text.numbers import Number, NumberReader
from whytwitch.evidence.text.scene import Scene
from whytwitch.evidence.text.tokens import Clause

__all__ = ["DoseReader", "clause_of"]

NEAR = 8
DOSE_UNITS = {
    "mg": "mg", "mgs": "mg", "milligrams": "mg", "milligram": "mg", "mcg": "ug", "ug": "ug", "µg": "ug", "μg": "ug", "micrograms": "ug", "microgram": "ug", "mikrograms": "ug",
    "g": "g", "grams": "g", "gram": "g", "ml": "mL", "iu": "[iU]", "units": "[iU]", "puffs": "{puff}", "puff": "{puff}", "tablets": "{tbl}", "tablet": "{tbl}", "pills": "{tbl}", "pill": "{tbl}",
    "capsules": "{tbl}", "drops": "{drop}", "patch": "{patch}",
}  # fmt: skip
FREQUENCY = {
    "od": 1.0,
    "om": 1.0,
    "on": None,
    "bd": 2.0,
    "bid": 2.0,
    "tds": 3.0,
    "tid": 3.0,
    "qds": 4.0,
    "qid": 4.0,
    "daily": 1.0,
    "nightly": 1.0,
    "nocte": 1.0,
    "mane": 1.0,
    "weekly": 1 / 7,
}
PERIODS = {"day": 1.0, "night": 1.0, "morning": 1.0, "week": 7.0, "month": 30.0}


@dataclass(frozen=True, slots=True)
class DoseReader:
    """Reads the numbers beside a medicine."""

    numbers: NumberReader

    def dose(self, match: Match, scene: Scene) -> tuple[float | None, str | None]:
        """The amount with its unit right behind the name, or before it ("20 mg of omeprazole")."""
        tokens = scene.words.tokens
        clause = clause_of(match, scene)
        behind = range(match.end, min(match.end + 5, clause.end))
        before = range(match.start - 1, max(match.start - 6, clause.start) - 1, -1)
        for index in (*behind, *before):
            if any(other.start <= index < other.end for other in scene.of("drug", "class") if other is not match):
                break
            number = self.numbers.at(scene.words, index, clause.end)
            if number is not None and number.end < clause.end and tokens[number.end].word in DOSE_UNITS and not self._is_of_other(match, number, scene):
                return number.value, DOSE_UNITS[tokens[number.end].word]
        return None, None

    def change(self, match: Match, scene: Scene) -> float:
        """By how much a dose was raised (or lowered, below nought) behind the name: "from 20 to 5 mg"."""
        clause = clause_of(match, scene)
        for index in range(match.end, min(match.end + NEAR, clause.end)):
            old = self.numbers.at(scene.words, index + 1, clause.end) if scene.words.tokens[index].word == "from" else None
            to = next((at for at in range(old.end, min(old.end + 3, clause.end)) if scene.words.tokens[at].word == "to"), None) if old is not None else None
            new = self.numbers.at(scene.words, to + 1, clause.end) if to is not None else None
            if old is not None and new is not None:
                return new.value - old.value
        return 0.0

    def _is_of_other(self, match: Match, number: Number, scene: Scene) -> bool:
        """A dose before a name must touch it ("20 mg of omeprazole"); behind another name it belongs to that."""
        if number.start >= match.end:
            return False
        between = [token.word for token in scene.words.tokens[number.end + 1 : match.start]]
        return between not in ([], ["of"]) or any(other.end == number.start for other in scene.of("drug", "class"))

    def frequency(self, match: Match, scene: Scene) -> float | None:
        """How many times a day, when it is said behind the name."""
        tokens, clause = scene.words.tokens, clause_of(match, scene)
        for index in range(match.end, min(match.end + NEAR, clause.end)):
            word = tokens[index].word
            if any(other.start == index for other in scene.of("drug")):
                return None
            number = self.numbers.at(scene.words, index, clause.end)
            if number is not None and number.end < clause.end:
                after = [token.word for token in tokens[number.end : min(number.end + 3, clause.end)]]
                if after[0] in ("times", "x") or tokens[index].word in ("once", "twice", "thrice"):
                    period = next((PERIODS[one] for one in after if one in PERIODS), 1.0)
                    return number.value / period
            if (
                word == "every"
                and (hours := self.numbers.at(scene.words, index + 1, clause.end))
                and hours.end < clause.end
                and tokens[hours.end].word.startswith("hour")
                and hours.value
            ):
                return 24 / hours.value
            if FREQUENCY.get(word) is not None:
                return FREQUENCY[word]
            if word in ("every", "each", "a", "per") and index + 1 < clause.end and tokens[index + 1].word in PERIODS:
                return 1 / PERIODS[tokens[index + 1].word]
        return None


def clause_of(match: Match, scene: Scene) -> Clause:
    """The clause a name stands in."""
    return scene.words.clauses[scene.words.clause_of[match.start]]
