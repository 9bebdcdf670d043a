"""Guards of the mayor's measures: why a step may not be taken yet."""

from dataclasses import dataclass
from datetime import date

from chassis.messages import lazy
from contracts.codes import MeasureBasis, MeasureKind
from enforcement.cases.rules import Attempt
from enforcement.hearings.rules import left_no_time
from enforcement.mayor_measures.rules.law import BASES, RENEWABLE, OrderLaw
from enforcement.mayor_measures.rules.states import ORDERED, MeasureState

NO_PLAN = lazy("Bevestig eerst dat de mensen in het pand informatie en een doorverwijzing krijgen.")


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """``consulted``: a consultation of the judicial authorities is recorded.

    ``urgent``: the draft says why the order cannot wait for a hearing. ``victims``: the plan for
    the people found there is ticked. ``law`` is that of the day on which an order is signed, empty
    while only asking around. ``renewals`` are those ordered, ``renewals_left`` what the law of the
    day still allows. ``pending``: an order waits for its notification; ``unconfirmed``: one waits
    for the college. ``works`` is true while an order works, ``until`` its last day, if any.
    ``contested``: somebody went to the Council of State, which has still to rule while
    ``appealed``. ``ordered``: the mayor signed; ``undone``: the order lapsed, or was annulled.
    ``means_pending``: seals or a penalty payment wait for their notification.
    """

    state: MeasureState
    kind: MeasureKind
    basis: MeasureBasis | None = None
    consulted: bool = False
    heard: bool = False
    urgent: bool = False
    victims: bool = False
    hearing_on: date | None = None
    invited_on: date | None = None
    notice_until: date | None = None
    defence_final: bool = False
    law: OrderLaw | None = None
    renewals_left: int | None = None
    pending: bool = False
    unconfirmed: bool = False
    council_due: bool = False
    works: bool = False
    until: date | None = None
    penalties: bool | None = None
    ordered: bool = False
    undone: bool = False
    renewals: int = 0
    notified: bool = False
    contested: bool = False
    appealed: bool = False
    undelivered: bool = False
    complied: bool | None = None
    to_collect: bool = False
    means_pending: bool = False
    on_hold: bool = False
    """The police ask to wait with a report that it rests on; false while only asking around."""


