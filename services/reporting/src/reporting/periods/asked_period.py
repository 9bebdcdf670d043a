"""The period that a request asks for: of the calendar, or one that the city says its plan is for.

Other spans of years are refused: each more that is offered is one more to subtract (handbook §4.8).
"""

from collections.abc import Collection

from reporting.periods.rules import NoPeriodError, Period, PeriodKind


def parse(text: str, plans: Collection[Period]) -> Period:
    """Raises ``NoPeriodError`` for what is neither."""
    period = Period.parse(text)
    if period.kind is PeriodKind.PLANPERIODE and period not in plans:
        raise NoPeriodError(text[:20])
    return period
