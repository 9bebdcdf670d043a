"""Moments as a body or a question carries them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from chassis.web.bodies import check_day


def _in_utc(moment: datetime) -> datetime:
    check_day(moment)
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
"""A moment with an offset, in years in which a calendar is kept; in UTC from here on."""
