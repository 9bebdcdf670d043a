"""Street bans as the police see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.days import city_day
from contracts.codes import BanEnd, OffenderRole

MICRO = timedelta(microseconds=1)


class BanState(StrEnum):
    """``bevolen``: the person did not get the order yet, so it does not hold for him; ``komt``: he
    did, and its first day is still to come."""

    BEVOLEN = "bevolen"
    KOMT = "komt"
    LOOPT = "loopt"
    GESCHORST = "geschorst"
    VOORBIJ = "voorbij"


@dataclass(frozen=True, slots=True)
class BanOrder:
    """An order, the ban itself or a renewal; ``ends_at`` is exclusive."""

    order_id: UUID
    case_id: UUID
    renewal: int
    offender_role: OffenderRole
    begins_at: datetime
    ends_at: datetime
    ordered_at: datetime
    works_from: datetime | None
    stayed_at: datetime | None
    ended_at: datetime | None
    how: BanEnd | None

    @property
    def first_day(self) -> date:
        return city_day(self.begins_at)

    @property
    def last_day(self) -> date:
        """The last day in Brussels on which it may hold."""
        ends_at = self.ends_at if self.ended_at is None else min(self.ended_at, self.ends_at)
        return city_day(ends_at - MICRO)

    def state(self, now: datetime) -> BanState:
        ended_at = self.ends_at if self.ended_at is None else self.ended_at
        if min(ended_at, self.ends_at) <= now:
            return BanState.VOORBIJ
        if self.stayed_at is not None:
            return BanState.GESCHORST
        if self.works_from is None:
            return BanState.BEVOLEN
        if now < self.works_from:
            return BanState.KOMT
        return BanState.LOOPT


@dataclass(frozen=True, slots=True, repr=False)
class Ban:
    """An order with its area, and the names by which findings know the person; prints nothing."""

    order: BanOrder
    streets: tuple[str, ...]
    spared: tuple[str, ...]
    names: tuple[str, ...]
    finding_ids: tuple[UUID, ...]
    person_ids: tuple[UUID, ...]

    def is_near(self, street: str | None) -> bool:
        """Whether the area has this street, as a whole or in part."""
        return street is not None and any(
            line == street or line.startswith(f"{street} ") for line in self.streets
        )


def current(orders: Sequence[BanOrder], now: datetime) -> list[BanOrder]:
    """Those that hold or will, the soonest to end first."""
    kept = [order for order in orders if order.state(now) is not BanState.VOORBIJ]
    return sorted(kept, key=lambda order: (order.ends_at, order.order_id))
