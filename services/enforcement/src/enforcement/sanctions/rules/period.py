"""Periods of sanctions: how long one may last, and from when it works."""

from dataclasses import dataclass
from datetime import date, datetime

from chassis.days import city_day, day_start
from chassis.messages import lazy
from contracts.codes import SanctionKind
from enforcement.legal_terms.rules import add_months
from enforcement.sanctions.rules.states import TEMPORARY, WITHOUT_EFFECT


@dataclass(frozen=True, slots=True)
class Period:
    """``ends`` is exclusive; the notification may give the start."""

    starts: datetime | None
    ends: datetime | None


def unsound_period(
    kind: SanctionKind, period: Period, decided_at: datetime, most_months: int | None
) -> tuple[str, str] | None:
    """The wrong field with its reason (Dutch), or None.

    A start that nobody gave is the notification, and never before the decision: that day is the
    first, also of one that somebody gave. Months run to the eve: three months from 1 March end with
    31 May.
    """
    starts, ends = period.starts, period.ends
    if kind not in TEMPORARY and ends is not None:
        return "effectiveTo", lazy(
            "Een einde hoort alleen bij een schorsing of tijdelijke sluiting."
        )
    if kind in WITHOUT_EFFECT and starts is not None:
        return "effectiveFrom", lazy("Deze beslissing heeft geen ingangsdatum.")
    if starts is not None and city_day(starts) < city_day(decided_at):
        return "effectiveFrom", lazy("De eerste dag ligt voor de dag van de beslissing.")
    wrong = unsound_end(starts or decided_at, ends, most_months) if kind in TEMPORARY else None
    return None if wrong is None else ("effectiveTo", wrong)


def unsound_end(begin: datetime, ends: datetime | None, most_months: int | None) -> str | None:
    """The reason (Dutch) why a measure may not end at that moment, or None."""
    if ends is None:
        return lazy("Geef het einde van de maatregel.")
    if ends <= begin:
        return lazy("Het einde moet na het begin liggen.")
    if most_months is not None and ends > longest_end(city_day(begin), most_months):
        return lazy("Dit duurt hoogstens %(most_months)s maanden.", most_months=most_months)
    return None


def longest_end(first_day: date, months: int) -> datetime:
    """The first moment after the longest period from ``first_day``."""
    return day_start(add_months(first_day, months))


@dataclass(frozen=True, slots=True)
class Effect:
    """From when a notified sanction restricts the premises; no end when it is for good."""

    starts: datetime
    ends: datetime | None


def effect_of(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, notified_at: datetime
) -> Effect | None:
    """A decision works only once notified; one notified after its own end works no more."""
    if kind in WITHOUT_EFFECT:
        return None
    begin = max(starts or notified_at, notified_at)
    if ends is not None and ends <= begin:
        return None
    return Effect(begin, ends)
