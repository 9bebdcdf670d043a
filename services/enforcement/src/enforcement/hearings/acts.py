"""Acts of a hearing, as every procedure has them that plans one by itself: invite, hear, write,
stay away. A procedure gives each its right, its step and its page."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import HearingManner
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, day, day_of, moment, tick
from enforcement.hearings.invitation_left import must_have_left
from enforcement.hearings.right import Invitation, RightToBeHeard
from enforcement.hearings.rules import too_soon_to_hear


class InviteToDefend(Act):
    """Somebody may write, and be heard where a hearing is planned. It may be done again."""

    right: ClassVar[RightToBeHeard[Any]]
    hearing_at: Annotated[
        AwareDatetime | None,
        moment(
            mark("Dag en uur van de hoorzitting"),
            mark("Na de termijn om zich voor te bereiden. Leeg: alleen een geschreven verweer."),
            name="moment",
        ),
    ] = None
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

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        invitation = Invitation(self.hearing_at, self.received_on, self.sooner)
        await self.right.invite(tx, case, invitation, at)


class Invite(InviteToDefend):
    """Somebody may be heard. It may be done again, to another day."""

    hearing_at: Annotated[
        AwareDatetime,
        moment(
            mark("Dag en uur van de hoorzitting"),
            mark("Na de termijn om zich voor te bereiden."),
            name="moment",
        ),
    ]


class Hear(Act):
    """The hearing took place: nothing more is awaited, unless ``ends`` says so."""

    right: ClassVar[RightToBeHeard[Any]]
    report: Annotated[Text, Role.REASON, area(mark("Verslag"), NO_NAMES, name="verslag")]
    held_at: Annotated[Past, day_of(mark("Dag van de hoorzitting"))] = None

    def noted(self) -> str | None:
        return None if self.right.keep else super().noted()

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        _not_before_it_could(case, city_day(at))
        if self.right.keep is not None:
            self.right.keep(tx, case, at, self.report)
        await self.right.heard(tx, case, HearingManner.GEHOORD, at, final=self.ends())

    def ends(self) -> bool:
        """Whether nothing more will come."""
        return True


class Write(Act):
    """A written defence; who wrote may still come to be heard."""

    right: ClassVar[RightToBeHeard[Any]]
    summary: Annotated[
        Text,
        Role.REASON,
        area(mark("Wat schreef de betrokkene?"), NO_NAMES, name="samenvatting"),
    ]
    received_at: Annotated[Past, day_of(mark("Dag van ontvangst"))] = None

    def noted(self) -> str | None:
        return None if self.right.keep else super().noted()

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        if self.right.keep is not None:
            self.right.keep(tx, case, at, self.summary)
        final = self.ends() or self.right.is_final(case)
        await self.right.heard(tx, case, HearingManner.SCHRIFTELIJK, at, final=final)

    def ends(self) -> bool:
        """Whether nothing more will come."""
        return False


class Defend(Write):
    """A written defence, of somebody who may say that nothing more will come."""

    final: Annotated[
        bool, tick(mark("De betrokkene wil niet meer gehoord worden."), name="geen_hoorzitting")
    ] = False

    def ends(self) -> bool:
        return self.final


class NoteAbsence(Act):
    """Nobody came, and without a valid reason, though a letter invited them."""

    right: ClassVar[RightToBeHeard[Any]]

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        await must_have_left(tx, case, self.right)
        final = self.right.absence_ends or self.right.is_final(case)
        await self.right.heard(tx, case, HearingManner.NIET_VERSCHENEN, at, final=final)


def _not_before_it_could(case: Any, held_on: date) -> None:
    """Raises ``FieldRefusedError``."""
    planned_on = None if case.hearing_at is None else city_day(case.hearing_at)
    early = too_soon_to_hear(held_on, planned_on, case.invited_on)
    if early is not None:
        raise FieldRefusedError("heldAt", early)
