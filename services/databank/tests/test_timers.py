"""Every deadline of the databank: without its effect the day before, with it on its moment."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.web import Function
from databank.timers import TIMERS
from launcher.deadlines import Deadline, ProvenBy, Traces, comes_due, each_has_a_case

from .support.databank import Databank, day, unlike_others
from .support.exchanges import PATH, about_somebody
from .support.officers import seen
from .support.street_bans import ordered
from .support.unlisted_checks import asked
from .support.watch_requests import asked as asked_watch

Case = Callable[[Databank], Awaitable[Deadline]]


async def street_ban_over(databank: Databank) -> Deadline:
    """31 days after the last day of the last order: of each order, and of its findings."""
    at, finding = day(databank.today), uuid4()
    ban = ordered(finding, at)
    renewed = ban.model_copy(
        update={"order_id": uuid4(), "renewal": 1, "ends_at": at + timedelta(days=58)}
    )
    await databank.tell(ban, renewed, at=at)
    values = [str(each) for each in (ban.case_id, ban.order_id, renewed.order_id, finding)]
    traces = Traces(databank.sandbox, "databank", values)
    assert await traces.tables() == {"street_ban", "street_ban_finding"}
    due = at + timedelta(days=58 + 31)
    return Deadline(str(ban.case_id), traces.are_gone, due)


async def watch_request_over(databank: Databank) -> Deadline:
    """31 days after its last day, with whom it was about and what was seen."""
    at, who = day(databank.today), unlike_others()
    last = city_day(at) + timedelta(days=9)
    watch = await (await asked_watch(databank, at, last, sought=who)).agreed()
    person_id = await seen(databank, "straat", at + timedelta(hours=1), who)
    assert await watch.hits() == [("inspection", "straat", True)]
    said = {"antwoord": "ja", "sleutel": str(uuid4())}
    answer = await watch.asker.post(f"{watch.path}/personen/{person_id}", said)
    assert answer.status_code == 303
    traces = Traces(databank.sandbox, "databank", [str(watch.id)])
    kept = {"watch_request", "watch_term", "watch_claim", "watch_answer", "watch_hit"}
    assert kept <= await traces.tables()

    async def is_erased() -> bool:
        return not kept & await traces.tables()

    return Deadline(str(watch.id), is_erased, day_start(last + timedelta(days=32)))


async def exchange_over(databank: Databank) -> Deadline:
    """Five years after its last step, whoever it was about; that data went over stays logged."""
    exchange_id, _person = await about_somebody(databank)
    now = databank.clock.now()
    answer = {"outcome": "deels", "categories": ["vormen"], "answeredAt": now.isoformat()}
    for step, body in (("answer", answer), ("closure", {"followUp": "geen"})):
        done = await databank.post(f"{PATH}/{exchange_id}/{step}", body, now)
        assert done.status_code == 200, done.text
    traces = Traces(databank.sandbox, "databank", [exchange_id])
    assert "exchange" in await traces.tables()
    return Deadline(exchange_id, traces.are_gone, now + timedelta(days=1826))


async def place_over(databank: Databank) -> Deadline:
    """31 days after the answer; that somebody looked there, and what was found, stays."""
    case_id = await asked(databank, f"Verzonnenlaan {uuid4().hex[:6]}")
    now = databank.clock.now()
    body = {"checkedAt": now.isoformat(), "complied": False}
    done = await databank.post(f"/v1/execution-checks/{case_id}", body, now)
    assert done.status_code == 200, done.text

    async def is_nowhere() -> bool:
        (row,) = await databank.fetch(
            "SELECT place, complied FROM execution_check WHERE case_id = $1", case_id
        )
        assert row["complied"] is False
        return row["place"] is None

    return Deadline(case_id, is_nowhere, now + timedelta(days=31))


async def month_over(databank: Databank) -> Deadline:
    """The month that runs is measured some days after it is over, as soon as one was by hand."""
    now = databank.clock.now()
    running = city_day(now).replace(day=1)
    before = (running - timedelta(days=1)).replace(day=1)
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")
    await leader.created("/v1/population-measurements", {"period": f"{before:%Y-%m}"}, now)

    async def is_measured() -> bool:
        rows = await databank.fetch(
            "SELECT FROM population_measurement WHERE first_day = $1 AND months = 1", running
        )
        return bool(rows)

    return Deadline(f"{running:%Y-%m}", is_measured)


CASES: dict[str, Case | ProvenBy] = {
    "street-ban-over": street_ban_over,
    "watch-request-over": watch_request_over,
    "exchange-over": exchange_over,
    "check-place-over": place_over,
    "population-month-over": month_over,
    "operation-days": ProvenBy(
        "operation/test_ask_watch.py::test_days_that_nobody_measured_are_asked_for_once_and_told"
    ),
    "expected-recall": ProvenBy(
        "detection/test_measure_recall.py"
        "::test_a_half_year_is_measured_ninety_days_after_its_end_once"
    ),
    "branch-readings": ProvenBy(
        "detection/test_branch_readings.py"
        "::test_absence_alone_makes_a_move_in_the_night_that_it_convinces"
    ),
    "first-contact-overdue": ProvenBy(
        "test_service.py::test_a_first_contact_past_its_term_is_flagged_and_can_still_be_held"
    ),
    "monthly-action-passed": ProvenBy(
        "monthly_actions/test_monthly_actions.py"
        "::test_a_month_passes_and_says_what_was_held_and_what_was_missed"
    ),
    "noodtoegang-niet-beoordeeld": ProvenBy(
        "access/test_break_glass_pages.py"
        "::test_dp09_an_access_that_nobody_judged_is_flagged_and_stays_open_to_judge"
    ),
    "identity-document-expires": ProvenBy(
        "identity_status/test_revalidation.py"
        "::test_a_document_that_expired_is_looked_at_again_and_every_owner_of_it_hears"
    ),
    "link-attempt": ProvenBy(
        "welfare/test_protective_links.py::test_the_attempt_belongs_to_the_person_who_was_accepted"
    ),
    "link-findings": ProvenBy(
        "welfare/test_protective_links.py"
        "::test_a_fine_that_the_city_has_waits_once_it_may_be_about_a_minor_found_since"
    ),
    "first-contact-return": ProvenBy(
        "first_contacts/test_returns.py::test_a_shift_after_an_absence_makes_it_due_when_it_begins"
    ),
    "rule-begins": ProvenBy(
        "detection/test_rule_versions.py"
        "::test_a_version_in_force_from_a_coming_day_judges_the_shifts_declared_for_it"
    ),
}


def test_every_timer_has_a_case(app: FastAPI) -> None:
    each_has_a_case(app, CASES)


@pytest.mark.parametrize("name", [name for name in CASES if isinstance(CASES[name], ProvenBy)])
def test_a_case_that_stands_elsewhere_is_there(name: str) -> None:
    case = CASES[name]
    assert isinstance(case, ProvenBy)
    case.check(Path(__file__).parent)


@pytest.mark.parametrize("name", [name for name in CASES if not isinstance(CASES[name], ProvenBy)])
async def test_a_deadline_has_its_effect_on_its_moment_and_not_before(
    databank: Databank, app: FastAPI, name: str
) -> None:
    case = CASES[name]
    assert not isinstance(case, ProvenBy)
    deadline = await case(databank)
    await comes_due(databank.sandbox, "databank", app.state.database, TIMERS, name, deadline)
