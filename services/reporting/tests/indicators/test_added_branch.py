"""A branch that the city added is a value of its dimension, with its word once the list has it."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from chassis.branches import SETTING, branches

from ..support.events import inspection, moment, move
from ..support.figures import parts
from ..support.reporting import Reporting

CLUB = """
[[branch]]
code = "club_vzw"
valid_from = 2027-01-01
visibility = "verdoken"
label = { nl = "club-vzw" }
figures = "besloten clubs"
"""


@pytest.fixture
def with_club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Put the list with ``club_vzw`` in force."""

    def put() -> None:
        ours = (files("contracts") / "data" / "branches.toml").read_text("utf-8")
        own = tmp_path / "branches.toml"
        own.write_text(ours + CLUB, "utf-8")
        monkeypatch.setenv(SETTING, str(own))
        branches.cache_clear()

    yield put
    monkeypatch.undo()
    branches.cache_clear()


def words(figure: dict[str, Any], dimension: str) -> dict[str, str]:
    (found,) = (each for each in figure["breakdowns"] if each["dimension"] == dimension)
    return {row["code"]: row["label"] for row in found["rows"] if row["value"]}


async def test_an_added_branch_counts_before_and_after_the_list_has_it(
    reporting: Reporting, with_club: Callable[[], None]
) -> None:
    seen = moment("2026-03-10T22:00:00+01:00")
    await reporting.told(
        inspection(branch="club_vzw", visibility="verdoken", completed_at=seen),
        inspection(branch="straat", completed_at=seen),
        move(from_branch="raam", to_branch="club_vzw", to_seen_at=seen),
    )
    figure = await reporting.figure("IND-2-01", "2026-03")
    assert figure["value"] == 2
    assert parts(figure)["inspections"] == 2
    assert words(figure, "branch") == {"club_vzw": "club vzw", "straat": "straatprostitutie"}
    with_club()
    figure = await reporting.figure("IND-2-01", "2026-03")
    assert words(figure, "branch")["club_vzw"] == "besloten clubs"
    assert words(figure, "visibility") == {"verdoken": "verdoken", "zichtbaar": "zichtbaar"}
    summary = await reporting.moves("2026-03")
    assert [each["code"] for each in summary["directions"]] == ["raam>club_vzw"]
