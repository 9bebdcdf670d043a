"""The days on which a declaration works."""

from datetime import date, timedelta

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.legal_terms.rules import Term, counted


def validity(
    wanted_from: date | None,
    wanted_to: date | None,
    today: date,
    present_end: date | None,
    term: Term,
) -> tuple[date, date]:
    """First and last valid day of a grant. Raises ``FieldRefusedError``.

    By default a grant starts today and lasts ``term``. A renewal starts today too, so that no day
    falls between, and adds ``term`` to what was still left (``present_end``). No declaration works
    before it was decided, and no renewal takes away days that were granted: that is a sanction.
    """
    first = wanted_from or today
    if first < today:
        reason = lazy("Een verklaring geldt ten vroegste vanaf de dag van de beslissing.")
        raise FieldRefusedError("validFrom", reason)
    if present_end is not None and first > max(present_end + timedelta(days=1), today):
        reason = lazy("Tussen de huidige geldigheid en de nieuwe mag geen dag liggen.")
        raise FieldRefusedError("validFrom", reason)
    if wanted_to is not None:
        if wanted_to < first:
            raise FieldRefusedError("validTo", lazy("De geldigheid eindigt voor ze begint."))
        if present_end is not None and wanted_to < present_end:
            reason = lazy("Een vernieuwing eindigt niet vroeger dan de verklaring die loopt.")
            raise FieldRefusedError("validTo", reason)
        return first, wanted_to
    left_until = first - timedelta(days=1) if present_end is None else max(present_end, today)
    return first, counted(left_until, term.value or 0, term.unit, term.counting)
