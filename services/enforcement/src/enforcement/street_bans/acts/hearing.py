"""Acts of the hearing, before the order and anew before each renewal (since 2024-02-17)."""

from chassis.web.pages.languages import mark
from enforcement.functions import CASE_WORKERS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
from enforcement.street_bans.heard import RIGHT
from enforcement.street_bans.rules import BASIS, BanStep


class InviteBanned(
    Invite,
    step=BanStep.HEARING_INVITATION,
    page="uitnodigen",
    by=CASE_WORKERS,
    law=BASIS,
    after="opened_at",
    label=mark("Uitnodigen voor een hoorzitting"),
    explained=mark("De uitnodiging is aangetekend of gaat tegen ontvangstbewijs."),
):
    """The person may be heard before the order, and anew before each renewal.

    Registered, or against a receipt of ``receivedOn``. ``sooner``: the person asked so. It may be
    done again, to another day.
    """

    right = RIGHT


class HearBanned(
    Hear,
    step=BanStep.HEARING,
    page="hoorzitting",
    by=CASE_WORKERS,
    law=BASIS,
    after="invited_at",
    label=mark("Verslag van de hoorzitting"),
    explained=mark("Vraag naar woning, werkplek en school: die blijven altijd vrij."),
):
    """The hearing took place: nothing more is awaited."""

    right = RIGHT


class DefendBanned(
    Defend,
    step=BanStep.WRITTEN_DEFENCE,
    page="verweer",
    by=CASE_WORKERS,
    law=BASIS,
    after="invited_at",
    label=mark("Geschreven verweer noteren"),
):
    """A written defence; who wrote may still come to be heard.

    ``final``: the person has nothing more to say.
    """

    right = RIGHT


class NoteBannedAbsent(
    NoteAbsence,
    step=BanStep.ABSENCE,
    page="niet-verschenen",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("Niet verschenen zonder geldige reden"),
    explained=mark("De betrokkene kwam niet en gaf daar geen geldige reden voor."),
):
    """Nobody came, and without a valid reason."""

    right = RIGHT