def police_do_not_wait(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.on_hold:
        return lazy("De politie vraagt om te wachten. Overleg eerst met haar.")
    return None


def is_about_trafficking(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.kind is not MeasureKind.SLUITING_MENSENHANDEL:
        return lazy("Alleen een sluiting wegens mensenhandel begint met dit overleg.")
    return None


def fits_the_kind(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.basis is None or file.basis not in BASES[file.kind]:
        return lazy("Deze rechtsgrond past niet bij deze maatregel.")
    return None


def authorities_were_consulted(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.kind is MeasureKind.SLUITING_MENSENHANDEL and not file.consulted:
        return lazy("Leg eerst het overleg met de gerechtelijke overheden vast.")
    return None


def was_heard_or_cannot_wait(file: MeasureFile, _attempt: Attempt) -> str | None:
    """Urgency is for public order alone, and never where the article wants the defence first."""
    if file.heard:
        return None
    if file.kind is MeasureKind.SLUITING_MENSENHANDEL:
        return lazy(
            "De verantwoordelijke moet eerst gehoord worden. De wet kent geen uitzondering."
        )
    if not file.urgent:
        return lazy("De verantwoordelijke kreeg nog geen kans om gehoord te worden.")
    if file.law is not None and file.law.heard_first:
        return lazy("Op deze grond moet de verantwoordelijke eerst gehoord worden.")
    return None


def hearing_is_over(file: MeasureFile, attempt: Attempt) -> str | None:
    """A promise is kept: a written defence leaves the hearing, unless none is wanted."""
    if file.hearing_on is None or file.defence_final:
        return None
    late = left_no_time(file.hearing_on, file.invited_on, file.notice_until)
    if late is not None or attempt.today > file.hearing_on:
        return late
    return lazy(
        "De verantwoordelijke kan zich nog verdedigen tot en met %(hearing_on)s.",
        hearing_on=f"{file.hearing_on:%d/%m/%Y}",
    )


def order_may_come(file: MeasureFile, attempt: Attempt) -> str | None:
    """After an order that could not wait, the hearing is still to come and holds up nothing."""
    return None if file.urgent and not file.heard else hearing_is_over(file, attempt)


def victims_have_a_plan(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.kind is MeasureKind.SLUITING_MENSENHANDEL and not file.victims:
        return NO_PLAN
    return None


def law_is_in_force(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.law is not None and not file.law.in_force:
        return lazy("Deze rechtsgrond gold niet op de dag van het bevel.")
    return None


def waits_for_notification(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.pending else lazy("Er is geen bevel dat nog ter kennis moet komen.")


def waits_for_the_college(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.unconfirmed else lazy("Geen bevel wacht op bevestiging door het college.")


def waits_for_the_council(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.council_due else lazy("De gemeenteraad moet hiervan niet weten.")


def council_was_told(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.council_due:
        return lazy("De gemeenteraad moet nog van deze sluiting horen. Leg dat eerst vast.")
    return None


def hearing_has_its_place(file: MeasureFile, _attempt: Attempt) -> str | None:
    """After an order there is a hearing only where the order could not wait for one."""
    if file.state not in ORDERED or (file.urgent and not file.heard):
        return None
    return lazy("De verantwoordelijke is al gehoord voor het bevel.")


def works_now(file: MeasureFile, attempt: Attempt) -> str | None:
    over = file.until is not None and file.until < attempt.today
    return lazy("Er werkt nu geen bevel.") if over or not file.works else None


def law_has_penalties(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.penalties is False:
        return lazy("Deze dag kende de wet nog geen verzegeling of dwangsom door de burgemeester.")
    return None


def may_be_renewed(file: MeasureFile, attempt: Attempt) -> str | None:
    if file.pending or file.unconfirmed:
        return lazy("Het vorige bevel wacht nog op de kennisgeving of op het college.")
    if works_now(file, attempt) is not None:
        return lazy("Het bevel werkt niet meer. Begin een nieuwe maatregel.")
    if file.basis is not None and file.basis not in RENEWABLE:
        return lazy("De wet kent voor dit bevel geen hernieuwing. Begin een nieuwe maatregel.")
    if file.until is None:
        return lazy("Dit bevel heeft geen einde. Er is niets te hernieuwen.")
    if file.renewals_left is not None and file.renewals_left < 1:
        return lazy("De wet laat voor dit bevel geen hernieuwing meer toe.")
    return None


def has_an_order(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.ordered else lazy("In dit dossier is er geen bevel.")


def has_a_day_to_correct(file: MeasureFile, _attempt: Attempt) -> str | None:
    if not file.ordered and not file.heard:
        return lazy("In dit dossier is er geen dag die rechtgezet kan worden.")
    return None


def may_be_retaken(file: MeasureFile, attempt: Attempt) -> str | None:
    """What lapsed or was annulled is ordered anew; what only ran out, or was lifted, is over. A
    renewal is taken back alone."""
    if not file.ordered:
        return has_an_order(file, attempt)
    if file.undone:
        return None
    if file.state not in ORDERED:
        return lazy("Het bevel is al voorbij.")
    return None


def may_be_contested(file: MeasureFile, _attempt: Attempt) -> str | None:
    if not file.notified:
        return lazy("Zonder kennisgeving van een bevel is er geen beroep.")
    if file.contested:
        return lazy("Tegen dit bevel is er al een beroep bij de Raad van State.")
    return None


def awaits_the_council_of_state(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.appealed else lazy("Er loopt geen beroep bij de Raad van State.")


def means_wait_for_notification(file: MeasureFile, _attempt: Attempt) -> str | None:
    if not file.means_pending:
        return lazy("Er is geen verzegeling of dwangsom die nog ter kennis moet komen.")
    return None


def was_not_respected(file: MeasureFile, _attempt: Attempt) -> str | None:
    if file.complied is not False:
        return lazy("De politie zag nog niet dat dit bevel niet werd nageleefd.")
    return None


def has_something_to_collect(file: MeasureFile, _attempt: Attempt) -> str | None:
    return None if file.to_collect else lazy("Er is geen verbeurde dwangsom te innen.")
