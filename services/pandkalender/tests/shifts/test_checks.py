"""What police found of a shift: the newest check counts, and none that is withdrawn."""

from datetime import timedelta
from uuid import uuid4

from contracts.databank import (
    ShiftAbsenceObserved,
    ShiftCheckWithdrawn,
    ShiftVerified,
    UnannouncedPresenceObserved,
    UnannouncedPresenceWithdrawn,
)

from ..support.city import EVENING, City, Owner, worker


async def test_of_a_check_the_owner_sees_that_it_was_and_the_police_what_it_found(
    city: City, owner: Owner
) -> None:
    ids = [await owner.declared(room=nr, who=worker(nr + 1)) for nr in range(3)]
    assert (await owner.shown(ids[0]))["verification"] == "niet_gecontroleerd"
    at = EVENING + timedelta(hours=1)
    await city.tell(
        ShiftVerified(shift_id=ids[0], verified_at=at),
        ShiftAbsenceObserved(shift_id=ids[1], observed_at=at),
        UnannouncedPresenceObserved(
            observation_id=uuid4(),
            premises_id=owner.premises_id,
            room_id=owner.rooms[2],
            shift_id=ids[2],
            observed_at=at,
        ),
    )
    shown = [await owner.shown(shift_id) for shift_id in ids]
    assert {shift["verification"] for shift in shown} == {"gecontroleerd"}
    assert [shift["identityStatus"] for shift in shown] == [
        "te_controleren",
        "te_controleren",
        "contacteer_politie",
    ]
    page = await city.police("/v1/shifts?pagesize=500", Krachtlijn_Purpose="toezicht")
    found = {s["shiftId"]: s["verification"] for s in page.json()["_embedded"]["shifts"]}
    assert [found[shift_id] for shift_id in ids] == [
        "bevestigd_ter_plaatse",
        "afwezig_bij_controle",
        "weerlegd",
    ]


async def test_the_newest_check_counts_and_the_gravest_of_one_moment(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    at = EVENING + timedelta(hours=1)

    async def stored() -> str:
        (row,) = await city.query(
            "SELECT verification FROM shift WHERE shift_id::text = $1", shift_id
        )
        verification: str = row["verification"]
        return verification

    elsewhere = UnannouncedPresenceObserved(
        observation_id=uuid4(),
        premises_id=owner.premises_id,
        room_id=owner.rooms[0],
        shift_id=shift_id,
        observed_at=at,
    )
    await city.tell(elsewhere)
    await city.tell(ShiftVerified(shift_id=shift_id, verified_at=at))
    assert await stored() == "weerlegd"
    await city.tell(ShiftVerified(shift_id=shift_id, verified_at=at + timedelta(hours=1)))
    await city.tell(ShiftAbsenceObserved(shift_id=shift_id, observed_at=at))
    assert await stored() == "bevestigd_ter_plaatse"


async def test_a_check_that_police_withdrew_no_longer_shows_and_what_stands_does(
    city: City, owner: Owner
) -> None:
    slip, other, twice = [await owner.declared(room=nr, who=worker(nr + 1)) for nr in range(3)]
    at, later = EVENING + timedelta(hours=1), EVENING + timedelta(hours=2)
    somebody = {
        "observation_id": uuid4(),
        "premises_id": owner.premises_id,
        "room_id": owner.rooms[1],
        "shift_id": other,
        "observed_at": at,
    }
    await city.tell(
        ShiftAbsenceObserved(shift_id=slip, observed_at=at),
        UnannouncedPresenceObserved(**somebody),
        ShiftVerified(shift_id=twice, verified_at=at),
        ShiftAbsenceObserved(shift_id=twice, observed_at=later),
    )
    gone = {"withdrawn_at": later}
    await city.tell(
        ShiftCheckWithdrawn(shift_id=slip, observed_at=at, **gone),
        UnannouncedPresenceWithdrawn(**somebody, **gone),
        ShiftCheckWithdrawn(
            shift_id=twice, observed_at=later, standing="aanwezig", standing_at=at, **gone
        ),
    )
    page = await city.police("/v1/shifts?pagesize=500", Krachtlijn_Purpose="toezicht")
    found = {s["shiftId"]: s["verification"] for s in page.json()["_embedded"]["shifts"]}
    assert [found[shift_id] for shift_id in (slip, other, twice)] == [
        "niet_gecontroleerd",
        "niet_gecontroleerd",
        "bevestigd_ter_plaatse",
    ]
    await city.tell(ShiftCheckWithdrawn(shift_id=twice, observed_at=later, **gone))
    page = await city.police("/v1/shifts?pagesize=500", Krachtlijn_Purpose="toezicht")
    found = {s["shiftId"]: s["verification"] for s in page.json()["_embedded"]["shifts"]}
    assert found[twice] == "bevestigd_ter_plaatse", "one that does not show changes nothing"
