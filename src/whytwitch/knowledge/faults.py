"""Faults of the base, gathered instead of raised one by one, and the cursor that reads a table while gathering them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Fault", "Table"]

SHOWN_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the base: where, what stands there, and what to do."""

    file: str
    path: str
    value: str
    remedy: str

    def __str__(self) -> str:
        """``causes/als.toml: companions[3].frequency: 75/50 …`` on one line."""
        return f"{self.file}: {self.path}: {self.value}. {self.remedy}"


def shown(value: object) -> str:
    """A value short enough for a message."""
    text = repr(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


@dataclass(slots=True)
class Table:
    """A cursor over one TOML table: each read checks the type, notes a fault where it is wrong, and goes on with a stand-in."""

    data: Mapping[str, Any]
    file: str
    faults: list[Fault]
    path: str = ""
    seen: set[str] = field(default_factory=set)

    def fault(self, key: str, value: object, remedy: str) -> None:
        """Note a fault at a key of this table."""
        where = f"{self.path}.{key}" if self.path and key else self.path or key or "(file)"
        self.faults.append(Fault(self.file, where, value if isinstance(value, str) and value.startswith("missing") else shown(value), remedy))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.data

    def _take(self, key: str, kind: type | tuple[type, ...], stand_in: Any, *, is_required: bool, expected: str) -> Any:  # noqa: ANN401 - a TOML value
        self.seen.add(key)
        if key not in self.data:
            if is_required:
                self.fault(key, "missing", f"Add it: {expected}.")
            return stand_in
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(key, value, f"Write {expected}.")
            return stand_in
        return value

    def text(self, key: str, *, is_required: bool = True, choices: Sequence[str] = (), stand_in: str = "") -> str:
        """A string, one of `choices` when given."""
        value: str = self._take(key, str, stand_in, is_required=is_required, expected="a text")
        if not isinstance(self.data.get(key), str):
            return value
        if choices and value not in choices:
            self.fault(key, value, f"Use one of: {', '.join(choices)}.")
            return stand_in
        if is_required and not value.strip():
            self.fault(key, value, "Write something: it is empty.")
        return value

    def number(self, key: str, *, stand_in: float = 0.0, is_required: bool = True) -> float:
        """A finite number."""
        return float(self._take(key, (int, float), stand_in, is_required=is_required, expected="a number"))

    def flag(self, key: str, *, stand_in: bool = False) -> bool:
        """True or false."""
        return bool(self._take(key, bool, stand_in, is_required=False, expected="true or false"))

    def texts(self, key: str, *, is_required: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        value = self._take(key, list, [], is_required=is_required, expected="a list of texts")
        wrong = [item for item in value if not isinstance(item, str)]
        if wrong:
            self.fault(key, wrong[0], "Every item of this list is a text.")
        return tuple(item for item in value if isinstance(item, str))

    def groups(self, key: str, *, is_required: bool = False) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings."""
        value = self._take(key, list, [], is_required=is_required, expected="a list of lists of texts")
        wrong = [item for item in value if not isinstance(item, list) or not item or not all(isinstance(part, str) for part in item)]
        if wrong:
            self.fault(key, wrong[0], "Every item of this list is a list of texts.")
        return tuple(tuple(item) for item in value if item not in wrong)

    def mapping(self, key: str, *, is_required: bool = False) -> Mapping[str, Any]:
        """A table as it stands."""
        value: Mapping[str, Any] = self._take(key, dict, {}, is_required=is_required, expected="a table")
        return value

    def table(self, key: str, *, is_required: bool = False) -> "Table | None":
        """A cursor over a table under this one, None if it is not there."""
        value = self._take(key, dict, None, is_required=is_required, expected="a table")
        return None if value is None else self._under(value, key)

    def tables(self, key: str, *, is_required: bool = False) -> tuple["Table", ...]:
        """Cursors over a list of tables."""
        value = self._take(key, list, [], is_required=is_required, expected=f"one or more [[{key}]]")
        wrong = [item for item in value if not isinstance(item, dict)]
        if wrong:
            self.fault(key, wrong[0], "Every item of this list is a table.")
        if is_required and key in self.data and not value:
            self.fault(key, value, "At least one is needed.")
        return tuple(self._under(item, f"{key}[{i}]") for i, item in enumerate(value) if isinstance(item, dict))

    def _under(self, value: Mapping[str, Any], key: str) -> "Table":
        return Table(value, self.file, self.faults, f"{self.path}.{key}" if self.path else key)

    def close(self) -> None:
        """Note every key that nothing reads: a slip of the pen must not pass silently."""
        for key in self.data:
            if key not in self.seen:
                self.fault(key, self.data[key], f"Nothing reads this key. Known here: {', '.join(sorted(self.seen))}.")
