"""Reasons why a step of a street ban may not be taken yet."""

from dataclasses import dataclass
from datetime import date

from chassis.messages import lazy
from enforcement.cases.rules import Attempt
from enforcement.hearings.rules import left_no_time
from enforcement.street_bans.rules.codes import MOST_RENEWALS, BanState


@dataclass(frozen=True, slots=True)
class BanFile:
    """``warned``: in writing, or a reason was given why that cannot wait; ``again``: a fact since.

    ``hearing_on`` is the day of the hearing to which the person was invited, by an invitation that
    arrived on ``invited_on`` and gave time until ``notice_until``; ``heard``: for the order that is
    to come. ``final``: the person has nothing more to say. ``bounded``: a perimeter
    was drawn. ``on_hold``: the police ask to wait. ``unclear_age``: a minor, or maybe one, whom
    nobody looked at yet. ``runs_from`` and ``runs_until`` are the days of the order;
    ``meeting_on`` is that of the college's meeting that must confirm it, if known.
    ``signed_on`` is the day of an order that is being recorded, empty while only asking around;
    ``ran_out``: its last day ended it, and nothing else. ``undone``: it lapsed, or was annulled;
    ``lapsed``: by what the college decided, or did not. ``knows_earlier``: what the order before a
    renewal was.
    ``binds_until``: the last day on which the person is still bound, also by the order before a
    renewal that lapsed. ``notified``: an order of this ban, of which the person may ask what the
    judge says.
    """

    state: BanState
    warned: bool = False
    skipped: bool = False
    again: bool = False
    hearing_on: date | None = None
    invited_on: date | None = None
    notice_until: date | None = None
    heard: bool = False
    final: bool = False
    bounded: bool = False
    on_hold: bool = False
    unclear_age: bool = False
    ordered: bool = False
    confirmed: bool = False
    meeting_on: date | None = None
    runs_from: date | None = None
    runs_until: date | None = None
    binds_until: date | None = None
    notified: bool = False
    renewals: int = 0
    most_renewals: int = MOST_RENEWALS
    signed_on: date | None = None
    ran_out: bool = False
    undone: bool = False
    stayed: bool = False
    contested: bool = False
    appealed: bool = False
    undelivered: bool = False
    lapsed: bool = False
    knows_earlier: bool = False


def may_be_skipped(file: BanFile, _attempt: Attempt) -> str | None:
    if file.skipped or file.again:
        return lazy("Na deze waarschuwing is er niets meer over te slaan.")
    return None


