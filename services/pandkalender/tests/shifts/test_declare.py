import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from contracts.pandkalender import ShiftDeclared

from ..support.city import EVENING, NOW, City, Owner, worker


async def test_a_shift_declared_before_it_starts_is_accepted_and_told_sealed(
    city: City, owner: Owner
) -> None:
    response = await owner.declare()
    assert response.status_code == 201
    answer = response.json()
    assert answer == {
        "shiftId": answer["shiftId"],
        "state": "aangegeven",
        "late": False,
        "leadMinutes": 600,
        "identityStatus": "te_controleren",
        "warnings": [],
    }
    (event,) = await city.events(ShiftDeclared, shift_id=answer["shiftId"])
    assert (event.room_id, event.premises_id) == (owner.rooms[0], owner.premises_id)
    assert (event.lead_minutes, event.late, event.declared_by) == (600, False, "eigenaar")
    assert event.worker.value.identity.given_names == "Ana1"


@pytest.mark.parametrize(
    "more",
    [
        {"nationalNumber": "85.07.30-033.28"},
        {"sex": "vrouw"},
        {"alias": "Mimi"},
        {"address": {"street": "Teststraat"}},
        {"otherDocuments": []},
    ],
    ids=lambda more: next(iter(more)),
)
async def test_an_owner_has_no_place_to_say_more_of_a_worker_than_a_declaration_needs(
    owner: Owner, more: dict[str, Any]
) -> None:
    assert (await owner.declare(who=worker() | more)).status_code == 422


async def test_a_late_declaration_is_accepted_and_flagged(city: City, owner: Owner) -> None:
    response = await owner.declare(at=EVENING + timedelta(minutes=20))
    assert response.status_code == 201
    assert (response.json()["late"], response.json()["leadMinutes"]) == (True, -20)
    (event,) = await city.events(ShiftDeclared, shift_id=response.json()["shiftId"])
    assert (event.late, event.lead_minutes) == (True, -20)


async def test_a_document_that_expires_before_the_shift_is_a_warning_and_no_error(
    owner: Owner,
) -> None:
    who = worker()
    who["document"]["expiresOn"] = "2026-01-04"
    response = await owner.declare(who=who)
    assert response.status_code == 201
    assert [warning["code"] for warning in response.json()["warnings"]] == ["document-verlopen"]


@pytest.mark.parametrize(
    ("shift", "code"),
    [
        ({"hours": 12.5}, "duur"),
        ({"hours": -1}, "einde-voor-begin"),
        ({"starts_at": NOW - timedelta(hours=25)}, "te-laat"),
        ({"starts_at": NOW + timedelta(days=93)}, "te-ver-vooruit"),
    ],
)
async def test_impossible_hours_are_refused_and_leave_no_trace(
    city: City, owner: Owner, shift: dict[str, Any], code: str
) -> None:
    response = await owner.declare(**shift)
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert await city.query("SELECT FROM worker WHERE owner = $1", owner.organisation) == []
    assert (await owner.get("/v1/shifts")).json()["_embedded"]["shifts"] == []


async def test_a_room_of_somebody_else_does_not_exist(city: City, owner: Owner) -> None:
    other = await city.owner()
    body = owner.shift() | {"roomId": str(other.rooms[0])}
    unknown = owner.shift() | {"roomId": str(uuid4())}
    for wanted in (body, unknown):
        response = await owner.post("/v1/shifts", wanted)
        assert (response.status_code, response.json()["code"]) == (404, "kamer-onbekend")


async def test_two_shifts_do_not_overlap_in_a_room_but_may_follow_each_other(owner: Owner) -> None:
    await owner.declared(starts_at=EVENING, hours=4, who=worker(1))
    response = await owner.declare(starts_at=EVENING + timedelta(hours=3), who=worker(2))
    assert (response.status_code, response.json()["code"]) == (422, "overlap-kamer")
    await owner.declared(starts_at=EVENING + timedelta(hours=4), who=worker(2))


