"""What reporting keeps of what it is told: every event once, whatever order and repetition."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from chassis.bus.handlers import check
from contracts import events_for
from contracts.databank import (
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    InspectionWithdrawn,
    ShiftCheckWithdrawn,
    ShiftVerified,
)
from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftEnded, ShiftLapsed
from reporting.facts.rules.recipes import FACT_RECIPES
from reporting.handlers import HANDLERS

from ..support.events import inspection, moment, shift
from ..support.reporting import Reporting


def detected(case_id: Any, **changes: Any) -> BranchShiftDetected:
    facts: dict[str, Any] = {
        "case_id": case_id,
        "from_branch": "raam",
        "to_branch": "straat",
        "from_seen_at": moment("2026-02-01T20:00:00+01:00"),
        "to_seen_at": moment("2026-03-01T20:00:00+01:00"),
        "detected_at": moment("2026-03-01T20:05:00+01:00"),
        "rule_id": "andere-branche",
        "rule_version": 1,
        "window_days": 90,
        "confidence": 0.99,
        "evidence": (uuid4(), uuid4()),
    }
    return BranchShiftDetected(**facts | changes)


def withdrawn(case_id: Any, at: str = "2026-03-05T10:00:00+01:00") -> BranchShiftWithdrawn:
    return BranchShiftWithdrawn(
        case_id=case_id,
        from_branch="raam",
        to_branch="straat",
        withdrawn_at=moment(at),
        reason="foutieve_koppeling",
    )


def test_every_event_that_reporting_may_read_has_a_recipe_and_nothing_else_has() -> None:
    check("reporting", HANDLERS)
    assert set(FACT_RECIPES) == set(events_for("reporting"))


@pytest.mark.parametrize("event_type", list(FACT_RECIPES), ids=lambda event: event.__name__)
def test_a_recipe_names_fields_that_its_event_has_and_never_a_sealed_one(event_type: Any) -> None:
    recipe = FACT_RECIPES[event_type]
    moments = {recipe.at, recipe.told or recipe.at}
    named = {recipe.subject, *moments, *(path.split(".")[0] for path in recipe.dims)}
    assert named <= set(event_type.model_fields)
    assert not named & set(event_type.seals)


async def test_the_same_event_delivered_again_changes_nothing(reporting: Reporting) -> None:
    event = inspection()
    (event_id,) = await reporting.told(event)
    await reporting.sandbox.publish(event, event_id=event_id)
    await reporting.told(inspection())
    assert await reporting.counts() == {"inspection-completed": (2, 0)}


async def test_a_replay_after_the_inbox_was_lost_gives_the_same_facts(reporting: Reporting) -> None:
    case, planned = uuid4(), shift()
    events = [planned, cancelled(planned), detected(case), withdrawn(case), inspection()]
    ids = [(await reporting.told(event))[0] for event in events]
    before = await reporting.counts()
    owner = await asyncpg.connect(reporting.sandbox.database("reporting").owner_url)
    await owner.execute("TRUNCATE bus_inbox")
    await owner.close()
    for event, event_id in zip(events, ids, strict=True):
        await reporting.sandbox.publish(event, event_id=event_id)
    await reporting.sandbox.handled("reporting", ids)
    assert await reporting.counts() == before
    assert before["branch-shift-detected"] == (1, 1)
    assert before["shift-declared"] == (1, 1)


def cancelled(planned: Any) -> ShiftCancelled:
    return ShiftCancelled(
        shift_id=planned.shift_id,
        premises_id=planned.premises_id,
        cancelled_at=planned.starts_at - timedelta(hours=1),
        reason="ziek",
    )


async def test_the_same_inspection_told_under_two_ids_is_one_inspection(
    reporting: Reporting,
) -> None:
    event = inspection()
    await reporting.told(event, event)
    assert (await reporting.figure("IND-2.1-02"))["value"] == 1


async def test_a_withdrawn_branch_shift_no_longer_counts_but_stays_a_fact(
    reporting: Reporting,
) -> None:
    case, other = uuid4(), uuid4()
    await reporting.told(detected(case), detected(other))
    summary = await reporting.moves("2026-03")
    assert summary["detected"] == 2
    await reporting.told(withdrawn(case))
    summary = await reporting.moves("2026-03")
    assert (summary["detected"], summary["withdrawn"]) == (1, 1)
    assert summary["directions"][0]["code"] == "raam>straat"
    assert (await reporting.counts())["branch-shift-detected"] == (2, 1)


def announced(case_id: Any, **changes: Any) -> BranchShiftAnnounced:
    known = detected(case_id).model_dump(exclude={"to_seen_at", "detected_at"})
    facts: dict[str, Any] = {
        "expected_at": moment("2026-03-31T20:00:00+02:00"),
        "announced_at": moment("2026-03-01T12:00:00+01:00"),
    }
    return BranchShiftAnnounced(**known | facts | changes)


async def test_an_announced_branch_shift_counts_as_a_move_when_somebody_came(
    reporting: Reporting,
) -> None:
    comes, stays, called_off = uuid4(), uuid4(), uuid4()
    await reporting.told(announced(comes), announced(stays), announced(called_off))
    await reporting.told(withdrawn(called_off))
    march = await reporting.moves("2026-03")
    assert (march["detected"], march["announced"], march["withdrawn"]) == (0, 2, 0)
    later = moment("2026-04-02T20:00:00+02:00")
    await reporting.told(detected(comes, to_seen_at=later, detected_at=later))
    march = await reporting.moves("2026-03")
    april = await reporting.moves("2026-04")
    assert (march["detected"], march["announced"]) == (0, 1)
    assert (april["detected"], april["announced"]) == (1, 0)


async def test_a_withdrawal_that_comes_before_its_detection_withdraws_it_all_the_same(
    reporting: Reporting,
) -> None:
    case = uuid4()
    await reporting.told(withdrawn(case))
    await reporting.told(detected(case))
    assert (await reporting.counts())["branch-shift-detected"] == (1, 1)


async def test_a_case_that_is_detected_again_after_its_withdrawal_counts(
    reporting: Reporting,
) -> None:
    case = uuid4()
    again = detected(case, detected_at=moment("2026-03-09T10:00:00+01:00"))
    await reporting.told(detected(case), withdrawn(case), again)
    summary = await reporting.moves("2026-03")
    assert summary["detected"] == 1
    assert (await reporting.counts())["branch-shift-detected"] == (2, 1)


async def test_a_branch_shift_counts_on_the_day_it_was_seen_not_on_the_day_it_was_found(
    reporting: Reporting,
) -> None:
    late = detected(uuid4(), detected_at=moment("2026-05-20T10:00:00+02:00"))
    await reporting.told(late)
    march = await reporting.moves("2026-03")
    may = await reporting.moves("2026-05")
    assert (march["detected"], may["detected"]) == (1, 0)


async def test_a_branch_shift_of_the_night_counts_on_the_day_that_the_night_began(
    reporting: Reporting,
) -> None:
    """Until 05:59 it is the evening of the day before; in Brussels, whatever UTC says."""
    for at in ("2026-04-01T01:30:00+02:00", "2026-04-01T05:59:00+02:00"):
        await reporting.told(detected(uuid4(), to_seen_at=moment(at)))
    await reporting.told(detected(uuid4(), to_seen_at=moment("2026-04-01T06:00:00+02:00")))
    march, april = await reporting.moves("2026-03"), await reporting.moves("2026-04")
    assert (march["detected"], april["detected"]) == (2, 1)


async def test_a_cancelled_shift_uses_no_premises_and_a_moved_one_counts_where_it_went(
    reporting: Reporting,
) -> None:
    kept, dropped, moved = shift(), shift(), shift()
    await reporting.told(kept, dropped, moved)
    assert (await summary(reporting, "2026-03"))["planned"] == 3
    await reporting.told(cancelled(dropped), changed(moved, "2026-04-02T20:00:00+02:00"))
    march, april = await summary(reporting, "2026-03"), await summary(reporting, "2026-04")
    assert (march["planned"], march["premises"], march["cancelled"]) == (1, 1, 1)
    assert (april["planned"], april["premises"], april["cancelled"]) == (1, 1, 0)


@pytest.mark.parametrize("lapsed_first", [True, False])
async def test_a_shift_that_lapsed_is_not_planned_whatever_is_heard_first(
    reporting: Reporting, lapsed_first: bool
) -> None:
    planned = shift()
    lapsed = ShiftLapsed(
        shift_id=planned.shift_id,
        premises_id=planned.premises_id,
        lapsed_at=planned.starts_at,
        reason="andere_eigenaar",
    )
    for event in (lapsed, planned) if lapsed_first else (planned, lapsed):
        await reporting.told(event)
    march = await summary(reporting, "2026-03")
    assert (march["planned"], march["cancelled"]) == (0, 1)
    assert await reporting.counts() == {"shift-declared": (1, 1), "shift-lapsed": (1, 0)}


async def test_what_happened_to_a_shift_is_in_the_summary(reporting: Reporting) -> None:
    done = shift(late=True)
    await reporting.told(
        done,
        ShiftVerified(shift_id=done.shift_id, verified_at=done.starts_at),
        ShiftVerified(shift_id=done.shift_id, verified_at=done.ends_at),
        ShiftEnded(
            shift_id=done.shift_id, premises_id=done.premises_id, ended_at=done.ends_at, early=False
        ),
    )
    found = await summary(reporting, "2026-03")
    assert {name: found[name] for name in ("planned", "late", "verified", "ended", "absent")} == {
        "planned": 1,
        "late": 1,
        "verified": 1,
        "ended": 1,
        "absent": 0,
    }
    assert (await reporting.counts())["shift-verified"] == (2, 0)


async def test_a_check_that_was_withdrawn_no_longer_counts_and_another_one_still_does(
    reporting: Reporting,
) -> None:
    slip, seen_twice = shift(), shift()
    for planned in (slip, seen_twice):
        await reporting.told(planned)
        await reporting.told(
            ShiftVerified(shift_id=planned.shift_id, verified_at=planned.starts_at)
        )
    later = seen_twice.starts_at + timedelta(hours=1)
    await reporting.told(ShiftVerified(shift_id=seen_twice.shift_id, verified_at=later))
    assert (await summary(reporting, "2026-03"))["verified"] == 2
    for planned in (slip, seen_twice):
        await reporting.told(
            ShiftCheckWithdrawn(
                shift_id=planned.shift_id,
                observed_at=planned.starts_at,
                withdrawn_at=planned.ends_at,
            )
        )
    assert (await summary(reporting, "2026-03"))["verified"] == 1
    await reporting.told(ShiftVerified(shift_id=slip.shift_id, verified_at=slip.starts_at))
    assert (await summary(reporting, "2026-03"))["verified"] == 2, "checked again"


async def test_an_inspection_that_was_withdrawn_no_longer_counts(reporting: Reporting) -> None:
    never_was, other = inspection(), inspection()
    await reporting.told(never_was, other)
    assert (await reporting.figure("IND-2.1-02"))["value"] == 2
    await reporting.told(
        InspectionWithdrawn(
            inspection_id=never_was.inspection_id,
            branch=never_was.branch,
            withdrawn_at=never_was.completed_at + timedelta(days=1),
        )
    )
    assert (await reporting.figure("IND-2.1-02"))["value"] == 1
    assert (await reporting.counts())["inspection-completed"] == (2, 1)


async def summary(reporting: Reporting, period: str) -> dict[str, Any]:
    found: dict[str, Any] = (await reporting.get("/v1/shifts/summary", period=period)).json()
    return found


def changed(before: Any, starts_at: str) -> ShiftChanged:
    return ShiftChanged(
        shift_id=before.shift_id,
        premises_id=before.premises_id,
        room_id=before.room_id,
        starts_at=moment(starts_at),
        ends_at=moment(starts_at) + timedelta(hours=8),
        previous_room_id=before.room_id,
        previous_starts_at=before.starts_at,
        previous_ends_at=before.ends_at,
        changed_at=before.declared_at + timedelta(minutes=5),
        after_start=False,
        reason="uren",
    )


async def test_nothing_of_a_worker_or_an_owner_is_kept(reporting: Reporting) -> None:
    await reporting.told(shift(declared_by="OWN-001"))
    conn = await asyncpg.connect(reporting.sandbox.database("reporting").url)
    (kept,) = await conn.fetch("SELECT fact::text FROM fact")
    await conn.close()
    assert "Voorbeeld" not in kept["fact"]
    assert "OWN-001" not in kept["fact"]


async def test_facts_and_published_figures_cannot_be_deleted_by_the_service(
    reporting: Reporting,
) -> None:
    await reporting.told(inspection())
    conn = await asyncpg.connect(reporting.sandbox.database("reporting").url)
    for forbidden in (
        "DELETE FROM fact",
        "DELETE FROM care_aggregate",
        "DELETE FROM care_linked_totals",
        "UPDATE care_aggregate SET revision = 9",
        "UPDATE regie_record SET subject = 'x'",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(forbidden)
    await conn.close()
