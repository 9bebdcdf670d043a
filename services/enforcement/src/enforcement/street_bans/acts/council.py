"""Acts before the Council of State, against a ban."""

from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import choice
from enforcement.council_of_state.acts import AppointLawyer, Lodge, SendFile, SummariseRuling
from enforcement.council_of_state.labels import URGENCY
from enforcement.council_of_state.rules import Urgency
from enforcement.functions import CASE_WORKERS
from enforcement.street_bans.contest import CONTEST


class LodgeOfBan(
    Lodge,
    by=CASE_WORKERS,
    explained=mark("Een beroep alleen stopt het verbod niet."),
):
    """The person asked the Council to annul the ban; that alone stops nothing.

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest = CONTEST
    urgency: Annotated[
        Urgency, choice(mark("Wat vraagt de betrokkene?"), URGENCY, name="schorsing")
    ] = Urgency.GEEN


class AppointLawyerOfBan(AppointLawyer, by=CASE_WORKERS):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """


class SendFileOfBan(SendFile, by=CASE_WORKERS):
    """The file went to the Council."""


class NoteRulingOfBan(SummariseRuling, by=CASE_WORKERS):
    """The Council suspended, annulled or left the ban: others follow at once."""

    contest = CONTEST


COUNCIL: tuple[type[Act], ...] = (
    LodgeOfBan,
    AppointLawyerOfBan,
    SendFileOfBan,
    NoteRulingOfBan,
)
"""Acts before the Council of State."""
