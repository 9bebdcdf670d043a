"""A file of keys is read again when it changed: after two seconds, or at once where asked."""

import os
from pathlib import Path

import pytest

from chassis.bus import keyfile


def replace(path: Path, text: str, at: int) -> None:
    path.write_text(text)
    os.utime(path, ns=(at, at))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "keys"
    replace(file, "one", 1)
    return file


def test_a_changed_file_is_seen_after_two_seconds_and_not_before(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(keyfile, "monotonic", lambda: now)
    keys = keyfile.KeyFile(path, Path.read_text)
    replace(path, "two", 2)
    now = 101.9
    assert keys.keys() == "one"
    now = 102.0
    assert keys.keys() == "two"
    replace(path, "three", 3)
    assert keys.keys() == "two"
    now = 103.9
    assert keys.keys() == "two"
    now = 104.1
    assert keys.keys() == "three"
    replace(path, "four", 4)
    assert keys.keys(now=True) == "four"


def test_a_file_that_cannot_be_read_leaves_the_keys_as_they_are(path: Path) -> None:
    reads: list[str] = []

    def number(file: Path) -> int:
        reads.append(file.read_text())
        return int(file.read_text().replace("one", "1"))

    keys = keyfile.KeyFile(path, number)
    assert keys.keys(now=True) == 1
    assert len(reads) == 1, "it did not change"
    replace(path, "half of it", 2)
    assert keys.keys(now=True) == 1
    path.unlink()
    assert keys.keys(now=True) == 1
    replace(path, "2", 2)
    assert keys.keys(now=True) == 2


def test_a_file_is_read_once_for_each_change(path: Path) -> None:
    reads: list[str] = []

    def note(file: Path) -> str:
        reads.append(file.read_text())
        return reads[-1]

    keys = keyfile.KeyFile(path, note)
    replace(path, "two", 2)
    assert [keys.keys(now=True) for _ in range(3)] == ["two"] * 3
    assert reads == ["one", "two"]
    os.utime(path, ns=(3, 3))
    assert keys.keys(now=True) == "two"
    assert reads == ["one", "two", "two"], "a moment is a change, too"
    assert keys.keys() == "two"


def test_a_file_that_is_put_in_its_place_is_another_though_it_looks_the_same(path: Path) -> None:
    keys = keyfile.KeyFile(path, Path.read_text)
    other = path.with_name("other")
    replace(other, "two", 1)
    other.rename(path)
    assert keys.keys(now=True) == "two"
