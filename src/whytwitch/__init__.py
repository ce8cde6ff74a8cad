"""Answers the question: why am I twitching, and what should I do about it.

The public API is `assess`, `read` and `next_questions`; everything else may move between versions.

>>> from whytwitch import assess
>>> answer = assess("My eyelid has been flickering since yesterday, I sleep five hours", draws=0, brief=True)
>>> answer.causes[0].id
'eyelid-myokymia'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whytwitch.app.assess import assess, next_questions, read

__version__ = "0.1.0"

__all__ = ["__version__", "assess", "next_questions", "read"]


def __getattr__(name: str) -> object:
    """Import the rooms only when they are asked for, so that ``whytwitch --help`` does not pay for numpy."""
    if name in ("assess", "next_questions", "read"):
        from whytwitch import app  # noqa: PLC0415 - see above

        return getattr(app, name)
    message = f"module 'whytwitch' has no attribute {name!r}"
    raise AttributeError(message)
