"""The document on attacks: every point names tests, and every test that it names is there."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "security.md").read_text()
POINTS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in DOCUMENT.splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| What somebody tries"))
]
FOLDERS = (
    "contracts",
    "chassis",
    "disclosure",
    "linkage",
    "services",
    "simulator",
    "deploy",
    "tests",
)


@cache
def known() -> frozenset[str]:
    """The names of all tests of the repository."""
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("test_*.py")]
    own = [path for path in files if not {"node_modules", ".venv"} & set(path.parts)]
    return frozenset(
        name
        for path in own
        for name in re.findall(r"^ *(?:async )?def (test_\w+)", path.read_text(), re.M)
    )


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point[0][:60])
def test_a_point_names_the_tests_that_prove_it(point: list[str]) -> None:
    _tried, stopped, proved = point
    assert stopped
    named = re.findall(r"`(test_\w+)`", proved)
    assert named
    assert set(named) <= known()


def test_the_document_is_found_from_where_one_looks() -> None:
    assert len(POINTS) > 30
    assert "docs/security.md" in (ROOT / "SECURITY.md").read_text()
    assert "docs/security.md" in (ROOT / "README.md").read_text()
