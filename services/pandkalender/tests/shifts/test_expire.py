"""Shifts that the clock ends."""

from datetime import datetime, timedelta
from uuid import uuid4

from chassis.bus import Timer
from chassis.bus.timers import Timers
from chassis.clock import DrivenClock
from contracts.databank import IdentityRefuted, ShiftVerified
from contracts.enforcement import PremisesClosed
from contracts.pandkalender import ShiftCancelled, ShiftDeclared, ShiftEnded, ShiftLapsed
from pandkalender.shifts import expire
from pandkalender.timers import TIMERS

from ..support.city import EVENING, NOW, City, Owner, worker
from ..support.codes import access, enter

END = EVENING + timedelta(hours=8)


async def expire_shifts(city: City, at: datetime) -> None:
    """Fire the deadline as the service's timers would."""
    async with city.app.state.database.begin(at) as tx:
        await expire.expire(Timer(expire.NAME, "test", at, {}), tx)


async def test_a_shift_that_nobody_ended_ends_at_its_declared_end_once(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    await expire_shifts(city, END + timedelta(minutes=14))
    assert await city.events(ShiftEnded, shift_id=shift_id) == []
    for minutes in (15, 75):
        await expire_shifts(city, END + timedelta(minutes=minutes))
    (event,) = await city.events(ShiftEnded, shift_id=shift_id)
    assert (event.ended_at, event.early) == (END, False)
    again = await owner.post(f"/v1/shifts/{shift_id}/ending", {}, END + timedelta(minutes=80))
    assert again.status_code == 200
    assert len(await city.events(ShiftEnded, shift_id=shift_id)) == 1
    assert (await owner.shown(shift_id))["history"][-1]["by"] == "systeem"


async def test_the_deadline_is_set_by_the_declaration_and_fires_by_itself(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    clock = DrivenClock()
    clock.advance(END + timedelta(minutes=15))
    timers = Timers(city.app.state.database, TIMERS, clock)
    while await timers.run_one():
        pass
    assert len(await city.events(ShiftEnded, shift_id=shift_id)) == 1


async def test_what_its_owner_ended_the_clock_does_not_end_again(city: City, owner: Owner) -> None:
    shift_id = await owner.declared()
    await owner.post(f"/v1/shifts/{shift_id}/ending", {}, END)
    await expire_shifts(city, END + timedelta(hours=1))
    assert len(await city.events(ShiftEnded, shift_id=shift_id)) == 1


async def test_one_deadline_stands_per_hour_in_which_shifts_end_also_after_a_change(
    city: City, owner: Owner
) -> None:
    far = NOW + timedelta(days=60)
    first = await owner.declared(starts_at=far, hours=8, who=worker(1))
    await owner.declared(room=1, starts_at=far, hours=7.5, who=worker(2))
    end = (far + timedelta(hours=8.25)).isoformat()
    await owner.post(f"/v1/shifts/{first}/changes", {"endsAt": end, "reason": "verlenging"})
    rows = await city.query(
        "SELECT due_at FROM bus_timer WHERE name = $1 AND due_at BETWEEN $2 AND $3 ORDER BY due_at",
        expire.NAME,
        far,
        far + timedelta(days=1),
    )
    assert [row["due_at"] for row in rows] == [
        far + timedelta(hours=8, minutes=15),
        far + timedelta(hours=9, minutes=15),
    ]


async def test_a_shift_in_premises_that_were_closed_when_it_began_lapses(
    city: City, owner: Owner
) -> None:
    unseen = await owner.declared(room=0, who=worker(1))
    seen = await owner.declared(room=1, who=worker(2))
    closure = PremisesClosed(
        premises_id=owner.premises_id, case_id=uuid4(), closed_from=NOW, decided_at=NOW
    )
    await city.tell(closure)
    await city.tell(ShiftVerified(shift_id=seen, verified_at=EVENING + timedelta(hours=1)))
    await expire_shifts(city, EVENING - timedelta(minutes=1))
    assert (await owner.shown(unseen))["state"] == "aangegeven"
    await expire_shifts(city, END + timedelta(minutes=15))
    assert (await owner.shown(unseen))["state"] == "vervallen"
    assert (await owner.shown(seen))["state"] == "beeindigd"
    assert (await owner.shown(unseen))["lapseReason"] == "pand_geblokkeerd"
    (event,) = await city.events(ShiftLapsed, shift_id=unseen)
    assert event.reason == "pand_geblokkeerd"
    assert await city.events(ShiftCancelled, shift_id=unseen) == []
    assert await city.events(ShiftEnded, shift_id=unseen) == []
    assert len(await city.events(ShiftEnded, shift_id=seen)) == 1


async def test_she_reads_why_a_shift_of_hers_did_not_take_place(city: City, owner: Owner) -> None:
    shift_id = await owner.declared(room=0, who=worker(77))
    (event,) = await city.events(ShiftDeclared, shift_id=shift_id)
    code, _ = await access(city, event.worker.value.worker_ref)
    closure = PremisesClosed(
        premises_id=owner.premises_id, case_id=uuid4(), closed_from=NOW, decided_at=NOW
    )
    await city.tell(closure)
    own = await (await enter(city, code)).get("/mijn")
    assert "ging niet door" not in own.text
    await expire_shifts(city, END + timedelta(minutes=15))
    own = await (await enter(city, code)).get("/mijn")
    assert "Dit ging niet door: het pand mocht niet gebruikt worden." in own.text


async def test_a_shift_lapses_when_the_worker_was_refuted_before_it_began_not_during(
    city: City, owner: Owner
) -> None:
    shifts = {}
    for room, hours in ((0, -1), (1, 1)):
        shift_id = await owner.declared(room=room, who=worker(60 + room))
        (event,) = await city.events(ShiftDeclared, shift_id=shift_id)
        refuted_at = EVENING + timedelta(hours=hours)
        ref = event.worker.value.worker_ref
        await city.tell(IdentityRefuted(worker_ref=ref, refuted_at=refuted_at))
        shifts[room] = shift_id
    await expire_shifts(city, END + timedelta(minutes=15))
    lapsed = await owner.shown(shifts[0])
    assert (lapsed["state"], lapsed["lapseReason"]) == ("vervallen", "identiteit")
    (event,) = await city.events(ShiftLapsed, shift_id=shifts[0])
    assert event.reason == "identiteit"
    assert (await owner.shown(shifts[1]))["state"] == "beeindigd"
