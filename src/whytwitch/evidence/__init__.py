"""Evidence: one module for each source (a person's words so far), all producing the same nouns."""

from whytwitch.evidence.text import Reader, read

__all__ = ["Reader", "read"]
