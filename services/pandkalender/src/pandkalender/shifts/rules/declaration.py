"""The rules for one declared shift by itself: hours, lead, age, document."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chassis.days import city_day
from chassis.messages import lazy
from pandkalender.moments.rules.period import Period
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.workers.rules.birth_date import BirthDate

DOCUMENT_EXPIRED = "document-verlopen"
MINOR = Refusal("leeftijd", lazy("De leeftijdsvoorwaarde is niet voldaan."))
MAYBE_MINOR = Refusal(
    "leeftijd",
    lazy("De leeftijdsvoorwaarde is niet voldaan."),
    lazy("Geef de volledige geboortedatum."),
)
UNDERAGE = (MINOR, MAYBE_MINOR)


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits that a city may set. A shift declared with less ``lead`` is late."""

    longest: timedelta = timedelta(hours=12)
    lead: timedelta = timedelta(0)
    ahead: timedelta = timedelta(days=92)
    afterwards: timedelta = timedelta(hours=24)
    """So long after its start a shift may still be declared: late, but better than never."""
    employees_since: date = date(2024, 12, 1)
    """The day from which somebody may work under contract (law of 3 May 2024)."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Whole minutes from declaration to start, negative from the first second after the start."""

    minutes: int
    late: bool


def lead(rules: Rules, starts_at: datetime, declared_at: datetime) -> Lead:
    """The time between a declaration and its start."""
    before = starts_at - declared_at
    return Lead(before // timedelta(minutes=1), late=before < rules.lead)


def refuse_hours(rules: Rules, period: Period, now: datetime) -> Refusal | None:
    """Refuse hours that no shift can have. Being late is no reason to refuse (handbook §2.2).

    A night shift of 19 to 7 is as long as the rules allow, also in the night that has an hour more.
    """
    if period.length <= timedelta(0):
        return Refusal("einde-voor-begin", lazy("Het einde moet na het begin liggen."))
    if min(period.length, period.length_on_clocks) > rules.longest:
        hours = rules.longest / timedelta(hours=1)
        return Refusal("duur", lazy("Een shift duurt hoogstens %(hours)s uur.", hours=f"{hours:g}"))
    if period.starts_at - now > rules.ahead:
        return Refusal(
            "te-ver-vooruit",
            lazy(
                "Je kan een shift hoogstens %(days)s dagen vooraf aangeven.", days=rules.ahead.days
            ),
        )
    if now - period.starts_at > rules.afterwards:
        hours = rules.afterwards / timedelta(hours=1)
        return Refusal(
            "te-laat",
            lazy(
                "Je kan een shift tot %(hours)s uur na het begin nog aangeven.", hours=f"{hours:g}"
            ),
            lazy("Neem contact op met de politie."),
        )
    return None


def refuse_age(birth_date: BirthDate, starts_at: datetime) -> Refusal | None:
    """Refuse a minor at the start, or a possible one: an unknown day or month counts as the last.

    A possible minor is protected as one; only the detail asks for the full date.
    """
    on = city_day(starts_at)
    if birth_date.surely_adult(on):
        return None
    return MINOR if birth_date.surely_minor(on) else MAYBE_MINOR


def warnings(document_expires_on: date | None, period: Period) -> tuple[str, ...]:
    """Codes of points that deserve attention and are not refused."""
    if document_expires_on is not None and document_expires_on < city_day(period.starts_at):
        return (DOCUMENT_EXPIRED,)
    return ()
