"""A report: its addressees, its number, and the day by which the city must have it."""

import re
from calendar import monthrange
from datetime import date

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, RefusedError
from contracts.codes import Addressee, ReportKind

ADDRESSEES: dict[ReportKind, tuple[Addressee, ...]] = {
    ReportKind.PV: (Addressee.SANCTIONEREND_AMBTENAAR, Addressee.PARKET, Addressee.GEMENGD),
    ReportKind.RIR: (Addressee.INTERN,),
    ReportKind.INFORMATIERAPPORT: (Addressee.BESTUUR,),
}
"""The addressees that each kind of report may have."""


_NUMBER = r"[A-Za-z0-9][A-Za-z0-9./-]{2,39}"
"""Where the zone gave no pattern: something that can be looked up again."""


class ReportNumberError(FieldRefusedError):
    """The number has not the form of this kind of report."""

    def __init__(self, kind: ReportKind) -> None:
        reason = (
            lazy("Dit nummer heeft niet de vorm van een PV, zoals AN.69.L3.00572/26.")
            if kind is ReportKind.PV
            else lazy("Gebruik letters, cijfers en . / - voor dit nummer.")
        )
        super().__init__("reportNumber", reason, code="rapportnummer-vorm")


class ReportNumberInUseError(RefusedError):
    """Another report of this kind has the number."""

    def __init__(self) -> None:
        reason = lazy("Er bestaat al een vaststelling met dit nummer.")
        super().__init__(reason, code="rapportnummer-bestaat")


def is_report_number(number: str, pattern: str | None) -> bool:
    """``pattern`` is configuration: zones number their reports in their own way."""
    return re.fullmatch(pattern or _NUMBER, number) is not None


def months_after(day: date, months: int) -> date:
    """The last day of a term of months: the eve of the same day, never beyond the month's end.

    A term that ends on a day off may legally run longer; this is the safe day to show.
    """
    number = day.month - 1 + months
    year, month = day.year + number // 12, number % 12 + 1
    last = monthrange(year, month)[1]
    if day.day > last:
        return date(year, month, last)
    end = date(year, month, day.day)
    return date.fromordinal(end.toordinal() - 1)
