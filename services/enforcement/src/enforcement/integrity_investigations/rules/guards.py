"""Reasons why a step of an integrity investigation may not be taken yet."""

from dataclasses import dataclass
from datetime import date

from chassis.messages import lazy
from enforcement.cases.rules import Attempt
from enforcement.hearings.rules import left_no_time
from enforcement.integrity_investigations.rules.codes import (
    MEASURES,
    IntegrityState,
    Measure,
    Subject,
)


@dataclass(frozen=True, slots=True)
class IntegrityFile:
    """``advised``: the directorate answered the latest request; ``admissible``: it will.

    ``hearing_on`` is the day of the hearing, the last of the time to prepare. ``effect_after`` is
    the last day on which a notified decision may not work. ``works``: it does now; ``over``: it was
    lifted, or taken back for good. ``undone``: the college took the decision back, or a judge did.
    ``stayed``: it waits for a judge, or one suspended it. ``erased``: what was found is destroyed.
    ``contested``: somebody went to the Council of State, which has still to rule while
    ``appealed``.
    """

    state: IntegrityState
    subject: Subject = Subject.VERKLARING
    register_consulted: bool = False
    extended: bool = False
    admissible: bool = False
    advised: bool = False
    heard: bool = False
    hearing_on: date | None = None
    invited_on: date | None = None
    notice_until: date | None = None
    no_hearing_wanted: bool = False
    proposed: Measure | None = None
    effect_after: date | None = None
    works: bool = False
    suspends: bool = False
    undone: bool = False
    passed_on: bool = False
    decided: Measure | None = None
    over: bool = False
    erased: bool = False
    stayed: bool = False
    notified: bool = False
    contested: bool = False
    appealed: bool = False
    undelivered: bool = False


def register_was_consulted(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not file.register_consulted:
        return lazy("Raadpleeg eerst het Centraal Register van de Integriteitsonderzoeken.")
    return None


def was_not_extended(file: IntegrityFile, _attempt: Attempt) -> str | None:
    return lazy("De wet laat één verlenging toe. Die is er al.") if file.extended else None


def is_admissible(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not file.admissible:
        return lazy("Leg eerst vast dat de DIOB de vraag ontvankelijk verklaarde.")
    return None


def was_advised(file: IntegrityFile, _attempt: Attempt) -> str | None:
    return None if file.advised else lazy("Een maatregel kan pas na het advies van de DIOB.")


def was_heard(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not file.heard:
        return lazy("De betrokkene kreeg nog geen kans om gehoord te worden.")
    return None


def hearing_is_over(file: IntegrityFile, attempt: Attempt) -> str | None:
    """A written defence leaves the hearing that was promised, unless none is wanted any more."""
    if file.hearing_on is None:
        return lazy("Nodig eerst uit voor een hoorzitting.")
    if file.no_hearing_wanted:
        return None
    late = left_no_time(file.hearing_on, file.invited_on, file.notice_until)
    if late is not None:
        return late
    if attempt.today <= file.hearing_on:
        return lazy(
            "De betrokkene kan zich nog verdedigen tot en met %(hearing_on)s.",
            hearing_on=f"{file.hearing_on:%d/%m/%Y}",
        )
    return None


def measure_fits(file: IntegrityFile, attempt: Attempt) -> str | None:
    if attempt.outcome in (None, Measure.GEEN_MAATREGEL):
        return None
    if attempt.outcome not in MEASURES[file.subject]:
        return lazy("Deze maatregel past niet bij de vergunning waarover het onderzoek gaat.")
    return None


def follows_the_proposal(file: IntegrityFile, attempt: Attempt) -> str | None:
    if attempt.outcome in (None, Measure.GEEN_MAATREGEL, file.proposed):
        return None
    return lazy(
        "Het college beslist op voorstel van de burgemeester. Vraag eerst een ander voorstel."
    )


def may_work(file: IntegrityFile, attempt: Attempt) -> str | None:
    if file.undone:
        return lazy("Deze beslissing werkt niet meer.")
    if file.stayed:
        return lazy("Eerst moet de Raad van State zich uitspreken over de schorsing.")
    if file.effect_after is None or attempt.today <= file.effect_after:
        return lazy("De wachttijd na de kennisgeving loopt nog.")
    return None


def suspends_now(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not (file.works and file.suspends):
        return lazy("Door dit onderzoek is er nu geen schorsing die opgeheven kan worden.")
    return None


def is_not_undone(file: IntegrityFile, _attempt: Attempt) -> str | None:
    return lazy("Deze beslissing werkt niet meer.") if file.undone else None


def restricts_by_decision(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if file.decided in (None, Measure.GEEN_MAATREGEL):
        return lazy("In dit dossier is er geen maatregel.")
    return None


def has_a_day_to_correct(file: IntegrityFile, attempt: Attempt) -> str | None:
    """Until the college decides, that of the hearing."""
    heard = file.heard and file.decided is None
    return None if heard else restricts_by_decision(file, attempt)


def may_be_retaken(file: IntegrityFile, attempt: Attempt) -> str | None:
    """What was found is needed for another decision: once it is destroyed, it is sought anew."""
    if file.over:
        return lazy("De maatregel is al voorbij.")
    kept = (IntegrityState.GESTART, IntegrityState.AFGESLOTEN)
    if file.erased and attempt.outcome is not None and attempt.outcome not in kept:
        return lazy("Wat gevonden was, is vernietigd. Herneem bij het onderzoek.")
    return None


def was_passed_on(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not file.passed_on:
        return lazy("Bezorg de beslissing eerst aan de DIOB en aan de gerechtelijke overheden.")
    return None


def works_or_is_undone(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if file.state is IntegrityState.TER_KENNIS_GEBRACHT and not file.undone:
        return lazy("De beslissing werkt nog niet. Wacht tot de wachttijd om is.")
    return None


def may_be_contested(file: IntegrityFile, _attempt: Attempt) -> str | None:
    if not file.notified:
        return lazy("Zonder kennisgeving van een maatregel is er geen beroep.")
    return lazy("Tegen deze beslissing is er al een beroep.") if file.contested else None


def awaits_the_council(file: IntegrityFile, _attempt: Attempt) -> str | None:
    return None if file.appealed else lazy("Er loopt geen beroep bij de Raad van State.")


def is_not_appealed(file: IntegrityFile, _attempt: Attempt) -> str | None:
    return lazy("Er loopt nog een beroep bij de Raad van State.") if file.appealed else None
