"""A letter that came back lets no other procedure go on against somebody (Ger.W. art. 53bis)."""

from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.integrity import Investigation, ordinance
from ..support.letters import ADDRESS
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.receipts import DAY, WORKER, Sent, sends, terms, to_review
from ..support.sanctions import EXTRACT, decided, decision, warned
from ..support.street_bans import Ban
from ..support.week import comes, monday

LAWYER = Function.JURIST_BH
COLLEGE, OFFICE = Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID
REFUSED = "Een brief kwam terug"


def shown_day(day: date) -> str:
    return f"{('ma', 'di', 'wo', 'do', 'vr', 'za', 'zo')[day.weekday()]} {day.day}/{day:%m/%Y}"


async def comes_back(letter: Sent, days: int = 6) -> None:
    """Nobody of that name lives there: so many days after the Monday on which it left."""
    day = letter.monday + days * DAY
    comes(letter.city, day, hour=10)
    said = {"returnedOn": f"{day}", "reason": "vertrokken"}
    await letter.city.does(letter.reader, f"{letter.path}/return", said)


async def again(rows: asyncpg.Connection, letter: Sent, kind: str, **more: str) -> Sent:
    """The letter to the new address of the same person, posted on the next Monday, arrives."""
    monday(letter.city)
    gone = "UPDATE addressee SET removed_at = $2 WHERE case_id = $1"
    await rows.execute(gone, UUID(letter.case_id), letter.city.now)
    to = {**ADDRESS, "role": "overtreder", "street": "Nieuwe Teststraat"}
    await letter.city.does(letter.reader, f"/v1/cases/{letter.case_id}/addressees", to)
    anew = await sends(
        letter.city,
        letter.case_id,
        kind,
        writer=letter.reader,
        named=True,
        mode="aangetekend",
        **more,
    )
    await anew.arrives()
    return anew


VALID = "sanction.warning_validity_months"


