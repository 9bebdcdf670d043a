"""The days of a street ban: at most a month for the ban and for each renewal."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.days import city_day, day_start
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.legal_terms.rules import add_months


@dataclass(frozen=True, slots=True)
class BanPeriod:
    """Days of the city; both hold."""

    first_day: date
    last_day: date

    @property
    def begins_at(self) -> datetime:
        return day_start(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """Exclusive."""
        return day_start(self.last_day + timedelta(days=1))


def last_day_of(first_day: date, months: int) -> date:
    """The eve of the same day: a month from 31 January ends with 27 or 28 February."""
    return add_months(first_day, months) - timedelta(days=1)


def sound_period(
    first_day: date, last_day: date, ordered_at: datetime, months: int, after: date | None = None
) -> BanPeriod:
    """``after`` is the last day of the order that a renewal follows. ``FieldRefusedError``."""
    if first_day < city_day(ordered_at):
        raise FieldRefusedError("firstDay", lazy("Een verbod begint niet voor het bevel."))
    if after is not None and first_day != after + timedelta(days=1):
        reason = lazy(
            "Een hernieuwing sluit aan op het lopende verbod. Kies %(day)s als eerste dag.",
            day=f"{after + timedelta(days=1):%d/%m/%Y}",
        )
        raise FieldRefusedError("firstDay", reason)
    if last_day < first_day:
        raise FieldRefusedError("lastDay", lazy("De laatste dag ligt voor de eerste dag."))
    longest = last_day_of(first_day, months)
    if last_day > longest:
        reason = lazy(
            "Een straatverbod duurt hoogstens een maand: tot en met %(day)s.",
            day=f"{longest:%d/%m/%Y}",
        )
        raise FieldRefusedError("lastDay", reason)
    return BanPeriod(first_day, last_day)
