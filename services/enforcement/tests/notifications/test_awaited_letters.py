"""Letters that cases await: which in which state, made many at once, and none twice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.db import Database
from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.gas.rules import GasState
from enforcement.integrity_investigations.rules import IntegrityState
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.notifications.awaited import asked_by
from enforcement.notifications.store import awaited
from enforcement.sanctions.rules import SanctionState
from enforcement.street_bans.rules import BanState
from enforcement.suitability.rules import DossierState

from ..support.browser import Browser, signed_in
from ..support.city import LACKING, City
from ..support.fines import final_fine
from ..support.integrity import Investigation, ordinance
from ..support.letters import WORKER, address, fine_case
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.sanctions import decided, proposed
from ..support.street_bans import Ban

LAWYER = Function.JURIST_BH
STARTED = (
    *("opgestart", "bemiddeling_lopend", "gemeenschapsdienst_lopend", "verweer_ontvangen"),
    *("hoorzitting_gepland", "hoorzitting_gehouden", "niet_verschenen", "klaar_voor_beslissing"),
)
IN_DEFENCE = ("opgestart", "verweer_ontvangen", "hoorzitting_gehouden", "niet_verschenen")
STANDING = (
    *("geldboete_opgelegd", "ter_kennis_gebracht", "beroep_ingesteld", "vonnis", "definitief"),
    *("te_betalen", "aanmaning", "dwanginvordering", "betaald", "oninbaar", "verjaard"),
    "afgesloten",
)
IN_FAVOUR = {
    "uitkomst_verweer": ("geen_geldboete", "waarschuwing"),
    "afloop": ("bemiddeling_geslaagd", "gemeenschapsdienst_volbracht", "vervallen"),
    "intrekking": ("ingetrokken",),
}
"""A hold stops none of them: they say that no fine comes, or that none stands."""
NOT_FINING = IN_FAVOUR | {
    "uitnodiging_hoorzitting": (
        *("hoorzitting_gepland", "bemiddeling_lopend", "gemeenschapsdienst_lopend"),
    ),
    "verslag_hoorzitting": ("hoorzitting_gehouden",),
}
"""Also while somebody has to weigh a prosecution of the same facts (GAS law art. 23 §3)."""
FINES = NOT_FINING | {
    "opstartbrief": ("geregistreerd",),
    "gemeenschapsdienst": (*IN_DEFENCE, "klaar_voor_beslissing"),
    "beslissing": ("geldboete_opgelegd",),
    "herinnering": ("te_betalen",),
}
"""Of an adult who defended, is to be heard, and did not pay in time (arts. 25-27; DLB art. 177)."""
OF_MINORS = FINES | {
    "opstartbrief": ("geregistreerd", *STARTED),
    "melding_stafhouder": ("geregistreerd", *STARTED),
    "bemiddelingsaanbod": (*IN_DEFENCE, "bemiddeling_lopend"),
    "beslissing": STANDING,
}
"""Arts. 16, 18, 25 §5, 27 and 31: who was named later than the others gets what they got."""
SANCTIONS = {
    "waarschuwing": (),
    "uitnodiging_hoorzitting": ("hoorzitting_uitgenodigd",),
    "verslag_hoorzitting": ("hoorzitting_gehouden",),
    "voorstel": ("advies_opgemaakt",),
    "beslissing": ("beslist",),
    "opheffing": (
        *("ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd", "afgesloten"),
    ),
}
HEARABLE = (
    *("in_advies", "klaar_voor_beslissing", "toegekend", "voorwaardelijk_toegekend"),
    "vernieuwing_lopend",
)
DECLARATIONS = {
    "aanvulling": ("onvolledig",),
    "uitnodiging_hoorzitting": HEARABLE,
    "beslissing": ("toegekend", "voorwaardelijk_toegekend", "geweigerd"),
    "vervallen": ("vervallen",),
    "stopzetting": ("stopgezet",),
}
INVESTIGATIONS = {
    "uitnodiging_hoorzitting": ("hoorzitting_uitgenodigd",),
    "beslissing": ("beslist",),
    "afloop": ("ter_kennis_gebracht", "in_werking", "afgesloten"),
}
BANS = {
    "waarschuwing": ("voorstel",),
    "uitnodiging_hoorzitting": ("uitgenodigd", "actief"),
    "beslissing": ("bevolen",),
}
ORDERED = ("ondertekend", "ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd")
MEASURES = {
    "uitnodiging_hoorzitting": ("uitgenodigd_hoorzitting", *ORDERED),
    "beslissing": ORDERED,
    "dwangmiddel": ("ter_kennis_gebracht", "in_uitvoering", "uitvoering_gecontroleerd"),
}
KINDS = {
    "gas_case": CaseKind.GAS,
    "sanction_case": CaseKind.SANCTION,
    "dossier": CaseKind.SUITABILITY,
    "integrity_investigation": CaseKind.INTEGRITY,
    "street_ban_case": CaseKind.STREET_BAN,
    "mayor_measure": CaseKind.MEASURE,
}
HEARING = """
INSERT INTO hearing (case_id, position, planned_at, place, with_lawyer)
VALUES ($1, 1, now(), 'Zaal 2', false)
"""
COSTS = """
INSERT INTO court_costs (case_id, owed_by, amount_cents, awarded_on)
VALUES ($1, 'persoon', 24000, $2)
"""
FINE_READY = """
UPDATE gas_case SET service_hours = 10, defended = true, start_notified_on = decide_by
 WHERE case_id = $1
