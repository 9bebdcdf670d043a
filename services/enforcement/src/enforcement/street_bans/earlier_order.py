"""The order before a renewal, as the case keeps it: it holds on when the renewal is taken back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from contracts.codes import BanEnd
from enforcement.street_bans.store import StreetBanCase


class EarlierOrder(BaseModel):
    """``drawn_anew``: its renewal got a perimeter of its own. It was notified and confirmed;
    ``remedy_told``: its letter named the appeal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    order_id: UUID
    ordered_at: datetime
    motivation: str | None
    first_day: date
    last_day: date
    earlier_last_day: date | None
    meeting_on: date | None
    notified_at: datetime | None
    contested: bool
    drawn_anew: bool
    remedy_told: bool = True

    @classmethod
    def of(cls, case: StreetBanCase, *, drawn_anew: bool, remedy_told: bool) -> "EarlierOrder":
        said = {key: getattr(case, key) for key in _kept_by_the_case()}
        return cls(**said, drawn_anew=drawn_anew, remedy_told=remedy_told)

    def kept(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_defaults=True)

    def hold_again(self, case: StreetBanCase) -> None:
        """It is the order of the case once more, confirmed as it was."""
        for key in _kept_by_the_case():
            setattr(case, key, getattr(self, key))
        case.renewals -= 1
        case.confirmed = True


def running_before(case: StreetBanCase, today: date) -> EarlierOrder | None:
    """The order before a renewal, while it holds for its own days: nothing hides it till then."""
    if not case.earlier_orders or case.stayed_at is not None:
        return None
    earlier = EarlierOrder.model_validate(case.earlier_orders[-1])
    undone = case.how not in (None, BanEnd.VERVALLEN)
    return None if undone or earlier.last_day < today else earlier


def _kept_by_the_case() -> list[str]:
    return [key for key in EarlierOrder.model_fields if key not in ("drawn_anew", "remedy_told")]
