"""Record the judgment on an appeal: confirmed, revised, annulled, or the appeal withdrawn."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from contracts.codes import AppealVerdict, GasOutcome
from contracts.enforcement import GasAppealDecided
from enforcement.appeals.lodge import ANOTHER
from enforcement.appeals.rules import unsound_amount
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early, happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits, take_step
from enforcement.gas import store as gas
from enforcement.gas.earlier_fines import recount_later
from enforcement.gas.end import end
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.limit import highest_fine
from enforcement.gas.person_terms import count_missing
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome, tell_ruled
from enforcement.payments.pay_ahead import give_back

ONE_BACK = "een_beroep_ingetrokken"
"""A line of the timeline: one of several appeals was taken back, and another runs."""


@dataclass(frozen=True, slots=True)
class Judgment:
    """``amount`` in whole euros, of a revision alone."""

    verdict: AppealVerdict
    summary: str | None = None
    amount: int | None = None
    judged_at: datetime | None = None


async def record_judgment(tx: Transaction, case_id: UUID, by: By, judgment: Judgment) -> GasCase:
    """No appeal lies against it (art. 31): a fine that stands is final. ``RefusedError``.

    Whoever takes one of several appeals back ends no other.
    """
    case = await gas.get_for_update(tx, case_id)
    moment = happened("judgedAt", judgment.judged_at, tx.now)
    wrong = unsound_amount(judgment.verdict, judgment.amount, await highest_fine(tx, case))
    if wrong is not None:
        raise FieldRefusedError("amount", wrong)
    if judgment.verdict is AppealVerdict.AFSTAND and await _another_runs(tx, case):
        states = (case.state, case.state)
        timeline.note(
            tx, case_id, ONE_BACK, states, by, reason=judgment.summary, happened_at=moment
        )
        return case
    take_step(
        tx,
        case,
        GasStep.JUDGMENT,
        by,
        outcome=judgment.verdict,
        reason=judgment.summary,
        basis=basis.APPEAL,
        happened_at=moment,
    )
    case.verdict, case.judged_on = judgment.verdict, city_day(moment)
    record(tx, GasAppealDecided(case_id=case_id, verdict=judgment.verdict, decided_at=moment))
    if judgment.verdict is AppealVerdict.VERNIETIGD:
        await end(tx, case)
        await give_back(tx, case_id)
        await recount_later(tx, case, by)
        tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
        return case
    case.amount = judgment.amount or case.amount
    await count_missing(tx, case_id)
    if case.is_ruled:
        await tell_ruled(tx, case)
    elif permits(case, GasStep.EXPIRY, city_day(tx.now)):
        await ask_review(tx, case_id, case.state, by, Early.TE_LAAT)
    await schedule(tx, FINE_FINAL, str(case_id), _final_at(case, tx.now), {})
    return case


async def _another_runs(tx: Transaction, case: GasCase) -> bool:
    steps = [line.step for line in await timeline.of_case(tx, case.case_id)]
    more = steps.count(ANOTHER) - steps.count(ONE_BACK)
    return case.state is GasState.BEROEP_INGESTELD and more > 0


def _final_at(case: GasCase, now: datetime) -> datetime:
    """At once, by a ruling; who takes an appeal back, or somebody else, has the rest of the month
    (art. 31).
    """
    if case.is_ruled or case.appeal_until is None:
        return now
    return max(now, day_start(case.appeal_until + timedelta(days=1)))
