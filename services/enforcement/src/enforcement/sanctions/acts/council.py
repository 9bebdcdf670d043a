"""Acts before the Council of State, against a sanction."""

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.council_of_state.acts import AppointLawyer, Lodge, SendFile, SummariseRuling
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions.contest import CONTEST


class LodgeOfSanction(
    Lodge,
    by=CASE_WORKERS,
    explained=mark("Een beroep houdt de sanctie niet tegen. Alleen een uitspraak doet dat."),
):
    """The owner asked the Council to annul the sanction; that alone stops nothing.

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest = CONTEST


class AppointLawyerOfSanction(AppointLawyer, by=CASE_WORKERS):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """


class SendFileOfSanction(SendFile, by=CASE_WORKERS):
    """The file went to the Council."""


class NoteRulingOfSanction(SummariseRuling, by=CASE_WORKERS):
    """The Council suspended, annulled or left the sanction: others follow at once."""

    contest = CONTEST


COUNCIL: tuple[type[Act], ...] = (
    LodgeOfSanction,
    AppointLawyerOfSanction,
    SendFileOfSanction,
    NoteRulingOfSanction,
)
"""Acts before the Council of State."""