async def test_no_finding_follows_a_warning_that_reached_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    worker = await signed_in(app, city, WORKER)
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    monday(city)
    letter = await sends(city, case["caseId"], "waarschuwing", ruleExtract=EXTRACT["extract"])
    page = f"/dossiers/{case['caseId']}"
    assert "Een waarschuwing versturen De brief is onderweg" in await worker.sees(page)
    second = await city.call(WORKER, "POST", f"{case['path']}/warning", EXTRACT)
    assert (second.status_code, "is onderweg" in second.text) == (409, True)
    assert case["number"] not in await worker.sees("/vandaag")
    await letter.arrives()
    comes(city, letter.thursday + DAY, hour=14)
    received = shown_day(letter.thursday)
    assert f"Gewaarschuwd op {received} De waarschuwing telt" in await worker.sees(page)
    await comes_back(letter)
    seen = await worker.sees(page)
    for gone in ("Gewaarschuwd op", "De waarschuwing telt", "Waarschuwing ontvangen"):
        assert gone not in seen
    assert VALID not in await terms(rows, case["caseId"])
    comes(city, letter.monday + 9 * DAY)
    await city.transfers(dossier["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["state"] == "waarschuwing_verstuurd"
    anew = await again(rows, letter, "waarschuwing", ruleExtract=EXTRACT["extract"])
    assert (await terms(rows, case["caseId"]))[VALID][0] == anew.thursday
    assert f"Gewaarschuwd op {shown_day(anew.thursday)}" in await worker.sees(page)
    comes(city, anew.thursday + DAY, hour=12)
    await city.transfers(dossier["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["state"] == "volgende_vaststelling"


async def test_a_copy_of_a_warning_is_not_the_warning_on_its_way(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The lawyer's copy is still under way when the owner's letter is back."""
    worker = await signed_in(app, city, WORKER)
    case = await city.case_of(await city.transfers((await city.granted())["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    monday(city)
    lawyer = {**ADDRESS, "role": "advocaat", "name": "Meester Kanariewicz"}
    await city.does(WORKER, f"/v1/cases/{case['caseId']}/addressees", lawyer)
    owner = {**ADDRESS, "role": "overtreder"}
    await city.does(WORKER, f"/v1/cases/{case['caseId']}/addressees", owner)
    body = {"caseId": case["caseId"], "kind": "waarschuwing", "copyToLawyer": True}
    answer = await city.call(
        WORKER, "POST", "/v1/letters", {**body, "ruleExtract": EXTRACT["extract"]}
    )
    assert answer.is_success, answer.text
    left = {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
    for letter in answer.json():
        path = f"/v1/letters/{letter['letterId']}"
        await city.does(WORKER, f"{path}/check", subject="collega")
        await city.does(WORKER, f"{path}/posting", left)
    page = f"/dossiers/{case['caseId']}"
    on_its_way = "Een waarschuwing versturen De brief is onderweg"
    assert on_its_way in await worker.sees(page)
    (own,) = [each["letterId"] for each in answer.json() if each["role"] == "overtreder"]
    back = {"returnedOn": f"{city_day(city.now)}", "reason": "vertrokken"}
    await city.does(WORKER, f"/v1/letters/{own}/return", back)
    assert on_its_way not in await worker.sees(page)


async def test_a_finding_that_was_linked_lives_on_when_the_warning_proves_to_reach_nobody(
    city: City, rows: asyncpg.Connection
) -> None:
    """The letter came back before the fact, as the city notes after it."""
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    monday(city)
    letter = await sends(city, case["caseId"], "waarschuwing", ruleExtract=EXTRACT["extract"])
    await letter.arrives()
    comes(city, letter.monday + 8 * DAY, hour=12)
    finding = await city.transfers(dossier["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["state"] == "volgende_vaststelling"
    comes(city, letter.monday + 9 * DAY)
    back_on = letter.monday + 6 * DAY
    said = {"returnedOn": f"{back_on}", "reason": "onbekend"}
    await city.does(WORKER, f"{letter.path}/return", said)
    stands = await city.sees(WORKER, case["path"])
    assert (stands["state"], stands["warnedOn"]) == ("waarschuwing_verstuurd", None)
    assert VALID not in await terms(rows, case["caseId"])
    own = await city.case_of(finding)
    assert (own["caseId"] != case["caseId"], own["state"]) == (True, "vaststelling_ontvangen")


async def test_the_silence_of_an_owner_who_was_not_invited_is_none(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    on = monday(city)
    hearing = {"hearingAt": (city.now + timedelta(days=30)).isoformat(), "sentAt": None}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", hearing)
    more = {"hearingWhere": "Zaal 2", "ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    letter = await sends(city, case["caseId"], "uitnodiging_hoorzitting", **more)
    await letter.arrives()
    await comes_back(letter)
    comes(city, on + 60 * DAY)
    answer = await city.call(WORKER, "POST", f"{case['path']}/no-defence")
    assert (answer.status_code, REFUSED in answer.text) == (409, True)


async def test_the_police_look_after_no_closure_of_which_nobody_was_told(
    city: City, rows: asyncpg.Connection
) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    await letter.arrives()
    await comes_back(letter)
    answer = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request", {})
    assert answer.status_code == 409, answer.text
    assert REFUSED in answer.text
    assert "brief_teruggekomen" in await to_review(rows, case["caseId"])
    anew = await again(rows, letter, "beslissing")
    assert (await terms(rows, case["caseId"]))["rvs.annulment_days"][0] == anew.thursday
    await city.does(WORKER, f"{case['path']}/execution-check-request", {})


async def test_a_declaration_is_not_refused_to_somebody_who_was_not_invited(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.ready()
    on = monday(city)
    await city.does(OFFICE, f"{filed['path']}/hearing-invitation", {})
    letter = await sends(
        city, filed["dossierId"], "uitnodiging_hoorzitting", writer=OFFICE, motivation="X."
    )
    await letter.arrives()
    await comes_back(letter)
    comes(city, on + 60 * DAY)
    answer = await city.call(OFFICE, "POST", f"{filed['path']}/no-defence")
    assert (answer.status_code, REFUSED in answer.text) == (409, True)
    refusal = {"outcome": "geweigerd", "motivation": "Onveilig.", "defenceAnswer": "Gelezen."}
    answer = await city.call(COLLEGE, "POST", f"{filed['path']}/decision", refusal)
    assert (answer.status_code, REFUSED in answer.text) == (409, True)
    grant = {"outcome": "toegekend", "motivation": "In orde.", **LACKING}
    await city.does(COLLEGE, f"{filed['path']}/decision", grant)


async def test_an_application_is_not_stopped_for_want_of_what_nobody_was_asked(
    city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": False, "missing": ["plan"]})
    on = monday(city)
    letter = await sends(city, filed["dossierId"], "aanvulling", writer=OFFICE)
    await letter.arrives()
    await comes_back(letter)
    comes(city, on + 90 * DAY)
    answer = await city.call(OFFICE, "POST", f"{path}/discontinuation", {"reason": "Xyz."})
    assert (answer.status_code, REFUSED in answer.text) == (409, True)


async def test_a_decision_after_an_investigation_waits_for_its_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """NGW art. 119ter §11: fifteen calendar days from the notification, so from none at all."""
    with ordinance(app):
        filed = await city.granted()
        case = await Investigation.starts(app, city, nummer=filed["number"])
        await case.decided("schorsing", maanden="4", voorwaarden="Andere zaakvoerder.")
        monday(city)
        letter = await sends(city, case.case_id, "beslissing", writer=LAWYER)
        await letter.arrives()
        await comes_back(letter)
        comes(city, letter.monday + 40 * DAY)
        assert not (await city.sees(COLLEGE, filed["path"]))["suspended"]
        anew = await again(rows, letter, "beslissing")
        running = await terms(rows, case.case_id)
        assert running["integrity.effective_after_days"][0] == anew.thursday
        comes(city, anew.thursday + 16 * DAY, hour=1)
        await case.becomes("De beslissing werkt")


async def test_a_letter_about_a_decision_that_was_taken_back_moves_no_day_of_the_next(
    city: City, rows: asyncpg.Connection
) -> None:
    """It comes back after the next was handed over: that one was notified, and goes on."""
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    path = case["path"]
    monday(city)
    letter = await sends(city, case["caseId"], "beslissing")
    await letter.arrives()
    why = {"motivation": "De motivering vermeldt het verkeerde pand.", "restart": "beslissing"}
    await city.does(COLLEGE, f"{path}/retake", why)
    city.later(minutes=1)
    again = decision("tijdelijke_sluiting", None, city.now + timedelta(days=30))
    await city.does(COLLEGE, f"{path}/decision", again)
    await city.does(WORKER, f"{path}/notification", {})
    before, running = await city.sees(WORKER, path), await terms(rows, case["caseId"])
    await comes_back(letter)
    after = await city.sees(WORKER, path)
    assert (after["notifiedAt"], after["effectFrom"]) == (
        *(before["notifiedAt"], before["effectFrom"]),
    )
    assert await terms(rows, case["caseId"]) == running
    assert await to_review(rows, case["caseId"]) == []
    await city.does(WORKER, f"{path}/execution-check-request", {})


async def test_nobody_is_held_to_a_ban_that_reached_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The police hear at once that it does not hold, and from when it does (NGW art. 134sexies)."""
    case = await (await (await Ban.starts(app, city)).skips_warning()).is_heard()
    await case.is_bounded()
    await case.college_meets(20)
    monday(city)
    await case.does(case.mayor, "bevel", **case.order())
    letter = await sends(city, str(case.case_id), "beslissing")
    await letter.arrives()
    query = "SELECT works_from, last_day, notified_at FROM street_ban_case WHERE case_id = $1"
    row = await rows.fetchrow(query, case.case_id)
    assert row is not None and city_day(row["works_from"]) == letter.thursday
    await comes_back(letter, 4)
    row = await rows.fetchrow(query, case.case_id)
    assert row is not None and city_day(row["works_from"]) == row["last_day"] + DAY
    anew = await again(rows, letter, "beslissing")
    row = await rows.fetchrow(query, case.case_id)
    assert row is not None and city_day(row["works_from"]) == anew.thursday


async def test_nobody_forfeits_under_an_order_that_reached_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.signed(grond="ngw_135", tot=str(case.today + timedelta(days=60)))
    monday(city)
    letter = await sends(city, case.case_id, "beslissing")
    await letter.arrives()
    await comes_back(letter)
    assert REFUSED in await case.refused(case.worker, "controle-vragen")
    assert "brief_teruggekomen" in await to_review(rows, case.case_id)
    anew = await again(rows, letter, "beslissing")
    assert (await terms(rows, case.case_id))["rvs.annulment_days"][0] == anew.thursday
    waits = "SELECT undelivered FROM mayor_measure WHERE case_id = $1"
    assert await rows.fetchval(waits, UUID(case.case_id)) is False


@pytest.mark.parametrize("taken_back", [False, True])
async def test_the_letter_of_an_order_comes_back_also_once_its_renewal_is_signed(
    app: FastAPI, city: City, rows: asyncpg.Connection, *, taken_back: bool
) -> None:
    """The days between forfeit nothing under either, whether or not the renewal stands."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    monday(city)
    letter = await sends(city, case.case_id, "beslissing")
    await letter.arrives()
    await case.confirmed()
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    last = str(case.today + timedelta(days=290))
    await case.does(case.mayor, "hernieuwen", tot=last, **said)
    if taken_back:
        why = {"reden": "De motivering was fout.", "zeker": "ja"}
        await case.does(case.mayor, "hernemen", **why, vanaf="niets")
    query = """
        SELECT notified_at FROM measure_order WHERE case_id = $1 ORDER BY ordered_at LIMIT 1
    """
    notified_at = await rows.fetchval(query, UUID(case.case_id))
    assert city_day(notified_at) == letter.thursday
    returned_on = max(letter.monday + 6 * DAY, city_day(city.now))
    await comes_back(letter, (returned_on - letter.monday).days)
    assert "brief_teruggekomen" in await to_review(rows, case.case_id)
    assert city_day(await rows.fetchval(query, UUID(case.case_id))) >= returned_on
    assert REFUSED in await case.refused(case.worker, "controle-vragen")


async def test_a_ban_holds_from_the_letter_that_arrived_though_an_earlier_one_comes_back(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Somebody told the new address in time: the return of the first letter takes nothing away."""
    case = await (await (await Ban.starts(app, city)).skips_warning()).is_heard()
    await case.is_bounded()
    await case.college_meets(20)
    monday(city)
    await case.does(case.mayor, "bevel", **case.order())
    first = await sends(city, str(case.case_id), "beslissing")
    comes(city, first.monday + DAY, hour=9)
    gone = "UPDATE addressee SET removed_at = $2 WHERE case_id = $1"
    await rows.execute(gone, case.case_id, city.now)
    to = {**ADDRESS, "role": "overtreder", "street": "Nieuwe Teststraat"}
    await city.does(WORKER, f"/v1/cases/{case.case_id}/addressees", to)
    second = await sends(city, str(case.case_id), "beslissing", named=True)
    arrived_on = first.monday + 4 * DAY  # of a Tuesday the third working day
    comes(city, arrived_on, hour=9)

    async def there() -> bool:
        listed = await city.sees(WORKER, f"/v1/letters?caseId={case.case_id}")
        states = {each["letterId"]: each["state"] for each in listed["_embedded"]["letters"]}
        return states[second.path.rpartition("/")[2]] == "geacht_ontvangen"

    await city.clock_moves_on(there)
    await comes_back(first, 8)
    query = "SELECT works_from, last_day, undelivered FROM street_ban_case WHERE case_id = $1"
    row = await rows.fetchrow(query, case.case_id)
    assert row is not None and not row["undelivered"]
    assert city_day(row["works_from"]) == arrived_on
