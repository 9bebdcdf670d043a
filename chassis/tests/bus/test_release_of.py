"""A release is told apart from another of the same version by its code."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.bus.release_note import release_of

SERVICE = "toy_service"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A service of version 1.2.3 with two modules, as an installation has it."""
    package = tmp_path / SERVICE
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "rules" / "__init__.py").write_text("LIMIT = 5\n")
    metadata = tmp_path / f"{SERVICE}-1.2.3.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {SERVICE}\nVersion: 1.2.3\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield package
    sys.modules.pop(SERVICE, None)
    release_of.cache_clear()


def release() -> str:
    release_of.cache_clear()
    return release_of(SERVICE)


def test_a_release_is_its_version_and_a_digest_of_its_code(installed: Path) -> None:
    version, _, digest = release().partition("+")
    assert version == "1.2.3"
    assert len(bytes.fromhex(digest)) == 6
    assert release() == f"1.2.3+{digest}"
    (installed / "notes.txt").write_text("no code")
    assert release() == f"1.2.3+{digest}"


def test_other_code_is_another_release(installed: Path) -> None:
    seen = [release()]
    rules = installed / "rules"
    (rules / "__init__.py").write_text("LIMIT = 6\n")
    seen.append(release())
    (rules / "__init__.py").rename(rules / "limits.py")
    seen.append(release())
    (rules / "other.py").write_text("")
    seen.append(release())
    assert len({*seen}) == 4


def test_it_is_read_once(installed: Path) -> None:
    first = release()
    (installed / "__init__.py").write_text("CHANGED = True\n")
    assert release_of(SERVICE) == first
