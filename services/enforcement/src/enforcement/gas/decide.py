"""Impose a fine: the sanctioning officer alone, within every guarantee of the law."""

from dataclasses import dataclass, replace
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts import codes
from contracts.branches import Branch
from contracts.enforcement import GasFineImposed
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.earlier_fines import repeats
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import FINED, DefenceOutcome, GasStep, ProposedFine, basis
from enforcement.gas.rules.fines import band_of
from enforcement.gas.store import GasCase


@dataclass(frozen=True, slots=True)
class FineDecision:
    """``amount`` in whole euros. ``motivation`` answers the defence and weighs the amount.

    ``declares_no_part``: the officer neither found the facts nor mediated.
    """

    amount: int
    motivation: str
    defence: DefenceOutcome
    declares_no_part: bool


async def impose(tx: Transaction, case_id: UUID, decision: FineDecision, by: By) -> GasCase:
    """Raises ``RefusedError`` with the guarantee that is missing."""
    case = await store.get_for_update(tx, case_id)
    proposed = ProposedFine(
        amount=decision.amount,
        limit=await highest_fine(tx, case),
        decider=by.subject,
        declares_no_part=decision.declares_no_part,
        defence=decision.defence,
    )
    take_step(
        tx,
        case,
        GasStep.FINE,
        by,
        outcome=FINED,
        reason=decision.motivation,
        basis=basis.FINE,
        file=replace(case.file(), proposed=proposed),
    )
    case.amount, case.decider = decision.amount, by.subject
    case.decided_on, case.defence_outcome = city_day(tx.now), decision.defence
    case.recidivism = await repeats(tx, case)
    first = (await findings.of_case(tx, case_id))[0]
    record(
        tx,
        GasFineImposed(
            case_id=case_id,
            band=band_of(decision.amount),
            recidivism=case.recidivism,
            imposed_at=tx.now,
            defence=codes.DefenceOutcome(decision.defence),
            branch=Branch(first.branch),
            in_tolerance_zone=first.in_tolerance_zone,
        ),
    )
    return case
