"""How somebody works, as the owner says it: optional, kept with the shift, and told to nobody."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.pandkalender import ShiftDeclared
from pandkalender.shifts.rules.work import (
    NO_EMPLOYEES_YET,
    RECOGNITION_UNKNOWN,
    Work,
    WorkStatus,
    refuse_work,
    work,
)

from ..support.browser import Browser
from ..support.city import City, Owner, worker
from ..support.rosters import LINE, upload, workbook

TODAY = "2026-01-05"
SINCE = date(2024, 12, 1)
EMPLOYED = {
    "workStatus": "werknemer_erkende_werkgever",
    "recognition": "ERK-2026-0042",
    "recognisedUntil": "2030-12-31",
}


@pytest.mark.parametrize(
    ("said", "at", "refused"),
    [
        (Work(), datetime(2020, 1, 1, tzinfo=UTC), None),
        (Work(WorkStatus.ZELFSTANDIGE), datetime(2020, 1, 1, tzinfo=UTC), None),
        (
            Work(WorkStatus.WERKNEMER, "E-1"),
            datetime(2024, 11, 30, 22, tzinfo=UTC),
            NO_EMPLOYEES_YET,
        ),
        (Work(WorkStatus.WERKNEMER, "E-1"), datetime(2024, 11, 30, 23, tzinfo=UTC), None),
        (Work(WorkStatus.WERKNEMER), datetime(2026, 1, 1, tzinfo=UTC), RECOGNITION_UNKNOWN),
    ],
    ids=["unsaid", "self-employed", "before the law", "the city's first day", "no recognition"],
)
def test_an_employee_has_a_recognised_employer_and_a_law(
    said: Work, at: datetime, refused: Any
) -> None:
    assert refuse_work(said, at, SINCE) == refused


def test_a_recognition_is_of_an_employee_alone() -> None:
    assert work(WorkStatus.ZELFSTANDIGE, "E-1", SINCE) == Work(WorkStatus.ZELFSTANDIGE)


async def test_what_is_not_said_is_not_known(owner: Owner) -> None:
    shown = await owner.shown(await owner.declared(who=worker(1201)))
    assert shown["work"]["status"] == "onbekend"


async def test_it_is_shown_to_the_owner_and_stands_in_no_event(city: City, owner: Owner) -> None:
    shift_id = await owner.declared(who=worker(1202), **EMPLOYED)
    shown = (await owner.shown(shift_id))["work"]
    assert shown == {
        "status": "werknemer_erkende_werkgever",
        "recognition": "ERK-2026-0042",
        "recognisedUntil": "2030-12-31",
    }
    (event,) = await city.events(ShiftDeclared, shift_id=shift_id)
    assert "ERK-2026" not in event.model_dump_json()
    assert "werknemer" not in event.model_dump_json()


async def test_an_expired_recognition_warns_and_none_at_all_is_refused(owner: Owner) -> None:
    expired = EMPLOYED | {"recognisedUntil": "2020-01-01"}
    answer = await owner.declare(who=worker(1203), **expired)
    assert answer.status_code == 201
    assert "erkenning-verlopen" in str(answer.json()["warnings"])
    answer = await owner.declare(who=worker(1204), room=1, workStatus=EMPLOYED["workStatus"])
    assert (answer.status_code, answer.json()["code"]) == (422, "erkenning-onbekend")


async def test_the_form_asks_it_and_a_copy_carries_it(
    browser: Browser, owner: Owner, city: City
) -> None:
    form = await browser.get("/aangeven/nieuw", ruimte=str(owner.rooms[0]))
    assert "Zelfstandige of werknemer?" in form.text
    sent = {
        "ruimte": str(owner.rooms[0]),
        "dag": TODAY,
        "slot": "nacht",
        "voornamen": "Ana",
        "naam": "Statuutvoorbeeld",
        "geboorte-jaar": "1990",
        "statuut": "werknemer_erkende_werkgever",
    }
    refused = await browser.post("/aangeven/nieuw", sent)
    assert refused.status_code == 422
    assert "Geef het erkenningsnummer." in refused.text
    done = await browser.post("/aangeven/nieuw", sent | {"erkenningsnummer": "ERK-77"})
    assert done.status_code == 303, done.text
    (event,) = await city.events(ShiftDeclared, room_id=owner.rooms[0])
    page = await browser.get(f"/shift/{event.shift_id}")
    assert "Als werknemer van een erkende werkgever, ERK-77" in page.text
    copy = {"van": TODAY, "naar": "2026-01-07", "dagen": "1", "shift": [str(event.shift_id)]}
    assert (await browser.post("/kopieren", copy)).status_code == 303
    shifts = (await owner.get("/v1/shifts")).json()["_embedded"]["shifts"]
    assert [shift["work"]["recognition"] for shift in shifts] == ["ERK-77", "ERK-77"]


@pytest.mark.parametrize("statuut", [{}, {"statuut": "zelfstandige"}])
async def test_a_recognition_beside_another_status_is_not_left_out_without_a_word(
    browser: Browser, owner: Owner, statuut: dict[str, str]
) -> None:
    sent = {
        "ruimte": str(owner.rooms[0]),
        "dag": TODAY,
        "slot": "nacht",
        "voornamen": "Ana",
        "naam": "Statuutvoorbeeld",
        "geboorte-jaar": "1990",
        "erkenningsnummer": "ERK-77",
    }
    answer = await browser.post("/aangeven/nieuw", sent | statuut)
    assert answer.status_code == 422
    assert "Een erkenning telt alleen voor een werknemer." in answer.text
    assert 'value="ERK-77"' in answer.text


async def test_a_roster_may_say_it(browser: Browser, owner: Owner) -> None:
    row = [*LINE, *[""] * 5, "werknemer", "ERK-88", "31/12/2030"]
    look = await upload(browser, workbook(row))
    assert "1 van 1 shiften" in look.text, look.text
    draft = re.search(r'name="rooster" value="([^"]+)"', look.text)
    assert draft
    assert (await browser.post("/rooster/aangeven", {"rooster": draft[1]})).status_code == 303
    (shift,) = (await owner.get("/v1/shifts")).json()["_embedded"]["shifts"]
    assert shift["work"]["recognition"] == "ERK-88"