"""


async def states_of(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    table: str,
    case_id: UUID | str,
    states: Iterable[StrEnum],
) -> dict[str, list[str]]:
    """By kind of letter the states in which the case awaits it."""
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
            for asked in asked_by(LAWYER):
                if asked.kind.case is KINDS[table] and await awaited.among(
                    tx, asked, [UUID(str(case_id))]
                ):
                    found.setdefault(str(asked.kind.letter), []).append(str(state))
    return found


def same(found: Mapping[str, Sequence[str]], expected: Mapping[str, Sequence[str]]) -> None:
    assert {kind: sorted(states) for kind, states in found.items()} == {
        kind: sorted(states) for kind, states in expected.items() if states
    }


def code(kind: CaseKind, letter: str) -> str:
    return f"{kind}:{letter}"


async def listed(who: Browser, kind: str) -> str:
    return "".join(await who.pages(f"/brieven/te-maken?soort={kind}"))


def boxes(html: str) -> list[str]:
    return re.findall(r'name="dossier" type="checkbox" value="([0-9a-f-]+)"', html)


async def made_and_gone(
    app: FastAPI, city: City, rows: asyncpg.Connection, kind: str, case_id: str
) -> None:
    """The case is offered, its letter made, and it is offered again once that is cancelled."""
    worker = await signed_in(app, city, LAWYER, f"reeks-{uuid4().hex[:6]}")
    assert case_id in boxes(await listed(worker, kind))
    await worker.does("/brieven/te-maken", soort=kind, dossier=[case_id])
    letter = kind.partition(":")[2]
    query = "SELECT letter_id FROM letter WHERE case_id = $1 AND kind = $2 AND cancelled_at IS NULL"
    (made,) = await rows.fetch(query, UUID(case_id), letter)
    assert case_id not in await listed(worker, kind)
    await worker.does("/brieven/te-maken", soort=kind, dossier=[case_id])
    assert len(await rows.fetch(query, UUID(case_id), letter)) == 1, "sent twice"
    await worker.does(f"/brieven/{made['letter_id']}/annuleren")
    assert case_id in boxes(await listed(worker, kind))


async def test_letters_that_a_fine_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    path = await final_fine(city, app)
    city.later(days=60)
    case_id = UUID(path[-36:])

    async def found() -> dict[str, list[str]]:
        return await states_of(app, city, rows, "gas_case", case_id, GasState)

    async def becomes(what: str) -> None:
        await rows.execute(f"UPDATE gas_case SET {what} WHERE case_id = $1", case_id)

    await rows.execute(FINE_READY, case_id)
    await rows.execute(HEARING, case_id)
    same(await found(), FINES)
    await becomes("on_hold = true")
    same(await found(), IN_FAVOUR)
    await becomes("on_hold = false, prosecution = 'vervolgt'")
    same(await found(), NOT_FINING)
    await becomes("prosecution_weighed_on = decide_by")
    same(await found(), FINES)
    await becomes("prosecution = NULL, minor = true, untold = 1")
    await address(city, str(case_id), "overtreder")
    same(await found(), OF_MINORS)
    await becomes("minor = false, untold = 0, imposed_amount = 300, uncorrected = 1")
    corrected = (await found())["rechtzetting"]
    assert sorted(corrected) == sorted(STANDING)
    await rows.execute(COSTS, case_id, city.today)
    owing = (await found())["gerechtskosten"]
    assert sorted(owing) == sorted((*STANDING, "vernietigd"))
    await rows.execute(
        "UPDATE court_costs SET served_on = $2 WHERE case_id = $1", case_id, city.today
    )
    assert "gerechtskosten" not in await found()


async def test_letters_that_a_sanction_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "intrekking")
    await rows.execute(
        "UPDATE sanction_case SET reopened_at = now() WHERE case_id = $1", UUID(case["caseId"])
    )
    found = await states_of(app, city, rows, "sanction_case", case["caseId"], SanctionState)
    same(found, SANCTIONS)
    unwarned = "UPDATE sanction_case SET warned_at = NULL, reopened_at = NULL WHERE case_id = $1"
    await rows.execute(unwarned, UUID(case["caseId"]))
    found = await states_of(app, city, rows, "sanction_case", case["caseId"], SanctionState)
    same(found, SANCTIONS | {"waarschuwing": ("pv_ter_kennis_gebracht",), "opheffing": ()})


async def test_letters_that_a_declaration_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    filed = await city.granted()
    planned = "UPDATE dossier SET defence_until = $2, hearing_at = now() WHERE dossier_id = $1"
    await rows.execute(planned, UUID(filed["dossierId"]), city.today)
    found = await states_of(app, city, rows, "dossier", filed["dossierId"], DossierState)
    same(found, DECLARATIONS)


async def test_letters_that_an_investigation_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
    ready = "UPDATE integrity_investigation SET hearing_at = now(), decided = $2 WHERE case_id = $1"
    await rows.execute(ready, UUID(case.case_id), "geen_maatregel")
    table = "integrity_investigation"
    same(await states_of(app, city, rows, table, case.case_id, IntegrityState), INVESTIGATIONS)
    await rows.execute(ready, UUID(case.case_id), "schorsing")
    found = await states_of(app, city, rows, table, case.case_id, IntegrityState)
    same(found, INVESTIGATIONS | {"afloop": ()})


async def test_letters_that_a_street_ban_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    planned = "UPDATE street_ban_case SET hearing_at = now() WHERE case_id = $1"
    await rows.execute(planned, ban.case_id)
    same(await states_of(app, city, rows, "street_ban_case", ban.case_id, BanState), BANS)
    await rows.execute("UPDATE street_ban_case SET on_hold = true WHERE case_id = $1", ban.case_id)
    same(await states_of(app, city, rows, "street_ban_case", ban.case_id, BanState), {})


async def test_letters_that_a_measure_awaits(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    planned = "UPDATE mayor_measure SET hearing_at = now(), pending = true, means_pending = true"
    await rows.execute(f"{planned} WHERE case_id = $1", UUID(case.case_id))
    found = await states_of(app, city, rows, "mayor_measure", case.case_id, MeasureState)
    same(found, MEASURES)


async def test_an_opening_letter_is_made_and_a_case_on_hold_is_not_offered(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    free, held = [await fine_case(city, rows) for _ in range(2)]
    await rows.execute("UPDATE gas_case SET on_hold = true WHERE case_id = $1", UUID(held))
    kind = code(CaseKind.GAS, "opstartbrief")
    worker = await signed_in(app, city, WORKER, f"houdt-{uuid4().hex[:6]}")
    assert held not in await listed(worker, kind)
    leads = await worker.does("/brieven/te-maken", soort=kind, dossier=[held])
    told = await worker.sees(leads)
    assert "1 dossier kreeg geen brief:" in told
    assert "Dit dossier wacht op overleg met de politie. Er vertrekt geen brief." in told
    await made_and_gone(app, city, rows, kind, free)


async def test_the_proposal_of_a_sanction_is_made_once(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await proposed(city)
    await address(city, case["caseId"], "overtreder")
    await made_and_gone(app, city, rows, code(CaseKind.SANCTION, "voorstel"), case["caseId"])


async def test_the_decision_on_a_declaration_is_made_once(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.granted()
    await address(city, filed["dossierId"], "overtreder")
    kind = code(CaseKind.SUITABILITY, "beslissing")
    await made_and_gone(app, city, rows, kind, filed["dossierId"])


async def test_the_taking_back_of_a_decision_on_a_declaration_is_told_once(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.granted()
    await address(city, filed["dossierId"], "overtreder")
    said = {"restart": "hoorzitting", "motivation": "Het verkeerde pand."}
    await city.does(Function.COLLEGE_SECRETARIS, f"{filed['path']}/retake", said)
    kind = code(CaseKind.SUITABILITY, "herneming")
    await made_and_gone(app, city, rows, kind, filed["dossierId"])


@pytest.mark.parametrize("outcome", ["toegekend", "voorwaardelijk_toegekend"])
async def test_a_decision_on_a_declaration_that_was_handed_over_awaits_no_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection, outcome: str
) -> None:
    """Decided some days before somebody noted it, and handed over in between."""
    filed = await city.ready()
    decided_at, handed_at = city.now, city.later(days=1)
    city.later(days=2)
    said = {"outcome": outcome, "motivation": "Alles is in orde.", **LACKING}
    said |= {"decidedAt": decided_at.isoformat()}
    if outcome != "toegekend":
        said |= {"conditions": ["brandblusser"]}
    await city.does(Function.COLLEGE_SECRETARIS, f"{filed['path']}/decision", said)
    await address(city, filed["dossierId"], "overtreder")
    officer = await signed_in(app, city, Function.DIENST_PROSTITUTIEBELEID, "overhandigd")
    kind = code(CaseKind.SUITABILITY, "beslissing")
    assert filed["number"] in await listed(officer, kind)
    body = {"notifiedAt": handed_at.isoformat()}
    await city.does(
        Function.DIENST_PROSTITUTIEBELEID, f"{filed['path']}/decision-notification", body
    )
    assert filed["number"] not in await listed(officer, kind)


async def test_the_ending_of_an_investigation_without_a_measure_is_made_once(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
    ended = """
    UPDATE integrity_investigation SET state = 'afgesloten', decided = 'geen_maatregel',
           decision = 'Niets bleek.', decided_at = $2, closed_at = $2 WHERE case_id = $1
    """
    await rows.execute(ended, UUID(case.case_id), city.now)
    said = {"rol": "overtreder", "naam": "Kanariewicz", "straat": "Teststraat", "nummer": "5"}
    said |= {"postcode": "2000", "gemeente": "Voorbeeld"}
    await case.lawyer.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **said)
    await made_and_gone(app, city, rows, code(CaseKind.INTEGRITY, "afloop"), case.case_id)


@pytest.mark.parametrize("heard", [True, False])
async def test_the_order_of_a_measure_is_made_with_what_the_mayor_answered(
    app: FastAPI, city: City, rows: asyncpg.Connection, heard: bool
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.signed(grond="ngw_135", tot=str(case.today + timedelta(days=60)))
    await address(city, case.case_id, "overtreder")
    kind = code(CaseKind.MEASURE, "beslissing")
    was_heard = "UPDATE mayor_measure SET heard = $2 WHERE case_id = $1"
    await rows.execute(was_heard, UUID(case.case_id), heard)
    await made_and_gone(app, city, rows, kind, case.case_id)


async def test_the_letters_of_a_street_ban_are_written_by_hand_and_the_page_says_where(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    case_id, kind = str(ban.case_id), code(CaseKind.STREET_BAN, "waarschuwing")
    assert "eerst een adres" in await listed(ban.worker, kind)
    await address(city, case_id, "overtreder")
    page = await listed(ban.worker, kind)
    new = f"/brieven/dossier/{case_id}/nieuw"
    assert case_id not in boxes(page)
    assert f"{new}?soort=waarschuwing" in page
    leads = await ban.worker.does("/brieven/te-maken", soort=kind, dossier=[case_id])
    told = await ban.worker.sees(leads)
    assert "In deze brief moet je zelf iets schrijven. Maak hem bij het dossier." in told
    await ban.worker.does(new, soort="waarschuwing", motivation="Overlast in de straat.")
    assert case_id not in await listed(ban.worker, kind)


async def test_a_second_invitation_awaits_a_second_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """One letter tells one moment: the one that told another is no reason to send none."""
    case_id = UUID(await fine_case(city, rows))
    asked = "UPDATE gas_case SET state = 'hoorzitting_gepland', hearing_asked = true"
    await rows.execute(f"{asked} WHERE case_id = $1", case_id)
    await rows.execute(HEARING, case_id)
    kind = code(CaseKind.GAS, "uitnodiging_hoorzitting")
    await made_and_gone(app, city, rows, kind, str(case_id))
    worker = await signed_in(app, city, WORKER, f"nodigt-{uuid4().hex[:6]}")
    await worker.does("/brieven/te-maken", soort=kind, dossier=[str(case_id)])
    assert str(case_id) not in await listed(worker, kind)
    city.later(minutes=1)
    await city.does(WORKER, f"/v1/gas-cases/{case_id}/new-invitation", {})
    assert str(case_id) not in await listed(worker, kind), "no moment is planned yet"
    planned = "UPDATE hearing SET planned_at = now(), place = 'Zaal 2' WHERE case_id = $1"
    await rows.execute(f"{planned} AND outcome IS NULL", case_id)
    assert str(case_id) in boxes(await listed(worker, kind))


async def test_a_second_reader_checks_letters_of_several_procedures_in_one_act(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Each can be looked at by itself before, whatever its kind."""
    filed = await city.granted()
    await address(city, filed["dossierId"], "overtreder")
    kinds = {
        code(CaseKind.GAS, "opstartbrief"): await fine_case(city, rows),
        code(CaseKind.SUITABILITY, "beslissing"): filed["dossierId"],
    }
    maker, reader = [
        await signed_in(app, city, LAWYER, f"{role}-{uuid4().hex[:6]}")
        for role in ("maakt", "kijkt")
    ]
    for kind, case_id in kinds.items():
        await maker.does("/brieven/te-maken", soort=kind, dossier=[case_id])
    query = "SELECT letter_id::text FROM letter WHERE case_id = ANY($1)"
    found = await rows.fetch(query, [*map(UUID, kinds.values())])
    made = [row["letter_id"] for row in found]
    page = "".join(await reader.pages("/brieven?lijst=nakijken"))
    for letter_id in made:
        assert f'name="brief" type="checkbox" value="{letter_id}"' in page
        assert f'href="/brieven/{letter_id}"' in page
        file = await reader.get(f"/brieven/{letter_id}/brief.pdf")
        assert file.content.startswith(b"%PDF")
    leads = await reader.does("/brieven/nakijken", brief=made)
    assert "2 brieven nagekeken." in await reader.sees(leads)


