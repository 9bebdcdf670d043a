"""Every deadline of enforcement: without its effect the day before, with it on its moment.

What is erased is asked of every table, by the case and by the name of whom its letters were for.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from enforcement.timers import TIMERS
from launcher.deadlines import (
    Deadline,
    ProvenBy,
    Traces,
    code_tries_over,
    comes_due,
    each_has_a_case,
)

from .support.applications import arrive, document
from .support.browser import Browser
from .support.city import City
from .support.integrity import Investigation, ordinance
from .support.measures import PUBLIC_ORDER, Measure
from .support.street_bans import Ban

Case = Callable[[FastAPI, City], Awaitable[Deadline]]
ADDRESS = {
    "rol": "overtreder",
    "naam": "Kanariewicz",
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}
LETTERS = {"letter", "addressee", "case_document", "document_picture"}


async def named(who: Browser, case_id: object) -> None:
    """Somebody to whom letters of the case may go."""
    await who.does(f"/brieven/dossier/{case_id}/geadresseerden", **ADDRESS)


def years_later(day: date, years: int = 1) -> datetime:
    """Terms in years end on the day of the same date."""
    return day_start(day.replace(year=day.year + years))


def gone_from(traces: Traces, tables: set[str]) -> Callable[[], Awaitable[bool]]:
    async def are_gone() -> bool:
        return not await traces.tables() & tables

    return are_gone


async def perimeter_over(app: FastAPI, city: City) -> Deadline:
    """A year after the case was closed: where a home is, and to whom letters went."""
    ban = await (await Ban.starts(app, city)).works()
    await named(ban.worker, ban.case_id)
    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    traces = Traces(city.sandbox, "enforcement", [str(ban.case_id)])
    assert await traces.tables() >= {"perimeter", "addressee"}
    gone = gone_from(traces, {"perimeter", *LETTERS})
    return Deadline(str(ban.case_id), gone, years_later(ban.today))


async def measure_letters_over(app: FastAPI, city: City) -> Deadline:
    """Five years after the case was closed, as what is in the register of sanctions."""
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    await named(measure.worker, measure.case_id)
    await measure.does(measure.worker, "afsluiten", reden="Geen aanleiding meer.")
    traces = Traces(city.sandbox, "enforcement", [measure.case_id])
    assert "addressee" in await traces.tables()
    return Deadline(
        measure.case_id, gone_from(traces, LETTERS), years_later(measure.today, years=5)
    )


async def integrity_file_over(app: FastAPI, city: City) -> Deadline:
    """Five years after it was closed all goes; that there was one stays, with its proof."""
    with ordinance(app):
        case = await (await Investigation.of_declaration(app, city)).consulted()
        await named(case.lawyer, case.case_id)
        await case.does(case.mayor, "beeindigen", motivering="Er is niets.", zeker="ja")
    traces = Traces(city.sandbox, "enforcement", [case.case_id], kept=["timeline"])
    assert await traces.tables() >= {"integrity_investigation", "addressee"}
    due = years_later(city_day(city.now), years=5)
    return Deadline(case.case_id, traces.are_gone, due)


async def register_retention(app: FastAPI, city: City) -> Deadline:
    """The night after the last day on which the register may keep somebody; and sixty days after
    the last part of a document whose application never came."""
    finding_id, application_id = await city.transfers(), uuid4()
    _, parts = document(application_id)
    await arrive(city, *parts)
    async with city.sandbox.asking("enforcement", owner=True) as conn:
        due: datetime = await conn.fetchval(
            "SELECT due_at FROM bus_timer WHERE name = 'register-retention'"
        )
        over = city_day(due) - timedelta(days=1)
        case_id: UUID = await conn.fetchval(
            "UPDATE gas_case SET closed_at = $2, decide_by = $3 WHERE finding_id = $1"
            " RETURNING case_id",
            finding_id,
            city.now,
            over,
        )
        kept = "UPDATE application_part SET kept_since = $2 WHERE application_id = $1"
        await conn.execute(kept, application_id, due - timedelta(days=60, hours=1))
    persons = "SELECT count(*) FROM offender JOIN finding USING (finding_id) WHERE case_id = $1"
    papers = "SELECT count(*) FROM application_part WHERE application_id = $1"

    async def left() -> list[int]:
        async with city.sandbox.asking("enforcement", owner=True) as conn:
            return [
                await conn.fetchval(persons, case_id),
                await conn.fetchval(papers, application_id),
            ]

    async def are_gone() -> bool:
        return await left() == [0, 0]

    assert all(await left())
    return Deadline("every night", are_gone)


async def register_log(app: FastAPI, city: City) -> Deadline:
    """Every night it looks which years of the log are over, and sets the clock for the next."""
    query = "SELECT due_at FROM bus_timer WHERE name = 'register-log'"

    async def at() -> datetime | None:
        async with city.sandbox.asking("enforcement") as conn:
            due: datetime | None = await conn.fetchval(query)
            return due

    before = await at()

    async def was_looked_at() -> bool:
        following = await at()
        return before is not None and following is not None and following > before

    return Deadline("every night", was_looked_at)


async def code_tries(app: FastAPI, city: City) -> Deadline:
    return await code_tries_over(city.sandbox, "enforcement", app.state.database, city.now)


CASES: dict[str, Case | ProvenBy] = {
    "street-ban-perimeter-over": perimeter_over,
    "measure-letters-over": measure_letters_over,
    "integrity-file-over": integrity_file_over,
    "register-retention": register_retention,
    "register-log": register_log,
    "forget-code-tries": code_tries,
    "integrity-findings-over": ProvenBy(
        "integrity_investigations/test_decisions.py"
        "::test_with_a_measure_it_goes_when_nobody_can_appeal_and_the_file_five_years_later"
    ),
    "payer-erased": ProvenBy(
        "payments/test_import.py"
        "::test_whoever_paid_is_sealed_logged_when_read_and_kept_a_month_when_set_aside"
    ),
    "legal-term": ProvenBy(
        "cases/test_clock.py"
        "::test_a_fine_case_is_flagged_on_its_safe_date_and_after_its_last_day_but_never_ended"
    ),
    "letter-deemed-received": ProvenBy(
        "notifications/test_letters.py"
        "::test_a_letter_is_drafted_checked_by_another_posted_and_deemed_received"
    ),
    "letter-announced": ProvenBy(
        "own_case/test_mail.py::test_who_asked_is_told_that_something_is_ready_and_nothing_else"
    ),
    "suitability-advices-due": ProvenBy(
        "cases/test_clock.py::test_advices_that_stay_out_no_longer_hold_up_the_decision"
    ),
    "suitability-advice-reminder": ProvenBy(
        "advices/test_reminders.py"
        "::test_a_service_is_reminded_before_its_own_last_day_and_once_it_is_over"
    ),
    "suitability-advice-overdue": ProvenBy(
        "advices/test_reminders.py"
        "::test_a_service_is_reminded_before_its_own_last_day_and_once_it_is_over"
    ),
    "suitability-expiry": ProvenBy(
        "cases/test_clock.py::test_a_declaration_that_nobody_renews_expires_after_its_last_day"
    ),
    "suspension-end": ProvenBy(
        "sanctions/test_sanctions.py"
        "::test_a_suspension_ends_at_its_term_and_rooms_may_be_used_again"
    ),
    "sanction-withdrawal": ProvenBy(
        "sanctions/test_law.py::test_a_withdrawal_begins_on_the_day_that_the_college_chose"
    ),
    "gas-fine-final": ProvenBy(
        "gas/test_fines.py"
        "::test_a_fine_that_nobody_appeals_becomes_final_and_finance_gets_its_claim"
    ),
    "gas-fine-told": ProvenBy(
        "gas/test_outcomes.py"
        "::test_the_police_hear_of_a_fine_on_the_day_that_its_letter_counts_as_received"
    ),
    "gas-defence-over": ProvenBy(
        "gas/test_fines.py::test_silence_makes_a_case_ready_only_after_the_defence_term"
    ),
    "instalment-due": ProvenBy(
        "payments/test_claims.py"
        "::test_instalments_that_are_kept_hold_collection_and_one_that_is_missed_is_flagged"
    ),
    "street-ban-expiry": ProvenBy(
        "street_bans/test_street_bans.py::test_a_ban_runs_out_after_its_last_day"
    ),
    "integrity-effect": ProvenBy(
        "integrity_investigations/test_decisions.py"
        "::test_a_suspension_works_after_the_waiting_time_and_ends_when_its_conditions_are_met"
    ),
    "measure-expiry": ProvenBy(
        "mayor_measures/test_measures.py::test_public_order_that_cannot_wait_is_heard_afterwards"
    ),
    "college-meeting-over": ProvenBy(
        "street_bans/test_street_bans.py::test_an_order_lapses_on_the_day_after_a_missed_meeting"
    ),
}
MINE = [name for name, case in CASES.items() if not isinstance(case, ProvenBy)]


def test_every_timer_has_a_case(app: FastAPI) -> None:
    each_has_a_case(app, CASES)


@pytest.mark.parametrize("name", [name for name in CASES if name not in MINE])
def test_a_case_that_stands_elsewhere_is_there(name: str) -> None:
    case = CASES[name]
    assert isinstance(case, ProvenBy)
    case.check(Path(__file__).parent)


@pytest.mark.moves_clock
@pytest.mark.parametrize("name", MINE)
async def test_a_deadline_has_its_effect_on_its_moment_and_not_before(
    app: FastAPI, city: City, name: str
) -> None:
    case = CASES[name]
    assert not isinstance(case, ProvenBy)
    deadline = await case(app, city)
    await comes_due(city.sandbox, "enforcement", app.state.database, TIMERS, name, deadline)