async def test_one_worker_is_not_in_two_rooms_of_one_owner(owner: Owner) -> None:
    await owner.declared(room=0)
    response = await owner.declare(room=1, starts_at=EVENING + timedelta(hours=7))
    assert (response.status_code, response.json()["code"]) == (422, "werker-dubbel")
    await owner.declared(room=1, starts_at=EVENING + timedelta(hours=8))


async def test_a_worker_keeps_her_reference_over_shifts_and_gets_another_at_another_owner(
    city: City, owner: Owner
) -> None:
    other = await city.owner()
    ids = [
        await owner.declared(),
        await owner.declared(starts_at=EVENING + timedelta(days=1)),
        await other.declared(starts_at=EVENING + timedelta(days=2)),
    ]
    events = [(await city.events(ShiftDeclared, shift_id=shift_id))[0] for shift_id in ids]
    refs = [event.worker.value.worker_ref for event in events]
    assert refs[0] == refs[1] != refs[2]


async def test_of_parallel_declarations_for_one_room_exactly_one_is_accepted(
    city: City, owner: Owner
) -> None:
    shifts = [owner.shift(who=worker(nr)) for nr in range(8)]
    responses = await asyncio.gather(*(owner.post("/v1/shifts", shift) for shift in shifts))
    assert sorted(response.status_code for response in responses) == [201] + [422] * 7
    assert {r.json()["code"] for r in responses if r.status_code == 422} == {"overlap-kamer"}
    assert len(await city.events(ShiftDeclared, room_id=owner.rooms[0])) == 1


async def test_of_parallel_declarations_of_one_worker_exactly_one_is_accepted(city: City) -> None:
    owner = await city.owner(rooms=8)
    shifts = [owner.shift(room=nr) for nr in range(8)]
    responses = await asyncio.gather(*(owner.post("/v1/shifts", shift) for shift in shifts))
    assert sorted(response.status_code for response in responses) == [201] + [422] * 7
    assert {r.json()["code"] for r in responses if r.status_code == 422} == {"werker-dubbel"}


@pytest.mark.parametrize(
    ("column", "constraint"),
    [("room_id", "shift_room_taken"), ("worker_id", "shift_worker_twice")],
)
async def test_the_database_itself_refuses_a_room_or_a_worker_twice(
    city: City, owner: Owner, column: str, constraint: str
) -> None:
    one = await owner.declared()
    other = await owner.declared(room=1, who=worker(2))
    with pytest.raises(asyncpg.ExclusionViolationError, match=constraint):
        await city.query(
            f"UPDATE shift SET {column} = (SELECT {column} FROM shift WHERE shift_id = $1)"
            " WHERE shift_id = $2",
            UUID(one),
            UUID(other),
        )


async def test_each_shift_of_a_roster_is_decided_on_its_own(city: City, owner: Owner) -> None:
    roster = [
        owner.shift(room=0, who=worker(1)),
        owner.shift(room=0, who=worker(2)),
        owner.shift(room=1, who=worker(1)),
        owner.shift(room=2, who=worker(3), hours=13),
        owner.shift(room=2, who=worker(4)) | {"roomId": str(uuid4())},
        owner.shift(room=1, who=worker(5)),
        owner.shift(room=2, who=worker(6), starts_at=NOW - timedelta(hours=1)),
    ]
    response = await owner.post("/v1/rosters", {"shifts": roster})
    assert response.status_code == 200
    answer = response.json()
    assert (answer["accepted"], answer["refused"]) == (3, 4)
    assert [result["index"] for result in answer["results"]] == list(range(7))
    assert [result.get("problem", {}).get("code") for result in answer["results"]] == [
        None,
        "overlap-kamer",
        "werker-dubbel",
        "duur",
        "kamer-onbekend",
        None,
        None,
    ]
    assert [result.get("late") for result in answer["results"]][5:] == [False, True]
    ids = {result["shiftId"] for result in answer["results"] if result["status"] == "aanvaard"}
    told = await city.events(ShiftDeclared, premises_id=owner.premises_id)
    assert {str(event.shift_id) for event in told} == ids


