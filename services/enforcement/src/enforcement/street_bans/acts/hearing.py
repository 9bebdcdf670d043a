"""Acts of the hearing, before the order and anew before each renewal (since 2024-02-17)."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import HearingManner
from contracts.enforcement import StreetBanHearingInvited
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, day, day_of, moment, tick
from enforcement.functions import CASE_WORKERS
from enforcement.hearings.rules import must_leave_time
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival
from enforcement.street_bans.heard import note_heard, renewal_of
from enforcement.street_bans.rules import BASIS, NOTICE_TERM, BanStep
from enforcement.street_bans.store import StreetBanCase


class InviteBanned(
    Act,
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

    hearing_at: Annotated[
        AwareDatetime,
        moment(
            mark("Dag en uur van de hoorzitting"),
            mark("Na de termijn om zich voor te bereiden."),
            name="moment",
        ),
    ]
    sent_at: Annotated[Past, day_of(mark("Dag waarop de uitnodiging vertrok"))] = None
    received_on: Annotated[
        date | None,
        day(
            mark("Dag op het ontvangstbewijs"),
            mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            name="ontvangen",
        ),
    ] = None
    sooner: Annotated[
        bool, tick(mark("De betrokkene vroeg zelf om eerder te komen."), name="eerder")
    ] = False

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        sent_on = city_day(at)
        law = await legal_terms.law(tx, sent_on, NOTICE_TERM)
        received_on = arrival(sent_on, self.received_on, city_day(tx.now), law.days)
        last_day = law.deadline(NOTICE_TERM, received_on).last_day
        who = lazy("De betrokkene")
        must_leave_time(self.hearing_at, received_on, last_day, who, sooner=self.sooner)
        again = case.hearing_at is not None and not case.heard
        await case_terms.start(tx, case.case_id, law, NOTICE_TERM, received_on)
        case.invited_at, case.hearing_at = at, self.hearing_at
        case.invited_on, case.notice_until = received_on, None if self.sooner else last_day
        case.heard = case.final = False
        record(
            tx,
            StreetBanHearingInvited(
                case_id=case.case_id,
                renewal=renewal_of(case),
                again=again,
                hearing_at=self.hearing_at,
                invited_at=at,
            ),
        )


class HearBanned(
    Act,
    step=BanStep.HEARING,
    page="hoorzitting",
    by=CASE_WORKERS,
    law=BASIS,
    after="invited_at",
    label=mark("Verslag van de hoorzitting"),
    explained=mark("Vraag naar woning, werkplek en school: die blijven altijd vrij."),
):
    """The hearing took place: nothing more is awaited."""

    report: Annotated[Text, Role.REASON, area(mark("Verslag"), NO_NAMES, name="verslag")]
    held_at: Annotated[Past, day_of(mark("Dag van de hoorzitting"))] = None

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        if case.hearing_at is not None and city_day(at) < city_day(case.hearing_at):
            planned = f"{city_day(case.hearing_at):%d/%m/%Y}"
            reason = lazy("De hoorzitting was gepland op %(day)s.", day=planned)
            raise FieldRefusedError("heldAt", reason)
        await note_heard(tx, case, HearingManner.GEHOORD, at, final=True)


class DefendBanned(
    Act,
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

    summary: Annotated[
        Text,
        Role.REASON,
        area(mark("Wat schreef de betrokkene?"), NO_NAMES, name="samenvatting"),
    ]
    final: Annotated[
        bool, tick(mark("De betrokkene wil niet meer gehoord worden."), name="geen_hoorzitting")
    ] = False
    received_at: Annotated[Past, day_of(mark("Dag van ontvangst"))] = None

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        await note_heard(tx, case, HearingManner.SCHRIFTELIJK, at, final=case.final or self.final)


class NoteAbsence(
    Act,
    step=BanStep.ABSENCE,
    page="niet-verschenen",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("Niet verschenen zonder geldige reden"),
    explained=mark("De betrokkene kwam niet en gaf daar geen geldige reden voor."),
):
    """Nobody came, and without a valid reason."""

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        await note_heard(tx, case, HearingManner.NIET_VERSCHENEN, at, final=case.final)
