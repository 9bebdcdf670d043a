"""Reasons why a step in a dossier may not be taken yet."""

from dataclasses import dataclass
from datetime import date

from chassis.messages import LazyMessage, lazy, together
from enforcement.cases.rules import Attempt, letters_were_delivered
from enforcement.hearings.rules import left_no_time
from enforcement.suitability.rules.codes import REFUSALS, VALID, Decision, DossierState


@dataclass(frozen=True, slots=True)
class DossierFile:
    """``heard``: the owner came, wrote, or stayed silent after an invitation for this decision.

    ``defence_until``: the last day of the term that the invitation gave; None without one.
    ``hearing_on``: the day of a hearing that is awaited, ``invited_on`` when its
    invitation arrived, ``notice_until`` what it left to prepare. ``valid_to``: the last valid day.
    ``renewing``: a renewal runs. ``suspended``: now, or by what is yet to begin. ``visited``: since
    the renewal was asked. ``conditions``: how many are open. ``contested``: the owner went to the
    Council of State against the latest decision; ``appealed``: it has still to rule.
    ``change_advised``: the advices are about a change, and not about a decision. ``decided``:
    the city decided here itself, also where that was annulled or stayed since; ``notified``: its
    owner knows of it. ``asked_on``: the day on which the renewal that is about to be noted was
    asked. ``changes``: how many that were told are open, where somebody counted them.
    """

    state: DossierState
    heard: bool
    advices_requested: int
    advices_awaited: int
    valid_to: date | None = None
    renewing: bool = False
    defence_until: date | None = None
    hearing_on: date | None = None
    invited_on: date | None = None
    notice_until: date | None = None
    visited: bool = False
    conditions: int = 0
    renewal_refused: bool = False
    contested: bool = False
    appealed: bool = False
    undelivered: bool = False
    suspended: bool = False
    change_advised: bool = False
    decided: bool = False
    notified: bool = False
    asked_on: date | None = None
    changes: int | None = None


def refusal_needs_hearing(file: DossierFile, attempt: Attempt) -> str | None:
    if attempt.outcome not in REFUSALS:
        return None
    return letters_were_delivered(file, attempt) or _not_heard(
        file, attempt, lazy("Je kan pas weigeren nadat de aanvrager gehoord is.")
    )


def _not_heard(file: DossierFile, attempt: Attempt, rule: LazyMessage) -> str | None:
    """A real chance: an invitation that arrived, its whole term, and what came of it."""
    if file.defence_until is None:
        return together(rule, lazy("Nodig eerst uit voor een hoorzitting."))
    if attempt.today <= file.defence_until:
        until = f"{file.defence_until:%d/%m/%Y}"
        return together(rule, lazy("Verweer is nog mogelijk tot en met %(day)s.", day=until))
    if not file.heard:
        return together(rule, lazy("Leg eerst vast hoe de hoorzitting verliep."))
    return None


def owner_was_invited(file: DossierFile, _attempt: Attempt) -> str | None:
    if file.defence_until is None:
        return lazy("Nodig eerst uit voor een hoorzitting.")
    return None


def silence_counts(file: DossierFile, attempt: Attempt) -> str | None:
    if file.defence_until is None:
        return lazy("Nodig eerst uit voor een hoorzitting.")
    late = left_no_time(file.hearing_on, file.invited_on, file.notice_until)
    if late is not None:
        return late
    last = max(file.defence_until, file.hearing_on or file.defence_until)
    if attempt.today <= last:
        return lazy(
            "Wie is uitgenodigd, kan nog reageren tot en met %(last)s.", last=f"{last:%d/%m/%Y}"
        )
    return None


def decision_needs_advices(file: DossierFile, _attempt: Attempt) -> str | None:
    awaits = _awaits_advices(file)
    if awaits is None and not file.advices_requested:
        return lazy("Vraag eerst adviezen over deze vernieuwing.")
    return awaits


def renewal_needs_visit(file: DossierFile, _attempt: Attempt) -> str | None:
    if file.renewing and not file.visited:
        return lazy(
            "Bezoek eerst het pand: over een vernieuwing beslis je na een reactieve controle."
        )
    return None


