"""The one way in which an act is taken, by a page or over the API: whole, or not at all."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.bus import record
from chassis.days import city_day, city_time
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Function
from contracts.enforcement import StreetBanWarned
from enforcement.acts.act import Act
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.functions import MAYOR
from enforcement.street_bans import store
from enforcement.street_bans.acts.hearing import InviteBanned
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.rules import BASIS, BanState, BanStep

from ..support.city import City
from ..support.street_bans import Ban, fine_about, somebody

WORKER, MAYOR_S = Function.DOSSIERBEHANDELAAR_BH, Function.KABINET_BURGEMEESTER
BANS = "/v1/street-bans"
LETTER = By("systeem", "brief")
"""A program that no clock drives."""


async def begun(city: City) -> str:
    fine = await fine_about(city, somebody())
    case = await city.does(WORKER, BANS, {"number": fine["number"]})
    return f"{BANS}/{case['caseId']}"


class TellAndRefuse(
    Act,
    step=BanStep.WARNING,
    page="x",
    by=MAYOR,
    law=BASIS,
    label="An act that thinks better of it",
):
    """It moves the case, writes to it and tells others, before it finds what is wrong."""

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        case.skipped = "Xyz."
        record(tx, StreetBanWarned(case_id=case.case_id, skipped=True, warned_at=tx.now))
        raise StepRefusedError(lazy("Er is niets na te kijken over de leeftijd."))


async def test_an_act_that_is_refused_leaves_nothing_behind(app: FastAPI, city: City) -> None:
    """Nor in a transaction that goes on, as that of a page that shows its form again."""
    ban = await Ban.starts(app, city)
    async with app.state.database.begin(city.now) as tx:
        with pytest.raises(StepRefusedError):
            await STREET_BANS.take(tx, ban.case_id, CLOCK, TellAndRefuse())
        assert tx.recorded == []
        case = await store.get_for_update(tx, ban.case_id)
        assert (case.state, case.skipped) == (BanState.VOORSTEL, None)
        assert [each.step for each in await timeline.of_case(tx, ban.case_id)] == ["opening"]
    assert await ban.told() == ["opened"]


async def test_a_day_of_which_nobody_says_the_hour_is_now_when_it_is_today(city: City) -> None:
    """The same over the API as on the page: an earlier day began at midnight in Brussels."""
    today, before = await begun(city), await begun(city)
    await city.does(MAYOR_S, f"{today}/warning", {"sentAt": str(city_day(city.now))})
    warned_at, day = city.now, city_day(city.now)
    shown = await city.sees(WORKER, today)
    assert datetime.fromisoformat(shown["warnedAt"]) == warned_at
    city.later(days=2)
    await city.does(MAYOR_S, f"{before}/warning", {"sentAt": str(day)})
    shown = await city.sees(WORKER, before)
    assert shown["warnedAt"] == shown["openedAt"], "not before the case began, on that same day"


@pytest.mark.parametrize(
    ("step", "who", "body", "field"),
    [
        ("warning", MAYOR_S, {"sentAt": "9999-12-31"}, "sentAt"),
        ("warning", MAYOR_S, {"sentAt": "0001-01-01"}, "sentAt"),
        ("warning", MAYOR_S, {"receivedOn": "9999-12-31"}, "receivedOn"),
        ("warning-skipped", MAYOR_S, {"motivation": "ab"}, "motivation"),
        ("next-fact", WORKER, {"number": "ab"}, "number"),
    ],
)
async def test_the_api_holds_to_the_rule_of_the_page(
    city: City, step: str, who: Function, body: dict[str, Any], field: str
) -> None:
    path = await begun(city)
    answer = await city.call(who, "POST", f"{path}/{step}", body)
    assert answer.status_code == 422, answer.text
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("dag", "9999-12-31", "Kijk het jaar na."),
        ("dag", "0001-01-01", "Kijk het jaar na."),
        ("dag", "gisteren", "Geef een datum, bijvoorbeeld"),
        ("ontvangen", "9999-12-31", "Kijk het jaar na."),
        ("sentAt", "2026-01-05", "Dit veld kennen we niet."),
    ],
)
async def test_a_page_says_at_its_own_field_what_is_wrong(
    app: FastAPI, city: City, field: str, value: str, said: str
) -> None:
    ban = await Ban.starts(app, city)
    assert said in await ban.refused(ban.mayor, "waarschuwing", **{field: value})


async def test_a_street_that_nobody_knows_is_said_at_the_streets(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    answers = {"woning": "geen", "werkplek": "geen", "school": "geen"}
    for streets, said in (([], "Kies minstens één straat."), (["Nergens"], "De straat Nergens")):
        told = await ban.refused(ban.worker, "perimeter", straten=streets, **answers)
        assert f"Hele straten: {said}" in told


async def test_no_hearing_is_planned_at_an_hour_that_nobody_said(app: FastAPI, city: City) -> None:
    ban = await (await Ban.starts(app, city)).skips_warning()
    day = f"{ban.today + timedelta(days=30)}"
    assert "Geef ook het uur." in await ban.refused(ban.worker, "uitnodigen", moment=day)
    assert (await ban.row())["hearing_at"] is None
    await ban.does(ban.worker, "uitnodigen", moment=f"{day}T10:00")


async def test_the_college_finds_no_act_of_a_ban_before_its_order(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    page = f"{ban.page}/bevestiging"
    assert (await ban.college.get(page)).status_code == 404
    assert (await ban.college.post(page, {"uitkomst": "bevestigd"})).status_code == 404


async def test_the_api_says_at_its_parts_that_a_perimeter_has_no_street(city: City) -> None:
    path = await begun(city)
    answered = {"parts": [], "answered": ["woning", "werkplek", "school"]}
    answer = await city.call(WORKER, "POST", f"{path}/perimeter", answered)
    assert answer.status_code == 422
    assert [each["field"] for each in answer.json()["errors"]] == ["parts"]


async def test_a_page_takes_no_answer_in_somebodys_place(app: FastAPI, city: City) -> None:
    """A program may leave out whether a suspension is asked; a page that was sent empty did not."""
    ban = await (await Ban.starts(app, city)).works()
    told = await ban.refused(ban.worker, "raad-van-state")
    assert "Wat vraagt de betrokkene?:" in told
    await city.does(WORKER, f"{BANS}/{ban.case_id}/council-appeal", {})


async def test_a_page_waits_for_a_program_that_changes_the_case_and_then_says_so(
    app: FastAPI, city: City
) -> None:
    ban = await (await Ban.starts(app, city)).skips_warning()
    hearing = city.now + timedelta(days=30)
    form = await ban.worker.get(f"{ban.page}/uitnodigen")
    (seen,) = re.findall(r'name="gezien" value="(\d+)"', form.text)
    said = {"moment": f"{city_time(hearing):%Y-%m-%dT%H:%M}", "gezien": seen}
    async with app.state.database.begin(city.now) as tx:
        await STREET_BANS.take(tx, ban.case_id, LETTER, InviteBanned(hearing_at=hearing))
        sent = asyncio.create_task(ban.worker.post(f"{ban.page}/uitnodigen", said))
        waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
        async with city.sandbox.asking("enforcement") as conn:
            while not sent.done() and not await conn.fetchval(waits):
                pass
    answer = await sent
    assert (answer.status_code, "Intussen veranderde dit dossier" in answer.text) == (422, True)


async def test_a_page_shows_once_more_what_cannot_be_undone_and_what_changed_meanwhile(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    page = f"{ban.page}/stopzetten"
    shown = await ban.mayor.post(page, {"reden": "De overlast is voorbij."})
    assert shown.status_code == 200
    assert "Kijk je antwoorden na" in shown.text and "De overlast is voorbij." in shown.text
    again = await ban.mayor.post(page, {"reden": "De overlast is voorbij.", "zeker": "nee"})
    assert again.status_code == 200 and "De overlast is voorbij.</textarea>" in again.text
    told = await ban.refused(
        ban.mayor, "stopzetten", reden="De overlast is voorbij.", zeker="ja", gezien="0"
    )
    assert "Intussen veranderde dit dossier" in told
    assert (await ban.row())["state"] == "voorstel"
    await ban.does(ban.mayor, "stopzetten", reden="De overlast is voorbij.", zeker="ja")
    assert (await ban.row())["state"] == "afgesloten"
