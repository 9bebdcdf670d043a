"""Acts before the Council of State, against a decision of the college."""

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.council_of_state.acts import AppointLawyer, Lodge, NoteRuling, SendFile
from enforcement.functions import INVESTIGATORS
from enforcement.integrity_investigations.contest import CONTEST


class LodgeOfInvestigation(
    Lodge,
    by=INVESTIGATORS,
    explained=mark(
        "Is de schorsing uiterst dringend gevraagd binnen de wachttijd? Dan werkt de "
        "beslissing niet tot de uitspraak daarover."
    ),
):
    """Whom it concerns asked the Council to annul the decision.

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest = CONTEST


class AppointLawyerOfInvestigation(AppointLawyer, by=INVESTIGATORS):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """


class SendFileOfInvestigation(SendFile, by=INVESTIGATORS):
    """The file went to the Council."""


class NoteRulingOfInvestigation(NoteRuling, by=INVESTIGATORS):
    """The Council suspended, annulled or left the decision; why, no timeline says."""

    contest = CONTEST


COUNCIL: tuple[type[Act], ...] = (
    LodgeOfInvestigation,
    AppointLawyerOfInvestigation,
    SendFileOfInvestigation,
    NoteRulingOfInvestigation,
)
"""Acts before the Council of State."""
