"""Declared shifts arrive as events: late, out of order, changed and cancelled."""

import asyncio
from collections.abc import Callable
from random import Random
from uuid import UUID, uuid4

import pytest

from contracts import Event
from contracts.databank import BranchShiftDetected, BranchShiftWithdrawn
from contracts.pandkalender import ShiftDeclared, ShiftEnded

from ..support.branch_shifts import shifts_of
from ..support.browser import Browser
from ..support.databank import (
    Databank,
    Someone,
    cancelled,
    day,
    declared,
    lapsed,
    moved,
    unlike_others,
)


async def test_a_late_event_counts_by_the_time_at_which_it_happened(databank: Databank) -> None:
    who = unlike_others()
    await databank.tell(declared(who, day(10)))
    seen = await databank.inspect("straat", day(20), who)
    person_id = seen["persons"][0]["personId"]
    assert [case["from_branch"] for case in await databank.cases(person_id)] == ["raam"]
    await databank.inspect("escort", day(5), who)
    assert [(c["from_branch"], c["to_branch"]) for c in await databank.cases(person_id)] == [
        ("escort", "raam"),
        ("raam", "straat"),
    ]


async def test_a_late_event_that_only_sharpens_the_evidence_is_told_to_nobody(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    person_id = seen["persons"][0]["personId"]
    await databank.tell(declared(who, day(10)))
    (before,) = await databank.cases(person_id)
    earlier = declared(who, day(5))
    await databank.tell(earlier)
    (after,) = await databank.cases(person_id)
    assert after["id"] == before["id"]
    assert after["to_seen_at"] == day(5)
    assert len(await databank.told(BranchShiftDetected, caseId=before["id"])) == 1
    assert await databank.told(BranchShiftWithdrawn, caseId=before["id"]) == []


async def test_a_late_sighting_in_between_withdraws_the_move_that_never_was(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    person_id = seen["persons"][0]["personId"]
    await databank.tell(declared(who, day(10)))
    (never,) = await databank.cases(person_id)
    found = await databank.inspect("escort", day(5), who)
    assert len(found["branchShifts"]) == 2
    (event,) = await databank.told(BranchShiftWithdrawn, caseId=never["id"])
    assert event.data["reason"] == "tijdlijn_gewijzigd"


@pytest.mark.parametrize("called_off", [cancelled, lapsed])
async def test_a_shift_that_does_not_take_place_withdraws_the_move_that_it_showed(
    databank: Databank, called_off: Callable[[ShiftDeclared], Event]
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    shift = declared(who, day(3))
    await databank.tell(shift)
    (case,) = await databank.cases(seen["persons"][0]["personId"])
    await databank.tell(called_off(shift))
    assert await databank.cases(seen["persons"][0]["personId"]) == []
    (event,) = await databank.told(BranchShiftWithdrawn, caseId=case["id"])
    assert event.data["reason"] == "waarneming_ingetrokken"
    listed = await databank.listed("/v1/branch-shifts?state=ingetrokken&pagesize=500")
    assert str(case["id"]) in {one["caseId"] for one in listed}


async def test_police_read_why_a_shift_did_not_take_place(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), day(3))
    await databank.tell(shift)
    browser.moves_to(day(3))
    page = f"/controle/{shift.shift_id}"
    assert "ging niet door" not in (await browser.get(page)).text
    await databank.tell(lapsed(shift))
    shown = (await browser.get(page)).text
    assert "Deze shift ging niet door. Het pand kreeg een andere eigenaar." in shown
    path = f"/v1/persons/{await databank.person_of(shift)}/timeline"
    (entries,) = (await databank.get(path, "toezicht")).json()["_embedded"].values()
    declarations = [entry for entry in entries if entry["kind"] == "aangifte"]
    assert [entry["facts"]["lapse"] for entry in declarations] == ["andere_eigenaar"]


async def test_a_shift_declared_and_cancelled_at_once_shows_nothing(databank: Databank) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    shift = declared(who, day(3))
    await databank.tell(shift, cancelled(shift))
    assert await databank.cases(seen["persons"][0]["personId"]) == []


async def test_a_shift_moved_out_of_the_window_is_no_move_and_back_is_a_new_one(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    person_id = seen["persons"][0]["personId"]
    shift = declared(who, day(3))
    await databank.tell(shift)
    (first,) = await databank.cases(person_id)
    await databank.tell(moved(shift, day(60)))
    assert await databank.cases(person_id) == []
    await databank.tell(moved(shift, day(4)))
    (second,) = await databank.cases(person_id)
    assert second["id"] != first["id"]
    assert second["to_seen_at"] == day(4)


async def test_street_window_street_is_two_moves_in_whatever_order_they_come(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(9), who)
    await databank.tell(declared(who, day(5)))
    await databank.inspect("straat", day(0), who)
    person_id = seen["persons"][0]["personId"]
    assert [(c["from_branch"], c["to_branch"]) for c in await databank.cases(person_id)] == [
        ("straat", "raam"),
        ("raam", "straat"),
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_cases_are_the_moves_of_the_timeline_however_and_whenever_it_came_in(
    databank: Databank, seed: int
) -> None:
    """Owners, officers and cancellations all at once, by several people in parallel."""
    chance = Random(seed)
    people = [unlike_others() for _ in range(4)]
    shifts = [declared(who, day(chance.randint(0, 90))) for who in people for _ in range(6)]
    gone = chance.sample(shifts, 8)
    told = [*shifts, *(cancelled(shift) for shift in gone)]
    await asyncio.gather(
        databank.tell(*told),
        *(
            databank.inspect(chance.choice(["straat", "escort"]), day(chance.randint(0, 90)), who)
            for who in people
            for _ in range(6)
        ),
    )
    for who in people:
        (one,) = {await databank.person_of(s) for s in shifts if _is_of(s, who)}
        await _expect_the_moves_of_the_timeline(databank, one)


async def test_sightings_of_one_person_at_the_same_moment_do_not_miss_each_other(
    databank: Databank,
) -> None:
    who = unlike_others()
    seen = await databank.inspect("raam", day(0), who)
    for round_ in range(5):
        branches = ["straat", "escort", "raam", "stripclub"] * 2
        await asyncio.gather(
            *(
                databank.inspect(branch, day(round_ * 10 + nr), who)
                for nr, branch in enumerate(branches)
            )
        )
    person_id = UUID(seen["persons"][0]["personId"])
    assert await _expect_the_moves_of_the_timeline(databank, person_id) == 40


async def _expect_the_moves_of_the_timeline(databank: Databank, person_id: UUID) -> int:
    """What stands and what was told are the moves of her sightings; how many they are."""
    rows = await databank.fetch(
        "SELECT * FROM sighting WHERE person_id = $1 AND withdrawn_at IS NULL", person_id
    )
    expected = {each.evidence for each in shifts_of(rows)}
    cases = await databank.cases(person_id)
    assert {(case["from_sighting"], case["to_sighting"]) for case in cases} == expected
    told = {one.data["caseId"] for one in await databank.told(BranchShiftDetected)}
    told -= {one.data["caseId"] for one in await databank.told(BranchShiftWithdrawn)}
    assert {str(case["id"]) for case in cases} <= told
    return len(expected)


def _is_of(shift: ShiftDeclared, who: Someone) -> bool:
    return shift.worker.value.worker_ref == who.worker_ref


async def test_events_carry_the_request_that_revealed_the_move(databank: Databank) -> None:
    who = unlike_others()
    await databank.tell(declared(who, day(0)))
    correlation = str(uuid4())
    with databank.saying({"Correlation-Id": correlation}):
        seen = await databank.inspect("straat", day(1), who)
    (case_id,) = seen["branchShifts"]
    (event,) = await databank.told(BranchShiftDetected, caseId=case_id)
    assert str(event.cause.correlation_id) == correlation


async def test_the_same_event_again_opens_no_second_case(databank: Databank) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    shift = declared(who, day(3))
    event_id = uuid4()
    for _ in range(2):
        await databank.sandbox.publish(shift, event_id=event_id)
    await databank.tell(declared(unlike_others(), day(3)))
    assert len(await databank.cases(seen["persons"][0]["personId"])) == 1


async def test_a_case_shows_its_rule_and_its_evidence(databank: Databank) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    shift = declared(who, day(3))
    await databank.tell(shift)
    cases = await databank.listed("/v1/branch-shifts?state=gedetecteerd&pagesize=500")
    (case,) = [one for one in cases if one["personId"] == seen["persons"][0]["personId"]]
    assert (case["ruleId"], case["ruleVersion"], case["windowDays"]) == ("branch-move", 1, 30)
    before, after = case["evidence"]
    assert (before["sourceKind"], before["sourceId"]) == ("inspection", seen["inspectionId"])
    assert (after["sourceKind"], after["sourceId"]) == ("shift", str(shift.shift_id))


async def test_a_wrong_link_is_withdrawn_once_and_not_found_again(databank: Databank) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", day(0), who)
    await databank.tell(declared(who, day(3)))
    person_id = seen["persons"][0]["personId"]
    (case,) = await databank.cases(person_id)
    path = f"/v1/branch-shifts/{case['id']}/assessment"
    await databank.created(path, {"outcome": "foutieve_koppeling"})
    (event,) = await databank.told(BranchShiftWithdrawn, caseId=case["id"])
    assert event.data["reason"] == "koppeling_gecorrigeerd"
    await databank.tell(declared(who, day(4)))
    assert [one["id"] for one in await databank.cases(person_id)] == [case["id"]]
    again = await databank.post(path, {"outcome": "bevestigd"})
    assert again.status_code == 409
    assert again.json()["extraInfo"] == {"allowed": ["afsluiten"]}


async def test_a_shift_that_nobody_declared_is_parked(databank: Databank) -> None:
    shift = declared(unlike_others(), day(0))
    await databank.tell(cancelled(shift))
    (parked,) = [
        one
        for one in await databank.sandbox.parked("databank")
        if one["partition_key"] == str(shift.shift_id)
    ]
    assert parked["detail"] == "nobody declared this shift"


async def test_the_police_see_shifts_as_the_events_left_them(databank: Databank) -> None:
    ended, other = (declared(unlike_others(), day(200)) for _ in range(2))
    await databank.tell(ended, other, cancelled(other))
    await databank.tell(
        ShiftEnded(
            shift_id=ended.shift_id,
            premises_id=ended.premises_id,
            ended_at=day(200.25),
            early=True,
        )
    )
    start, end = "2026-07-24T00:00:00Z", "2026-07-25T00:00:00Z"
    listed = await databank.listed(f"/v1/shifts?from={start}&to={end}")
    assert {one["shiftId"]: one["state"] for one in listed} == {
        str(ended.shift_id): "beeindigd",
        str(other.shift_id): "geannuleerd",
    }
    only = await databank.listed(f"/v1/shifts?from={start}&to={end}&state=geannuleerd")
    assert [UUID(one["shiftId"]) for one in only] == [other.shift_id]
