"""Let a person defend in writing, or say that nothing is contested."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import GasDefenceReceived
from enforcement.cases.rules import happened
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.make_ready import make_ready
from enforcement.gas.person_terms import count_missing
from enforcement.gas.rules import GasStep, basis
from enforcement.gas.store import GasCase

NO_MORE = "niets_meer_te_zeggen"
"""A line of the timeline."""


@dataclass(frozen=True, slots=True)
class LastWord:
    """Somebody's own words that no more will follow; ``person_id`` is theirs in the letters."""

    person_id: UUID | None = None


async def receive_defence(
    tx: Transaction,
    case_id: UUID,
    by: By,
    summary: str | None,
    received_at: datetime | None,
    last_word: LastWord | None = None,
) -> GasCase:
    """A late defence is registered all the same, and the officer decides about it.

    Another may follow until the term is over, unless a ``last_word`` came with it. Raises
    ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    moment = happened("receivedAt", received_at, tx.now)
    take_step(
        tx,
        case,
        GasStep.WRITTEN_DEFENCE,
        by,
        reason=summary,
        basis=basis.DEFENCE,
        happened_at=moment,
    )
    case.defended = True
    late = case.defence_until is not None and city_day(moment) > case.defence_until
    record(tx, GasDefenceReceived(case_id=case_id, late=late, received_at=moment))
    if last_word is not None:
        await _note_last_word(tx, case, last_word, by)
    return case


async def _note_last_word(tx: Transaction, case: GasCase, said: LastWord, by: By) -> None:
    """The wait ends for this person alone; the decision waits for the letter to arrive by law."""
    if case.minor and said.person_id is None:
        reason = lazy(
            "In het dossier van een minderjarige heeft ieder een eigen termijn. Wacht tot ze om "
            "zijn, of laat ieder dit zelf zeggen met de code van de eigen brief."
        )
        raise FieldRefusedError("final", reason)
    case.waived_by = [*case.waived_by, str(said.person_id or case.case_id)]
    timeline.note(tx, case.case_id, NO_MORE, (case.state, case.state), by, basis=basis.NOTIFICATION)
    await count_missing(tx, case.case_id)
    await make_ready(tx, case, by)


async def accept_facts(
    tx: Transaction, case_id: UUID, by: By, stated_at: datetime | None
) -> GasCase:
    """The person does not contest: the decision need not wait for the term. ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    moment = happened("statedAt", stated_at, tx.now)
    take_step(tx, case, GasStep.NOT_CONTESTED, by, basis=basis.NOTIFICATION, happened_at=moment)
    case.not_contested = True
    await make_ready(tx, case, by)
    return case
