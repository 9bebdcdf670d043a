"""The last day of a draft, which the screens say before its rows go."""

from datetime import date

from chassis.days import city_day
from registry.delivery_register.rules.delivery import DRAFTS
from registry.delivery_register.store import Delivery
from registry.retention.rules import is_near, kept_until_of_draft


def draft_until(delivery: Delivery, draft_days: int) -> date | None:
    """The last day on which a draft is kept; none for what is signed, or over."""
    if delivery.state not in DRAFTS:
        return None
    return kept_until_of_draft(city_day(delivery.returned_at or delivery.uploaded_at), draft_days)


def warned_day(delivery: Delivery | None, draft_days: int, today: date) -> date | None:
    """The last day of a draft, once it is near."""
    last = draft_until(delivery, draft_days) if delivery else None
    return last if last is not None and is_near(last, today) else None
