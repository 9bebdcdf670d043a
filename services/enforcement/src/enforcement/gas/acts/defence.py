"""Acts of the defence in writing (art. 25): it, that nothing is contested, and that all is said."""

from datetime import datetime
from typing import Annotated

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.enforcement import GasDefenceReceived
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, day_of, tick
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas.make_ready import close_defence, make_ready
from enforcement.gas.note_last_word import note_last_word
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase


class ReceiveDefence(
    Act,
    step=GasStep.WRITTEN_DEFENCE,
    page="verweer",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("Schriftelijk verweer vastleggen"),
    explained=mark(
        "Ook een laat verweer leg je vast. De ambtenaar beslist wat hij ermee doet. De termijn "
        "loopt verder: er kan nog een verweer volgen."
    ),
):
    """A late defence is registered all the same; without a last word more may follow in time.

    ``final``: the person says in words that no more will follow; of minors only on the page of
    the own case, where each says so alone.
    """

    received_at: Annotated[Past, day_of(mark("Ontvangen op"))] = None
    summary: Annotated[
        Text | None,
        Role.REASON,
        area(mark("Het verweer, kort samengevat"), NO_NAMES, name="verweer"),
    ] = None
    final: Annotated[
        bool,
        tick(mark("De persoon zegt zelf, in woorden, dat er niets meer volgt."), name="laatste"),
    ] = False

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.defended = True
        late = case.defence_until is not None and city_day(at) > case.defence_until
        record(tx, GasDefenceReceived(case_id=case.case_id, late=late, received_at=at))
        if self.final:
            await note_last_word(tx, case, None, by)


class AcceptFacts(
    Act,
    step=GasStep.NOT_CONTESTED,
    page="niet-betwist",
    by=GAS,
    law=basis.NOTIFICATION,
    label=mark("Vastleggen dat de persoon niet betwist"),
    explained=mark(
        "De persoon zei zelf dat de feiten kloppen. Bij een meerderjarige hoeft de termijn dan "
        "niet om te zijn. Bij een minderjarige wacht de stad op ieders termijn."
    ),
):
    """The person does not contest: the decision need not wait for the term."""

    stated_at: Annotated[Past, day_of(mark("Gezegd op"))] = None

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case.not_contested = True
        await make_ready(tx, case, by)


class MarkReady(
    Act,
    step=GasStep.READY,
    page="klaar",
    by=GAS,
    law=basis.NOTIFICATION,
    label=mark("Klaarzetten voor beslissing"),
    explained=mark("Het verweer is voorbij. De sanctionerend ambtenaar kan nu beslissen."),
):
    """The defence is over: the case is ready to be decided. The clock says so too."""

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        await close_defence(tx, case)
