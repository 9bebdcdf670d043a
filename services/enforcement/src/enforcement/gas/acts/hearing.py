"""Acts of the hearing (art. 25 §§3-4): in fines one is asked for, and has its slot."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import StringConstraints

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from contracts.enforcement import GasHearingHeld, GasHearingRequested
from enforcement.acts.act import Act
from enforcement.acts.fields import (
    NO_NAMES,
    Past,
    Role,
    Text,
    area,
    choice_of_case,
    day_of,
    line,
    tick,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS
from enforcement.gas.make_ready import make_ready
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.hearings import store
from enforcement.hearings.plan import HearingWish, end_current, plan
from enforcement.hearings.rules import HearingOutcome, absence_counts, too_early

OFFERED = 30
"""Slots that a page offers."""
SLOTS = (mark("Momenten voor hoorzittingen"), "/hoorzittingen")
Language = Annotated[str, StringConstraints(min_length=2, max_length=40)]


class Wish(Act):
    """When somebody comes and with whom; a slot may be chosen later, by a new invitation."""

    slot_id: Annotated[
        UUID | None,
        choice_of_case(
            mark("Wanneer en waar?"),
            mark("Staat er niets bij? Maak eerst momenten vrij, of kies later."),
            name="moment",
        ),
    ] = None
    interpreter: Annotated[
        Language | None,
        line(mark("Taal van de tolk"), mark("Laat leeg als er geen nodig is."), name="tolk"),
    ] = None
    with_lawyer: Annotated[
        bool, tick(mark("De persoon brengt een advocaat mee."), name="advocaat")
    ] = False

    @classmethod
    async def choices(cls, tx: Transaction, case: GasCase) -> Mapping[str, Mapping[Any, str]]:
        """The free slots, the first on top."""
        slots = await store.free_slots(tx, OFFERED)
        shown = {slot.slot_id: f"{moment(slot.starts_at)}, {slot.place}" for slot in slots}
        return {"moment": shown}

    async def plan(self, tx: Transaction, case: GasCase) -> None:
        wish = HearingWish(self.slot_id, self.interpreter, self.with_lawyer)
        await plan(tx, case.case_id, wish)


class AskHearing(
    Wish,
    step=GasStep.HEARING_REQUEST,
    page="hoorzitting",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("Hoorzitting gevraagd: plannen"),
    link=SLOTS,
):
    """The person asks to be heard; refused to an adult when the fine in view is low."""

    requested_at: Annotated[Past, day_of(mark("Gevraagd op"))] = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.hearing_asked = True
        await self.plan(tx, case)
        record(tx, GasHearingRequested(case_id=case.case_id, requested_at=at))


class InviteAnew(
    Wish,
    step=GasStep.NEW_INVITATION,
    page="hoorzitting-opnieuw",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("Opnieuw uitnodigen"),
    link=SLOTS,
):
    """Another moment, also after an absence."""

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.hearing_done = False
        await end_current(tx, case.case_id, HearingOutcome.VERPLAATST)
        await self.plan(tx, case)


class WithdrawHearing(
    Act,
    step=GasStep.HEARING_WITHDRAWAL,
    page="hoorzitting-ingetrokken",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("De vraag om een hoorzitting is ingetrokken"),
    explained=mark("De persoon wil niet meer gehoord worden. Het moment komt vrij."),
):
    """The person no longer asks for a hearing."""

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.hearing_asked = False
        await end_current(tx, case.case_id, HearingOutcome.INGETROKKEN)


class HearFined(
    Act,
    step=GasStep.HEARING,
    page="hoorzitting-verslag",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("De hoorzitting vastleggen"),
):
    """The report of the hearing; the case is ready to be decided."""

    held_at: Annotated[Past, day_of(mark("Gehouden op"))] = None
    report: Annotated[
        Text, Role.REASON, area(mark("Verslag van de hoorzitting"), NO_NAMES, name="verslag")
    ]

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        hearing = await store.current(tx, case.case_id)
        early = None if hearing is None else too_early(hearing.planned_at, tx.now)
        if early is not None:
            raise StepRefusedError(early)
        case.hearing_done = case.defended = True
        await end_current(tx, case.case_id, HearingOutcome.GEHOUDEN)
        record(tx, GasHearingHeld(case_id=case.case_id, attended=True, held_at=at))
        await make_ready(tx, case, by)


class NoteFinedAbsent(
    Act,
    step=GasStep.NO_SHOW,
    page="niet-verschenen",
    by=GAS,
    law=basis.DEFENCE,
    label=mark("Niet verschenen"),
    explained=mark("Niemand kwam, en de uitnodiging was op tijd aangekomen."),
):
    """Nobody came, though the invitation arrived in time; a new invitation stays possible."""

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        hearing = await store.current(tx, case.case_id)
        planned_at = None if hearing is None else hearing.planned_at
        planned_on = None if planned_at is None else city_day(planned_at)
        invited_on = None if hearing is None else hearing.invited_on
        wrong = absence_counts(planned_on, invited_on) or too_early(planned_at, tx.now)
        if wrong is not None:
            raise StepRefusedError(wrong)
        case.hearing_done = True
        await end_current(tx, case.case_id, HearingOutcome.NIET_VERSCHENEN)
        record(tx, GasHearingHeld(case_id=case.case_id, attended=False, held_at=tx.now))
