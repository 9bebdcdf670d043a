"""Labels of days in court."""

from chassis.web.pages.languages import mark
from enforcement.court_calendar.rules import CourtDayKind

DAY = {
    CourtDayKind.INLEIDING: mark("Inleidende zitting"),
    CourtDayKind.CONCLUSIE_STAD: mark("Conclusie van de stad neerleggen"),
    CourtDayKind.CONCLUSIE_TEGENPARTIJ: mark("Conclusie van de tegenpartij"),
    CourtDayKind.PLEIDOOI: mark("Pleidooi"),
    CourtDayKind.UITSPRAAK: mark("Uitspraak"),
}
