"""Tell others of an order as the case has it: once it was signed, or once it was noted right."""

from uuid import uuid4

from chassis.bus import record
from chassis.days import day_start
from chassis.db import Transaction
from contracts.branches import Branch
from contracts.enforcement import (
    StreetBanConfirmed,
    StreetBanNotified,
    StreetBanOrdered,
    StreetBanStayed,
    StreetBanWithdrawn,
)
from contracts.sealed import Sealed
from contracts.street_bans.area import BanArea
from enforcement.perimeters.rules.area import Area
from enforcement.street_bans import store
from enforcement.street_bans.bound import area_of, lines_of, spared_by
from enforcement.street_bans.store import StreetBanCase


async def tell_ordered(tx: Transaction, case: StreetBanCase, drawn: Area) -> None:
    """The police know where the ban holds; the area is sealed to them."""
    assert case.order_id is not None and case.ordered_at is not None, "an order is told"
    assert case.first_day is not None and case.ends_at is not None and case.meeting_on is not None
    record(
        tx,
        StreetBanOrdered(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            offender_role=case.offender_role,
            branch=Branch(case.branch),
            in_tolerance_zone=case.in_tolerance_zone,
            warning_skipped=case.skipped is not None,
            finding_ids=tuple(fact.finding_id for fact in await store.facts(tx, case.case_id)),
            begins_at=day_start(case.first_day),
            ends_at=case.ends_at,
            meeting_on=case.meeting_on,
            ordered_at=case.ordered_at,
            area=Sealed.of(BanArea(streets=lines_of(drawn), spared=spared_by(drawn))),
        ),
    )


def tell_notified(tx: Transaction, case: StreetBanCase) -> None:
    """From when the order works: its receipt, and not before its first day."""
    assert case.order_id is not None and case.notified_at is not None, "an order was notified"
    assert case.first_day is not None
    works_from = max(
        case.notified_at, day_start(case.first_day), case.ordered_at or case.notified_at
    )
    if case.renewals == 0:
        case.works_from = works_from
    record(
        tx,
        StreetBanNotified(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            works_from=works_from,
            notified_at=case.notified_at,
        ),
    )


def tell_confirmed(tx: Transaction, case: StreetBanCase) -> None:
    assert case.order_id is not None and case.meeting_on is not None, "a meeting confirmed it"
    record(
        tx,
        StreetBanConfirmed(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            meeting_on=case.meeting_on,
            confirmed_at=tx.now,
        ),
    )


def tell_withdrawn(tx: Transaction, case: StreetBanCase) -> None:
    """The order never was, as others knew it."""
    assert case.order_id is not None, "an order is taken back"
    record(
        tx,
        StreetBanWithdrawn(
            case_id=case.case_id,
            order_id=case.order_id,
            renewal=case.renewals,
            withdrawn_at=tx.now,
        ),
    )


async def tell_anew(tx: Transaction, case: StreetBanCase) -> None:
    """What others knew of the order was wrong: they get it once more, under an id of its own."""
    drawn = await area_of(tx, case.case_id)
    assert drawn is not None, "an order has a perimeter"
    tell_withdrawn(tx, case)
    case.order_id = uuid4()
    await tell_ordered(tx, case, drawn)
    if case.notified_at is not None:
        tell_notified(tx, case)
    if case.confirmed:
        tell_confirmed(tx, case)
    if case.stayed_at is not None:
        record(tx, StreetBanStayed(case_id=case.case_id, stayed_at=case.stayed_at))
