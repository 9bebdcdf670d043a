"""The handlers: the calendar's answer to the events of enforcement and databank."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from contracts import Event
from contracts.databank import (
    IdentityRefuted,
    IdentityRevalidationDue,
    IdentityValidated,
    ShiftVerified,
    UnannouncedPresenceObserved,
)
from contracts.enforcement import (
    PremisesClosed,
    PremisesReopened,
    SuitabilityExpired,
    SuitabilityReinstated,
    SuitabilityRelinquished,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
    SuitabilityRenewalWithdrawn,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityTransferred,
    SuitabilityWithdrawn,
)
from contracts.pandkalender import ShiftDeclared, ShiftLapsed

from .support.city import EVENING, NOW, City, Owner, worker

TOMORROW = EVENING + timedelta(days=1)


def suspended(owner: Owner, dossier_id: Any) -> Event:
    return SuitabilitySuspended(
        premises_id=owner.premises_id,
        dossier_id=dossier_id,
        case_id=uuid4(),
        suspended_from=NOW,
        suspended_to=NOW + timedelta(days=30),
        decided_at=NOW - timedelta(days=1),
    )


async def test_premises_that_were_never_granted_have_no_rooms(city: City) -> None:
    owner = await city.owner(granted=False)
    assert (await owner.declare()).json()["code"] == "kamer-onbekend"
    assert (await owner.get("/v1/rooms")).json()["_embedded"]["rooms"] == []


@pytest.mark.parametrize(
    ("kind", "fields", "reason"),
    [
        (SuitabilitySuspended, {"suspended_from": NOW, "suspended_to": TOMORROW}, "geschorst"),
        (PremisesClosed, {"closed_from": NOW, "closed_to": TOMORROW}, "gesloten"),
        (PremisesClosed, {"closed_from": NOW}, "definitief gesloten"),
        (SuitabilityWithdrawn, {"withdrawn_at": NOW}, "ingetrokken"),
        (SuitabilityExpired, {"expired_at": NOW}, "gold tot en met"),
        (SuitabilityRelinquished, {"relinquished_at": NOW}, "gold tot en met"),
    ],
)
async def test_blocked_premises_take_no_new_shift_and_say_why_and_list_those_that_stand(
    city: City, kind: type[Event], fields: dict[str, Any], reason: str
) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    await city.tell(city.grant(owner, dossier_id))
    standing = await owner.declared()
    case = {"dossier_id": dossier_id, "case_id": uuid4(), "decided_at": NOW}
    known = {name: value for name, value in (case | fields).items() if name in kind.model_fields}
    await city.tell(kind(premises_id=owner.premises_id, **known))

    response = await owner.declare(room=1, who=worker(2))
    assert (response.status_code, response.json()["code"]) == (422, "kamer-geblokkeerd")
    assert reason in response.json()["detail"]
    room = (await owner.get("/v1/rooms")).json()["_embedded"]["rooms"][0]
    assert room["acceptsShifts"] is False
    assert reason in room["blockedReason"]
    shown = await owner.shown(standing)
    if kind in (SuitabilityWithdrawn, SuitabilityExpired, SuitabilityRelinquished):
        assert (shown["state"], shown["lapseReason"]) == ("vervallen", "pand_geblokkeerd")
    else:  # it may be lifted
        assert shown["state"] == "aangegeven"
        assert reason in shown["blockedReason"]


async def test_after_a_suspension_or_when_it_is_lifted_shifts_are_welcome_again(
    city: City,
) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    await city.tell(city.grant(owner, dossier_id), suspended(owner, dossier_id))
    assert (await owner.declare()).status_code == 422
    await owner.declared(starts_at=NOW + timedelta(days=30))
    await city.tell(
        SuitabilitySuspensionLifted(
            premises_id=owner.premises_id, dossier_id=dossier_id, lifted_at=NOW
        )
    )
    await owner.declared()


@pytest.mark.parametrize("case_known", [True, False])
async def test_a_lifted_closure_opens_the_rooms_again(city: City, case_known: bool) -> None:
    owner, case_id = await city.owner(), uuid4()
    before = NOW - timedelta(hours=1)
    closed = {"premises_id": owner.premises_id, "closed_from": before, "decided_at": before}
    await city.tell(PremisesClosed(case_id=case_id, **closed))
    reopened = {"premises_id": owner.premises_id, "reopened_at": NOW}
    if case_known:
        await city.tell(PremisesReopened(case_id=uuid4(), **reopened))
    else:  # as the release before kept it
        await city.query(
            "UPDATE premises_fact SET dossier_id = NULL WHERE dossier_id = $1", case_id
        )
    assert "definitief gesloten" in (await owner.declare()).json()["detail"]
    await city.tell(PremisesReopened(case_id=case_id, **reopened))
    await owner.declared()


async def test_the_last_day_of_a_term_counts_and_a_renewal_prolongs_it(city: City) -> None:
    owner = await city.owner(granted=False)
    grant: Any = city.grant(owner, valid_from=date(2025, 6, 1), valid_to=date(2026, 1, 6))
    await city.tell(grant)
    await owner.declared(starts_at=EVENING)
    over_midnight = await owner.declare(starts_at=TOMORROW)
    assert "06/01/2026" in over_midnight.json()["detail"]
    renewal = SuitabilityRenewed(
        premises_id=owner.premises_id,
        dossier_id=grant.dossier_id,
        premises=grant.premises,
        valid_from=date(2026, 1, 7),
        valid_to=date(2027, 1, 6),
        decided_at=NOW,
    )
    await city.tell(renewal)
    await owner.declared(starts_at=TOMORROW)


async def test_premises_that_are_sold_are_the_buyers_and_what_the_seller_declared_ahead_lapses(
    city: City, owner: Owner
) -> None:
    begun = await owner.declared(room=1, starts_at=NOW, who=worker(9))
    ahead = await owner.declared()
    buyer = await city.owner(granted=False)
    buyer.premises_id, buyer.rooms = owner.premises_id, owner.rooms
    await city.tell(city.grant(buyer))
    assert (await owner.declare(room=1, who=worker(2))).json()["code"] == "kamer-onbekend"
    shown = await owner.shown(ahead)
    assert (shown["state"], shown["lapseReason"]) == ("vervallen", "andere_eigenaar")
    (event,) = await city.events(ShiftLapsed, shift_id=ahead)
    assert event.reason == "andere_eigenaar"
    assert await city.events(ShiftLapsed, shift_id=begun) == []
    running = await owner.shown(begun)
    assert running["state"] == "bezig"
    assert running["blockedReason"] == "Het pand heeft intussen een andere eigenaar."
    assert (await owner.post(f"/v1/shifts/{begun}/ending", {})).status_code == 200
    assert (await buyer.get(f"/v1/shifts/{ahead}")).status_code == 404
    await buyer.declared(who=worker(3))


@pytest.mark.parametrize(
    "told",
    [
        partial(SuitabilityTransferred, transferred_at=NOW),
        partial(SuitabilityRoomsChanged, decided_at=NOW),
    ],
    ids=["transferred", "as a release before tells it"],
)
async def test_a_declaration_that_goes_over_to_a_buyer_keeps_the_house_open(
    city: City, owner: Owner, told: Callable[..., Event]
) -> None:
    ahead = await owner.declared()
    granted = city.grant(owner)
    buyer = await city.owner(granted=False)
    buyer.premises_id, buyer.rooms = owner.premises_id, owner.rooms
    described = city.grant(buyer).premises  # type: ignore[attr-defined]
    ids = {
        "premises_id": owner.premises_id,
        "dossier_id": granted.dossier_id,  # type: ignore[attr-defined]
    }
    await city.tell(granted, told(**ids, premises=described))
    shown = await owner.shown(ahead)
    assert (shown["state"], shown["lapseReason"]) == ("vervallen", "andere_eigenaar")
    await buyer.declared(who=worker(3))
    query = "SELECT owner FROM declaration WHERE dossier_id = $1"
    (row,) = await city.query(query, ids["dossier_id"])
    assert row["owner"] == described.owner


async def test_a_renewal_for_the_same_owner_lets_no_shift_lapse(city: City, owner: Owner) -> None:
    shift_id = await owner.declared()
    await city.tell(city.grant(owner))
    assert (await owner.shown(shift_id))["state"] == "aangegeven"


async def test_a_room_that_premises_lost_takes_no_new_shift(city: City, owner: Owner) -> None:
    lost = owner.rooms.pop()
    await city.tell(city.grant(owner))
    response = await owner.post("/v1/shifts", owner.shift() | {"roomId": str(lost)})
    assert response.status_code == 404


async def test_the_owner_learns_the_status_of_an_identity_and_the_newest_counts(
    city: City, owner: Owner
) -> None:
    shift_id = await owner.declared()
    (event,) = await city.events(ShiftDeclared, shift_id=shift_id)
    ref = event.worker.value.worker_ref
    await city.tell(IdentityRefuted(worker_ref=ref, refuted_at=EVENING))
    assert (await owner.shown(shift_id))["identityStatus"] == "contacteer_politie"
    await city.tell(IdentityValidated(worker_ref=ref, validated_at=EVENING - timedelta(hours=1)))
    assert (await owner.shown(shift_id))["identityStatus"] == "contacteer_politie"
    await city.tell(IdentityValidated(worker_ref=ref, validated_at=EVENING + timedelta(hours=1)))
    assert (await owner.shown(shift_id))["identityStatus"] == "in_orde"
    answer = (await owner.declare(starts_at=TOMORROW)).json()
    assert answer["identityStatus"] == "in_orde"
    await city.tell(IdentityRevalidationDue(worker_ref=ref, since=EVENING + timedelta(hours=2)))
    assert (await owner.shown(shift_id))["identityStatus"] == "te_controleren"


async def test_a_check_of_an_unknown_shift_waits_for_a_person_but_holds_no_premises_back(
    city: City, owner: Owner
) -> None:
    unknown = uuid4()
    parked = len(await city.sandbox.parked("pandkalender"))
    await city.tell(ShiftVerified(shift_id=unknown, verified_at=NOW))
    assert len(await city.sandbox.parked("pandkalender")) == parked + 1
    presence = UnannouncedPresenceObserved(
        observation_id=uuid4(),
        premises_id=owner.premises_id,
        room_id=owner.rooms[0],
        shift_id=unknown,
        observed_at=NOW,
    )
    await city.tell(presence, suspended(owner, uuid4()))
    assert len(await city.sandbox.parked("pandkalender")) == parked + 1
    assert (await owner.declare()).json()["code"] == "kamer-geblokkeerd"


async def test_a_declaration_works_until_its_renewal_is_decided(city: City) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    await city.tell(city.grant(owner, dossier_id, valid_to=NOW.date()))
    days = [EVENING + timedelta(days=nr) for nr in range(1, 5)]
    blocked = await owner.declare(starts_at=days[0])
    assert blocked.json()["code"] == "kamer-geblokkeerd"
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    await city.tell(SuitabilityRenewalRequested(**ids, requested_at=NOW))
    await owner.declared(starts_at=days[0])
    term = {"valid_from": date(2025, 6, 1), "valid_to": NOW.date()}
    refused = SuitabilityRenewalRefused(**ids, **term, decided_at=NOW + timedelta(hours=1))
    await city.tell(refused)
    response = await owner.declare(starts_at=days[1], who=worker(2))
    assert response.json()["code"] == "kamer-geblokkeerd"
    again = SuitabilityRenewalRequested(
        **ids, requested_at=NOW + timedelta(hours=2), works_until=NOW.date()
    )
    await city.tell(again)
    response = await owner.declare(starts_at=days[1], who=worker(2))
    assert response.json()["code"] == "kamer-geblokkeerd", "who was refused and asks again"


@pytest.mark.parametrize("ends", ["refused", "withdrawn", "relinquished"])
async def test_what_was_declared_past_the_end_of_a_declaration_lapses_at_once(
    city: City, ends: str
) -> None:
    """Its worker and the police need not wait until it would have begun."""
    owner, dossier_id = await city.owner(granted=False), uuid4()
    await city.tell(city.grant(owner, dossier_id, valid_to=NOW.date() + timedelta(days=1)))
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    await city.tell(SuitabilityRenewalRequested(**ids, requested_at=NOW))
    within, past = [
        await owner.declared(starts_at=EVENING + timedelta(days=days), who=worker(days))
        for days in (1, 3)
    ]
    at = NOW + timedelta(hours=1)
    term = {"valid_from": date(2025, 6, 1), "valid_to": NOW.date() + timedelta(days=1)}
    await city.tell(
        {
            "refused": SuitabilityRenewalRefused(**ids, **term, decided_at=at),
            "withdrawn": SuitabilityRenewalWithdrawn(**ids, **term, withdrawn_at=at),
            "relinquished": SuitabilityRelinquished(**ids, relinquished_at=at),
        }[ends]
    )
    shown = await owner.shown(past)
    assert (shown["state"], shown["lapseReason"]) == ("vervallen", "pand_geblokkeerd")
    stays = "vervallen" if ends == "relinquished" else "aangegeven"
    assert (await owner.shown(within))["state"] == stays


async def test_a_term_that_was_told_wrong_is_replaced_and_what_lies_past_it_lapses(
    city: City,
) -> None:
    """Told as a year, decided as two days: the first term holds for nobody any more."""
    owner, dossier_id = await city.owner(granted=False), uuid4()
    granted = city.grant(owner, dossier_id, valid_to=NOW.date() + timedelta(days=365))
    await city.tell(granted)
    within, past = [
        await owner.declared(starts_at=EVENING + timedelta(days=days), who=worker(days))
        for days in (1, 3)
    ]
    right = SuitabilityReinstated(
        premises_id=owner.premises_id,
        dossier_id=dossier_id,
        premises=granted.premises,  # type: ignore[attr-defined]
        conditional=False,
        conditions=(),
        valid_from=date(2025, 6, 1),
        valid_to=NOW.date() + timedelta(days=2),
        decided_at=NOW + timedelta(hours=1),
    )
    await city.tell(right)
    assert (await owner.shown(within))["state"] == "aangegeven"
    shown = await owner.shown(past)
    assert (shown["state"], shown["lapseReason"]) == ("vervallen", "pand_geblokkeerd")
    later = EVENING + timedelta(days=4)
    response = await owner.declare(starts_at=later, who=worker(4))
    assert response.json()["code"] == "kamer-geblokkeerd"


async def test_what_was_declared_in_a_suspension_waits_for_its_lifting(city: City) -> None:
    owner = await city.owner()
    shift = await owner.declared(starts_at=EVENING + timedelta(days=1))
    await city.tell(suspended(owner, uuid4()))
    assert (await owner.shown(shift))["state"] == "aangegeven"


async def test_a_renewal_that_the_council_gave_back_works_past_an_end_that_was_told(
    city: City,
) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    granted = city.grant(owner, dossier_id, valid_to=NOW.date())
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    term = {"valid_from": date(2025, 6, 1), "valid_to": NOW.date()}
    await city.tell(
        granted,
        SuitabilityRenewalRefused(**ids, **term, decided_at=NOW),
        SuitabilityExpired(**ids, expired_at=NOW + timedelta(hours=1)),
    )
    days = [EVENING + timedelta(days=nr) for nr in range(1, 3)]
    assert (await owner.declare(starts_at=days[0])).json()["code"] == "kamer-geblokkeerd"
    at = NOW + timedelta(hours=2)
    await city.tell(
        SuitabilityReinstated(
            **ids,
            **term,
            premises=granted.premises,  # type: ignore[attr-defined]
            conditional=False,
            conditions=(),
            decided_at=at,
        ),
        SuitabilityRenewalRequested(**ids, requested_at=at + timedelta(microseconds=1)),
    )
    await owner.declared(starts_at=days[1])
    query = "SELECT renewal_refused_at FROM declaration WHERE dossier_id = $1"
    assert (await city.query(query, dossier_id))[0]["renewal_refused_at"] is None


async def test_a_renewal_that_the_city_noted_late_leaves_no_gap(city: City) -> None:
    """Asked on the last day, noted two days after it: the house was open on all of them."""
    owner, dossier_id = await city.owner(granted=False), uuid4()
    granted = city.grant(owner, dossier_id, valid_to=NOW.date())
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    ended, noted = NOW + timedelta(hours=14), NOW + timedelta(days=2)
    await city.tell(granted, SuitabilityExpired(**ids, expired_at=ended))
    days = [EVENING + timedelta(days=nr) for nr in range(1, 4)]
    assert (await owner.declare(starts_at=days[0])).json()["code"] == "kamer-geblokkeerd"
    await city.tell(
        SuitabilityReinstated(
            **ids,
            premises=granted.premises,  # type: ignore[attr-defined]
            conditional=False,
            conditions=(),
            valid_from=date(2025, 6, 1),
            valid_to=NOW.date(),
            decided_at=noted,
        ),
        SuitabilityRenewalRequested(
            **ids, requested_at=NOW, noted_at=noted + timedelta(microseconds=1)
        ),
    )
    for number, day in enumerate(days):
        await owner.declared(starts_at=day, who=worker(number + 1))


async def test_without_its_renewal_a_declaration_ends_on_its_last_day(city: City) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    await city.tell(city.grant(owner, dossier_id, valid_to=NOW.date()))
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    await city.tell(SuitabilityRenewalRequested(**ids, requested_at=NOW))
    days = [EVENING + timedelta(days=nr) for nr in range(1, 3)]
    await owner.declared(starts_at=days[0])
    term = {"valid_from": date(2025, 6, 1), "valid_to": NOW.date()}
    await city.tell(
        SuitabilityRenewalWithdrawn(**ids, **term, withdrawn_at=NOW + timedelta(hours=1))
    )
    response = await owner.declare(starts_at=days[1], who=worker(2))
    assert response.json()["code"] == "kamer-geblokkeerd"


async def test_rooms_that_the_city_accepted_take_shifts(city: City) -> None:
    owner, dossier_id = await city.owner(granted=False), uuid4()
    granted = city.grant(owner, dossier_id)
    await city.tell(granted)
    fewer = granted.premises.model_copy(update={"rooms": granted.premises.rooms[1:]})  # type: ignore[attr-defined]
    ids = {"premises_id": owner.premises_id, "dossier_id": dossier_id}
    await city.tell(SuitabilityRoomsChanged(**ids, premises=fewer, decided_at=NOW))
    assert (await owner.declare()).json()["code"] == "kamer-onbekend"
    await owner.declared(room=1)


async def test_an_escort_bureau_opens_no_room_of_the_calendar(city: City) -> None:
    """Nor do its renewal, other rooms or a ruling: the type is that of the grant."""
    owner, bureau = await city.owner(), uuid4()
    await owner.declared()
    ids = {"premises_id": owner.premises_id, "dossier_id": bureau}
    granted = city.grant(owner, bureau, permit_type="escortbureau", decided_at=NOW)
    premises = granted.premises  # type: ignore[attr-defined]
    term = {"valid_from": date(2026, 1, 1), "valid_to": date(2028, 1, 1), "decided_at": NOW}
    for event in (
        granted,
        SuitabilityRenewed(**ids, **term, premises=premises),
        SuitabilityRoomsChanged(**ids, premises=premises, decided_at=NOW),
        SuitabilityReinstated(**ids, **term, premises=premises, conditional=False, conditions=()),
    ):
        await city.tell(event)
        assert (await owner.declare(room=1)).json()["code"] == "kamer-onbekend"
        assert (await owner.get("/v1/rooms")).json()["_embedded"]["rooms"] == []
        assert (await owner.get("/v1/premises")).json()["_embedded"]["premises"] == []
