"""A page of plain lines: what is said, how far it is set in, how it is coloured; laid out for a terminal of any width."""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

__all__ = ["Line", "blank", "bullet", "clean", "heading", "lay_out", "paragraph", "sentence"]

NARROWEST = 24
LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph. Its first row is set in by `indent`, the others by `indent + hang`; `style` is a colour that says nothing the words do not say."""

    text: str
    indent: int = 0
    hang: int = 0
    style: str = ""


def blank() -> Line:
    """An empty row."""
    return Line("")


def heading(text: str) -> list[Line]:
    """A heading with an empty row before it."""
    return [blank(), Line(text.upper(), style="bold")]


def paragraph(text: str, *, indent: int = 2, style: str = "") -> Line:
    """A paragraph under a heading."""
    return Line(text, indent, 0, style)


def bullet(text: str, *, mark: str = "-", indent: int = 2, style: str = "") -> Line:
    """An item of a list; its further rows stand under its words."""
    return Line(f"{mark} {text}", indent, len(mark) + 1, style)


def clean(text: str, *, longest: int | None = None) -> str:
    """Somebody else's words on one row, without control or direction marks that could play tricks on a terminal."""
    kept = "".join(" " if c.isspace() else "" if unicodedata.category(c).startswith("C") else c for c in text)
    row = " ".join(kept.split())
    if longest is not None and len(row) > longest:
        return row[: longest - 1].rstrip() + "…"
    return row


def sentence(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def lay_out(lines: Iterable[Line], *, width: int, color: bool) -> str:
    """The lines as one text, no row wider than `width`, ended by a line break."""
    room = max(width, NARROWEST)
    out = io.StringIO()
    console = Console(file=out, width=room, color_system="standard" if color else None, force_terminal=color, legacy_windows=False, no_color=not color)
    for line in lines:
        for row in _rows(line, room, console):
            console.print(row, end="\n", soft_wrap=True, highlight=False, markup=False)
    return out.getvalue()


def _rows(line: Line, room: int, console: Console) -> Sequence[Text]:
    if not line.text:
        return [Text("")]
    inner = max(room - line.indent - line.hang, NARROWEST // 2)
    head, rest = Text(line.text[: line.hang]), Text(line.text[line.hang :])
    rows = []
    for number, row in enumerate(rest.wrap(console, inner, tab_size=4)):
        row.rstrip()
        row.stylize(line.style or "none")
        lead = head.plain if number == 0 else " " * line.hang
        rows.append(Text.assemble(" " * line.indent, (lead, line.style or "none"), row))
    return rows