async def test_each_look_of_a_batch_is_logged_though_one_case_is_left_out(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """DP-04: the first of them cannot be printed, which is known after its address was read."""
    cases = [await fine_case(city, rows, name=name) for name in ("Naam \ue000", "Joris", "An")]
    me = f"logt-{uuid4().hex[:6]}"
    worker = await signed_in(app, city, WORKER, me)
    kind = code(CaseKind.GAS, "opstartbrief")
    await worker.does("/brieven/te-maken", soort=kind, dossier=cases)
    query = "SELECT DISTINCT subject_id FROM access_log WHERE actor_subject = $1"
    seen = {row["subject_id"] for row in await rows.fetch(query, me)}
    assert {*cases} <= seen


async def test_the_api_makes_them_by_the_same_act(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    free, held, nameless = [await fine_case(city, rows) for _ in range(3)]
    await rows.execute("UPDATE gas_case SET on_hold = true WHERE case_id = $1", UUID(held))
    await rows.execute("DELETE FROM addressee WHERE case_id = $1", UUID(nameless))
    kinds: Any = (await city.call(WORKER, "GET", "/v1/awaited-letters")).json()
    (opening,) = [each for each in kinds if each["kind"] == "opstartbrief"]
    assert opening["caseKind"] == "gas-case" and opening["cases"] >= 2
    found = await city.sees(
        WORKER, "/v1/awaited-letters/cases?caseKind=gas-case&kind=opstartbrief&pagesize=100"
    )
    waiting = {each["caseId"]: each for each in found["_embedded"]["cases"]}
    assert waiting[free]["addressed"] and not waiting[nameless]["addressed"]
    assert held not in waiting
    body = {"caseKind": "gas-case", "kind": "opstartbrief", "caseIds": [free, held, nameless]}
    batch = await city.does(WORKER, "/v1/awaited-letters", body)
    assert [each["caseId"] for each in batch["drafted"]] == [free]
    assert sorted(each["reason"] for each in batch["leftOut"]) == [
        "Dit dossier wacht op overleg met de politie. Er vertrekt geen brief.",
        "Geef eerst naam en adres van wie deze brief krijgt.",
    ]
    again = await city.does(WORKER, "/v1/awaited-letters", body | {"caseIds": [free]})
    assert (again["drafted"], again["hadOne"]) == ([], [free])
    office = await city.call(Function.PROSTITUTIEAMBTENAAR, "POST", "/v1/awaited-letters", body)
    assert office.status_code == 409
    none = await city.call(WORKER, "POST", "/v1/awaited-letters", body | {"caseIds": []})
    assert none.status_code == 422
    never = "/v1/awaited-letters/cases?caseKind=gas-case&kind=herneming"
    refused = await city.call(WORKER, "GET", never)
    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == ["kind"]


async def test_nothing_awaited_is_said(app: FastAPI, city: City, rows: asyncpg.Connection) -> None:
    """Of a kind that nobody awaits, and of one that no procedure has."""
    worker = await signed_in(app, city, WORKER, f"leeg-{uuid4().hex[:6]}")
    await rows.execute("UPDATE gas_case SET envisaged = NULL WHERE state = 'geregistreerd'")
    await rows.execute("UPDATE gas_case SET untold = 0")
    assert boxes(await listed(worker, code(CaseKind.GAS, "opstartbrief"))) == []
    assert (await worker.get("/brieven/te-maken?soort=gas-case:voorstel")).status_code == 409
    assert (await worker.get("/brieven/te-maken?soort=onzin")).status_code == 409
