"""The act by which the college decides about an order, at its next meeting."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import BanEnd
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Number, Reason, Role, area, choice, day, line
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import COLLEGE
from enforcement.legal_terms import case_terms
from enforcement.meetings import store as meetings
from enforcement.meetings.next_meeting import must_have_decided
from enforcement.meetings.rules import CONFIRMATION_TERM, CollegeOutcome
from enforcement.notifications.ended_decisions import note_not_ended
from enforcement.street_bans import labels
from enforcement.street_bans.end import end, expire
from enforcement.street_bans.lapse import lapses_at
from enforcement.street_bans.rules import BASIS, BanState, BanStep, Confirmation
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ordered import tell_anew, tell_confirmed
from enforcement.street_bans.watch import watch_last_day


class ConfirmBan(
    Act,
    step=BanStep.CONFIRMATION,
    page="bevestiging",
    by=COLLEGE,
    seen="order_id",
    decides=True,
    law=BASIS,
    label=mark("Beslissing van het college noteren"),
    asks=True,
):
    """The college decided about the order, at a meeting that is not closed yet.

    ``meetingOn`` is the meeting that the order waits for, unless it says another.
    """

    outcome: Annotated[
        Confirmation,
        Role.OUTCOME,
        choice(mark("Wat besliste het college?"), labels.CONFIRMATION, name="uitkomst"),
    ]
    meeting_on: Annotated[
        date | None,
        day(
            mark("Dag van de vergadering"),
            mark("De eerste na het bevel, of op de dag zelf. Ze mag enkele dagen voorbij zijn."),
            name="vergadering",
        ),
    ] = None
    decision: Annotated[
        Number | None,
        line(mark("Nummer van het besluit, als het er een heeft"), name="besluit"),
    ] = None

    @classmethod
    async def begins(cls, tx: Transaction, case: Any) -> Mapping[str, Sequence[str]]:
        return {} if case.meeting_on is None else {"vergadering": [str(case.meeting_on)]}

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        meeting_on = self.meeting_on or case.meeting_on
        if meeting_on is None:
            raise FieldRefusedError("meetingOn", lazy("Op welke vergadering besliste het college?"))
        assert case.ordered_at is not None and case.order_id is not None, "an order waits"
        await must_have_decided(tx, meeting_on, city_day(case.ordered_at))
        case.meeting_on = meeting_on
        outcome = CollegeOutcome(self.outcome.value)
        await meetings.keep_decision(tx, case.case_id, meeting_on, self.decision, outcome)
        if self.outcome is not Confirmation.BEVESTIGD:
            await end(tx, case, BanEnd.VERVALLEN, lapses_at(tx, case, meeting_on))
            return
        await case_terms.close(tx, case.case_id, CONFIRMATION_TERM)
        case.confirmed = True
        tell_confirmed(tx, case)
        await expire(tx, case)


class CorrectConfirmation(
    Act,
    step=BanStep.CONFIRMATION_CORRECTION,
    page="bevestiging-rechtzetten",
    by=COLLEGE,
    seen="order_id",
    decides=True,
    law=BASIS,
    label=mark("De beslissing van het college rechtzetten"),
    explained=mark(
        "Alleen als fout genoteerd is wat het college op die vergadering besliste. De politie "
        "hoort het meteen."
    ),
    asks=True,
):
    """What the college decided at its meeting was noted wrong: ``outcome`` is what it did decide.

    An order that had lapsed by the slip holds on; one that the college did not confirm lapses.
    """

    outcome: Annotated[
        Confirmation,
        choice(mark("Wat besliste het college?"), labels.CONFIRMATION, name="uitkomst"),
    ]
    motivation: Annotated[Reason, area(mark("Waarom?"), NO_NAMES, name="reden")]

    async def move(self, tx: Transaction, case: StreetBanCase, at: datetime | None, by: By) -> None:
        confirms = self.outcome is Confirmation.BEVESTIGD
        if confirms is case.confirmed:
            raise FieldRefusedError("outcome", lazy("Dat is al zo genoteerd."))
        working = BanState.BEVOLEN if case.notified_at is None else BanState.ACTIEF
        take_step(
            tx,
            case,
            self.declared.step,
            by,
            outcome=str(working if confirms else BanState.VOORBIJ),
            reason=f"{self.outcome}: {self.motivation}",
            basis=self.declared.law,
        )

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        assert case.meeting_on is not None, "a meeting decided, or should have"
        outcome = CollegeOutcome(self.outcome.value)
        await meetings.keep_decision(tx, case.case_id, case.meeting_on, None, outcome)
        case.confirmed = self.outcome is Confirmation.BEVESTIGD
        case.how = case.ended_at = None
        if case.confirmed:
            await note_not_ended(tx, case.case_id)
        await tell_anew(tx, case)
        if not case.confirmed:
            await end(tx, case, BanEnd.VERVALLEN, lapses_at(tx, case, case.meeting_on))
            return
        await watch_last_day(tx, case)
        await expire(tx, case)
