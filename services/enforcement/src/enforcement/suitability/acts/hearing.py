"""Acts of the hearing, before a refusal: invite, hear, write, stay away."""

from chassis.days import city_day
from chassis.web.pages.languages import mark
from enforcement.functions import HEARERS
from enforcement.hearings.acts import Hear, InviteToDefend, NoteAbsence, Write
from enforcement.suitability.heard import RIGHT
from enforcement.suitability.rules import REGULATION, DossierStep


class InviteApplicant(
    InviteToDefend,
    step=DossierStep.HEARING_INVITATION,
    page="uitnodigen",
    by=HEARERS,
    law=REGULATION,
    after="filed_at",
    label=mark("Uitnodigen voor een hoorzitting"),
    explained=mark("Nodig uit voor je weigert. Opnieuw uitnodigen mag altijd."),
):
    """Before a refusal: a term for a defence, and a hearing. It may be done again.

    Registered, or against a receipt of ``receivedOn``. ``sooner``: the owner asked for a day
    within the term; the term only gets longer.
    """

    right = RIGHT

    def noted(self) -> str | None:
        planned = self.hearing_at
        return None if planned is None else f"op {city_day(planned):%d/%m/%Y}"


class HearApplicant(
    Hear,
    step=DossierStep.HEARING,
    page="hoorzitting",
    by=HEARERS,
    law=REGULATION,
    after="filed_at",
    label=mark("Verslag van de hoorzitting"),
):
    """The owner was heard; needed before a refusal. A written defence may follow in its term."""

    right = RIGHT

    def ends(self) -> bool:
        return False


class DefendApplicant(
    Write,
    step=DossierStep.WRITTEN_DEFENCE,
    page="verweer",
    by=HEARERS,
    law=REGULATION,
    after="filed_at",
    label=mark("Geschreven verweer noteren"),
):
    """The owner wrote, before a hearing or after one."""

    right = RIGHT


class NoteApplicantSilent(
    NoteAbsence,
    step=DossierStep.NO_DEFENCE,
    page="geen-verweer",
    by=HEARERS,
    law=REGULATION,
    label=mark("Geen verweer gekregen"),
    explained=mark("De eigenaar kwam niet en schreef niet in de hele termijn."),
):
    """The owner neither came nor wrote in the whole term."""

    right = RIGHT
