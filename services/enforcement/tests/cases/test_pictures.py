"""The pictures of the procedures are those of the tables that decide."""

from pathlib import Path

import pytest

from enforcement.cases.draw import PROCEDURES, picture

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "procedures"


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_picture_is_up_to_date(name: str) -> None:
    """Else: ``python -m enforcement.cases.draw docs/procedures``."""
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == picture(*PROCEDURES[name])


def test_a_picture_shows_every_state_of_the_fine_procedure() -> None:
    drawn = picture(*PROCEDURES["gas"])
    assert all(f"{state} -->" in drawn for state, _ in PROCEDURES["gas"][1].transitions)
    assert "| `fine` | is not held; letters were delivered; is within term;" in drawn


def test_there_is_no_picture_without_a_procedure() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(PROCEDURES)
