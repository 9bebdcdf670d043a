"""The pictures of the procedures are those of the tables that decide."""

from pathlib import Path

import pytest

from enforcement.cases.draw import picture
from enforcement.cases.procedures import Registration
from enforcement.cases.rules import CaseKind
from enforcement.procedures import PROCEDURES

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "procedures"
DRAWN = {each.picture: each for each in PROCEDURES}


def drawn(name: str) -> str:
    registered: Registration = DRAWN[name]
    return picture(registered.title, registered.procedure)


def test_every_procedure_of_the_city_registers_itself_once() -> None:
    assert sorted(each.kind for each in PROCEDURES) == [
        "gas-case",
        "integrity-investigation",
        "mayor-measure",
        "sanction-case",
        "street-ban",
        "suitability-dossier",
    ]
    assert {each.kind for each in PROCEDURES} == {*CaseKind}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_up_to_date(name: str) -> None:
    """Else: ``python -m enforcement.procedures docs/procedures``."""
    assert (FOLDER / f"{name}.md").read_text(encoding="utf-8") == drawn(name)


def test_a_picture_shows_every_state_of_the_fine_procedure() -> None:
    shown = drawn("gas")
    assert all(f"{state} -->" in shown for state, _ in DRAWN["gas"].procedure.transitions)
    assert "| `fine` | is not held; letters were delivered; is within term;" in shown


def test_there_is_no_picture_without_a_procedure() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(DRAWN)
