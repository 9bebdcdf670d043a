"""The act by which the college decides about an order, at its next meeting."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import BanEnd
from contracts.enforcement import StreetBanConfirmed
from enforcement.acts.act import Act
from enforcement.acts.fields import Number, Role, choice, day, line
from enforcement.functions import COLLEGE
from enforcement.legal_terms import case_terms
from enforcement.meetings import store as meetings
from enforcement.meetings.next_meeting import must_have_decided
from enforcement.meetings.rules import CONFIRMATION_TERM, CollegeOutcome
from enforcement.street_bans import labels
from enforcement.street_bans.end import end, expire
from enforcement.street_bans.lapse import lapses_at
from enforcement.street_bans.rules import BASIS, BanStep, Confirmation
from enforcement.street_bans.store import StreetBanCase


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
        record(
            tx,
            StreetBanConfirmed(
                case_id=case.case_id,
                order_id=case.order_id,
                renewal=case.renewals,
                meeting_on=meeting_on,
                confirmed_at=tx.now,
            ),
        )
        await expire(tx, case)
