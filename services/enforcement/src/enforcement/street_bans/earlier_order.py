"""The order before a renewal, as the case keeps it: it holds on when the renewal is taken back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from enforcement.street_bans.store import StreetBanCase


class EarlierOrder(BaseModel):
    """``drawn_anew``: its renewal got a perimeter of its own. It was notified and confirmed."""

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

    @classmethod
    def of(cls, case: StreetBanCase, drawn_anew: bool) -> "EarlierOrder":
        said = {key: getattr(case, key) for key in cls.model_fields if key != "drawn_anew"}
        return cls(**said, drawn_anew=drawn_anew)

    def kept(self) -> dict[str, Any]:
        return self.model_dump(mode="json")

    def hold_again(self, case: StreetBanCase) -> None:
        """It is the order of the case once more, confirmed as it was."""
        for key in type(self).model_fields:
            if key != "drawn_anew":
                setattr(case, key, getattr(self, key))
        case.renewals -= 1
        case.confirmed = True
