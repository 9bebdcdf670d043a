"""Words for periods, in the reader's language."""

from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import day
from reporting.periods.rules import Period, PeriodKind

KINDS = {
    PeriodKind.JAAR: mark("Jaren"),
    PeriodKind.HALFJAAR: mark("Halfjaren"),
    PeriodKind.MAAND: mark("Maanden"),
    PeriodKind.PLANPERIODE: mark("Planperiode"),
}


def label(asked: Period) -> str:
    match asked.kind:
        case PeriodKind.MAAND:
            return day(asked.first, "MMMM y")
        case PeriodKind.HALFJAAR if asked.number == 1:
            return _("eerste halfjaar %(year)s") % {"year": asked.year}
        case PeriodKind.HALFJAAR:
            return _("tweede halfjaar %(year)s") % {"year": asked.year}
        case PeriodKind.JAAR:
            return _("jaar %(year)s") % {"year": asked.year}
        case PeriodKind.PLANPERIODE:
            return _("planperiode %(first)s–%(last)s") % {
                "first": asked.year,
                "last": asked.number,
            }
