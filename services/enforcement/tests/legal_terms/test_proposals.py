"""The law of the system changes on a screen, by two people, and by nobody alone."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.city import City

LAWYER, OFFICER, CLERK = (
    Function.JURIST_BH,
    Function.SANCTIONEREND_AMBTENAAR,
    Function.DOSSIERBEHANDELAAR_BH,
)
PATH = "/wettelijke-termijnen"


def proposal(begins: date, **changes: str) -> dict[str, str]:
    return {
        "vanaf": begins.isoformat(),
        "waarde": "45",
        "omschrijving": "Uitbrengen van een advies",
        "opschuiven": "next_working_day",
        "grond": "regulation:antwerp:12",
        "bron": "https://example.be/reglement",
        "gelezen": "2026-01-02",
        "zekerheid": "verified",
        "waarschuwen": "7",
        "reden": "Het reglement is gewijzigd.",
        "sleutel": str(uuid4()),
    } | changes


async def lawyer(app: FastAPI, city: City, subject: str = "") -> Browser:
    return await signed_in(app, city, LAWYER, subject or f"jurist-{uuid4().hex[:8]}")


async def held(city: City, term_id: str, on: date) -> Any:
    listed = await city.sees(LAWYER, f"/v1/legal-terms?pagesize=500&on={on}")
    rows = {row["id"]: row for row in listed["_embedded"]["legalTerms"]}
    return rows[term_id]["value"]


async def propose(browser: Browser, term_id: str, begins: date, **changes: str) -> str:
    return await browser.does(f"{PATH}/{term_id}/voorstel", **proposal(begins, **changes))


async def test_two_people_put_a_version_in_force_from_its_day(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    term, begins = "suitability.completion_days", city.today + timedelta(days=40)
    first, second = await lawyer(app, city), await lawyer(app, city)
    path = await propose(first, term, begins)
    assert await held(city, term, begins) == 30
    page = await second.sees(path)
    assert "Voorgesteld door een collega" in page
    assert "45 dagen" in page
    assert "30 dagen" in page
    yes = {"besluit": "goedkeuren", "reden": "Nagelezen."}
    assert await second.does(f"{path}/beslissing", **yes) == path
    assert await held(city, term, begins - timedelta(days=1)) == 30
    assert await held(city, term, begins) == 45
    both = await second.sees(f"{PATH}/{term}")
    assert "regulation:antwerp:12" in both
    assert "30 dagen" in both


async def test_a_case_is_counted_by_the_new_version_from_its_day(
    app: FastAPI, city: City, law_as_before: None
) -> None:
    term, begins = "suitability.decision_days", city.today + timedelta(days=2)
    path = await propose(await lawyer(app, city), term, begins, waarde="10", opschuiven="none")
    second = await lawyer(app, city)
    await second.does(f"{path}/beslissing", besluit="goedkeuren", reden="Nagelezen.")

    async def last_day() -> date:
        filed = await city.files()
        path = f"/v1/suitability-dossiers/{filed['dossierId']}"
        await city.does(
            Function.DIENST_PROSTITUTIEBELEID, f"{path}/completeness", {"complete": True}
        )
        (term,) = (await city.sees(LAWYER, path))["terms"]
        return date.fromisoformat(term["lastDay"])

    assert await last_day() >= city.today + timedelta(days=90)
    city.later(days=2)
    assert await last_day() == city.today + timedelta(days=10)


async def test_nobody_decides_on_an_own_proposal(app: FastAPI, city: City) -> None:
    term, begins = "gas.payment_days", city.today + timedelta(days=10)
    subject = f"jurist-{uuid4().hex[:8]}"
    me = await lawyer(app, city, subject)
    path = await propose(me, term, begins)
    other_hat = await signed_in(app, city, Function.SANCTIONEREND_AMBTENAAR, subject)
    for each in (me, other_hat):
        for answer in ("goedkeuren", "afwijzen"):
            told = await each.is_told(f"{path}/beslissing", besluit=answer, reden="Snel.")
            assert "Een collega beslist erover." in told
    assert await held(city, term, begins) == 30
    colleague = await lawyer(app, city)
    refused = await colleague.post(f"{path}/intrekken", {})
    assert (refused.status_code, "Alleen wie het voorstelde" in refused.text) == (403, True)
    assert "Ingetrokken" not in await me.sees(path)
    assert await me.does(f"{path}/intrekken") == path
    assert "Ingetrokken" in await me.sees(path)


async def test_the_database_itself_wants_two_people(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    begins = city.today + timedelta(days=10)
    path = await propose(await lawyer(app, city, "iemand"), "gas.payment_days", begins)
    proposal_id = path.rpartition("/")[2]
    with pytest.raises(asyncpg.CheckViolationError):
        await rows.execute(
            "UPDATE term_proposal SET state = 'goedgekeurd', decided_by = 'iemand'"
            " WHERE proposal_id = $1",
            proposal_id,
        )
    with pytest.raises(asyncpg.NoDataFoundError):
        await rows.execute("SELECT put_legal_term_in_force($1)", proposal_id)
    for statement in (
        "UPDATE term_proposal SET value = 1",
        "DELETE FROM term_proposal",
        "INSERT INTO legal_term SELECT * FROM legal_term",
        "UPDATE legal_term SET value = 1",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await rows.execute(statement)
    second = await lawyer(app, city)
    await second.does(f"{path}/beslissing", besluit="afwijzen", reden="Nog niet nagelezen.")
    assert "Nog niet nagelezen." in await second.sees(path)
    assert await held(city, "gas.payment_days", begins) == 30


async def test_a_decided_proposal_is_decided_and_one_waits_at_a_time(
    app: FastAPI, city: City
) -> None:
    term, begins = "suitability.advice_days", city.today + timedelta(days=10)
    first, second = await lawyer(app, city), await lawyer(app, city)
    path = await propose(first, term, begins)
    told = await second.is_told(f"{PATH}/{term}/voorstel", **proposal(begins))
    assert "wacht al een voorstel" in told
    await second.does(f"{path}/beslissing", besluit="afwijzen", reden="Nee, niet zo.")
    told = await second.is_told(f"{path}/beslissing", besluit="goedkeuren", reden="Toch wel.")
    assert "al beslist" in told
    assert await held(city, term, begins) == 30


async def test_a_form_sent_twice_proposes_once(app: FastAPI, city: City) -> None:
    me, term = await lawyer(app, city), "access_request.days"
    form = proposal(city.today + timedelta(days=10))
    paths = {await me.does(f"{PATH}/{term}/voorstel", **form) for _ in range(2)}
    assert len(paths) == 1
    await me.does(f"{paths.pop()}/intrekken")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"vanaf": "2013-12-31"}, "De laatste versie begint op"),
        ({"vanaf": "2199-12-31"}, "binnen tien jaar"),
        ({"vanaf": "onzin"}, "vanaf"),
        ({"waarde": ""}, "Vul een getal in."),
        ({"waarde": "-1"}, "waarde"),
        ({"bron": ""}, "Waar las je de tekst?"),
        ({"bron": "javascript:alert(1)"}, "bron"),
        ({"gelezen": ""}, "Wanneer las je de tekst?"),
        ({"gelezen": "2199-12-31"}, "Deze dag moet nog komen."),
        ({"omschrijving": ""}, "omschrijving"),
        ({"reden": ""}, "reden"),
    ],
)
async def test_a_bad_proposal_is_shown_again_with_what_is_wrong(
    app: FastAPI, city: City, changes: dict[str, str], said: str
) -> None:
    me, term = await lawyer(app, city), "databank.first_contact_due_days"
    form = proposal(city.today + timedelta(days=10), **changes)
    answer = await me.post(f"{PATH}/{term}/voorstel", form)
    assert answer.status_code == 422
    shown = re.search(r"govuk-error-summary.*?</ul>", answer.text, re.S)
    assert shown and (said in shown[0] or f"#{said}" in shown[0])
    assert "Een voorstel wacht" not in await me.sees(f"{PATH}/{term}")


async def test_only_those_who_know_the_law_propose(app: FastAPI, city: City) -> None:
    clerk = await signed_in(app, city, CLERK, "medewerker")
    term = "databank.first_contact_due_days"
    assert "Stel een nieuwe versie voor" not in await clerk.sees(f"{PATH}/{term}")
    assert (await clerk.get(f"{PATH}/{term}/voorstel")).status_code == 403
    form = proposal(city.today + timedelta(days=10))
    assert (await clerk.post(f"{PATH}/{term}/voorstel", form)).status_code == 403
    officer = await signed_in(app, city, OFFICER, "ambtenaar")
    assert "Stel een nieuwe versie voor" in await officer.sees(f"{PATH}/{term}")


async def test_a_term_that_does_not_exist_is_not_found(app: FastAPI, city: City) -> None:
    me = await lawyer(app, city)
    for path in (f"{PATH}/gas.unknown", f"{PATH}/gas.unknown/voorstel"):
        assert (await me.get(path)).status_code == 404
    assert (await me.get(f"{PATH}/voorstellen/{uuid4()}")).status_code == 404


async def test_the_page_shows_what_held_on_a_day_and_what_is_to_be_read(
    app: FastAPI, city: City
) -> None:
    me = await lawyer(app, city)
    before, after = [await me.sees(f"{PATH}?op=2024-01-0{day}") for day in (7, 8)]
    assert "€ 350" in before
    assert "€ 500" in after
    to_check = await me.sees(f"{PATH}?nakijken=true")
    assert "Betaling van de geldboete" in to_check
    assert "Termijn voor schriftelijk verweer" not in to_check
