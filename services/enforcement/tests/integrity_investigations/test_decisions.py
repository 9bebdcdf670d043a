"""Decisions of the mayor after an investigation: when they begin to work, and what undoes them."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City
from ..support.integrity import Investigation
from ..support.sanctions import COLLEGE, decided, notified


async def test_a_measure_needs_a_ground_and_a_suspension_its_length_and_conditions(
    app: FastAPI, city: City, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).heard()
    proposal = {"maatregel": "schorsing", "motivering": "Feiten."}
    assert "minstens één grond" in await case.refused(case.mayor, "voorstel", **proposal)
    assert "past niet" in await case.refused(
        case.mayor, "voorstel", **(proposal | {"maatregel": "sluiting", "misbruik": "true"})
    )
    await case.does(case.mayor, "voorstel", **proposal, misbruik="true")
    decision = {"maatregel": "schorsing", "motivering": "Feiten.", "zeker": "ja"}
    assert "1 tot 6 maanden" in await case.refused(
        case.college, "beslissing", **decision, maanden="7", voorwaarden="Papieren in orde."
    )
    assert "voorwaarden" in await case.refused(case.college, "beslissing", **decision, maanden="6")
    assert "ander voorstel" in await case.refused(
        case.college, "beslissing", **(decision | {"maatregel": "opheffing"})
    )


async def test_a_suspension_works_after_the_waiting_time_and_ends_when_its_conditions_are_met(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    more = {"maanden": "3", "voorwaarden": "Andere zaakvoerder."}
    await case.decided("schorsing", **more)
    today = str(city_day(city.now))
    missing = {"ontvangen": today, "beroep": "true"}
    assert "bijlage" in await case.refused(case.lawyer, "kennisgeving", **missing)
    await case.does(case.lawyer, "kennisgeving", **missing, bijlage="true")
    dossier_id = await _dossier_of(rows, case)
    city.later(days=14, hours=8)
    assert "werkt nog niet" in await case.lawyer.sees(case.page)
    assert await _state(rows, dossier_id) == "toegekend"
    city.later(days=2)
    await case.becomes("De beslissing werkt")
    assert await _state(rows, dossier_id) == "geschorst"
    await case.does(case.college, "opheffen", zeker="ja")
    assert await _state(rows, dossier_id) == "toegekend"
    assert "Bezorg de beslissing eerst" in await case.refused(case.lawyer, "afsluiten", zeker="ja")
    await case.does(case.lawyer, "bezorgen")
    await case.does(case.lawyer, "afsluiten", zeker="ja")


async def test_a_withdrawal_is_given_back_when_new_elements_show_that_it_was_wrong(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).works("opheffing")
    dossier_id = await _dossier_of(rows, case)
    assert await _state(rows, dossier_id) == "ingetrokken"
    await case.does(case.college, "intrekken", zeker="ja")
    assert await _state(rows, dossier_id) == "toegekend"


async def test_a_revoked_decision_never_begins_to_work(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).notified("opheffing")
    await case.does(case.college, "intrekken", zeker="ja")
    city.later(days=20)
    other = await Investigation.of_declaration(app, city)
    await other.works("opheffing")  # the clock got as far as this
    assert await _state(rows, await _dossier_of(rows, case)) == "toegekend"


async def test_an_application_is_refused_and_a_place_without_permit_closed(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    filed = await city.ready()
    applied = await Investigation.starts(app, city, nummer=filed["number"])
    await applied.works("weigering")
    assert await _state(rows, filed["dossierId"]) == "geweigerd"
    place = {"naam": "Club", "straat": "Proefstraat", "huisnummer": uuid4().hex[:6]}
    club = await Investigation.starts(app, city, **place, postcode="2000", uitbater="OWN-777")
    await club.works("sluiting")
    premises_id = await rows.fetchval(
        "SELECT premises_id FROM integrity_investigation WHERE case_id = $1", club.case_id
    )
    assert (await city.told(premises_id))[-1:] == ["premises-closed"]
    await club.does(club.college, "intrekken", zeker="ja")
    assert (await city.told(premises_id))[-1:] == ["premises-reopened"]


async def test_with_a_measure_it_goes_when_nobody_can_appeal_and_the_file_five_years_later(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).works("opheffing")
    await case.does(case.lawyer, "bezorgen")
    await case.does(case.lawyer, "afsluiten", zeker="ja")
    assert "Kanarie" in await case.lawyer.sees(case.page)
    city.later(days=75)
    await case.becomes("Onderliggende gegevens vernietigd")
    assert "Kanarie" not in await case.lawyer.sees(case.page)
    timers = "SELECT due_at FROM bus_timer WHERE name = 'integrity-file-over' AND key = $1"
    due = await rows.fetchval(timers, case.case_id)
    assert due.year == city.now.year + 5 or due.year == city.now.year + 4


async def test_a_request_in_extreme_urgency_within_the_waiting_time_holds_the_decision_up(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).notified("opheffing")
    city.later(days=10)
    await case.does(case.lawyer, "raad-van-state", schorsing="uiterst_dringend")
    city.later(days=20)
    other = await Investigation.of_declaration(app, city)
    await other.works("opheffing")  # the clock got as far as this
    dossier_id = await _dossier_of(rows, case)
    assert await _state(rows, dossier_id) == "toegekend"
    ruled = {"uitspraak": "geen_schorsing", "zeker": "ja"}
    await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    assert await _state(rows, dossier_id) == "ingetrokken"
    assert "Kanarie" in await case.lawyer.sees(case.page)
    await case.does(case.lawyer, "bezorgen")
    assert "beroep" in await case.refused(case.lawyer, "afsluiten", zeker="ja")
    ruled = {"uitspraak": "vernietiging", "zeker": "ja"}
    await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    assert await _state(rows, dossier_id) == "toegekend"
    assert "Kanarie" not in await case.lawyer.sees(case.page)


@pytest.mark.parametrize(("days", "urgency"), [(10, "gewoon"), (16, "uiterst_dringend")])
async def test_no_other_request_and_none_that_is_late_holds_it_up(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, days: int, urgency: str
) -> None:
    case = await (await Investigation.of_declaration(app, city)).notified("opheffing")
    city.later(days=days)
    await case.does(case.lawyer, "raad-van-state", schorsing=urgency)
    city.later(days=8)
    await case.becomes("De beslissing werkt")
    dossier_id = await _dossier_of(rows, case)
    assert await _state(rows, dossier_id) == "ingetrokken"
    ruled = {"uitspraak": "schorsing", "zeker": "ja"}
    await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    assert await _state(rows, dossier_id) == "toegekend"
    ruled = {"uitspraak": "verwerping", "zeker": "ja"}
    await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    assert await _state(rows, dossier_id) == "ingetrokken"


@pytest.mark.parametrize("undone", ["vernietiging", "intrekken"])
async def test_an_application_waits_for_its_decision_again_when_its_refusal_is_undone(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, undone: str
) -> None:
    filed = await city.ready()
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await case.works("weigering")
    assert await _state(rows, filed["dossierId"]) == "geweigerd"
    if undone == "vernietiging":
        await case.does(case.lawyer, "raad-van-state", schorsing="gewoon")
        stayed = {"uitspraak": "schorsing", "zeker": "ja"}
        await case.does(case.lawyer, "raad-van-state-uitspraak", **stayed)
        assert await _state(rows, filed["dossierId"]) == "geweigerd"  # it grants nothing
        ruled = {"uitspraak": "vernietiging", "zeker": "ja"}
        await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    else:
        await case.does(case.college, "intrekken", zeker="ja")
    assert await _state(rows, filed["dossierId"]) == "klaar_voor_beslissing"
    terms = "SELECT term_id FROM case_term WHERE case_id = $1 AND closed_at IS NULL"
    assert "suitability.decision_days" in [
        row["term_id"] for row in await rows.fetch(terms, UUID(filed["dossierId"]))
    ]


@pytest.mark.parametrize("complete", [False, True])
async def test_an_application_that_is_still_examined_is_refused_and_examined_again_once_undone(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, complete: bool
) -> None:
    """NGW art. 119ter: the investigation refuses, however far the service is with its own work."""
    filed = await city.files("OWN-091")
    before = "volledig" if complete else "ingediend"
    if complete:
        path = f"/v1/suitability-dossiers/{filed['dossierId']}"
        office = Function.DIENST_PROSTITUTIEBELEID
        await city.does(office, f"{path}/completeness", {"complete": True})
    assert await _state(rows, filed["dossierId"]) == before
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await case.works("weigering")
    assert await _state(rows, filed["dossierId"]) == "geweigerd"
    assert "suitability-refused" in await city.told(filed["premisesId"])
    await case.does(case.college, "intrekken", zeker="ja")
    assert await _state(rows, filed["dossierId"]) == before


async def test_a_refusal_that_the_council_leaves_says_so_once(
    app: FastAPI, city: City, on: None
) -> None:
    filed = await city.ready()
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await case.works("weigering")
    await case.does(case.lawyer, "raad-van-state", schorsing="gewoon")
    for ruling in ("schorsing", "verwerping"):
        ruled = {"uitspraak": ruling, "zeker": "ja"}
        await case.does(case.lawyer, "raad-van-state-uitspraak", **ruled)
    assert "zonder gevolg" not in (await case.lawyer.sees(case.page)).casefold()


@pytest.mark.parametrize("lifted_first", ["investigation", "sanction"])
async def test_lifting_one_suspension_leaves_the_one_of_another_procedure(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, lifted_first: str
) -> None:
    sanction = await decided(city, "schorsing", lasts=85)
    await notified(city, sanction["path"])
    dossier = await city.sees(COLLEGE, sanction["dossier"])
    case = await Investigation.starts(app, city, nummer=dossier["number"])
    await case.works("schorsing", maanden="4", voorwaarden="Andere zaakvoerder.")
    dossier_id = await _dossier_of(rows, case)
    premises_id = sanction["premisesId"]
    lifts = {
        "investigation": lambda: case.does(case.college, "opheffen", zeker="ja"),
        "sanction": lambda: city.does(
            COLLEGE, f"{sanction['path']}/reopening", {"motivation": "In orde."}
        ),
    }
    await lifts.pop(lifted_first)()
    assert await _state(rows, dossier_id) == "geschorst"
    lifted_and_told_anew = ["suitability-suspension-lifted", "suitability-suspended"]
    assert (await city.told(premises_id))[-2:] == lifted_and_told_anew
    (last,) = lifts.values()
    await last()
    assert await _state(rows, dossier_id) == "toegekend"


async def test_a_declaration_that_comes_back_is_suspended_as_long_as_it_was_to_be(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    sanction = await decided(city, "schorsing", lasts=85)
    await notified(city, sanction["path"])
    dossier = await city.sees(COLLEGE, sanction["dossier"])
    case = await Investigation.starts(app, city, nummer=dossier["number"])
    await case.works("opheffing")
    dossier_id = await _dossier_of(rows, case)
    assert await _state(rows, dossier_id) == "ingetrokken"
    await case.does(case.college, "intrekken", zeker="ja")
    assert await _state(rows, dossier_id) == "geschorst"
    city.later(days=60)

    async def works_again() -> bool:
        return (await city.sees(COLLEGE, sanction["dossier"]))["state"] == "toegekend"

    await city.clock_moves_on(works_again)


async def _dossier_of(rows: asyncpg.Connection, case: Investigation) -> str:
    query = "SELECT dossier_id FROM integrity_investigation WHERE case_id = $1"
    return str(await rows.fetchval(query, case.case_id))


async def _state(rows: asyncpg.Connection, dossier_id: str) -> str:
    """Or that it is suspended."""
    asked = """
        SELECT CASE WHEN suspended_to IS NULL THEN state ELSE 'geschorst' END
          FROM dossier WHERE dossier_id = $1
    """
    state: str = await rows.fetchval(asked, dossier_id)
    return state
