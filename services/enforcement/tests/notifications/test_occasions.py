"""Each letter in each state of its procedure: offered and accepted exactly where the law allows."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.db import Database
from chassis.web import Function
from enforcement.app import CORRESPONDENCES
from enforcement.cases.rules import CaseKind
from enforcement.gas.rules import GasState
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.notifications import case_file
from enforcement.sanctions.rules import SanctionState
from enforcement.street_bans.rules import BanState
from enforcement.suitability.rules import DossierState

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import final_fine
from ..support.integrity import Investigation, ordinance
from ..support.letters import WORKER, address, fine_case
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.pdf import text_of
from ..support.procedure import FineCase
from ..support.sanctions import decided
from ..support.street_bans import Ban

STARTED = (
    "opgestart",
    "bemiddeling_lopend",
    "gemeenschapsdienst_lopend",
    "verweer_ontvangen",
    "hoorzitting_gepland",
    "hoorzitting_gehouden",
    "niet_verschenen",
    "klaar_voor_beslissing",
)
FINED = (
    *("geldboete_opgelegd", "ter_kennis_gebracht", "beroep_ingesteld", "vonnis", "definitief"),
    *("te_betalen", "aanmaning", "dwanginvordering", "betaald", "oninbaar", "verjaard"),
    "afgesloten",
)
FINES = {
    "opstartbrief": ("geregistreerd", *STARTED),
    "ouderlijke_betrokkenheid": (),
    "melding_stafhouder": (),
    "bemiddelingsaanbod": (
        "opgestart",
        "verweer_ontvangen",
        "hoorzitting_gehouden",
        "niet_verschenen",
        "bemiddeling_lopend",
    ),
    "gemeenschapsdienst": (
        "opgestart",
        "verweer_ontvangen",
        "hoorzitting_gehouden",
        "niet_verschenen",
        "klaar_voor_beslissing",
        "gemeenschapsdienst_lopend",
    ),
    "uitnodiging_hoorzitting": (
        "hoorzitting_gepland",
        "bemiddeling_lopend",
        "gemeenschapsdienst_lopend",
    ),
    "verslag_hoorzitting": (
        "hoorzitting_gehouden",
        "opgestart",
        "bemiddeling_lopend",
        "gemeenschapsdienst_lopend",
        "verweer_ontvangen",
        "klaar_voor_beslissing",
    ),
    "uitkomst_verweer": ("geen_geldboete", "waarschuwing"),
    "afloop": ("bemiddeling_geslaagd", "gemeenschapsdienst_volbracht", "vervallen"),
    "beslissing": FINED,
    "herinnering": ("te_betalen",),
    "aanmaning": (),
    "rechtzetting": (),
    "intrekking": ("ingetrokken",),
    "gerechtskosten": (),
}
"""Of an adult who defended, whose claim nobody was reminded of (GAS law arts. 9-13, 25-27)."""
FINES_OF_MINORS = FINES | {
    "ouderlijke_betrokkenheid": ("geregistreerd",),
    "melding_stafhouder": ("geregistreerd", *STARTED),
    "gemeenschapsdienst": ("gemeenschapsdienst_lopend",),
}
"""GAS law arts. 16-18: no service before the mediation is over."""
FINES_REMINDED = FINES | {"herinnering": (), "aanmaning": ("te_betalen", "aanmaning")}
SANCTIONS = {
    "waarschuwing": ("pv_ter_kennis_gebracht", "waarschuwing_verstuurd"),
    "uitnodiging_hoorzitting": ("hoorzitting_uitgenodigd",),
    "uitnodiging_opnieuw": ("hoorzitting_uitgenodigd",),
    "verslag_hoorzitting": (
        "hoorzitting_gehouden",
        "schriftelijk_verweer",
        "advies_opgemaakt",
        "op_agenda_orgaan",
    ),
    "voorstel": ("advies_opgemaakt", "op_agenda_orgaan"),
    "beslissing": ("beslist", "ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd"),
    "opheffing": (
        "ter_kennis_gebracht",
        "in_uitvoering",
        "uitvoering_gecontroleerd",
        "afgesloten",
    ),
    "herneming": (),
}
RUNS = ("toegekend", "voorwaardelijk_toegekend", "vernieuwing_lopend")
DECLARATIONS = {
    "aanvulling": ("onvolledig",),
    "uitnodiging_hoorzitting": ("in_advies", "klaar_voor_beslissing", *RUNS),
    "verslag_hoorzitting": ("in_advies", "klaar_voor_beslissing", *RUNS),
    "beslissing": ("toegekend", "voorwaardelijk_toegekend", "geweigerd"),
    "herinnering_vernieuwing": ("toegekend", "voorwaardelijk_toegekend"),
    "vervallen": ("vervallen",),
    "stopzetting": ("stopgezet",),
    "herneming": (),
    "melding_beoordeeld": (),
}
INVESTIGATIONS = {
    "uitnodiging_hoorzitting": ("hoorzitting_uitgenodigd",),
    "beslissing": ("beslist", "ter_kennis_gebracht", "in_werking"),
    "afloop": ("ter_kennis_gebracht", "in_werking", "afgesloten"),
    "herneming": (),
}
BANS = {
    "waarschuwing": ("voorstel", "gewaarschuwd"),
    "uitnodiging_hoorzitting": ("uitgenodigd", "actief"),
    "beslissing": ("bevolen",),
    "herneming": (),
}
NOTIFIED = ("ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd")
MEASURES = {
    "uitnodiging_hoorzitting": ("uitgenodigd_hoorzitting", "ondertekend", *NOTIFIED),
    "beslissing": ("ondertekend", *NOTIFIED),
    "dwangmiddel": NOTIFIED,
    "dwangsom_verbeurd": (),
    "herneming": (),
}
HEARINGS = """
INSERT INTO hearing (case_id, position, planned_at, place, outcome, with_lawyer)
VALUES ($1, 1, now(), 'Zaal 2', 'gehouden', false), ($1, 2, now(), 'Zaal 2', NULL, false)
"""
COSTS = """
INSERT INTO court_costs (case_id, owed_by, amount_cents, awarded_on)
VALUES ($1, 'persoon', 24000, $2)
"""
ENDED = """
INSERT INTO ended_decision (ended_id, case_id, ending, body, what, renewal, decided_on, ended_on,
                            anew, noted_at)