def waits_for_a_fact(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.warned or file.skipped or file.again:
        return lazy("Er is geen waarschuwing die op een nieuw feit wacht.")
    return None


def was_warned(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.warned:
        return lazy("Waarschuw eerst, of geef de reden waarom de orde daar niet op kan wachten.")
    if not (file.skipped or file.again):
        return lazy("Er is nog geen nieuw feit na de waarschuwing.")
    return None


def was_invited(file: BanFile, _attempt: Attempt) -> str | None:
    return lazy("Nodig eerst uit voor een hoorzitting.") if file.hearing_on is None else None


def was_heard(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.heard:
        return lazy("De betrokkene moet eerst gehoord zijn. Nodig uit voor een hoorzitting.")
    return None


def hearing_is_over(file: BanFile, attempt: Attempt) -> str | None:
    """A person who wrote, or did not come yet, may still come on the day of the hearing."""
    if file.final:
        return None
    if file.hearing_on is None:
        return lazy("Nodig eerst uit voor een hoorzitting.")
    late = left_no_time(file.hearing_on, file.invited_on, file.notice_until)
    if late is not None:
        return late
    if (file.signed_on or attempt.today) <= file.hearing_on:
        return lazy(
            "De betrokkene kan zich nog verdedigen tot en met %(hearing_on)s.",
            hearing_on=f"{file.hearing_on:%d/%m/%Y}",
        )
    return None


def has_a_perimeter(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.bounded:
        return lazy("Bepaal eerst de perimeter en wat er vrij blijft.")
    return None


def is_not_on_hold(file: BanFile, _attempt: Attempt) -> str | None:
    if file.on_hold:
        return lazy("De politie vraagt overleg. Wacht met een verbod tot zij het vrijgeeft.")
    return None


def was_looked_at(file: BanFile, _attempt: Attempt) -> str | None:
    if file.unclear_age:
        return lazy(
            "De betrokkene is minderjarig, of dat is niet uitgesloten. Laat dat eerst nakijken."
        )
    return None


def needs_a_look(file: BanFile, _attempt: Attempt) -> str | None:
    return None if file.unclear_age else lazy("Er is niets na te kijken over de leeftijd.")


def awaits_confirmation(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.ordered or file.confirmed:
        return lazy("Er is geen bevel dat op het college wacht.")
    return None


def was_missed(file: BanFile, attempt: Attempt) -> str | None:
    """The college met, and did not confirm the order that waited for that meeting."""
    if file.confirmed or file.meeting_on is None or attempt.today < file.meeting_on:
        return lazy("Het college kan dit bevel nog bevestigen.")
    return None


def was_confirmed(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.confirmed:
        return lazy("Het college moet het lopende verbod eerst bevestigen.")
    return None


def may_be_renewed(file: BanFile, attempt: Attempt) -> str | None:
    """One that has still to begin is not renewed yet: that would order two months at once."""
    most = min(file.most_renewals, MOST_RENEWALS)
    if file.renewals >= most:
        return lazy("Een straatverbod kan hoogstens %(most)s keer hernieuwd worden.", most=most)
    if file.runs_from is not None and (file.signed_on or attempt.today) < file.runs_from:
        return lazy(
            "Het verbod begint pas op %(day)s. Hernieuw het wanneer het loopt.",
            day=f"{file.runs_from:%d/%m/%Y}",
        )
    return None


def is_not_stayed(file: BanFile, _attempt: Attempt) -> str | None:
    return lazy("De Raad van State schorste dit verbod.") if file.stayed else None


def is_over(file: BanFile, attempt: Attempt) -> str | None:
    """The minutes of a meeting within its days come first: they say whether it lapsed before."""
    if file.runs_until is None or attempt.today <= file.runs_until:
        return lazy("Het verbod loopt nog.")
    if not file.confirmed and file.meeting_on is not None and file.meeting_on <= file.runs_until:
        return lazy("Eerst moet vaststaan wat het college over dit bevel besliste.")
    return None


def binds_nobody(file: BanFile, attempt: Attempt) -> str | None:
    if file.binds_until is not None and attempt.today <= file.binds_until:
        return lazy("Het verbod loopt nog tot en met %(day)s.", day=f"{file.binds_until:%d/%m/%Y}")
    return None


def binds_somebody(file: BanFile, attempt: Attempt) -> str | None:
    if file.state in (BanState.BEVOLEN, BanState.ACTIEF) or binds_nobody(file, attempt):
        return None
    return lazy("Het verbod is al voorbij.")


def is_not_over(file: BanFile, attempt: Attempt) -> str | None:
    """A renewal that was signed in time may be recorded once the ban ran out."""
    if file.state is BanState.VOORBIJ and not file.ran_out:
        return lazy("Het verbod is al voorbij.")
    asked = None if file.ran_out else attempt.today
    day = file.signed_on or asked
    if day is not None and file.runs_until is not None and day > file.runs_until:
        return lazy("Het verbod is al voorbij.")
    return None


def may_be_retaken(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.ordered:
        return lazy("In dit dossier is er geen bevel.")
    if file.renewals > 0 and not file.knows_earlier:
        return lazy("Een hernieuwing herneem je niet. Hef het verbod op.")
    annulled = file.undone and not file.lapsed
    if file.state is BanState.VOORBIJ and (not file.undone or (file.renewals > 0 and annulled)):
        return lazy("Het verbod is al voorbij.")
    return None


def may_be_contested(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.notified:
        return lazy("Zonder kennisgeving van een bevel is er geen beroep.")
    return lazy("Tegen deze beslissing is er al een beroep.") if file.contested else None


def awaits_the_council(file: BanFile, _attempt: Attempt) -> str | None:
    return None if file.appealed else lazy("Er loopt geen beroep bij de Raad van State.")


def is_not_appealed(file: BanFile, _attempt: Attempt) -> str | None:
    return lazy("Er loopt nog een beroep bij de Raad van State.") if file.appealed else None


def has_a_day_to_correct(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.ordered and not file.heard and (not file.warned or file.skipped):
        return lazy("In dit dossier is er geen dag die rechtgezet kan worden.")
    return None


def the_college_decided(file: BanFile, _attempt: Attempt) -> str | None:
    if not file.confirmed and not file.lapsed:
        return lazy("Van dit bevel is nog niet genoteerd wat het college besliste.")
    return None
