"""The compiled copy of the base: fast, and never stale."""

import os
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from whytwitch.errors import KnowledgeError
from whytwitch.knowledge import Knowledge, load_knowledge
from whytwitch.knowledge.compiled import copy_of_base, default_cache, digest_of
from whytwitch.knowledge.files import BASE, contents_of


def compiled(cache: Path, digest: str) -> Knowledge | None:
    """The base that is kept."""
    return copy_of_base(cache, digest)[1]


def kept_in(cache: Path) -> list[Path]:
    """Compiled copies."""
    return sorted(cache.glob("base-*.bin"))


def test_a_good_base_is_kept_and_read_back_the_same(base: Path, tmp_path: Path) -> None:
    """The second load comes from the copy and gives the same nouns."""
    cache = tmp_path / "cache"
    first = load_knowledge(base, cache=cache)
    assert len(kept_in(cache)) == 1
    assert compiled(cache, first.digest) == first
    assert load_knowledge(base, cache=cache) == first == load_knowledge(base, use_cache=False)


def test_one_changed_byte_is_another_digest_and_a_new_answer(base: Path, tmp_path: Path, change: Callable[[str, str, str], None]) -> None:
    """The copy of yesterday's base is never used for today's, even when size and time of the file are the same."""
    cache, file = tmp_path / "cache", base / "causes/salt-lack.toml"
    before = load_knowledge(base, cache=cache)
    times = file.stat()
    change("causes/salt-lack.toml", "harm = 2", "harm = 3")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    after = load_knowledge(base, cache=cache)
    assert after.digest != before.digest
    assert (before.causes["salt-lack"].harm, after.causes["salt-lack"].harm) == (2, 3)
    assert compiled(cache, before.digest) is None
    assert len(kept_in(cache)) == 1


@pytest.mark.parametrize("make", ["rename", "add", "remove"])
def test_a_file_renamed_added_or_removed_is_another_digest(base: Path, make: str) -> None:
    """Names count as much as bytes."""
    before = digest_of(contents_of(base))
    file = base / "sources/roe2019.toml"
    if make == "rename":
        file.rename(base / "sources/roe2020.toml")
    elif make == "add":
        (base / "sources/new.toml").write_bytes(b"")
    else:
        file.unlink()
    assert digest_of(contents_of(base)) != before


def test_digest_tells_where_one_file_ends() -> None:
    """Bytes moved from one file to the next are another base."""
    assert digest_of({"a": b"12", "b": b"3"}) != digest_of({"a": b"1", "b": b"23"})


class Harmful:
    """What somebody might put into a copy so that reading it runs something."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, ("harm",))


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", pickle.dumps({}), pickle.dumps(Path("x")), pickle.dumps(Harmful())])
def test_a_corrupt_copy_is_ignored(base: Path, tmp_path: Path, content: bytes) -> None:
    """It is read as if it were not there, and replaced."""
    cache = tmp_path / "cache"
    good = load_knowledge(base, cache=cache)
    kept_in(cache)[0].write_bytes(content)
    assert compiled(cache, good.digest) is None
    assert load_knowledge(base, cache=cache) == good
    assert compiled(cache, good.digest) == good
    assert not Path("harm").exists()


def test_a_faulty_base_is_never_kept(base: Path, tmp_path: Path, change: Callable[[str, str, str], None]) -> None:
    """What comes from the copy is not checked again, so only what was found good goes in."""
    change("causes/salt-lack.toml", 'finding = "limp"', 'finding = "lymp"')
    with pytest.raises(KnowledgeError):
        load_knowledge(base, cache=tmp_path / "cache")
    assert kept_in(tmp_path / "cache") == []


def test_a_cache_that_cannot_be_written_does_not_matter(base: Path, tmp_path: Path) -> None:
    """A file where the directory should be: the answer comes all the same."""
    blocked = tmp_path / "cache"
    blocked.write_bytes(b"")
    assert load_knowledge(base, cache=blocked).version == "2026.11.0-fiction"


def test_older_copies_are_swept_and_no_part_is_left(base: Path, tmp_path: Path) -> None:
    """The cache holds one base, under the digest it was made from."""
    knowledge = load_knowledge(base, use_cache=False)
    cache = tmp_path / "cache"
    for digest in ("a" * 64, "b" * 64):
        copy_of_base(cache, digest)[0].keep(replace(knowledge, digest=digest))
    assert list(cache.iterdir()) == kept_in(cache)
    assert [compiled(cache, digest) is None for digest in ("a" * 64, "b" * 64)] == [True, False]


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/whytwitch")),
        ("linux", {"HOME": "/h"}, Path("/h/.cache/whytwitch")),
        ("linux", {}, None),
        ("linux", {"XDG_CACHE_HOME": "relative"}, None),
        ("darwin", {"HOME": "/h"}, Path("/h/Library/Caches/whytwitch")),
        ("darwin", {}, None),
        ("win32", {"LOCALAPPDATA": "/l"}, Path("/l/whytwitch")),
        ("win32", {}, None),
    ],
)
def test_the_cache_stands_where_the_system_keeps_caches(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], expected: Path | None
) -> None:
    """Absolute, or nowhere."""
    monkeypatch.setattr("sys.platform", platform)
    assert default_cache(environment) == expected


def test_the_base_is_shipped_with_the_package() -> None:
    """It stands beside the code that reads it."""
    assert (BASE / "VERSION").is_file()
