"""A measure about a place of a branch that the city added to its list."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi import FastAPI

from chassis.branches import SETTING, branches

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, WORKER, Measure

CLUB = """
[[branch]]
code = "club_vzw"
valid_from = 2011-01-01
visibility = "verdoken"
label = { nl = "club-vzw" }
"""
AT_A_CLUB = PUBLIC_ORDER | {"branche": "club_vzw"}


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The city's list has ``club_vzw``."""
    ours = (files("contracts") / "data" / "branches.toml").read_text("utf-8")
    own = tmp_path / "branches.toml"
    own.write_text(ours + CLUB, "utf-8")
    monkeypatch.setenv(SETTING, str(own))
    branches.cache_clear()
    yield
    monkeypatch.undo()
    branches.cache_clear()


@pytest.mark.usefixtures("club")
async def test_a_measure_is_about_a_branch_that_the_city_added(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **AT_A_CLUB)
    assert "club-vzw" in await case.worker.sees(case.page)


async def test_a_branch_that_stands_on_no_list_begins_nothing(app: FastAPI, city: City) -> None:
    worker = await signed_in(app, city, WORKER, "bm-list")
    page = await worker.get("/maatregelen/nieuw")
    assert "club_vzw" not in page.text
    sent = AT_A_CLUB | {"nummer": "GV/2026/000001"}
    answer = await worker.post("/maatregelen/nieuw", sent)
    assert answer.status_code == 422
    assert 'id="branche-error"' in answer.text