VALUES (gen_random_uuid(), $1, 'ingetrokken', 'burgemeester', $2, 0, now(), now(), true, now())
"""
FINE_READY = """
UPDATE gas_case SET service_hours = 10, defended = true, undecided = 1,
       start_notified_on = $2::date, decide_by = $2::date + 400, state = 'geregistreerd'
 WHERE case_id = $1
"""


async def allowed(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    table: str,
    case_id: UUID | str,
    states: Iterable[StrEnum],
) -> dict[str, list[str]]:
    """By kind: the states in which it may be made, as page and API both ask."""
    database: Database = app.state.database
    key = "dossier_id" if table == "dossier" else "case_id"
    found: dict[str, list[str]] = {}
    for state in states:
        await rows.execute(
            f"UPDATE {table} SET state = $2 WHERE {key} = $1",  # our own names
            UUID(str(case_id)),
            str(state),
        )
        async with database.begin(city.now) as tx:
            case = await case_file.find(tx, UUID(str(case_id)))
            for kind in await case_file.ready_kinds(tx, case):
                found.setdefault(str(kind), []).append(str(state))
    return found


def same(found: Mapping[str, Sequence[str]], expected: Mapping[str, Sequence[str]]) -> None:
    assert {kind: sorted(states) for kind, states in found.items()} == {
        kind: sorted(states) for kind, states in expected.items() if states
    }


def test_every_letter_of_every_procedure_is_walked() -> None:
    walked = {
        CaseKind.GAS: FINES,
        CaseKind.SANCTION: SANCTIONS,
        CaseKind.SUITABILITY: DECLARATIONS,
        CaseKind.INTEGRITY: INVESTIGATIONS,
        CaseKind.STREET_BAN: BANS,
        CaseKind.MEASURE: MEASURES,
    }
    sent = {each.kind: each.outlines for each in CORRESPONDENCES}
    assert {kind: {*map(str, letters)} for kind, letters in sent.items()} == {
        kind: {*letters} for kind, letters in walked.items()
    }


async def test_letters_of_a_fine(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    path = await final_fine(city, app)
    city.later(days=60)
    case_id = UUID(path[-36:])
    await rows.execute(FINE_READY, case_id, city_day(city.now))
    await rows.execute(HEARINGS, case_id)
    same(await allowed(app, city, rows, "gas_case", case_id, GasState), FINES)
    await rows.execute("UPDATE payment_claim SET state = 'herinnerd' WHERE case_id = $1", case_id)
    same(await allowed(app, city, rows, "gas_case", case_id, GasState), FINES_REMINDED)
    await rows.execute("UPDATE payment_claim SET state = 'te_betalen' WHERE case_id = $1", case_id)
    await rows.execute("UPDATE gas_case SET minor = true WHERE case_id = $1", case_id)
    same(await allowed(app, city, rows, "gas_case", case_id, GasState), FINES_OF_MINORS)
    assert not await allowed(app, city, rows, "gas_case", case_id, [GasState.GEVOEGD])
    await rows.execute(COSTS, case_id, city_day(city.now))
    found = await allowed(app, city, rows, "gas_case", case_id, GasState)
    fell = ("vernietigd", "ingetrokken")
    same({"gerechtskosten": found["gerechtskosten"]}, {"gerechtskosten": (*FINED, *fell)})


async def test_a_paid_claim_has_no_reminder_whatever_the_case_says(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app)
    city.later(days=60)
    case_id = UUID(path[-36:])
    await rows.execute("UPDATE payment_claim SET state = 'betaald' WHERE case_id = $1", case_id)
    assert not await allowed(app, city, rows, "gas_case", case_id, [GasState.TE_BETALEN])


async def test_letters_of_a_sanction(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    case = await decided(city, "intrekking")
    await rows.execute(
        "UPDATE sanction_case SET reopened_at = now() WHERE case_id = $1", UUID(case["caseId"])
    )
    found = await allowed(app, city, rows, "sanction_case", case["caseId"], SanctionState)
    same(found, SANCTIONS)


async def test_letters_of_a_declaration(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    dossier = await city.granted()
    ready = "UPDATE dossier SET defence_until = $2, heard = true WHERE dossier_id = $1"
    await rows.execute(ready, UUID(dossier["dossierId"]), city_day(city.now))
    states = [state for state in DossierState if state is not DossierState.GESCHORST]
    found = await allowed(app, city, rows, "dossier", dossier["dossierId"], states)
    same(found, DECLARATIONS)


async def test_letters_of_an_investigation(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
    case_id = case.page.rpartition("/")[2]
    ended = "UPDATE integrity_investigation SET decided = 'schorsing', lifted_at = now()"
    await rows.execute(f"{ended} WHERE case_id = $1", UUID(case_id))
    states = await allowed(app, city, rows, "integrity_investigation", case_id, IntegrityState)
    same(states, INVESTIGATIONS)


async def test_letters_of_a_street_ban(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    ban = await Ban.starts(app, city)
    case_id = ban.page.rpartition("/")[2]
    planned = "UPDATE street_ban_case SET hearing_at = now() WHERE case_id = $1"
    await rows.execute(planned, UUID(case_id))
    same(await allowed(app, city, rows, "street_ban_case", case_id, BanState), BANS)


async def test_a_decision_that_ended_is_told_in_every_state(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Whatever becomes of the case meanwhile; also while the police ask to wait."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await rows.execute(ENDED, UUID(case.case_id), "sluiting")
    found = await allowed(app, city, rows, "mayor_measure", case.case_id, MeasureState)
    assert sorted(found["herneming"]) == sorted(map(str, MeasureState))
    ban = await Ban.starts(app, city)
    await rows.execute(ENDED, ban.case_id, "straatverbod")
    await rows.execute("UPDATE street_ban_case SET on_hold = true WHERE case_id = $1", ban.case_id)
    found = await allowed(app, city, rows, "street_ban_case", ban.case_id, BanState)
    assert {kind: sorted(states) for kind, states in found.items()} == {
        "herneming": sorted(map(str, BanState))
    }


async def test_letters_of_a_measure(city: City, app: FastAPI, rows: asyncpg.Connection) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    planned = "UPDATE mayor_measure SET hearing_at = now(), pending = true, means_pending = true"
    await rows.execute(f"{planned} WHERE case_id = $1", UUID(case.case_id))
    same(await allowed(app, city, rows, "mayor_measure", case.case_id, MeasureState), MEASURES)


DECISION = {"defenceAnswer": "U gaf geen verweer.", "proportionality": "Het is de eerste keer."}


async def _drafts(city: City, case_id: object, kind: str, **more: Any) -> tuple[int, Any]:
    body = {"caseId": str(case_id), "kind": kind, **more}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    return answer.status_code, answer.json()


async def test_a_decision_that_nobody_took_is_no_letter(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """€ 450 and recidivism, typed for a case that was only registered, were posted."""
    case_id = await fine_case(city, rows)
    typed = {**DECISION, "motivation": "Zomaar.", "amountEur": 450, "recidivism": True}
    status, problem = await _drafts(city, case_id, "beslissing", **typed)
    assert status == 422
    assert {each["field"] for each in problem["errors"]} == {"amountEur", "recidivism"}
    status, problem = await _drafts(city, case_id, "beslissing", **DECISION)
    assert (status, problem["title"]) == (409, "Er is nog geen beslissing.")
    worker = await signed_in(app, city, WORKER)
    offered = await worker.sees(f"/brieven/dossier/{case_id}")
    assert "Opstartbrief" in offered and "Beslissing" not in offered
    new = f"/brieven/dossier/{case_id}/nieuw"
    assert (await worker.get(f"{new}?soort=beslissing")).status_code == 409
    filled = {"soort": "beslissing", "defenceAnswer": "x", "proportionality": "x"}
    assert "Er is nog geen beslissing." in await worker.is_told(new, **filled)


async def test_a_decision_says_what_the_officer_decided_and_nothing_else(
    city: City, app: FastAPI
) -> None:
    case = await (await FineCase.opens(city, app)).fined(200)
    await address(city, str(case.case_id), "overtreder")
    own = {"motivation": "Iets.", **DECISION, "defenceAnswer": "U zei iets."}
    status, problem = await _drafts(city, case.case_id, "beslissing", **own)
    assert (status, {each["field"] for each in problem["errors"]}) == (422, {*own})
    status, (letter,) = await _drafts(city, case.case_id, "beslissing")
    assert status == 201
    worker = await signed_in(app, city, WORKER)
    file = await worker.get(f"/brieven/{letter['letterId']}/brief.pdf")
    said = await asyncio.to_thread(text_of, file.content)
    assert "administratieve geldboete op van € 200. Hij besliste dat op" in said
    assert "Bedrag: € 200" in said
    assert "De feiten staan vast." in said
    before = (await case.look())["recidivism"]
    assert ("geen andere sanctie voor dezelfde inbreuk" in said) is not before


@pytest.mark.parametrize("checked", [False, True])
async def test_a_letter_does_not_leave_a_case_that_went_on(
    city: City, app: FastAPI, rows: asyncpg.Connection, checked: bool
) -> None:
    """Refused where it is checked, posted or printed, by hand and by many at once."""
    case_id = await fine_case(city, rows)
    _, (letter,) = await _drafts(city, case_id, "opstartbrief")
    path = f"/v1/letters/{letter['letterId']}"
    if checked:
        await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    await rows.execute("UPDATE gas_case SET envisaged = 70 WHERE case_id = $1", UUID(case_id))
    step, body = ("posting", {"postedOn": f"{city_day(city.now)}"}) if checked else ("check", None)
    who = WORKER if checked else Function.JURIST_BH
    answer = await city.call(who, "POST", f"{path}/{step}", body, subject="ander")
    assert answer.status_code == 409
    assert answer.json()["title"].startswith("Het dossier veranderde na het maken van de brief.")
    state = "geseponeerd"
    await rows.execute("UPDATE gas_case SET state = $2 WHERE case_id = $1", UUID(case_id), state)
    reader = await signed_in(app, city, who, f"leest-{checked}")
    listed = "posten" if checked else "nakijken"
    page = await reader.sees(f"/brieven?lijst={listed}")
    assert "Deze kunnen nu niet vertrekken" in page
    assert letter["letterId"] in (await reader.get(f"/brieven?lijst={listed}")).text
    many = {"brief": [letter["letterId"]]} | (
        {"gepost": f"{city_day(city.now)}"} if checked else {}
    )
    assert (await reader.post(f"/brieven/{listed}", many)).status_code == 422
    assert "Deze brief kan nu niet vertrekken." in await reader.sees(
        f"/brieven/{letter['letterId']}"
    )
    table = (await reader.get("/brieven/postlijst.csv")).text
    assert letter["letterId"] not in table
    assert (await city.call(WORKER, "POST", f"{path}/cancellation")).is_success
