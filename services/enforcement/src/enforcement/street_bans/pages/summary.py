"""Summary of a street ban, in pairs of words for its page; it names nobody."""

from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.branches import branch_word
from chassis.web.pages.site import day as in_words
from chassis.web.pages.site import moment as in_hours
from enforcement.cases.labels import ROLE
from enforcement.council_of_state.labels import RULING
from enforcement.meetings import store as meetings
from enforcement.street_bans import labels
from enforcement.street_bans.earlier_order import running_before
from enforcement.street_bans.store import StreetBanCase


async def summary(tx: Transaction, case: StreetBanCase) -> list[tuple[str, str]]:
    """Only what is known."""
    running = running_before(case, city_day(tx.now))
    numbers = await meetings.numbers_by_meeting(tx, case.case_id)
    now = None if running is None else _days(running.first_day, running.last_day)
    decision = None if case.meeting_on is None else numbers.get(case.meeting_on)
    earlier = [number for on, number in numbers.items() if on != case.meeting_on]
    said: list[tuple[str, str | None]] = [
        (_("Betrokkene"), _(ROLE[case.offender_role])),
        (_("Vorm"), branch_word(case.branch)),
        (_("Overleg"), _("De politie vraagt om te wachten.") if case.on_hold else None),
        (_("Leeftijd"), _("Nog na te kijken") if case.unclear_age else None),
        (_("Gewaarschuwd"), _hour(case.warned_at)),
        (_("Waarschuwing ontvangen"), _day(case.warned_on)),
        (_("Waarom zonder waarschuwing"), case.skipped),
        (_("Hoorzitting"), _hour(case.hearing_at)),
        (_("Bevel"), _hour(case.ordered_at)),
        (_("Dagen van het verbod"), now),
        (
            _("Dagen van de hernieuwing") if running else _("Dagen van het verbod"),
            _days(case.first_day, case.last_day),
        ),
        (_("Hernieuwd"), str(case.renewals) if case.renewals else None),
        (_("Motivering"), case.motivation),
        (_("Vergadering van het college"), _day(case.meeting_on)),
        (_("Bevestigd door het college"), _("Ja") if case.confirmed else None),
        (_("Besluit van het college"), decision),
        (_("Eerdere besluiten van het college"), ", ".join(earlier)),
        (_("Ter kennis gebracht"), _hour(case.notified_at)),
        (_("Geschorst door de Raad van State sinds"), _hour(case.stayed_at)),
        (_("Einde"), case.how and _(labels.END[case.how])),
        (_("Houdt op"), _hour(case.ended_at)),
        (_("Uitspraak"), case.ruling and _(RULING[case.ruling])),
    ]
    return [(key, value) for key, value in said if value]


def _days(first: date | None, last: date | None) -> str | None:
    return None if first is None or last is None else f"{in_words(first)} – {in_words(last)}"


def _day(value: date | None) -> str | None:
    return None if value is None else in_words(value)


def _hour(value: datetime | None) -> str | None:
    return None if value is None else in_hours(value)
