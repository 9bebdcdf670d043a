"""Acts of an integrity investigation: its hearing, and the Council of State."""

from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import Role, Text, area
from enforcement.council_of_state.acts import AppointLawyer, Lodge, NoteRuling, SendFile
from enforcement.functions import INVESTIGATORS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
from enforcement.integrity_investigations.contest import CONTEST
from enforcement.integrity_investigations.heard import RIGHT
from enforcement.integrity_investigations.labels import GOES_SOON
from enforcement.integrity_investigations.rules import BASIS, IntegrityStep


class InviteInvestigated(
    Invite,
    step=IntegrityStep.HEARING_INVITATION,
    page="uitnodigen",
    by=INVESTIGATORS,
    law=BASIS,
    after="advised_at",
    label=mark("Uitnodigen voor een hoorzitting"),
    explained=mark(
        "De uitnodiging is aangetekend of gaat tegen ontvangstbewijs. Wie een geldige reden "
        "heeft om niet te komen, krijgt een nieuwe."
    ),
):
    """Whom it concerns may be heard; another invitation gives another day."""

    right = RIGHT


class HearInvestigated(
    Hear,
    step=IntegrityStep.HEARING,
    page="hoorzitting",
    by=INVESTIGATORS,
    law=BASIS,
    after="invited_at",
    label=mark("Verslag van de hoorzitting"),
):
    """The hearing took place: nothing more is awaited. What was said is sealed."""

    right = RIGHT
    report: Annotated[Text, Role.REASON, area(mark("Verslag"), GOES_SOON, name="verslag")]


class DefendInvestigated(
    Defend,
    step=IntegrityStep.WRITTEN_DEFENCE,
    page="verweer",
    by=INVESTIGATORS,
    law=BASIS,
    after="invited_at",
    label=mark("Geschreven verweer noteren"),
):
    """A written defence; who wrote may still come to be heard. What was written is sealed."""

    right = RIGHT
    summary: Annotated[
        Text,
        Role.REASON,
        area(mark("Wat schreef de betrokkene?"), GOES_SOON, name="samenvatting"),
    ]


class NoteInvestigatedAbsent(
    NoteAbsence,
    step=IntegrityStep.ABSENCE,
    page="niet-verschenen",
    by=INVESTIGATORS,
    law=BASIS,
    label=mark("Niet verschenen zonder geldige reden"),
    explained=mark("De betrokkene kwam niet en gaf daar geen geldige reden voor."),
):
    """Nobody came, and without a valid reason (§13)."""

    right = RIGHT


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
STEPS: tuple[type[Act], ...] = (
    InviteInvestigated,
    HearInvestigated,
    DefendInvestigated,
    NoteInvestigatedAbsent,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *COUNCIL)
