"""Acts of the hearing: before the order, or after one that could not wait."""

from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.fields import tick
from enforcement.functions import MEASURE_WORKERS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
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
