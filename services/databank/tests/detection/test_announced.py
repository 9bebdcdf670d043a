"""A declared shift is no sighting yet: what rests on it is announced, then begun, then observed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from contracts.databank import (
    BranchShiftAnnounced,
    BranchShiftDetected,
    BranchShiftWithdrawn,
    FirstContactDue,
    FirstContactWithdrawn,
)
from contracts.pandkalender import ShiftDeclared

from ..support.databank import (
    Databank,
    cancelled,
    day,
    declared,
    moved,
    unlike_others,
)
from ..support.waiting import pass_until, until

HOURS = timedelta(hours=1)


async def announce(databank: Databank) -> tuple[ShiftDeclared, Any]:
    """Somebody from the street is declared for a shift in three days; gives it and the case."""
    who, today = unlike_others(), databank.today
    await databank.inspect("straat", day(today), who)
    shift = declared(who, day(today + 3))
    await databank.tell(shift, at=day(today))
    (case,) = await databank.cases(await databank.person_of(shift))
    return shift, case


async def look(databank: Databank, shift: ShiftDeclared, outcome: str, hours: int = 1) -> None:
    at = shift.starts_at + hours * HOURS
    body = {"shiftId": str(shift.shift_id), "outcome": outcome, "observedAt": at.isoformat()}
    await databank.created("/v1/verifications", body, at)


async def rests_on(databank: Databank, case_id: UUID, basis: str) -> asyncpg.Record:
    async def look_once() -> asyncpg.Record | None:
        (case,) = await databank.fetch("SELECT * FROM branch_shift_case WHERE id = $1", case_id)
        return case if case["basis"] == basis else None

    return await until(look_once)


async def contact_of(databank: Databank, person_id: UUID) -> asyncpg.Record | None:
    rows = await databank.fetch("SELECT * FROM first_contact WHERE person_id = $1", person_id)
    assert len(rows) <= 1
    return rows[0] if rows else None


async def test_a_declared_move_is_announced_and_detected_when_the_shift_begins(
    databank: Databank,
) -> None:
    shift, case = await announce(databank)
    assert case["basis"] == "aangekondigd"
    (announced,) = await databank.told(BranchShiftAnnounced, caseId=case["id"])
    assert datetime.fromisoformat(announced.data["expectedAt"]) == shift.starts_at
    assert await databank.told(BranchShiftDetected, caseId=case["id"]) == []
    await pass_until(databank, shift.starts_at)
    await rests_on(databank, case["id"], "begonnen")
    (detected,) = await databank.told(BranchShiftDetected, caseId=case["id"])
    assert detected.data["toSeenAt"] == announced.data["expectedAt"]


async def test_an_announced_move_is_withdrawn_when_the_shift_is_cancelled(
    databank: Databank,
) -> None:
    shift, case = await announce(databank)
    await databank.tell(cancelled(shift), at=shift.starts_at - HOURS)
    assert await databank.cases(case["person_id"]) == []
    assert len(await databank.told(BranchShiftWithdrawn, caseId=case["id"])) == 1
    assert await databank.told(BranchShiftDetected, caseId=case["id"]) == []


async def test_a_move_is_observed_when_officers_see_the_person_in_the_shift(
    databank: Databank,
) -> None:
    shift, case = await announce(databank)
    await look(databank, shift, "aanwezig")
    await rests_on(databank, case["id"], "waargenomen")
    assert len(await databank.told(BranchShiftDetected, caseId=case["id"])) == 1


async def test_a_validation_during_the_shift_observes_the_move(databank: Databank) -> None:
    shift, case = await announce(databank)
    at = shift.starts_at + HOURS
    body = {
        "shiftId": str(shift.shift_id),
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": at.isoformat(),
    }
    await databank.created("/v1/identity-validations", body, at)
    await rests_on(databank, case["id"], "waargenomen")


async def test_a_move_to_a_shift_that_stood_empty_is_withdrawn(databank: Databank) -> None:
    shift, case = await announce(databank)
    await pass_until(databank, shift.starts_at)
    await rests_on(databank, case["id"], "begonnen")
    await look(databank, shift, "afwezig")
    assert await databank.cases(case["person_id"]) == []
    (event,) = await databank.told(BranchShiftWithdrawn, caseId=case["id"])
    assert event.data["reason"] == "niemand_gekomen"


async def test_a_move_to_a_shift_in_which_somebody_else_was_is_withdrawn(
    databank: Databank,
) -> None:
    shift, case = await announce(databank)
    await look(databank, shift, "andere")
    assert await databank.cases(case["person_id"]) == []


async def test_who_was_seen_and_is_gone_later_was_there(databank: Databank) -> None:
    shift, case = await announce(databank)
    await look(databank, shift, "aanwezig", hours=1)
    await look(databank, shift, "afwezig", hours=5)
    (standing,) = await databank.cases(case["person_id"])
    assert (standing["id"], standing["basis"]) == (case["id"], "waargenomen")
    assert await databank.told(BranchShiftWithdrawn, caseId=case["id"]) == []


async def test_who_comes_after_an_empty_look_moved_after_all(databank: Databank) -> None:
    shift, case = await announce(databank)
    await look(databank, shift, "afwezig", hours=1)
    assert await databank.cases(case["person_id"]) == []
    await look(databank, shift, "aanwezig", hours=2)
    (again,) = await databank.cases(case["person_id"])
    assert again["basis"] == "waargenomen"


async def test_an_announced_move_follows_its_shift_to_another_day(databank: Databank) -> None:
    shift, case = await announce(databank)
    later = shift.starts_at + 48 * HOURS
    await databank.tell(moved(shift, later), at=shift.starts_at - HOURS)
    await pass_until(databank, shift.starts_at + HOURS)
    (standing,) = await databank.cases(case["person_id"])
    assert (standing["basis"], standing["to_seen_at"]) == ("aangekondigd", later)
    await pass_until(databank, later)
    await rests_on(databank, case["id"], "begonnen")


async def test_a_change_that_arrives_after_the_start_makes_the_move_announced_again(
    databank: Databank,
) -> None:
    shift, case = await announce(databank)
    await pass_until(databank, shift.starts_at)
    await rests_on(databank, case["id"], "begonnen")
    later = shift.starts_at + 48 * HOURS
    await databank.tell(moved(shift, later), at=shift.starts_at + HOURS)
    await rests_on(databank, case["id"], "aangekondigd")
    told = [
        len(await databank.told(event, caseId=case["id"]))
        for event in (BranchShiftAnnounced, BranchShiftDetected, BranchShiftWithdrawn)
    ]
    assert told == [1, 1, 1]
    await pass_until(databank, later)
    await rests_on(databank, case["id"], "begonnen")
    assert len(await databank.told(BranchShiftDetected, caseId=case["id"])) == 2


async def test_a_first_contact_counts_from_when_the_shift_begins(databank: Databank) -> None:
    today = databank.today
    shift = declared(unlike_others(), day(today + 90))
    await databank.tell(shift, at=day(today))
    person_id = await databank.person_of(shift)
    assert await contact_of(databank, person_id) is None
    await pass_until(databank, shift.starts_at + HOURS)
    contact = await until(lambda: contact_of(databank, person_id))
    assert contact["opened_at"] == shift.starts_at
    (event,) = await databank.told(FirstContactDue, contactId=contact["id"])
    assert datetime.fromisoformat(event.data["openedAt"]) == shift.starts_at


async def test_whoever_is_called_off_before_the_start_is_due_no_first_contact(
    databank: Databank,
) -> None:
    today = databank.today
    shift = declared(unlike_others(), day(today + 2))
    other = declared(unlike_others(), day(today + 3))  # begins later, so that the loop has looked
    await databank.tell(shift, other, at=day(today))
    person_id = await databank.person_of(shift)
    await databank.tell(cancelled(shift), at=day(today + 1))
    await pass_until(databank, other.starts_at)
    await until(lambda: _contact_of_shift(databank, other))
    assert await contact_of(databank, person_id) is None


async def _contact_of_shift(databank: Databank, shift: ShiftDeclared) -> asyncpg.Record | None:
    return await contact_of(databank, await databank.person_of(shift))


async def test_a_first_contact_lapses_when_nobody_came_and_is_due_again_when_she_does(
    databank: Databank,
) -> None:
    who, today = unlike_others(), databank.today
    shift = declared(who, day(today))
    await databank.tell(shift, at=day(today) + HOURS)
    person_id = await databank.person_of(shift)
    contact = await contact_of(databank, person_id)
    assert contact is not None
    assert (contact["state"], contact["lapsed_at"]) == ("open", None)
    await look(databank, shift, "afwezig")
    contact = await contact_of(databank, person_id)
    assert contact is not None
    assert contact["lapsed_at"] is not None
    assert contact["state"] != "open"
    (event,) = await databank.told(FirstContactWithdrawn, contactId=contact["id"])
    assert event.data["reason"] == "niet_gekomen"
    held = {"heldAt": day(today + 1).isoformat()}
    refused = await databank.post(f"/v1/first-contacts/{contact['id']}/held", held, day(today + 1))
    assert refused.status_code == 409
    assert "niet komen werken" in refused.text
    again = declared(who, day(today + 9))
    await databank.tell(again, at=day(today + 8))
    await pass_until(databank, again.starts_at)

    async def due_again() -> asyncpg.Record | None:
        row = await contact_of(databank, person_id)
        return row if row and row["state"] == "open" else None

    row = await until(due_again)
    assert (row["opened_at"], row["lapsed_at"], row["id"]) == (again.starts_at, None, contact["id"])
    assert len(await databank.told(FirstContactDue, contactId=contact["id"])) == 2


async def test_a_contact_that_was_held_is_never_due_again(databank: Databank) -> None:
    who, today = unlike_others(), databank.today
    shift = declared(who, day(today))
    await databank.tell(shift, at=day(today) + HOURS)
    person_id = await databank.person_of(shift)
    contact = await contact_of(databank, person_id)
    assert contact is not None
    path = f"/v1/first-contacts/{contact['id']}/held"
    at = day(today) + 2 * HOURS
    await databank.created(path, {"heldAt": at.isoformat()}, at)
    await databank.tell(cancelled(shift), at=day(today) + 3 * HOURS)
    await databank.inspect("escort", day(today + 1), who)
    row = await contact_of(databank, person_id)
    assert row is not None
    assert row["state"] == "gehouden"
    assert await databank.told(FirstContactWithdrawn, contactId=contact["id"]) == []


async def test_a_shift_that_stood_empty_is_still_evidence_for_no_shows(
    databank: Databank,
) -> None:
    shift = declared(unlike_others(), day(databank.today))
    await databank.tell(shift)
    await look(databank, shift, "afwezig")
    (row,) = await databank.fetch(
        "SELECT withdrawn_at FROM sighting WHERE source_kind = 'shift' AND source_id = $1",
        shift.shift_id,
    )
    assert row["withdrawn_at"] is None
