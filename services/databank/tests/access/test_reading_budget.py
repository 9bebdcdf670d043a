"""So many different persons a day, by whatever way; more only with a second person (0035)."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from prometheus_client import REGISTRY

from chassis.web import Function
from databank.settings import READING_BUDGETS, DatabankSettings

from ..support.browser import signed_in
from ..support.databank import Databank, day, declared, unlike_others
from ..support.forms import key_of
from ..support.officers import Officer, seen

BUDGET = 4
AT = day(660)
REASON = "De maandactie van vandaag telt meer mensen dan anders."


@pytest.fixture
def few(app: FastAPI) -> Iterator[None]:
    """A budget of so few that a test can spend it."""
    before = app.state.reading_budgets
    app.state.reading_budgets = dict.fromkeys(before, BUDGET)
    yield
    app.state.reading_budgets = before


@pytest.fixture
async def people(databank: Databank, few: None) -> list[str]:
    return [await seen(databank, "straat", AT, unlike_others()) for _ in range(BUDGET + 2)]


@pytest.fixture
def reader(databank: Databank) -> Officer:
    return Officer(databank, f"lezer-{uuid4().hex[:8]}")


def refusals() -> float:
    labels = {"function": "politie_agent"}
    return REGISTRY.get_sample_value("krachtlijn_reading_refused_total", labels) or 0.0


async def read(reader: Officer, people: list[str], at: timedelta = timedelta()) -> list[int]:
    return [(await reader.get(f"/v1/persons/{each}", AT + at)).status_code for each in people]


def is_spent(answer: httpx.Response) -> bool:
    return answer.status_code == 403 and answer.json()["code"] == "leesruimte-op"


async def test_the_person_after_the_last_of_a_budget_is_refused_and_not_read(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    before = refusals()
    assert await read(reader, people[:BUDGET]) == [200] * BUDGET
    assert await read(reader, people[:BUDGET]) == [200] * BUDGET, "again counts once"
    refused = await reader.get(f"/v1/persons/{people[BUDGET]}", AT)
    assert is_spent(refused)
    assert refused.json()["extraInfo"]["link"]["href"] == "/leesruimte"
    assert refusals() == before + 1
    rows = await databank.fetch(
        "SELECT DISTINCT subject_id FROM access_log WHERE actor_subject = $1", reader.subject
    )
    assert {row["subject_id"] for row in rows} == {*people[:BUDGET]}
    assert await read(reader, people[:1]) == [200], "who was read stays open"


async def test_a_new_day_of_the_city_has_a_new_budget(people: list[str], reader: Officer) -> None:
    await read(reader, people[:BUDGET])
    assert await read(reader, people[BUDGET:], timedelta(days=1)) == [200, 200]


async def test_lists_searches_and_shifts_share_the_budget(
    databank: Databank, few: None, reader: Officer
) -> None:
    """A page of a list that would show more than the rest is refused whole."""
    shifts = [declared(unlike_others(), AT + timedelta(days=3)) for _ in range(BUDGET + 1)]
    await databank.tell(*shifts, at=AT)
    window = f"from={(AT + timedelta(days=3)).isoformat()}".replace("+", "%2B")
    assert is_spent(await reader.get(f"/v1/shifts?{window}&pagesize={BUDGET + 1}", AT))
    shown = await reader.get(f"/v1/shifts?{window}&pagesize={BUDGET}", AT)
    assert shown.status_code == 200
    named = {each["personId"] for each in shown.json()["_embedded"]["shifts"]}
    rows = await databank.fetch(
        "SELECT subject_id FROM access_log WHERE actor_subject = $1 AND subject_kind = 'person'",
        reader.subject,
    )
    assert {row["subject_id"] for row in rows} == named, "each of whom it showed"
    who = unlike_others()
    await seen(databank, "straat", AT, who)
    searched = await reader.post("/v1/person-searches", {"familyName": who.family}, AT)
    assert is_spent(searched)
    assert who.given not in searched.text


async def test_what_officers_write_and_the_door_go_on(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    await read(reader, people[:BUDGET])
    shift = declared(unlike_others(), AT)
    await databank.tell(shift, at=AT)
    body = {"shiftId": str(shift.shift_id), "outcome": "aanwezig", "observedAt": AT.isoformat()}
    assert (await reader.post("/v1/verifications", body, AT)).status_code == 201
    browser = (await signed_in(databank, Function.POLITIE_AGENT, reader.subject)).moves_to(AT)
    assert (await browser.get(f"/controle/{shift.shift_id}")).status_code == 200
    page = await browser.get(f"/personen/{people[0]}")
    assert page.status_code == 200


async def test_a_shift_of_another_day_takes_a_purpose_and_counts(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    """At the door today: no question, no limit. Of last month, or of next week: both."""
    who = unlike_others()
    shift = declared(who, AT)
    await databank.tell(shift, at=AT)
    browser = await signed_in(databank, Function.POLITIE_AGENT, reader.subject)
    page = f"/controle/{shift.shift_id}"
    for days in (-8, -1.01, 2):
        browser.moves_to(AT + timedelta(days=days))
        for path in (page, f"/identiteit/{shift.shift_id}"):
            asked = await browser.get(path)
            assert who.family not in asked.text, (days, path)
            assert "Waarvoor heb je deze gegevens nodig?" in asked.text
        assert "doel=" not in (await browser.get(f"{page}/persoon")).headers["location"]
    then = AT + timedelta(days=2)
    form = {"doel": "toezicht", "sleutel": await key_of(browser, page)}
    opened = (await browser.post(f"{page}/doel", form)).headers["location"]
    file = await browser.get(opened)
    assert who.family in file.text
    grant = opened.partition("?")[2]
    assert f"/identiteit/{shift.shift_id}?{grant}" in file.text
    assert who.family in (await browser.get(f"/identiteit/{shift.shift_id}?{grant}")).text
    other = declared(unlike_others(), AT)
    await databank.tell(other, at=AT)
    elsewhere = opened.replace(str(shift.shift_id), str(other.shift_id))
    assert "Waarvoor heb je" in (await browser.get(elsewhere)).text, "it holds for one person"
    assert await read(reader, people[:BUDGET], timedelta(days=2)) == [200] * (BUDGET - 1) + [403]
    late = declared(unlike_others(), AT)
    await databank.tell(late, at=AT)
    asked = f"/controle/{late.shift_id}"
    form = {"doel": "toezicht", "sleutel": await key_of(browser.moves_to(then), asked)}
    spent = await browser.get((await browser.post(f"{asked}/doel", form)).headers["location"])
    assert spent.status_code == 403 and "te veel verschillende personen" in spent.text


async def test_a_form_that_is_shown_again_reads_too(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    """An empty form that comes back names whom it is about: no way around the budget."""
    await read(reader, people[:BUDGET])
    browser = (await signed_in(databank, Function.POLITIE_AGENT, reader.subject)).moves_to(AT)
    again = await browser.post(f"/splitsen/{people[BUDGET]}", {})
    assert again.status_code == 403 and "te veel verschillende personen" in again.text


async def test_more_room_takes_a_second_person_and_is_of_one_day(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    await read(reader, people[:BUDGET])
    agent = (await signed_in(databank, Function.POLITIE_AGENT, reader.subject)).moves_to(AT)
    page = "/leesruimte"
    form = {"sleutel": await key_of(agent, page), "reden": "te kort"}
    assert (await agent.post(page, form)).status_code == 422
    for _ in range(2):  # a phone that sends twice
        assert (await agent.post(page, form | {"reden": REASON})).status_code == 303
    rows = await databank.fetch(
        "SELECT id FROM reading_request WHERE asked_by = $1", reader.subject
    )
    (request_id,) = [str(row["id"]) for row in rows]
    yes = {"antwoord": "toestaan", "sleutel": str(uuid4())}
    assert (await agent.post(f"{page}/{request_id}", yes)).status_code == 403, "never alone"
    leader = (await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-ruimte")).moves_to(AT)
    assert REASON in (await leader.get(page)).text
    assert (await leader.post(f"{page}/{request_id}", yes)).status_code == 303
    assert await read(reader, people[BUDGET:]) == [200, 200]
    again = yes | {"sleutel": str(uuid4())}
    assert (await leader.post(f"{page}/{request_id}", again)).status_code == 409, "once"
    stranger = (await signed_in(databank, Function.POLITIE_AGENT, "agent-vreemd")).moves_to(AT)
    assert REASON not in (await stranger.get(page)).text


async def test_a_leader_does_not_agree_to_the_own_request(databank: Databank, few: None) -> None:
    leader = (await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-zelf")).moves_to(AT)
    form = {"sleutel": await key_of(leader, "/leesruimte"), "reden": REASON}
    await leader.post("/leesruimte", form)
    yes = {"antwoord": "toestaan", "sleutel": str(uuid4())}
    assert (await leader.post(f"/leesruimte/{form['sleutel']}", yes)).status_code == 409


async def test_the_data_protection_officer_sees_who_came_near(
    databank: Databank, people: list[str], reader: Officer
) -> None:
    await read(reader, people[:BUDGET])
    officer = await signed_in(databank, Function.FUNCTIONARIS_POLITIE, "fgb-ruimte")
    text = (await officer.moves_to(AT + timedelta(hours=1)).get("/inzage/gebruik")).text
    assert "Mensen die op een dag ongewoon veel personen lazen" in text


def test_a_city_chooses_its_budgets_by_function(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "KRACHTLIJN_DATABANK_READING_BUDGETS"
    monkeypatch.delenv(name, raising=False)
    assert DatabankSettings().budgets == READING_BUDGETS
    monkeypatch.setenv(name, '{"politie_agent": 120}')
    assert DatabankSettings().budgets == READING_BUDGETS | {Function.POLITIE_AGENT: 120}
    monkeypatch.setenv(name, '{"politie_agent": 0}')
    with pytest.raises(ValueError, match="greater than 0"):
        DatabankSettings()
