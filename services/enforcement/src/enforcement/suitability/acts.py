"""Acts of a declaration: its hearing, and the Council of State."""

from chassis.days import city_day
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.council_of_state.acts import AppointLawyer, Lodge, SendFile, SummariseRuling
from enforcement.functions import CASE_WORKERS, HEARERS
from enforcement.hearings.acts import Hear, InviteToDefend, NoteAbsence, Write
from enforcement.suitability.contest import CONTEST
from enforcement.suitability.hear import RIGHT
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


class LodgeOfRefusal(
    Lodge,
    by=CASE_WORKERS,
    explained=mark("Een beroep houdt de weigering niet tegen. Alleen een uitspraak doet dat."),
):
    """The owner asked the Council to annul the refusal; that alone stops nothing.

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest = CONTEST


class AppointLawyerOfRefusal(AppointLawyer, by=CASE_WORKERS):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """


class SendFileOfRefusal(SendFile, by=CASE_WORKERS):
    """The file went to the Council."""


class NoteRulingOfRefusal(SummariseRuling, by=CASE_WORKERS):
    """The Council suspended, annulled or left the refusal: others follow at once."""

    contest = CONTEST


COUNCIL: tuple[type[Act], ...] = (
    LodgeOfRefusal,
    AppointLawyerOfRefusal,
    SendFileOfRefusal,
    NoteRulingOfRefusal,
)
"""Acts before the Council of State."""
STEPS: tuple[type[Act], ...] = (
    InviteApplicant,
    HearApplicant,
    DefendApplicant,
    NoteApplicantSilent,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *COUNCIL)
