from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.pandkalender import ShiftCancelled, ShiftChanged, ShiftDeclared, ShiftEnded

from ..support.city import EVENING, NOW, City, Owner, worker

DURING = EVENING + timedelta(hours=2)
END = EVENING + timedelta(hours=8)


def until(hours: float, reason: str) -> dict[str, Any]:
    return {"endsAt": (EVENING + timedelta(hours=hours)).isoformat(), "reason": reason}


async def test_another_room_and_other_hours_are_told_with_what_they_were(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    start = EVENING + timedelta(hours=1)
    body = {"roomId": str(owner.rooms[1]), "startsAt": start.isoformat(), "reason": "ruimte"}
    response = await owner.post(f"/v1/shifts/{shift_id}/changes", body)
    assert response.status_code == 200
    assert response.json()["state"] == "gewijzigd"
    assert response.json()["allowed"] == ["changes", "cancellation"]
    (event,) = await city.events(ShiftChanged, shift_id=shift_id)
    assert (event.previous_room_id, event.room_id) == tuple(owner.rooms[:2])
    assert (event.previous_starts_at, event.starts_at) == (EVENING, start)
    assert (event.previous_ends_at, event.ends_at, event.after_start) == (END, END, False)
    await owner.declared(room=0, who=worker(2))


async def test_after_the_start_only_the_end_may_change_and_that_is_said(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    refused = await owner.post(
        f"/v1/shifts/{shift_id}/changes",
        {"roomId": str(owner.rooms[1]), "reason": "ruimte"},
        DURING,
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "na-begin")
    response = await owner.post(f"/v1/shifts/{shift_id}/changes", until(10, "verlenging"), DURING)
    assert (response.status_code, response.json()["state"]) == (200, "bezig")
    (event,) = await city.events(ShiftChanged, shift_id=shift_id)
    assert event.after_start


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"room": 1, "who": worker(2)}, "overlap-kamer"),
        ({"room": 2, "starts_at": EVENING + timedelta(days=1)}, "werker-dubbel"),
    ],
)
async def test_a_change_is_judged_by_all_rules_again(
    city: City, owner: Owner, other: dict[str, Any], code: str
) -> None:
    shift_id = await owner.declared()
    await owner.declared(**other)
    start = other.get("starts_at", EVENING)
    body = {
        "roomId": str(owner.rooms[1]),
        "startsAt": start.isoformat(),
        "endsAt": (start + timedelta(hours=8)).isoformat(),
        "reason": "ruimte",
    }
    response = await owner.post(f"/v1/shifts/{shift_id}/changes", body)
    assert (response.status_code, response.json()["code"]) == (422, code)
    too_long = await owner.post(f"/v1/shifts/{shift_id}/changes", until(13, "verlenging"))
    assert too_long.json()["code"] == "duur"
    assert await city.events(ShiftChanged, shift_id=shift_id) == []
    assert (await owner.shown(shift_id))["roomId"] == str(owner.rooms[0])


async def test_a_start_that_moves_to_the_past_makes_the_shift_late(owner: Owner) -> None:
    shift_id = await owner.declared()
    body = {"startsAt": (NOW - timedelta(hours=1)).isoformat(), "endsAt": EVENING.isoformat()}
    response = await owner.post(f"/v1/shifts/{shift_id}/changes", body | {"reason": "uren"})
    assert (response.status_code, response.json()["late"]) == (200, True)


