"""Every deadline of the calendar: without its effect before its moment, with it then."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from chassis.web import Function, exports
from launcher.deadlines import (
    Deadline,
    ProvenBy,
    Traces,
    code_tries_over,
    comes_due,
    each_has_a_case,
    run_until,
)
from pandkalender import timers
from pandkalender.exports import EXPORTS

from .support.browser import signed_in
from .support.city import NOW, SERVICE, City, Owner
from .support.codes import access, enter, ref_of
from .support.exports import filled

TIMERS = {**timers.TIMERS, **exports.timers(EXPORTS)}
Case = Callable[[City, Owner], Awaitable[Deadline]]


async def worker_access_over(city: City, owner: Owner) -> Deadline:
    """180 days after its last use a code goes, with its sessions and the workers that it opened."""
    code, access_id = await access(city, await ref_of(city, await owner.declared()))
    await enter(city, code)
    traces = Traces(city.sandbox, SERVICE, [str(access_id)])
    assert await traces.tables() >= {"worker_access", "worker_session"}
    return Deadline(str(access_id), traces.are_gone, NOW + timedelta(days=180))


async def code_tries(city: City, owner: Owner) -> Deadline:
    return await code_tries_over(city.sandbox, SERVICE, city.app.state.database, NOW)


async def export_over(city: City, owner: Owner) -> Deadline:
    """A day after it was made a file goes, with its rows; that it was asked for stays."""
    await owner.declared()
    browser = await signed_in(city, Function.EIGENAAR, owner.organisation)
    asked = await browser.post("/uitvoer/nieuw/shiften", filled())
    export_id = asked.headers["location"].rpartition("/")[2]
    await run_until(city.app.state.database, {"export-make": TIMERS["export-make"]}, NOW)
    kept = "SELECT count(*) FROM export_part WHERE export_id = $1::uuid"
    assert (await city.query(kept, export_id))[0]["count"]

    async def is_gone() -> bool:
        return not (await city.query(kept, export_id))[0]["count"]

    return Deadline(export_id, is_gone, early=timedelta(hours=1))


CASES: dict[str, Case | ProvenBy] = {
    "forget-worker-access": worker_access_over,
    "forget-code-tries": code_tries,
    "export-term": export_over,
    "export-make": ProvenBy("test_exports.py::test_an_owner_alone_gets_a_large_one_after_a_day"),
    "shifts-over": ProvenBy(
        "shifts/test_expire.py::test_the_deadline_is_set_by_the_declaration_and_fires_by_itself"
    ),
    "application-expiry": ProvenBy(
        "applications/test_applications.py"
        "::test_a_draft_that_waits_too_long_is_erased_and_one_that_runs_is_kept"
    ),
    "forget-roster": ProvenBy(
        "shifts/test_import_roster.py::test_a_roster_without_a_yes_is_forgotten_after_an_hour"
    ),
    "tell-minor": ProvenBy(
        "shifts/test_hold_attempts.py"
        "::test_three_looks_at_one_row_are_told_once_and_only_after_the_hour"
    ),
}
MINE = [name for name, case in CASES.items() if not isinstance(case, ProvenBy)]


def test_every_timer_has_a_case(city: City) -> None:
    each_has_a_case(city.app, CASES)


@pytest.mark.parametrize("name", [name for name in CASES if name not in MINE])
def test_a_case_that_stands_elsewhere_is_there(name: str) -> None:
    case = CASES[name]
    assert isinstance(case, ProvenBy)
    case.check(Path(__file__).parent)


@pytest.mark.parametrize("name", MINE)
async def test_a_deadline_has_its_effect_on_its_moment_and_not_before(
    city: City, owner: Owner, name: str
) -> None:
    case = CASES[name]
    assert not isinstance(case, ProvenBy)
    deadline = await case(city, owner)
    await comes_due(city.sandbox, SERVICE, city.app.state.database, TIMERS, name, deadline)
