"""Ids in words: the labels that came with the answer, and the tokens that findings and ledger go by (``movement:place=lip``, ``lab:potassium=mild-low``)."""

from dataclasses import dataclass

from whytwitch.model import Assessment, Trait
from whytwitch.report.catalogue import Catalogue

__all__ = ["Names"]


@dataclass(frozen=True, slots=True)
class Names:
    """Words for the ids of one answer, in the language of a catalogue."""

    answer: Assessment
    say: Catalogue

    def of(self, name: str) -> str:
        """Words for any id or token; an id without a label is spelled out rather than hidden."""
        head, colon, rest = name.partition(":")
        if colon and head == "lab":
            lab, _, band = rest.partition("=")
            return self.say.text("understood.lab_words", lab=self.of(lab), band=self.band(band))
        if colon and head == "movement":
            return self._trait(*rest.partition("=")[::2])
        if colon:
            return self.say.text(f"moment.{head}", value=self.of(rest)) if self.say.has(f"moment.{head}") else self.of(rest)
        return self.say.of_base(name, "label", self._label(name))

    def short(self, name: str) -> str:
        """Words for an id without the explanation in brackets, for where it was named in full before."""
        full = self.of(name)
        return full.partition(" (")[0] if full.endswith(")") else full

    def trait(self, trait: Trait) -> str:
        """One thing said of a movement: "place: lip or mouth"."""
        return self._trait(trait.attribute, trait.value)

    def band(self, band: str) -> str:
        """A band of a blood result: "a little low"."""
        return self.say.text(f"band.{band}") if self.say.has(f"band.{band}") else _spelled(band)

    def of_country(self, key: str) -> str:
        """A text of the answer's country, else our own."""
        own = self.answer.contacts.get(key) or self.say.text(f"country.{key}")
        return self.say.of_base(f"country.{self.answer.country}", key, own)

    def _trait(self, attribute: str, value: str) -> str:
        asked = self.say.text(f"attribute.{attribute}") if self.say.has(f"attribute.{attribute}") else _spelled(attribute)
        key = f"movement:{attribute}={value}"
        return self.say.text("understood.trait", attribute=asked, value=self.say.of_base(key, "label", self.answer.labels.get(key, _spelled(value))))

    def _label(self, name: str) -> str:
        found = self.answer.labels.get(name)
        if found is None:
            ranked = [*self.answer.causes, *(cause for movement in self.answer.movements for cause in movement.causes)]
            found = next((cause.label for cause in ranked if cause.id == name), None)
        if found is not None and found != name:
            return found
        return self.say.text(f"token.{name}") if self.say.has(f"token.{name}") else _spelled(name)


def _spelled(name: str) -> str:
    return name.replace("-", " ").replace("_", " ")
