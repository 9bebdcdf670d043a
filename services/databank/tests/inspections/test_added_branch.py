"""A branch that the city added to its list is offered, registered, seen and signalled like any."""

from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from chassis.branches import SETTING, branches
from chassis.days import city_day
from contracts.databank import BranchShiftDetected, InspectionCompleted

from ..support.browser import Browser
from ..support.databank import Databank, declared, unlike_others
from ..support.findings import report

CLUB = """
[[branch]]
code = "club_vzw"
valid_from = {begins}
visibility = "verdoken"
label = {{ nl = "club-vzw", en = "members' club" }}
"""


@pytest.fixture
def club(databank: Databank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The city's list has ``club_vzw`` from the day after tomorrow."""
    begins = city_day(databank.clock.now()) + timedelta(days=2)
    ours = (files("contracts") / "data" / "branches.toml").read_text("utf-8")
    own = tmp_path / "branches.toml"
    own.write_text(ours + CLUB.format(begins=begins), "utf-8")
    monkeypatch.setenv(SETTING, str(own))
    branches.cache_clear()
    yield
    monkeypatch.undo()
    branches.cache_clear()


@pytest.mark.usefixtures("club")
async def test_a_move_from_a_window_to_an_added_branch_is_signalled(
    databank: Databank, browser: Browser
) -> None:
    who, now = unlike_others(), databank.clock.now()
    page = (await browser.moves_to(now).get("/inspecties/nieuw")).text
    assert "massagesalon" in page
    assert "club-vzw" not in page
    shift = declared(who, now + timedelta(hours=1))
    await databank.tell(shift)
    early = (now + timedelta(hours=2)).isoformat()
    inspected = {"branch": "club_vzw", "kind": "ad_hoc", "result": "geen_opmerkingen"}
    arrested = {"kind": "huiszoeking", "ground": "drugs", "branch": "club_vzw"}
    for path, body in (
        ("/v1/inspections", inspected | {"completedAt": early}),
        ("/v1/findings", report(branch="club_vzw", factAt=early)),
        ("/v1/police-measures", arrested | {"onDay": str(city_day(now))}),
    ):
        refused = await databank.post(path, body, now + timedelta(hours=2))
        assert refused.status_code == 422, refused.text
        (error,) = refused.json()["errors"]
        assert error["field"] == "branch", path
        assert "niet op de lijst" in refused.text

    at = now + timedelta(days=3)
    place = {"label": f"Club {who.family}"}
    seen = await databank.inspect("club_vzw", at, who, establishments=[place])
    (case,) = await databank.cases(seen["persons"][0]["personId"])
    assert (case["from_branch"], case["to_branch"]) == ("raam", "club_vzw")
    (told,) = await databank.told(BranchShiftDetected, caseId=case["id"])
    assert told.data["toBranch"] == "club_vzw"
    (inspected,) = await databank.told(InspectionCompleted, inspectionId=seen["inspectionId"])
    assert (inspected.data["branch"], inspected.data["visibility"]) == ("club_vzw", "verdoken")

    (registered,) = await databank.listed("/v1/establishments?branch=club_vzw")
    assert registered["label"] == place["label"]
    browser.moves_to(at)
    for path in ("/inspecties/nieuw", "/vaststellingen/nieuw", "/inrichtingen?vorm=club_vzw"):
        assert "club-vzw" in (await browser.get(path)).text.lower(), path
    assert "members" in (await browser.get("/inspecties/nieuw?taal=en")).text
    await browser.get("/inspecties/nieuw?taal=nl")


async def test_what_stands_on_no_list_is_refused_with_what_may_be_chosen(
    databank: Databank,
) -> None:
    body = {"branch": "zolder", "kind": "ad_hoc", "result": "geen_opmerkingen"}
    at = databank.clock.now()
    refused = await databank.post("/v1/inspections", body | {"completedAt": at.isoformat()})
    assert refused.status_code == 422
    assert "raam, straat, stripclub" in refused.text
