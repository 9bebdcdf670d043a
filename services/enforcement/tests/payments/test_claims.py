"""From a final fine to a paid one: bookings, instalments, collection and prescription."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.gas.finalise import DueFine
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.tell_procedure import tell_procedure
from enforcement.payments.open_claim import open_claim
from enforcement.payments.reserve_reference import reserve_reference
from enforcement.payments.rules.reference import find_references
from enforcement.payments.store import claims
from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid, refused, step
from ..support.letters import address
from ..support.procedure import FineCase

WORKER = Function.DOSSIERBEHANDELAAR_BH


def steps_of(case: dict[str, Any]) -> list[str]:
    return [entry["step"] for entry in case["timeline"]]


async def timeline(city: City, path: str) -> list[str]:
    return steps_of(await city.sees(WORKER, path.replace("/claims/", "/gas-cases/")))


async def case_state(city: City, path: str) -> str:
    """The state of the fine's own case."""
    case = await city.sees(WORKER, path.replace("/claims/", "/gas-cases/"))
    state: str = case["state"]
    return state


async def terms(city: City, path: str) -> dict[str, str]:
    case = await city.sees(WORKER, path.replace("/claims/", "/gas-cases/"))
    return {term["termId"]: term["lastDay"] for term in case["terms"]}


async def test_a_fine_is_paid_in_parts_and_then_nothing_is_owed(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 15_000)
    assert {"gas.payment_days", "gas.fine_prescription_years"} <= set(await terms(city, path))
    part = await paid(city, path, 5_000)
    assert (part["state"], part["outstandingCents"]) == ("te_betalen", 10_000)
    whole = await paid(city, path, 10_000)
    assert (whole["state"], whole["outstandingCents"], whole["creditCents"]) == ("betaald", 0, 0)
    assert whole["allowed"] == []
    assert await case_state(city, path) == "betaald"
    assert (await city.told(path[-36:]))[-3:] == [
        "gas-payment-received",
        "gas-payment-received",
        "gas-case-closed",
    ]
    assert not {"gas.payment_days", "gas.fine_prescription_years"} & set(await terms(city, path))


