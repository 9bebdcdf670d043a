"""A later receipt that somebody proves starts every term of a decision anew, in any state.

Of sanctions, declarations, investigations and measures of the mayor (Ger.W. art. 53bis, 2°).
"""

from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.receipts import DAY, WORKER, sends, terms, to_review
from ..support.sanctions import EXTRACT, decided, propose, warned
from ..support.week import comes, monday

LAWYER = Function.JURIST_BH
COLLEGE, OFFICE = Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID


async def test_a_finding_of_before_the_warning_arrived_follows_it_no_more(
    city: City, rows: asyncpg.Connection
) -> None:
    """The warning counts from the day after the proven one; the case waits for another finding."""
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    monday(city)
    letter = await sends(city, case["caseId"], "waarschuwing", ruleExtract=EXTRACT["extract"])
    await letter.arrives()
    friday = letter.thursday + DAY
    comes(city, friday, hour=12)
    await city.transfers(dossier["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["state"] == "volgende_vaststelling"
    comes(city, letter.monday + timedelta(days=6))
    await city.does(WORKER, f"{letter.path}/receipt", {"provenOn": f"{friday}"})
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "waarschuwing_verstuurd"
    assert (await terms(rows, case["caseId"]))["sanction.warning_validity_months"][0] == friday
    await city.transfers(dossier["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["state"] == "volgende_vaststelling"


async def test_a_silence_of_before_the_end_of_the_proven_term_is_none(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    on = monday(city)
    hearing = {"hearingAt": (city.now + timedelta(days=22)).isoformat(), "sentAt": None}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", hearing)
    more = {"hearingWhere": "Zaal 2", "ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    letter = await sends(city, case["caseId"], "uitnodiging_hoorzitting", **more)
    comes(city, on + timedelta(days=23))
    await city.does(WORKER, f"{case['path']}/no-defence")
    await propose(city, case["path"], "schorsing")
    proven = await letter.proves(14)
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "hoorzitting_uitgenodigd"
    assert (await terms(rows, case["caseId"]))["sanction.defence_days"][0] == proven
    assert (await city.call(WORKER, "POST", f"{case['path']}/no-defence")).status_code == 409
    last_day = date.fromisoformat(seen["defenceUntil"])
    comes(city, last_day + DAY)
    await city.does(WORKER, f"{case['path']}/no-defence")


@pytest.mark.parametrize("kind", ["tijdelijke_sluiting", "schorsing"])
async def test_a_sanction_counts_from_the_proven_day_and_so_does_the_appeal(
    city: City, rows: asyncpg.Connection, kind: str
) -> None:
    case = await decided(city, kind, lasts=60)
    monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    await letter.arrives()
    await city.does(WORKER, f"{case['path']}/closing", {})
    proven = await letter.proves(10)
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "afgesloten"
    assert (await terms(rows, case["caseId"]))["rvs.annulment_days"][0] == proven
    effect = "SELECT effect_from, notified_at FROM sanction_case WHERE case_id = $1"
    row = await rows.fetchrow(effect, UUID(case["caseId"]))
    assert row is not None
    assert city_day(row["effect_from"]) == city_day(row["notified_at"]) == proven
    assert await to_review(rows, case["caseId"]) == ["gewerkt_voor_kennisgeving"]


async def test_a_day_before_the_presumed_one_is_no_proof_and_the_letter_still_arrives(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "intrekking")
    on = monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    comes(city, on + DAY, hour=10)
    sooner = {"provenOn": f"{on + DAY}"}
    refused = await city.call(WORKER, "POST", f"{letter.path}/receipt", sooner)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "provenOn"
    await letter.arrives()
    assert (await terms(rows, case["caseId"]))["rvs.annulment_days"][0] == letter.thursday


async def test_a_request_to_the_council_that_was_late_is_in_time(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "intrekking")
    monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    await letter.arrives()
    comes(city, letter.thursday + timedelta(days=70))
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    late = "SELECT late FROM council_appeal WHERE case_id = $1"
    assert await rows.fetchval(late, UUID(case["caseId"])) is True
    await city.does(
        WORKER,
        f"{letter.path}/receipt",
        {"provenOn": f"{letter.thursday + timedelta(days=12)}"},
    )
    assert await rows.fetchval(late, UUID(case["caseId"])) is False


async def test_a_refused_declaration_has_its_term_from_the_proven_day(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.ready()
    await city.hears(filed["path"])
    refusal = {"outcome": "geweigerd", "motivation": "Onveilig.", "defenceAnswer": "Gelezen."}
    await city.does(COLLEGE, f"{filed['path']}/decision", refusal)
    monday(city)
    letter = await sends(city, filed["dossierId"], "beslissing", writer=OFFICE)
    await letter.arrives()
    assert (await terms(rows, filed["dossierId"]))["rvs.annulment_days"][0] == letter.thursday
    proven = await letter.proves(9)
    assert (await terms(rows, filed["dossierId"]))["rvs.annulment_days"][0] == proven


async def test_the_silence_of_an_applicant_is_none_before_the_proven_term_is_over(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.ready()
    on = monday(city)
    await city.does(OFFICE, f"{filed['path']}/hearing-invitation", {})
    letter = await sends(
        city, filed["dossierId"], "uitnodiging_hoorzitting", writer=OFFICE, motivation="X."
    )
    comes(city, on + timedelta(days=22))
    await city.does(OFFICE, f"{filed['path']}/no-defence")
    proven = await letter.proves(12)
    assert (await terms(rows, filed["dossierId"]))["sanction.defence_days"][0] == proven
    refusal = {"outcome": "geweigerd", "motivation": "Onveilig.", "defenceAnswer": "Gelezen."}
    refused = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", refusal)
    assert refused.status_code == 409
    _, last_day = (await terms(rows, filed["dossierId"]))["sanction.defence_days"]
    comes(city, last_day + DAY)
    assert (await city.call(COLLEGE, "POST", f"{filed['path']}/decision", refusal)).status_code == (
        409
    )
    await city.does(OFFICE, f"{filed['path']}/no-defence")
    await city.does(COLLEGE, f"{filed['path']}/decision", refusal)


async def test_a_suspension_after_an_investigation_stops_until_its_waiting_time_is_over(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """NGW art. 119ter §11: it works only fifteen calendar days after the notification."""
    with ordinance(app):
        filed = await city.granted()
        case = await Investigation.starts(app, city, nummer=filed["number"])
        await case.decided("schorsing", maanden="4", voorwaarden="Andere zaakvoerder.")
        monday(city)
        letter = await sends(city, case.case_id, "beslissing", writer=LAWYER)
        await letter.arrives()
        comes(city, letter.thursday + timedelta(days=16), hour=1)
        await case.becomes("De beslissing werkt")
        assert (await city.sees(COLLEGE, filed["path"]))["suspended"]
        proven = await letter.proves(12)
        assert not (await city.sees(COLLEGE, filed["path"]))["suspended"]
        running = await terms(rows, case.case_id)
        assert running["integrity.effective_after_days"] == (proven, proven + timedelta(days=15))
        assert running["rvs.annulment_days"][0] == proven
        assert await to_review(rows, case.case_id) == ["gewerkt_voor_kennisgeving"]
        comes(city, proven + timedelta(days=15), hour=22)
        assert not (await city.sees(COLLEGE, filed["path"]))["suspended"]
        comes(city, proven + timedelta(days=16), hour=1)

        async def works() -> bool:
            return (await city.sees(COLLEGE, filed["path"]))["suspended"]

        await city.clock_moves_on(works)


async def test_an_order_of_the_mayor_works_from_the_proven_day(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.signed(grond="ngw_135", tot=str(case.today + timedelta(days=60)))
    monday(city)
    letter = await sends(city, case.case_id, "beslissing")
    await letter.arrives()
    assert (await terms(rows, case.case_id))["rvs.annulment_days"][0] == letter.thursday
    proven = await letter.proves(8)
    assert (await terms(rows, case.case_id))["rvs.annulment_days"][0] == proven
    query = "SELECT effect_from FROM mayor_measure WHERE case_id = $1"
    assert city_day(await rows.fetchval(query, UUID(case.case_id))) == proven
    assert await to_review(rows, case.case_id) == ["gewerkt_voor_kennisgeving"]
    assert "De beslissing werkte al voor de kennisgeving." in await case.worker.sees(case.page)


@pytest.mark.parametrize(("proven", "in_time"), [(6, True), (7, False)])
async def test_the_time_to_prepare_for_a_measure_runs_from_the_arrival(
    app: FastAPI, city: City, rows: asyncpg.Connection, proven: int, in_time: bool
) -> None:
    """Three days: a hearing on the ninth leaves them to whoever was invited on the sixth."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    on = monday(city)
    hearing = f"{on + timedelta(days=9)}T10:00"
    await case.does(case.worker, "uitnodigen", moment=hearing, dag=str(on))
    more = {"hearingWhere": "Zaal 2", "motivation": "X."}
    letter = await sends(city, case.case_id, "uitnodiging_hoorzitting", **more)
    await letter.arrives()
    term = (await terms(rows, case.case_id))["mayor.hearing_notice_days"]
    assert term == (letter.thursday, letter.thursday + timedelta(days=3))
    comes(city, on + timedelta(days=10))
    await case.does(case.worker, "niet-verschenen")
    await letter.proves(proven)
    query = "SELECT heard FROM mayor_measure WHERE case_id = $1"
    assert await rows.fetchval(query, UUID(case.case_id)) is in_time
    if not in_time:
        assert "niet op tijd aan" in await case.refused(case.worker, "niet-verschenen")
        term = (await terms(rows, case.case_id))["mayor.hearing_notice_days"]
        assert term[0] == on + timedelta(days=7)


async def test_an_invitation_that_arrives_with_its_receipt_starts_the_term(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    on = monday(city)
    hearing = f"{on + timedelta(days=20)}T10:00"
    await case.does(case.worker, "uitnodigen", moment=hearing, dag=str(on))
    more = {"hearingWhere": "Zaal 2", "motivation": "X.", "mode": "aangetekend_met_ontvangstbewijs"}
    letter = await sends(city, case.case_id, "uitnodiging_hoorzitting", **more)
    comes(city, on + timedelta(days=9))
    presented = {"presentedOn": f"{on + timedelta(days=8)}"}
    await city.does(WORKER, f"{letter.path}/receipt", presented)
    term = (await terms(rows, case.case_id))["mayor.hearing_notice_days"]
    assert term == (on + timedelta(days=8), on + timedelta(days=11))


async def test_a_second_letter_about_the_same_starts_nothing_anew(
    city: City, rows: asyncpg.Connection
) -> None:
    """Only a proof about the letter that started the term counts, no copy that was sent later."""
    case = await decided(city, "intrekking")
    monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    await letter.arrives()
    await sends(city, case["caseId"], "beslissing", named=True)
    comes(city, letter.monday + timedelta(days=14))
    assert (await terms(rows, case["caseId"]))["rvs.annulment_days"][0] == letter.thursday


async def test_an_application_may_be_completed_until_the_end_of_the_proven_term(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": False, "missing": ["plan"]})
    monday(city)
    letter = await sends(city, filed["dossierId"], "aanvulling", writer=OFFICE)
    await letter.arrives()
    term = "suitability.completion_days"
    assert (await terms(rows, filed["dossierId"]))[term][0] == letter.thursday
    proven = await letter.proves(8)
    assert (await terms(rows, filed["dossierId"]))[term][0] == proven
