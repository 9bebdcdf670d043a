"""Acts before the Council of State, against an order of the mayor."""

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.council_of_state.acts import AppointLawyer, Lodge, SendFile, SummariseRuling
from enforcement.functions import MEASURE_WORKERS
from enforcement.mayor_measures.contest import CONTEST


class LodgeOfMeasure(
    Lodge,
    by=MEASURE_WORKERS,
    explained=mark("Een beroep stopt het bevel niet. Dat doet alleen een schorsing."),
):
    """Somebody asked the Council to annul the order; that alone stops nothing.

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest = CONTEST


class AppointLawyerOfMeasure(AppointLawyer, by=MEASURE_WORKERS):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """


class SendFileOfMeasure(SendFile, by=MEASURE_WORKERS):
    """The file went to the Council."""


class NoteRulingOfMeasure(SummariseRuling, by=MEASURE_WORKERS):
    """The Council suspended, annulled or left the order: others follow at once."""

    contest = CONTEST


COUNCIL: tuple[type[Act], ...] = (
    LodgeOfMeasure,
    AppointLawyerOfMeasure,
    SendFileOfMeasure,
    NoteRulingOfMeasure,
)
"""Acts before the Council of State."""