async def test_the_decision_names_the_reference_under_which_the_fine_is_paid(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    await case.fined(150)
    seen = []
    for _ in range(2):
        async with app.state.database.begin(city.now) as tx:
            seen.append(await reserve_reference(tx, case.case_id))
    assert seen[0] == seen[1]
    await case.notified()
    terms = {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}
    case.go_to(date.fromisoformat(terms["gas.appeal_months"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    claim = await city.sees(FINANCE, f"/v1/claims/{case.case_id}")
    assert find_references(seen[0]) == [claim["reference"]]


async def test_what_was_paid_too_much_is_a_credit_that_a_person_gives_back(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 10_000)
    over = await paid(city, path, 12_500)
    assert (over["state"], over["creditCents"]) == ("betaald", 2_500)
    assert await refused(city, f"{path}/refunds", {"amountCents": 2_501}) == (
        422,
        "Zoveel is er niet te veel betaald.",
    )
    back = await city.does(FINANCE, f"{path}/refunds", {"amountCents": 2_500})
    assert (back["state"], back["creditCents"], back["paidCents"]) == ("betaald", 0, 10_000)


async def test_a_wrong_booking_is_booked_back_and_the_fine_is_owed_again_where_it_was(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 10_000)
    due = (await terms(city, path))["gas.fine_prescription_years"]
    city.later(days=40)
    await step(city, path, "payment-reminder")
    wrong = await paid(city, path, 10_000)
    (booking,) = wrong["bookings"]
    correction = f"{path}/bookings/{booking['bookingId']}/correction"
    again = await city.does(FINANCE, correction, {"reason": "Dossier van iemand anders."})
    assert (again["state"], again["outstandingCents"]) == ("herinnerd", 10_000)
    assert await case_state(city, path) == "aanmaning"
    assert (await terms(city, path))["gas.fine_prescription_years"] == due
    status, said = await refused(city, correction, {"reason": "Nog eens."})
    assert (status, said) == (409, "Deze boeking is al ongedaan gemaakt.")
    assert [each["amountCents"] for each in again["bookings"]] == [10_000, -10_000]
    told = await city.told(path.rpartition("/")[2])
    assert told[-3:] == ["gas-payment-received", "gas-case-closed", "gas-payment-undone"]


async def test_a_case_that_somebody_closed_opens_again_when_its_payment_is_booked_back(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 10_000)
    (booking,) = (await paid(city, path, 10_000))["bookings"]
    case = path.replace("/v1/claims", "/v1/gas-cases")
    closed = await city.does(Function.JURIST_BH, f"{case}/closing")
    still = ["appeal", "fine-correction", "fine-withdrawal", "prosecution"]
    assert (closed["state"], closed["allowed"]) == ("afgesloten", still)
    correction = f"{path}/bookings/{booking['bookingId']}/correction"
    await city.does(FINANCE, correction, {"reason": "Dossier van iemand anders."})
    assert await case_state(city, path) == "te_betalen"


async def test_the_same_request_twice_books_once(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app, 10_000)
    key = {"Idempotency-Key": f"betaling-{path[-8:]}"}
    first = await city.call(FINANCE, "POST", f"{path}/payments", {"amountCents": 100}, **key)
    again = await city.call(FINANCE, "POST", f"{path}/payments", {"amountCents": 100}, **key)
    assert first.json() == again.json()
    assert (await city.sees(FINANCE, path))["paidCents"] == 100


async def test_collection_goes_step_by_step_and_leaves_time_to_pay(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app)
    asked = {"step": "payment-reminder"}
    status, said = await refused(city, f"{path}/steps", asked)
    assert (status, "Wacht tot na de laatste dag" in said) == (409, True)
    city.later(days=40)
    for name in ("formal-notice", "college-visa", "service-of-writ"):
        assert (await refused(city, f"{path}/steps", {"step": name}))[0] == 409
    await step(city, path, "payment-reminder")
    assert (await refused(city, f"{path}/steps", {"step": "formal-notice"}))[0] == 409
    city.later(days=15)
    await step(city, path, "formal-notice")
    city.later(days=15)
    await step(city, path, "college-visa")
    before = (await city.sees(FINANCE, path))["prescribesOn"]
    city.later(days=10)
    served = await step(city, path, "service-of-writ")
    assert (served["state"], served["allowed"]) == (
        "betekend",
        ["prescription-interrupted", "write-off"],
    )
    assert served["prescribesOn"] > before
    assert (await timeline(city, path))[-6:] == [
        "payment-reminder",
        "reminder",
        "formal-notice",
        "college-visa",
        "collection",
        "service-of-writ",
    ]
    assert await case_state(city, path) == "dwanginvordering"
    assert (await city.told(path[-36:]))[-3:] == [
        "gas-reminder-sent",
        "gas-reminder-sent",
        "gas-collection-started",
    ]


async def test_a_letter_that_was_sent_days_ago_counts_from_that_day(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app)
    city.later(days=60)
    sent = city_day(city.now) - timedelta(days=20)
    await step(city, path, "payment-reminder", on=sent.isoformat())
    assert (await step(city, path, "formal-notice"))["state"] == "aangemaand"
    tomorrow = city_day(city.now) + timedelta(days=1)
    late = {"step": "college-visa", "on": tomorrow.isoformat()}
    assert await refused(city, f"{path}/steps", late) == (422, "Deze dag ligt in de toekomst.")


async def test_instalments_that_are_kept_hold_collection_and_one_that_is_missed_is_flagged(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 10_000)
    city.later(days=40)
    days = [city_day(city.now) + timedelta(days=30 * nr) for nr in (1, 2)]
    body = [{"dueOn": day.isoformat(), "amountCents": 5_000} for day in days]
    short = [body[0], body[1] | {"amountCents": 4_999}]
    status, said = await refused(city, f"{path}/instalments", {"instalments": short})
    assert (status, "samen niet" in said) == (422, True)
    agreed = await city.does(FINANCE, f"{path}/instalments", {"instalments": body})
    assert [part["state"] for part in agreed["instalments"]] == ["open", "open"]
    assert "payment-reminder" not in agreed["allowed"]
    await paid(city, path, 5_000)
    city.later(days=31)
    kept = await city.sees(FINANCE, path)
    assert [part["state"] for part in kept["instalments"]] == ["betaald", "open"]
    city.later(days=31)

    async def flagged() -> bool:
        return (await timeline(city, path))[-1] == "instalment-missed"

    await city.clock_moves_on(flagged)
    missed = await city.sees(FINANCE, path)
    assert missed["instalments"][1]["state"] == "gemist"
    assert "payment-reminder" in missed["allowed"]
    ended = await city.does(FINANCE, f"{path}/instalments/end", {"reason": "Niet gevolgd."})
    assert ended["instalments"] == []
    assert (await refused(city, f"{path}/instalments/end", {"reason": "Weer."}))[0] == 409


async def test_while_instalments_are_kept_the_day_of_the_whole_is_no_term_and_late_nowhere(
    city: City, app: FastAPI
) -> None:
    """Who pays as agreed is not late: board and lists tell the next instalment. Once the plan is
    ended, the whole is due again."""
    path = await final_fine(city, app, 10_000)
    case_id = path.rpartition("/")[2]
    finance = await signed_in(app, city, FINANCE)

    async def runs() -> bool:
        case = await city.sees(WORKER, f"/v1/gas-cases/{case_id}")
        return "gas.payment_days" in {term["termId"] for term in case["terms"]}

    async def listed() -> str:
        """The card of the claim in the list of finance."""
        number = (await city.sees(FINANCE, path))["number"]
        pages = [words(sent) for sent in await finance.pages("/betalingen")]
        return next(sent.partition(number)[2][:160] for sent in pages if number in sent)

    assert await runs()
    city.later(days=40)
    days = [city_day(city.now) + timedelta(days=30 * nr) for nr in (1, 2)]
    body = [{"dueOn": day.isoformat(), "amountCents": 5_000} for day in days]
    await city.does(FINANCE, f"{path}/instalments", {"instalments": body})
    assert not await runs()
    assert "nog 30 dagen" in await listed() and "te laat" not in await listed()
    await paid(city, path, 5_000)
    city.later(days=31)
    assert "nog 29 dagen" in await listed() and "te laat" not in await listed()
    assert not await runs()
    city.later(days=30)
    assert "1 dag te laat" in await listed()
    await city.does(FINANCE, f"{path}/instalments/end", {"reason": "Niet gevolgd."})
    assert await runs()
    assert "dagen te laat" in await listed()


async def test_a_claim_prescribes_after_five_years_unless_something_interrupted_them(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app)
    first = date.fromisoformat((await city.sees(FINANCE, path))["prescribesOn"])
    assert (await refused(city, f"{path}/steps", {"step": "prescription"}))[0] == 409
    assert await refused(city, f"{path}/steps", {"step": "prescription-interrupted"}) == (
        422,
        "Zeg waarom, of waardoor.",
    )
    city.later(days=400)
    later = await step(city, path, "prescription-interrupted", reason="Bevel tot betaling.")
    last = date.fromisoformat(later["prescribesOn"])
    assert last > first + timedelta(days=350)
    city.now += timedelta(days=(last - city_day(city.now)).days)
    assert (await refused(city, f"{path}/steps", {"step": "prescription"}))[0] == 409
    city.later(days=1)
    over = {"step": "prescription-interrupted", "reason": "Te laat."}
    assert (await refused(city, f"{path}/steps", over))[0] == 422
    assert (await step(city, path, "prescription"))["state"] == "verjaard"
    after = await paid(city, path, 15_000)
    assert after["state"] == "betaald"


async def test_a_reminder_and_a_notice_that_arrived_count_from_their_own_day(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app)
    city.later(days=60)
    case_id, clerk = UUID(path[-36:]), By("dossierbehandelaar_bh", "clerk")
    arrived = city_day(city.now) - timedelta(days=20)
    for kind, state in (
        (LetterKind.HERINNERING, "herinnerd"),
        (LetterKind.AANMANING, "aangemaand"),
    ):
        async with app.state.database.begin(city.now) as tx:
            await tell_procedure(tx, (CaseKind.GAS, kind), case_id, arrived, clerk)
        assert (await city.sees(FINANCE, path))["state"] == state
        arrived += timedelta(days=15)


async def test_a_reminder_and_a_notice_that_leave_by_post_count_once_they_arrive(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app)
    case_id = path[-36:]
    await address(city, case_id, "overtreder")
    for kind, state in (("herinnering", "herinnerd"), ("aanmaning", "aangemaand")):
        city.later(days=40)
        asked = {"caseId": case_id, "kind": kind}
        drafted = await city.call(WORKER, "POST", "/v1/letters", asked)
        (letter,) = drafted.json()
        of_letter = f"/v1/letters/{letter['letterId']}"
        await city.does(Function.JURIST_BH, f"{of_letter}/check", subject="collega")
        posted = {"postedOn": f"{city_day(city.now)}"}
        expected = await city.does(WORKER, f"{of_letter}/posting", posted)
        assert (await city.sees(FINANCE, path))["state"] != state
        city.now = day_start(date.fromisoformat(expected["notifiedOn"])) + timedelta(hours=9)
        seen = partial(claim_is, city, path, state)
        await city.clock_moves_on(seen)


async def claim_is(city: City, path: str, state: str) -> bool:
    return bool((await city.sees(FINANCE, path))["state"] == state)


@pytest.mark.night(
    "one state of a hold, of which all are tried",
    stays=(
        "services/enforcement/tests/payments/test_rules.py::test_nothing_is_collected_during_an_appeal_a_kept_plan_or_a_hold",
        "services/enforcement/tests/payments/test_asked.py::test_who_waits_for_consultation_stands_ready_for_no_next_step",
    ),
)
async def test_nothing_is_collected_while_the_police_ask_to_wait(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app)
    city.later(days=40)
    case = await city.sees(WORKER, path.replace("/claims/", "/gas-cases/"))
    event = FindingHoldChanged(finding_id=case["findingId"], on_hold=True, changed_at=city.now)
    ids = await city.sandbox.publish(event, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    status, said = await refused(city, f"{path}/steps", {"step": "payment-reminder"})
    assert (status, said) == (409, "Het dossier is opgeschort. De invordering wacht.")
    assert (await paid(city, path, 15_000))["state"] == "betaald"


async def test_a_fine_that_a_judge_annulled_owes_nothing_and_what_was_paid_goes_back(
    city: City, app: FastAPI, rows: Any
) -> None:
    path = await final_fine(city, app, 10_000)
    await paid(city, path, 4_000)
    await rows.execute(
        "UPDATE gas_case SET state = 'vernietigd' WHERE case_id = $1::uuid", path[-36:]
    )
    claim = await city.sees(FINANCE, path)
    assert (claim["owedCents"], claim["outstandingCents"], claim["creditCents"]) == (0, 0, 4_000)
    assert (await refused(city, f"{path}/steps", {"step": "payment-reminder"}))[0] == 409
    back = await city.does(FINANCE, f"{path}/refunds", {"amountCents": 4_000})
    assert back["creditCents"] == 0


async def test_a_judge_who_sets_another_amount_leaves_what_was_paid(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 20_000)
    await paid(city, path, 12_000)
    reference = (await city.sees(FINANCE, path))["reference"]
    city.later(days=3)
    async with app.state.database.begin(city.now) as tx:
        case_id, today = UUID(path.rpartition("/")[2]), city.today
        await open_claim(tx, DueFine(case_id, 10_000, today, today, today))
    now = await city.sees(FINANCE, path)
    assert (now["state"], now["creditCents"], now["reference"]) == ("betaald", 2_000, reference)


UNSOUND: list[dict[str, Any]] = [
    {},
    {"amountCents": 0},
    {"amountCents": -5},
    {"amountCents": 10_000_001},
    {"amountCents": 1.5},
    {"amountCents": "veel"},
    {"amountCents": 100, "paidOn": "2199-01-01"},
    {"amountCents": 100, "caseId": "x"},
]


async def test_an_unsound_payment_is_refused_and_books_nothing(city: City, app: FastAPI) -> None:
    path = await final_fine(city, app)
    for body in UNSOUND:
        assert (await refused(city, f"{path}/payments", body))[0] == 422, body
        assert (await city.sees(FINANCE, path))["bookings"] == [], body


async def test_finance_sees_open_claims_soonest_due_first_and_no_person(
    city: City, app: FastAPI
) -> None:
    first, second = await final_fine(city, app), await final_fine(city, app)
    listed = await city.sees(FINANCE, "/v1/claims?pagesize=200")
    rows = listed["_embedded"]["claims"]
    due = [row["paysBy"] for row in rows]
    assert due == sorted(due)
    assert {first[-36:], second[-36:]} <= {row["caseId"] for row in rows}
    person = await city.call(FINANCE, "GET", f"{first.replace('claims', 'gas-cases')}/offenders")
    assert person.status_code == 403


async def test_no_instalment_counts_as_missed_while_the_police_ask_to_wait(
    city: City, app: FastAPI
) -> None:
    path = await final_fine(city, app, 15_000)
    today = city_day(city.now)
    parts = [
        {"dueOn": f"{today + timedelta(days=days)}", "amountCents": 7_500} for days in (10, 20)
    ]
    await city.does(FINANCE, f"{path}/instalments", {"instalments": parts})

    async def missed(days: int) -> bool:
        async with app.state.database.begin(city.now) as tx:
            rows = await claims.with_missed_instalment(tx, today + timedelta(days=days), 10_000)
        return UUID(path.rpartition("/")[2]) in {row.case_id for row in rows}

    assert [await missed(days) for days in (10, 11)] == [False, True]
    case = await city.sees(WORKER, path.replace("/claims/", "/gas-cases/"))
    asked = city.later(hours=1)
    event = FindingHoldChanged(finding_id=case["findingId"], on_hold=True, changed_at=asked)
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    assert not await missed(11)


async def test_bookings_and_instalments_are_history_that_the_service_cannot_rewrite(
    rows: Any,
) -> None:
    for statement in (
        "UPDATE payment_booking SET amount_cents = 0",
        "DELETE FROM payment_booking",
        "UPDATE instalment SET amount_cents = 0",
    ):
        with pytest.raises(Exception, match="permission denied"):
            await rows.execute(statement)
