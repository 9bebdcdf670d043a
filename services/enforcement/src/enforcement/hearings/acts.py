"""Acts of a hearing, as every procedure has them that plans one by itself: invite, hear, write,
stay away. A procedure gives each its right, its step and its page."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import HearingManner
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, day, day_of, moment, tick
from enforcement.hearings.right import Invitation, RightToBeHeard


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
    """Nobody came, and without a valid reason."""

    right: ClassVar[RightToBeHeard[Any]]

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        final = self.right.absence_ends or self.right.is_final(case)
        await self.right.heard(tx, case, HearingManner.NIET_VERSCHENEN, at, final=final)


def _not_before_it_could(case: Any, held_on: date) -> None:
    """Nobody was heard before the day that was planned, nor before the invitation arrived.

    Raises ``FieldRefusedError``.
    """
    if case.hearing_at is not None and held_on < city_day(case.hearing_at):
        planned = f"{city_day(case.hearing_at):%d/%m/%Y}"
        raise FieldRefusedError(
            "heldAt", lazy("De hoorzitting was gepland op %(day)s.", day=planned)
        )
    if case.hearing_at is None and case.invited_on is not None and held_on <= case.invited_on:
        first = f"{case.invited_on + timedelta(days=1):%d/%m/%Y}"
        reason = lazy("De hoorzitting kan ten vroegste op %(day)s.", day=first)
        raise FieldRefusedError("heldAt", reason)
