"""Acts of the hearing, after the advice and before a proposal (NGW art. 119ter §13)."""

from typing import Annotated

from chassis.web.pages.languages import mark
from enforcement.acts.fields import Role, Text, area
from enforcement.functions import INVESTIGATORS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
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
