"""A person's own words → evidence. The words themselves stand in the base; here is only how they are read."""

from whytwitch.evidence.text.limits import LONGEST_TEXT
from whytwitch.evidence.text.reader import Reader, read

__all__ = ["LONGEST_TEXT", "Reader", "read"]
