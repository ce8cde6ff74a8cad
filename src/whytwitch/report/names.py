"""Ids in words: the base's labels, and the tokens that findings and ledger go by (``movement:place=lip``, ``lab:potassium=mild-low``)."""

from dataclasses import dataclass

from whytwitch.report.catalogue import Catalogue

__all__ = ["Names"]

KINDS = ("finding", "exposure", "drug", "drug_class", "cause", "lab", "test", "action")


@dataclass(frozen=True, slots=True)
class Names:
    """Words for ids, in the language of a catalogue and for a country."""

    say: Catalogue
    country: str = "neutral"

    def of(self, name: str) -> str:
        """Words for any id or token; an unknown id is spelled out rather than hidden."""
        head, colon, rest = name.partition(":")
        if colon and head == "movement":
            return self.trait(*_split(rest))
        if colon and head == "lab":
            lab, band = _split(rest)
            return self.say.text("understood.lab_words", lab=self.of(lab), band=self.band(band))
        if colon:
            return self._text_or_plain(f"moment.{head}", self.of(rest))
        return self._label(name) or (self.say.text(f"token.{name}") if self.say.has(f"token.{name}") else _spelled(name))

    def short(self, cause: str) -> str:
        """A cause inside a sentence."""
        return self.say.of_base(f"cause.{cause}.short") or self.of(cause)

    def trait(self, attribute: str, value: str) -> str:
        """One thing said of a movement: "place: lip or mouth"."""
        asked = self.say.of_base(f"movement.{attribute}.label") or _spelled(attribute)
        return self.say.text("understood.trait", attribute=asked, value=self.value(attribute, value))

    def value(self, attribute: str, value: str) -> str:
        """A value of an attribute: "lip or mouth"."""
        return self.say.of_base(f"movement.{attribute}.{value}") or _spelled(value)

    def band(self, band: str) -> str:
        """A band of a blood result: "a little low"."""
        return self.say.text(f"band.{band}") if self.say.has(f"band.{band}") else _spelled(band)

    def unit(self, lab: str) -> str:
        """The unit of a lab in the base."""
        return self.say.of_base(f"lab.{lab}.unit") or ""

    def of_country(self, key: str) -> str:
        """A text of the country, of no country in particular if it has none, else our own."""
        for country in (self.country, "neutral"):
            found = self.say.of_base(f"country.{country}.{key}")
            if found:
                return found
        return self.say.text(f"country.{key}")

    def rule_group(self, rule: str) -> str:
        """The group a red-flag rule is asked in; empty for thresholds."""
        return self.say.of_base(f"red_flag.{rule}.group") or ""

    def _label(self, name: str) -> str | None:
        return next((found for kind in KINDS if (found := self.say.of_base(f"{kind}.{name}.label"))), None)

    def _text_or_plain(self, key: str, value: str) -> str:
        return self.say.text(key, value=value) if self.say.has(key) else value


def _split(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return name, value


def _spelled(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
