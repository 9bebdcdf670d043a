"""Summary of a measure, in pairs of words for its page."""

from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import branch_word
from chassis.web.pages.site import day as in_words
from chassis.web.pages.site import moment as in_hours
from enforcement.mayor_measures import labels
from enforcement.mayor_measures.sale import sale_of
from enforcement.mayor_measures.store import MICRO, MayorMeasure
from enforcement.meetings import store as meetings
from enforcement.suitability import store as suitability


async def summary(tx: Transaction, case: MayorMeasure) -> list[tuple[str, str]]:
    """Only what is known; a measure names no person but the code of who answers for the place."""
    sale = await sale_of(tx, case)
    said: list[tuple[str, str | None]] = [
        (_("Soort"), _(labels.KIND[case.kind])),
        (_("Adres"), await suitability.place_of(tx, case.premises_id)),
        (_("Uitbater"), case.owner),
        (_("Verkocht op"), _day(city_day(sale.sold_at)) if sale else None),
        (_("Wie het pand nu heeft"), sale.holder if sale else None),
        (_("De beslissing bindt de koper"), _("Ja") if sale and sale.binds else None),
        (_("Branche"), branch_word(case.branch)),
        (_("Overleg met het gerecht"), _day(case.consulted_on)),
        (_("Standpunt van het gerecht"), case.stance and _(labels.STANCE[case.stance])),
        (_("Hoorzitting"), _hour(case.hearing_at)),
        (_("Rechtsgrond"), case.basis and _(labels.BASIS[case.basis])),
        (_("Bevel"), case.content and _(labels.CONTENT[case.content])),
        (_("Dringend omdat"), case.urgency),
        (_("Motivering"), case.motivation),
        (_("Eerste dag"), _day(case.planned_from)),
        (_("Laatste dag"), _day(case.planned_to and case.planned_to - MICRO)),
        (_("Ondertekend"), _hour(case.ordered_at)),
        (_("Besluit van het college"), await meetings.numbers_of(tx, case.case_id)),
        (_("Ter kennis gebracht"), _hour(case.notified_at)),
        (_("Werkt sinds"), _hour(case.effect_from)),
        (_("Werkt tot"), _hour(case.effect_to)),
        (_("Werkt niet meer sinds"), _hour(case.annulled_at or case.ended_at)),
        (_("Wacht op een rechter sinds"), _hour(case.stayed_at)),
    ]
    return [(key, value) for key, value in said if value]


def _day(value: date | None) -> str | None:
    return None if value is None else in_words(value)


def _hour(value: datetime | None) -> str | None:
    return None if value is None else in_hours(value)
