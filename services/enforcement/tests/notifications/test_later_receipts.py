"""A later receipt that somebody proves starts every term anew, however far the case got.

Ger.W. art. 53bis, 2°: a letter without a receipt counts as received on the third working day,
unless its addressee proves otherwise.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.catalogue import LETTERS
from enforcement.on_notified import NOTIFIED, PROVEN_LATER

from ..support.city import City
from ..support.fines import FINANCE, step
from ..support.integrity import Investigation, ordinance
from ..support.letters import ADDRESS
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.procedure import OFFICER, FineCase, fine
from ..support.sanctions import EXTRACT, decided, propose, warned
from ..support.week import comes, monday

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
COLLEGE, OFFICE = Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID
DAY = timedelta(days=1)


@dataclass
class Sent:
    """A registered letter without receipt, posted on a Monday: by law it arrives on Thursday."""

    city: City
    path: str
    monday: date
    case_id: str
    reader: Function

    @property
    def thursday(self) -> date:
        return self.monday + timedelta(days=3)

    async def arrives(self) -> None:
        comes(self.city, self.thursday, hour=9)

        async def there() -> bool:
            listed = await self.city.sees(self.reader, f"/v1/letters?caseId={self.case_id}")
            return any(
                each["letterId"] in self.path and each["state"] == "geacht_ontvangen"
                for each in listed["_embedded"]["letters"]
            )

        await self.city.clock_moves_on(there)

    async def proves(self, days: int) -> date:
        """It arrived so many days after that Monday, as its addressee proves today or later."""
        proven = self.monday + timedelta(days=days)
        comes(self.city, proven, hour=10)
        await self.city.does(self.reader, f"{self.path}/receipt", {"provenOn": f"{proven}"})
        return proven


async def sends(
    city: City,
    case_id: str,
    kind: str,
    *,
    writer: Function = WORKER,
    named: bool = False,
    **more: Any,
) -> Sent:
    """Drafted, checked by somebody else and posted, today; ``named``: it has its addressee."""
    if not named:
        to = {**ADDRESS, "role": "overtreder"}
        await city.does(writer, f"/v1/cases/{case_id}/addressees", to)
    body = {"caseId": case_id, "kind": kind, **more}
    answer = await city.call(writer, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    (letter,) = answer.json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(writer, f"{path}/check", subject="collega")
    await city.does(writer, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})
    return Sent(city, path, city_day(city.now), case_id, writer)


async def terms(rows: asyncpg.Connection, case_id: Any) -> dict[str, tuple[date, date]]:
    query = "SELECT term_id, starts_on, last_day FROM case_term WHERE case_id = $1"
    found = await rows.fetch(f"{query} AND closed_at IS NULL", UUID(str(case_id)))
    return {row["term_id"]: (row["starts_on"], row["last_day"]) for row in found}


async def to_review(rows: asyncpg.Connection, case_id: Any) -> list[str]:
    query = "SELECT reason FROM timeline WHERE case_id = $1 AND step = 'na_te_kijken'"
    return [row["reason"] for row in await rows.fetch(query, UUID(str(case_id)))]


async def opening(city: City, app: FastAPI) -> tuple[FineCase, Sent]:
    """An opening letter of a Monday."""
    case = await FineCase.opens(city, app)
    await case.does("triage", envisaged=250)
    monday(city)
    return case, await sends(city, str(case.case_id), "opstartbrief")


async def test_a_case_that_was_ready_waits_for_the_end_of_the_term_that_was_proven(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    """Fifteen days from the proven day; on the last of them nothing is decided yet."""
    case, letter = await opening(city, app)
    first = (await terms(rows, case.case_id))["gas.defence_days"]
    assert first[0] == letter.thursday
    comes(city, first[1] + DAY)
    await case.becomes("klaar_voor_beslissing")
    proven = await letter.proves(18)
    assert await case.state() == "opgestart"
    starts_on, last_day = (await terms(rows, case.case_id))["gas.defence_days"]
    assert starts_on == proven
    comes(city, last_day, hour=20)
    status, _ = await case.tries("ready")
    assert status == 409
    comes(city, last_day + DAY, hour=1)
    await case.becomes("klaar_voor_beslissing")
    assert await to_review(rows, case.case_id) == []


@pytest.mark.parametrize(("days", "flagged"), [(4, []), (18, ["beslist_voor_einde_verweer"])])
async def test_a_fine_of_before_the_end_of_that_term_is_for_a_person_to_look_at(
    city: City, app: FastAPI, rows: asyncpg.Connection, days: int, flagged: list[str]
) -> None:
    case, letter = await opening(city, app)
    comes(city, letter.monday + timedelta(days=24))
    await case.becomes("klaar_voor_beslissing")
    await case.asked_around()
    await case.does("fine", OFFICER, **fine(100))
    await letter.proves(days)
    assert await case.state() == "geldboete_opgelegd"
    assert await to_review(rows, case.case_id) == flagged


async def final(city: City, app: FastAPI, rows: asyncpg.Connection) -> tuple[FineCase, Sent]:
    """A fine that counts as final, since nobody appealed within a month of the presumed day."""
    case = await (await FineCase.opens(city, app)).fined()
    monday(city)
    answer = {"defenceAnswer": "U gaf geen verweer.", "proportionality": "De eerste keer."}
    letter = await sends(city, str(case.case_id), "beslissing", **answer)
    starts_on, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    assert starts_on == letter.thursday
    comes(city, last_day + DAY)
    await case.becomes("te_betalen")
    return case, letter


async def test_a_fine_that_counted_as_final_is_not_and_nothing_is_asked_meanwhile(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, letter = await final(city, app, rows)
    claim = f"/v1/claims/{case.case_id}"
    due_on = date.fromisoformat((await city.sees(FINANCE, claim))["dueOn"])
    comes(city, due_on + DAY)
    await step(city, claim, "payment-reminder")
    assert await case.state() == "aanmaning"
    proven = await letter.proves((city_day(city.now) - letter.monday).days)
    assert await case.state() == "ter_kennis_gebracht"
    assert await to_review(rows, case.case_id) == ["ingevorderd_voor_einde_beroep"]
    running = await terms(rows, case.case_id)
    assert running["gas.appeal_months"][0] == proven
    assert "gas.payment_days" not in running
    body = {"step": "formal-notice"}
    refused = await city.call(FINANCE, "POST", f"{claim}/steps", body)
    assert refused.status_code == 409
    last_day = running["gas.appeal_months"][1]
    comes(city, last_day, hour=23)
    assert await case.state() == "ter_kennis_gebracht"
    comes(city, last_day + DAY, hour=1)
    await case.becomes("te_betalen")
    assert (await city.sees(FINANCE, claim))["state"] == "te_betalen"
    due_from = "SELECT due_from FROM payment_claim WHERE case_id = $1"
    assert await rows.fetchval(due_from, case.case_id) == last_day + DAY


@pytest.mark.parametrize(("late", "status"), [(0, 200), (1, 409)])
async def test_an_appeal_is_in_time_until_the_last_day_of_the_proven_month(
    city: City, app: FastAPI, rows: asyncpg.Connection, late: int, status: int
) -> None:
    case, letter = await final(city, app, rows)
    await letter.proves((city_day(city.now) - letter.monday).days)
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + late * DAY, hour=9)
    answer = await city.call(WORKER, "POST", f"{case.path}/appeal", {})
    assert answer.status_code == status, answer.text


async def test_a_fine_that_was_paid_can_be_appealed_and_is_paid_again_after_the_month(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, letter = await final(city, app, rows)
    paid = {"amountCents": 20_000}
    await city.does(FINANCE, f"/v1/claims/{case.case_id}/payments", paid)
    assert await case.state() == "betaald"
    await letter.proves((city_day(city.now) - letter.monday).days)
    assert await case.state() == "ter_kennis_gebracht"
    assert await to_review(rows, case.case_id) == []
    _, last_day = (await terms(rows, case.case_id))["gas.appeal_months"]
    comes(city, last_day + DAY, hour=1)
    await case.becomes("betaald")


async def test_who_was_invited_too_late_did_not_stay_away(
    city: City, app: FastAPI, rows: asyncpg.Connection
) -> None:
    case, _ = await opening(city, app)
    comes(city, city_day(city.now) + timedelta(days=3), hour=9)
    hearing_at = city.now + timedelta(days=25)
    slot = {"startsAt": hearing_at.isoformat(), "place": "Zaal 2"}
    slot_id = (await city.does(OFFICER, "/v1/hearing-slots", slot))["slotId"]
    await case.does("hearing-request", slotId=slot_id)
    monday(city)
    letter = await sends(city, str(case.case_id), "uitnodiging_hoorzitting", named=True)
    comes(city, city_day(hearing_at) + DAY)
    await case.does("no-show")
    await letter.proves((city_day(hearing_at) - letter.monday).days)
    assert (await case.look())["hearingDone"] is False
    assert (await case.tries("ready"))[0] == 409
    await case.does("new-invitation")


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
    hearing = {"hearingAt": (city.now + timedelta(days=17)).isoformat(), "sentAt": None}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", hearing)
    more = {"hearingWhere": "Zaal 2", "ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    letter = await sends(city, case["caseId"], "uitnodiging_hoorzitting", **more)
    comes(city, on + timedelta(days=22))
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
    answer = {"defenceAnswer": "U erkende het.", "proportionality": "Kort."}
    letter = await sends(city, case["caseId"], "beslissing", **answer)
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


async def test_a_request_to_the_council_that_was_late_is_in_time(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "intrekking")
    monday(city)
    answer = {"defenceAnswer": "U erkende het.", "proportionality": "Kort."}
    letter = await sends(city, case["caseId"], "beslissing", **answer)
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
    refusal = {"outcome": "geweigerd", "motivation": "Onveilig."}
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
    refusal = {"outcome": "geweigerd", "motivation": "Onveilig."}
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
        answer = {"defenceAnswer": "U ontkende het."}
        letter = await sends(city, case.case_id, "beslissing", writer=LAWYER, **answer)
        await letter.arrives()
        comes(city, letter.thursday + timedelta(days=16), hour=1)
        await case.becomes("De beslissing werkt")
        assert (await city.sees(COLLEGE, filed["path"]))["state"] == "geschorst"
        proven = await letter.proves(12)
        assert (await city.sees(COLLEGE, filed["path"]))["state"] == "toegekend"
        running = await terms(rows, case.case_id)
        assert running["integrity.effective_after_days"] == (proven, proven + timedelta(days=15))
        assert running["rvs.annulment_days"][0] == proven
        assert await to_review(rows, case.case_id) == ["gewerkt_voor_kennisgeving"]
        comes(city, proven + timedelta(days=15), hour=22)
        assert (await city.sees(COLLEGE, filed["path"]))["state"] == "toegekend"
        comes(city, proven + timedelta(days=16), hour=1)

        async def works() -> bool:
            return (await city.sees(COLLEGE, filed["path"]))["state"] == "geschorst"

        await city.clock_moves_on(works)


async def test_an_order_of_the_mayor_works_from_the_proven_day(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.signed(grond="ngw_135", tot=str(case.today + timedelta(days=60)))
    monday(city)
    letter = await sends(city, case.case_id, "beslissing", defenceAnswer="U ontkende.")
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
    answer = {"defenceAnswer": "U erkende het.", "proportionality": "Kort."}
    letter = await sends(city, case["caseId"], "beslissing", **answer)
    await letter.arrives()
    await sends(city, case["caseId"], "beslissing", named=True, **answer)
    comes(city, letter.monday + timedelta(days=14))
    assert (await terms(rows, case["caseId"]))["rvs.annulment_days"][0] == letter.thursday


SILENT = {
    (CaseKind.GAS, LetterKind.OUDERLIJKE_BETROKKENHEID),  # a question, which starts no term
    (CaseKind.GAS, LetterKind.INTREKKING),  # a fine that is taken back
    (CaseKind.SUITABILITY, LetterKind.STOPZETTING),  # an application that ended, without a term
}


def test_every_registered_letter_starts_something_and_starts_it_anew() -> None:
    """What the law or the city wants registered has a term; a proof about it moves that term."""
    registered = {
        (case_kind, kind)
        for case_kind, letters in LETTERS.items()
        for kind, outline in letters.items()
        if outline.registered
    }
    starting = {key for key in registered if key in NOTIFIED}
    assert registered - starting == SILENT
    assert set(NOTIFIED) == set(PROVEN_LATER)
