"""No fine before the term of a defence is over (GAS law art. 27), whatever came in meanwhile."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from enforcement.gas.rules import GAS, GasFile, GasState, GasStep

from ..support.browser import Browser
from ..support.city import City
from ..support.letters import address, fine_case
from ..support.own_case import opening_letters, visitor
from ..support.procedure import OFFICER, FineCase, fine

HOME = "/mijn-dossier"
SENT = GasFile(
    GasState.VERWEER_ONTVANGEN,
    envisaged=200,
    start_notified_on=date(2026, 3, 5),
    defence_until=date(2026, 3, 20),
    defended=True,
)
"""Posted on Monday 2 March 2026: received on the 5th (J 53bis 2°), fifteen days until the 20th."""


@pytest.mark.parametrize(
    ("changes", "first_day"),
    [
        ({}, date(2026, 3, 21)),
        ({"waived": True}, date(2026, 3, 5)),
        ({"waived": True, "minor": True}, date(2026, 3, 5)),
        ({"not_contested": True}, date(2026, 3, 5)),
        ({"not_contested": True, "minor": True}, date(2026, 3, 21)),
        ({"hearing_done": True, "minor": True}, date(2026, 3, 21)),
    ],
)
def test_the_first_day_on_which_a_case_may_be_decided(
    changes: dict[str, bool], first_day: date
) -> None:
    file = replace(SENT, mediation_offered=True, mediation_ended=True, **changes)
    day = timedelta(days=1)
    permitted = [
        GAS.permits(file, GasStep.READY, on) for on in (first_day - day, first_day, first_day + day)
    ]
    assert permitted == [False, True, True]


async def _inside(app: FastAPI, city: City, code: str) -> Browser:
    browser = visitor(app, city)
    await browser.does(HOME, code=code)
    return browser


async def _defends(browser: Browser, **more: str) -> None:
    shown = (await browser.get(f"{HOME}/verweer")).text
    (key,) = re.findall(r'name="sleutel" value="([^"]+)"', shown)
    data = {"verweer": "Ik was er niet.", "sleutel": key, **more}
    answer = await browser.upload(f"{HOME}/verweer", [], data)
    assert answer.headers["location"] == f"{HOME}?gezegd=verweer"


async def test_an_online_defence_on_the_day_of_posting_lets_no_fine_fall_before_the_term_is_over(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = FineCase(city, app, UUID(await fine_case(city, rows)))
    (sent,) = await opening_letters(app, city, str(case.case_id))
    await _defends(await _inside(app, city, sent.code))
    seen = await case.look()
    until = date.fromisoformat(seen["defenceUntil"])
    assert date.fromisoformat(seen["startNotifiedOn"]) >= city_day(city.now) + timedelta(days=3)
    for day in (city_day(city.now), until - timedelta(days=1), until):
        case.go_to(day)
        status, reason = await case.tries("ready")
        assert status == 409
        assert (await case.tries("fine", OFFICER, **fine(150)))[0] == 409
    assert "ook na een verweer" in reason
    case.go_to(until + timedelta(days=1))
    await case.becomes("klaar_voor_beslissing")


@pytest.mark.night(
    "a walk to a day that is tried by itself",
    stays=(
        "::test_the_first_day_on_which_a_case_may_be_decided",
        "::test_an_online_defence_on_the_day_of_posting_lets_no_fine_fall_before_the_term_is_over",
    ),
)
async def test_who_says_that_nothing_follows_is_decided_about_once_the_letter_arrived_by_law(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = FineCase(city, app, UUID(await fine_case(city, rows)))
    (sent,) = await opening_letters(app, city, str(case.case_id))
    browser = await _inside(app, city, sent.code)
    assert "Ik heb alles gezegd; u mag beslissen" in await browser.sees(f"{HOME}/verweer")
    await _defends(browser, laatste="ja")
    seen = await case.look()
    assert seen["state"] == "verweer_ontvangen"
    assert "niets_meer_te_zeggen" in [entry["step"] for entry in seen["timeline"]]
    assert "ter kennis" in (await case.tries("ready"))[1]
    case.go_to(date.fromisoformat(seen["startNotifiedOn"]))
    await case.becomes("klaar_voor_beslissing")
    await case.asked_around()
    answered = {"defence": "verworpen", "defenceAnswer": "U was er wel."}
    await case.does("fine", OFFICER, **fine(150, **answered))


@pytest.mark.night(
    "a walk to a day that is tried by itself",
    stays=(
        "::test_the_first_day_on_which_a_case_may_be_decided",
        "services/enforcement/tests/gas/test_minors.py::test_each_holder_has_a_term_of_their_own_and_the_case_waits_for_the_last",
    ),
)
async def test_of_a_minor_s_case_each_person_has_to_say_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = FineCase(city, app, UUID(await fine_case(city, rows, minor=True)))
    await address(city, str(case.case_id), "ouderlijk_gezag")
    first, second = await opening_letters(app, city, str(case.case_id))
    mediated = "UPDATE gas_case SET mediation_offered_on = $2, mediation_result = 'mislukt'"
    await rows.execute(f"{mediated} WHERE case_id = $1", case.case_id, city_day(city.now))
    case.go_to(date.fromisoformat((await case.look())["startNotifiedOn"]))
    await rows.execute("UPDATE gas_case SET unoffered = 0 WHERE case_id = $1", case.case_id)
    await _defends(await _inside(app, city, first.code), laatste="ja")
    status, reason = await case.tries("ready")
    assert (status, "verweertermijn" in reason) == (409, True)
    status, reason = await case.tries("written-defence", summary="Ouder.", final=True)
    assert (status, "ieder een eigen termijn" in reason) == (422, True)
    await _defends(await _inside(app, city, second.code), laatste="ja")
    assert await case.state() == "klaar_voor_beslissing"


async def test_a_defence_that_a_clerk_records_ends_the_wait_by_the_person_s_own_words_alone(
    app: FastAPI, city: City
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    await case.does("written-defence", summary="Het was mijn broer.")
    assert (await case.tries("ready"))[0] == 409
    await case.does("written-defence", summary="Meer heb ik niet te zeggen.", final=True)
    assert await case.state() == "klaar_voor_beslissing"
