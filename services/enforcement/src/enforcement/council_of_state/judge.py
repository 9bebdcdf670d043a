"""Record a ruling of the Council of State, and let it work at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import CouncilRuling
from enforcement.cases.rules import CaseKind, happened
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.council_of_state import store
from enforcement.council_of_state.on_judgment import CONTESTED
from enforcement.council_of_state.rules import BASIS, FILE_TERM, FINAL, CouncilStep
from enforcement.council_of_state.store import CouncilAppeal
from enforcement.legal_terms import case_terms


@dataclass(frozen=True, slots=True)
class Judgment:
    """``ruled_at`` is now unless it was before."""

    ruling: CouncilRuling
    summary: str | None = None
    ruled_at: datetime | None = None


async def record_ruling(
    tx: Transaction, kind: CaseKind, case_id: UUID, by: By, judgment: Judgment
) -> CouncilAppeal:
    """Its effect on the decision is in ``on_judgment``. Raises ``RefusedError``."""
    contested = CONTESTED[kind]
    case = await contested.get_for_update(tx, case_id)
    appeal = await store.get_for_update(tx, case_id)
    if appeal.ruling in FINAL:
        raise StepRefusedError(lazy("De Raad van State deed al uitspraak. Er volgt niets meer."))
    ruled_at = happened("ruledAt", judgment.ruled_at, tx.now, after=day_start(appeal.lodged_on))
    reason = f"{judgment.ruling}: {judgment.summary}" if judgment.summary else str(judgment.ruling)
    take_step(tx, case, CouncilStep.RULING, by, reason=reason, basis=BASIS, happened_at=ruled_at)
    appeal.ruling, appeal.ruled_on = judgment.ruling, city_day(ruled_at)
    if judgment.ruling in FINAL:
        case.council_appeal = False
        await case_terms.close(tx, case_id, FILE_TERM)
    if contested.decided is not None:
        contested.decided(tx, case, judgment.ruling, ruled_at)
    effect = contested.effects.get(judgment.ruling)
    if effect is not None:
        await effect(tx, case, by)
    return appeal