async def test_a_shift_is_cancelled_before_its_start_and_frees_the_room(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    response = await owner.post(f"/v1/shifts/{shift_id}/cancellation", {"reason": "ziek"})
    assert (response.status_code, response.json()["state"]) == (200, "geannuleerd")
    (event,) = await city.events(ShiftCancelled, shift_id=shift_id)
    assert event.reason == "ziek"
    await owner.declared()
    again = await owner.post(f"/v1/shifts/{shift_id}/cancellation", {"reason": "ziek"})
    assert (again.status_code, again.json()["extraInfo"]) == (409, {"allowed": []})


async def test_a_shift_that_began_is_not_cancelled_but_ended(city: City, owner: Owner) -> None:
    shift_id = await owner.declared()
    early = await owner.post(f"/v1/shifts/{shift_id}/ending", {})
    assert early.status_code == 409
    assert early.json()["extraInfo"]["allowed"] == ["changes", "cancellation"]
    late = await owner.post(f"/v1/shifts/{shift_id}/cancellation", {"reason": "afgezegd"}, DURING)
    assert late.status_code == 409
    assert late.json()["extraInfo"]["allowed"] == ["changes", "ending"]
    response = await owner.post(f"/v1/shifts/{shift_id}/ending", {}, DURING)
    assert (response.status_code, response.json()["state"]) == (200, "beeindigd")
    (event,) = await city.events(ShiftEnded, shift_id=shift_id)
    assert (event.ended_at, event.early) == (DURING, True)
    await owner.declared(starts_at=DURING, who=worker(2), at=DURING)


async def test_many_shifts_end_in_one_call_each_on_its_own(city: City, owner: Owner) -> None:
    one = await owner.declared(room=0, who=worker(1))
    two = await owner.declared(room=1, who=worker(2))
    cancelled = await owner.declared(room=2, who=worker(3))
    await owner.post(f"/v1/shifts/{cancelled}/cancellation", {"reason": "ziek"})
    foreign = await (await city.owner()).declared(who=worker(4))
    after = END + timedelta(minutes=5)
    wishes: list[dict[str, Any]] = [
        {"shiftId": one},
        {"shiftId": two, "endedAt": DURING.isoformat()},
        {"shiftId": cancelled},
        {"shiftId": foreign},
        {"shiftId": two},
        {"shiftId": one, "endedAt": DURING.isoformat()},
    ]
    response = await owner.post("/v1/endings", {"shifts": wishes}, after)
    assert response.status_code == 200
    results = response.json()["results"]
    assert [result.get("problem", {}).get("status") for result in results] == [
        None,
        None,
        409,
        404,
        None,
        409,
    ]
    ended = [(await city.events(ShiftEnded, shift_id=shift_id)) for shift_id in (one, two)]
    assert [(event.ended_at, event.early) for (event,) in ended] == [(END, False), (DURING, True)]
    assert await city.events(ShiftEnded, shift_id=foreign) == []


async def test_who_ends_again_what_ended_just_so_hears_no_error_and_nothing_is_told_twice(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    for _ in range(2):
        response = await owner.post(f"/v1/shifts/{shift_id}/ending", {}, END)
        assert response.status_code == 200
    assert len(await city.events(ShiftEnded, shift_id=shift_id)) == 1


@pytest.mark.parametrize(
    ("ended_at", "code"),
    [
        (DURING + timedelta(hours=1), "einde-in-de-toekomst"),
        (EVENING - timedelta(minutes=1), "einde-voor-begin"),
    ],
)
async def test_an_impossible_end_is_refused(
    city: City, owner: Owner, ended_at: datetime, code: str
) -> None:
    shift_id = await owner.declared()
    response = await owner.post(
        f"/v1/shifts/{shift_id}/ending", {"endedAt": ended_at.isoformat()}, DURING
    )
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert await city.events(ShiftEnded, shift_id=shift_id) == []


@pytest.mark.parametrize("step", ["changes", "cancellation", "ending"])
async def test_a_shift_of_somebody_else_does_not_exist(city: City, owner: Owner, step: str) -> None:
    shift_id = await owner.declared()
    other = await city.owner()
    bodies = {"changes": until(6, "inkorting"), "cancellation": {"reason": "ziek"}, "ending": {}}
    for wanted in (shift_id, str(uuid4())):
        response = await other.post(f"/v1/shifts/{wanted}/{step}", bodies[step], DURING)
        assert response.status_code == 404
    assert (await other.get(f"/v1/shifts/{shift_id}")).status_code == 404
    assert (await owner.shown(shift_id))["state"] == "aangegeven"


async def test_the_whole_history_of_a_shift_is_kept(city: City, owner: Owner) -> None:
    shift_id = await owner.declared()
    await owner.post(f"/v1/shifts/{shift_id}/changes", until(6, "inkorting"))
    await owner.post(f"/v1/shifts/{shift_id}/cancellation", {"reason": "afgezegd"})
    history = (await owner.shown(shift_id))["history"]
    assert [(step["state"], step.get("reason"), step["by"]) for step in history] == [
        ("aangegeven", None, "eigenaar"),
        ("gewijzigd", "inkorting", "eigenaar"),
        ("geannuleerd", "afgezegd", "eigenaar"),
    ]
    assert history[0]["endsAt"] != history[1]["endsAt"]
    assert len(await city.events(ShiftDeclared, shift_id=shift_id)) == 1
