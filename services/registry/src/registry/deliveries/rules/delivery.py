"""States and steps of a delivery (handbook §2.10), and its terms.

``open → opgeladen → gevalideerd | fouten → ingediend → aanvaard → geintegreerd → bevroren``. A file
is read and judged, and an accepted delivery counted, in the request that brings it, so ``open``,
``opgeladen`` and ``aanvaard`` are passed through and never kept.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from chassis.days import city_day, day_start
from registry.deliveries.rules.records import Period


class State(StrEnum):
    OPEN = "open"
    OPGELADEN = "opgeladen"
    GEVALIDEERD = "gevalideerd"
    FOUTEN = "fouten"
    INGEDIEND = "ingediend"
    AANVAARD = "aanvaard"
    GEINTEGREERD = "geintegreerd"
    BEVROREN = "bevroren"


class Step(StrEnum):
    """Names as in the address of the step."""

    SUBMISSION = "submission"
    ACCEPTANCE = "acceptance"
    REDELIVERY = "redelivery"
    """A new upload of the same period."""


class Reason(StrEnum):
    """The reason to deliver again after the year was frozen: a code, no free text (DP-19)."""

    FOUT_IN_BRON = "fout_in_bron"
    LAATTIJDIGE_GEGEVENS = "laattijdige_gegevens"
    FOUT_IN_VERWERKING = "fout_in_verwerking"


STEPS: dict[State, tuple[Step, ...]] = {
    State.OPEN: (Step.REDELIVERY,),
    State.OPGELADEN: (Step.REDELIVERY,),
    State.GEVALIDEERD: (Step.SUBMISSION, Step.REDELIVERY),
    State.FOUTEN: (Step.REDELIVERY,),
    State.INGEDIEND: (Step.ACCEPTANCE, Step.REDELIVERY),
    State.AANVAARD: (Step.REDELIVERY,),
    State.GEINTEGREERD: (Step.REDELIVERY,),
    State.BEVROREN: (Step.REDELIVERY,),
}


def allowed(state: State, *, newest: bool) -> tuple[Step, ...]:
    """The steps that a delivery permits; none once a newer revision replaced it."""
    return STEPS[state] if newest else ()


def last_day(period: Period) -> date:
    first_of_next = date(period.year, 7, 1) if period.half == 1 else date(period.year + 1, 1, 1)
    return first_of_next - timedelta(days=1)


def is_late(period: Period, now: datetime, deadline_days: int) -> bool:
    return city_day(now) > last_day(period) + timedelta(days=deadline_days)


def late_from(period: Period, deadline_days: int) -> datetime:
    """The first moment at which a delivery of the period is late."""
    return day_start(last_day(period) + timedelta(days=deadline_days + 1))


def has_begun(period: Period, now: datetime) -> bool:
    return city_day(now) >= date(period.year, 7 if period.half == 2 else 1, 1)


def is_over(period: Period, now: datetime) -> bool:
    return city_day(now) > last_day(period)
