"""Labels of the term board: how long there is, in words."""

from datetime import date

from chassis.web.pages.languages import gettext, mark, ngettext
from enforcement.legal_terms.board.rules import BoardKind, distance
from enforcement.legal_terms.rules import WorkingDays

KIND = {
    BoardKind.GAS: mark("GAS-dossier"),
    BoardKind.SANCTION: mark("Sanctiedossier"),
    BoardKind.SUITABILITY: mark("Geschiktheidsdossier"),
    BoardKind.INTEGRITY: mark("Integriteitsonderzoek"),
    BoardKind.MEASURE: mark("Maatregel van de burgemeester"),
    BoardKind.STREET_BAN: mark("Straatverbod"),
}


def left(day: date, today: date, days: WorkingDays) -> str:
    """The days to go in words: "nog 3 werkdagen", "2 dagen te laat"."""
    span = distance(day, today, days)
    if span.days < 0:
        late = -span.days
        return ngettext("%(num)s dag te laat", "%(num)s dagen te laat", late) % {"num": late}
    if not span.working:
        if span.days == 0:
            return gettext("vandaag")
        return ngettext("nog %(num)s dag", "nog %(num)s dagen", span.days) % {"num": span.days}
    if span.days == 0:
        return gettext("geen werkdag meer ervoor")
    return ngettext("nog %(num)s werkdag", "nog %(num)s werkdagen", span.days) % {"num": span.days}
