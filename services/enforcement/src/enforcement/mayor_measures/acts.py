"""Acts of a measure of the mayor: its hearing, and the Council of State."""

from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import tick
from enforcement.council_of_state.acts import AppointLawyer, Lodge, SendFile, SummariseRuling
from enforcement.functions import MEASURE_WORKERS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
from enforcement.mayor_measures.contest import CONTEST
from enforcement.mayor_measures.heard import RIGHT
from enforcement.mayor_measures.rules.law import HEARING_BASIS
from enforcement.mayor_measures.rules.states import MeasureStep


class InviteResponsible(
    Invite,
    step=MeasureStep.HEARING_INVITATION,
    page="uitnodigen",
    by=MEASURE_WORKERS,
    law=HEARING_BASIS,
    after="invited_at",
    label=mark("Uitnodigen voor een hoorzitting"),
):
    """Whoever answers for the place may be heard; another invitation gives another moment.

    Registered, or against a receipt of ``receivedOn``. ``sooner``: they asked so themselves.
    """

    right = RIGHT


class HearResponsible(
    Hear,
    step=MeasureStep.HEARING,
    page="hoorzitting",
    by=MEASURE_WORKERS,
    law=HEARING_BASIS,
    after="invited_at",
    label=mark("De hoorzitting vastleggen"),
):
    """The hearing took place: nothing more is awaited."""

    right = RIGHT


class DefendResponsible(
    Defend,
    step=MeasureStep.WRITTEN_DEFENCE,
    page="verweer",
    by=MEASURE_WORKERS,
    law=HEARING_BASIS,
    after="invited_at",
    label=mark("Schriftelijk verweer vastleggen"),
):
    """A written defence; who wrote may still come.

    ``final``: they said that nothing more will come.
    """

    right = RIGHT
    final: Annotated[
        bool, tick(mark("De betrokkene wil niet meer gehoord worden."), name="volledig")
    ] = False


class NoteResponsibleAbsent(
    NoteAbsence,
    step=MeasureStep.ABSENCE,
    page="niet-verschenen",
    by=MEASURE_WORKERS,
    law=HEARING_BASIS,
    label=mark("Vastleggen dat niemand kwam"),
    explained=mark("De betrokkene kwam niet en gaf daar geen geldige reden voor."),
):
    """Nobody came on the day of the hearing, without a valid reason."""

    right = RIGHT


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
STEPS: tuple[type[Act], ...] = (
    InviteResponsible,
    HearResponsible,
    DefendResponsible,
    NoteResponsibleAbsent,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *COUNCIL)