async def test_a_roster_of_200_shifts_is_declared_in_one_call(city: City) -> None:
    owner = await city.owner(rooms=40)
    roster = [
        owner.shift(nr % 40, EVENING + timedelta(days=nr // 40), who=worker(nr % 40))
        for nr in range(200)
    ]
    response = await owner.post("/v1/rosters", {"shifts": roster})
    assert (response.status_code, response.json()["accepted"]) == (200, 200)
    again = await owner.post("/v1/rosters", {"shifts": roster})
    assert again.json()["refused"] == 200
    workers = await city.query("SELECT FROM worker WHERE owner = $1", owner.organisation)
    assert len(workers) == 40
    too_many = await owner.post("/v1/rosters", {"shifts": [*roster, roster[0]]})
    assert too_many.status_code == 422


async def test_what_an_owner_says_differently_of_a_worker_is_kept_beside_what_was_said(
    city: City, owner: Owner
) -> None:
    first = await owner.declared(who=worker(phone="+32 470 00 00 00"))
    second = await owner.declared(starts_at=EVENING + timedelta(days=1), who=worker(phone=None))
    assert (await owner.shown(first))["worker"]["phone"] == "+32 470 00 00 00"
    assert (await owner.shown(second))["worker"]["phone"] is None


BAD_WORKERS: list[dict[str, Any]] = [
    {"birthDate": "2001-02-29"},
    {"birthDate": "01/02/1999"},
    {"birthDate": "1850"},
    {"givenNames": ""},
    {"givenNames": "A\x00na"},
    {"givenNames": "x" * 121},
    {"givenNames": "-", "familyName": "."},
    {"nationality": "Roemenie"},
    {"nationalNumber": "99020312345"},
    {"document": {"kind": "paspoort", "country": "ROU", "number": "---"}},
    {"document": {"kind": "lidkaart", "country": "ROU", "number": "12345"}},
]


@pytest.mark.parametrize("other", BAD_WORKERS, ids=lambda other: next(iter(other)))
async def test_a_worker_who_is_not_described_well_changes_nothing(
    city: City, owner: Owner, other: dict[str, Any]
) -> None:
    response = await owner.declare(who=worker(**other))
    assert (response.status_code, response.json()["code"]) == (422, "ongeldig")
    assert response.json()["errors"]
    assert await city.query("SELECT FROM worker WHERE owner = $1", owner.organisation) == []


async def test_one_malformed_shift_refuses_the_roster_and_says_which(
    city: City, owner: Owner
) -> None:
    roster = [owner.shift(), owner.shift(room=1, who=worker(2, birthDate="1999-99"))]
    response = await owner.post("/v1/rosters", {"shifts": roster})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "shifts.1.worker.birthDate"
    assert await city.events(ShiftDeclared, premises_id=owner.premises_id) == []


@pytest.mark.parametrize(
    "moment",
    ["2026-01-05T19:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "morgen"],
)
async def test_a_time_without_zone_or_beyond_all_calendars_is_refused(
    owner: Owner, moment: str
) -> None:
    response = await owner.post("/v1/shifts", owner.shift() | {"startsAt": moment})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "startsAt"
    query = moment.replace("+", "%2B")
    for path in (f"premises?at={query}", f"shifts?from={query}", f"shifts?to={query}"):
        assert (await owner.get(f"/v1/{path}")).status_code == 422


async def test_a_shift_over_the_hour_that_the_clock_repeats_has_its_real_length(
    owner: Owner,
) -> None:
    night = owner.shift() | {
        "startsAt": "2026-03-28T19:00:00+01:00",
        "endsAt": "2026-03-29T08:00:00+02:00",
    }
    response = await owner.post("/v1/shifts", night)
    assert response.status_code == 201, "thirteen hours on the wall are twelve hours"
    assert UUID(response.json()["shiftId"])