def grant_needs_conditions_met(file: DossierFile, attempt: Attempt) -> str | None:
    if attempt.outcome == Decision.TOEGEKEND and file.conditions:
        return lazy(
            "Er staan nog voorwaarden open. Leg ze vast als vervuld, of ken voorwaardelijk toe."
        )
    return None


def conditions_are_open(file: DossierFile, _attempt: Attempt) -> str | None:
    return None if file.conditions else lazy("Er staan geen voorwaarden open.")


def advice_was_requested(file: DossierFile, _attempt: Attempt) -> str | None:
    """Beside a declaration that works, only about a change that its owner told."""
    decided = file.state in (DossierState.TOEGEKEND, DossierState.VOORWAARDELIJK_TOEGEKEND)
    if not file.advices_requested or (decided and not file.change_advised):
        return lazy("Er zijn nog geen adviezen gevraagd.")
    return None


def change_is_open(file: DossierFile, _attempt: Attempt) -> str | None:
    return lazy("Er is geen melding om te beoordelen.") if file.changes == 0 else None


def change_needs_advices(file: DossierFile, _attempt: Attempt) -> str | None:
    return _awaits_advices(file) if file.change_advised else None


def _awaits_advices(file: DossierFile) -> str | None:
    if file.advices_awaited:
        return lazy(
            "Er ontbreken nog adviezen. Wacht tot alle adviezen er zijn of hun termijn om is."
        )
    return None


def suspension_runs(file: DossierFile, _attempt: Attempt) -> str | None:
    return None if file.suspended else lazy("Deze verklaring is niet geschorst.")


def refusal_may_be_contested(file: DossierFile, _attempt: Attempt) -> str | None:
    if file.state is not DossierState.GEWEIGERD and not file.renewal_refused:
        return lazy(
            "Dit beroep gaat over een weigering. Tegen een sanctie loopt het in haar dossier."
        )
    if file.contested:
        return lazy("Tegen deze beslissing is er al een beroep bij de Raad van State.")
    return None


def awaits_the_council(file: DossierFile, _attempt: Attempt) -> str | None:
    if not file.appealed:
        return lazy("Er loopt geen beroep bij de Raad van State.")
    return None


def declaration_still_works(file: DossierFile, attempt: Attempt) -> str | None:
    """The clock may still have to end it."""
    outlasts = file.renewing and not file.renewal_refused
    if file.valid_to is not None and attempt.today > file.valid_to and not outlasts:
        return lazy("De verklaring is niet meer geldig. Doe een nieuwe aanvraag.")
    return None


def asked_while_it_worked(file: DossierFile, _attempt: Attempt) -> str | None:
    """Whenever somebody notes it, also once the clock ended the declaration; what ran out after its
    renewal was refused works no more, whatever was asked (decision 0234)."""
    late = file.asked_on is not None and file.valid_to is not None and file.asked_on > file.valid_to
    if late or (file.state is DossierState.VERVALLEN and file.renewal_refused):
        return lazy("De verklaring is niet meer geldig. Doe een nieuwe aanvraag.")
    return None


def validity_is_over(file: DossierFile, attempt: Attempt) -> str | None:
    """A renewal that was refused and is asked again keeps nothing valid past the last day."""
    if file.valid_to is None or attempt.today <= file.valid_to:
        return lazy("De verklaring is nog geldig.")
    if file.renewing and not file.renewal_refused:
        return lazy("Zolang een vernieuwing loopt, blijft de verklaring geldig.")
    return None


def was_decided_here(file: DossierFile, _attempt: Attempt) -> str | None:
    """What an investigation into integrity refused, begins anew in that case."""
    if not file.decided:
        return lazy("In dit dossier is er geen beslissing die de stad kan hernemen.")
    return None


def has_a_day_to_correct(file: DossierFile, _attempt: Attempt) -> str | None:
    undecided = file.state in (DossierState.IN_ADVIES, DossierState.KLAAR_VOOR_BESLISSING)
    if not file.notified and not (file.heard and undecided) and file.state not in VALID:
        return lazy("In dit dossier is er geen dag die rechtgezet kan worden.")
    return None
