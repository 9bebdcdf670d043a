"""Release days: on which day the figures of a period leave, however early they were accepted.

Days are those of the city. Until its day a delivery may still be replaced, and nobody sees a
figure of it. Once told, a figure stands: a half for ever; a year may be told once more, with the
publication of a later year, so that no day of its own says that something was put right.
"""

from datetime import date

from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from registry.delivery_register.rules.delivery import Step, last_day
from registry.minimum_format.rules.records import Period

FIRST_HALF = (9, 1)
"""Month and day on which a first half-year leaves, in its own year."""
YEAR = (3, 1)
"""Month and day on which a year and its second half leave, in the year after."""


def release_day(period: Period) -> date:
    """The first day on which figures of the period may leave."""
    if period.half == 1:
        return date(period.year, *FIRST_HALF)
    return date(period.year + 1, *YEAR)


def reissue_day(year: int, accepted_on: date) -> date:
    """The day on which a year that was told may be told once more: that of a later year."""
    after = max(accepted_on, release_day(Period(year)))
    same_year = date(after.year, *YEAR)
    return same_year if same_year > after else date(after.year + 1, *YEAR)


def leaving_day(
    period: Period, accepted_on: date, *, is_told: bool, was_reissued: bool
) -> date | None:
    """The day on which what was accepted leaves; none where the told figures stand for good."""
    if not is_told:
        return max(release_day(period), accepted_on)
    if period.half is not None or was_reissued:
        return None
    return reissue_day(period.year, accepted_on)


def is_reissue(period: Period, leaves_on: date) -> bool:
    """Whether what waits for this day would tell the period once more.

    A first telling waits for the day of its period, or not at all.
    """
    return leaves_on > release_day(period)


def check_over(period: Period, today: date) -> None:
    """Figures of a period that runs would be told of half of it. Raises ``StepRefusedError``."""
    first = acceptable_from(period)
    if today < first:
        reason = lazy(
            "De periode %(period)s is nog niet voorbij. Aanvaarden kan vanaf %(day)s.",
            period=str(period),
            day=f"{first:%d/%m/%Y}",
        )
        raise StepRefusedError(reason, [Step.RETURN])


def acceptable_from(period: Period) -> date:
    """The first day on which the period is over, so that a delivery of it may be accepted."""
    return date.fromordinal(last_day(period).toordinal() + 1)
