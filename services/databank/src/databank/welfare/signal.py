"""A protective signal: raised once per thing, with its evidence, then people follow it up.

Elsewhere it is only counted.
"""

from typing import Any
from uuid import UUID

import asyncpg

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Actor, Function, Problem
from contracts.codes import Priority, SignalKind
from contracts.databank import WelfareSignalFollowedUp, WelfareSignalRaised
from databank.welfare.consultation_hold import SYSTEM, settle_signal
from databank.welfare.rules import priority as welfare
from databank.welfare.rules import protection
from databank.welfare.rules.protection import BY_LEADER, RefusedError, State, Step
from databank.welfare.store import signals, steps


async def signal(
    tx: Transaction,
    kind: SignalKind,
    source: str,
    evidence: str,
    facts: dict[str, Any],
    *,
    person_id: UUID | None = None,
    claim_id: UUID | None = None,
    known_by: UUID | None = None,
) -> UUID:
    """``source`` says what it is about: more evidence about the same adds to the one signal.

    ``known_by`` is the person's claim that it stands on, ``claim_id`` one that is shown with it.
    """
    priority = welfare.priority_of(kind)
    signal_id, is_new = await signals.raise_once(
        tx.conn, kind.value, priority.value, source, person_id, tx.now, known_by or claim_id
    )
    await signals.add_evidence(tx.conn, signal_id, tx.now, evidence, facts, claim_id)
    await _settle(tx, SYSTEM, signal_id)
    if is_new:
        event = WelfareSignalRaised(
            signal_id=signal_id, kind=kind, priority=priority, raised_at=tx.now
        )
        record(tx, event)
    return signal_id


def may_do(actor: Actor, state: State) -> tuple[Step, ...]:
    """The team protects, leadership decides too; recherche reads (handbook §4.3)."""
    if actor.function not in (Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER):
        return ()
    return protection.allowed(state, leader=actor.function is Function.POLITIE_TEAMLEIDER)


async def take_step(
    tx: Transaction, actor: Actor, signal_id: UUID, step: Step, answer: str
) -> asyncpg.Record:
    """A named person's step with a signal; gives the signal as it then stands."""
    then = await check_step(tx, actor, signal_id, step, answer)
    who = (actor.subject, actor.function.value)
    await steps.note(tx.conn, signal_id, (step.value, answer, then.value), tx.now, who)
    await signals.advance(tx.conn, signal_id, then.value, urgent=answer == "acuut")
    found = await _settle(tx, actor.subject, signal_id)
    event = WelfareSignalFollowedUp(
        signal_id=signal_id,
        kind=SignalKind(found["kind"]),
        priority=Priority(found["priority"]),
        step=step.value,
        answer=answer,
        taken_at=tx.now,
    )
    record(tx, event)
    return found


async def check_step(
    tx: Transaction, actor: Actor, signal_id: UUID, step: Step, answer: str
) -> State:
    """Where a step leads that this person may take now; holds the signal."""
    row = await signals.hold(tx.conn, signal_id)
    if row is None:
        raise Problem.not_found(lazy("Dit signaal"))
    state = State(row["state"])
    if step in BY_LEADER and actor.function is not Function.POLITIE_TEAMLEIDER:
        raise Problem.of_status(403)
    taken = (await steps.of_signals(tx.conn, [signal_id]))[signal_id]
    checks = [one["answer"] for one in taken if one["step"] == Step.VEILIGHEID]
    try:
        return protection.after(state, step, answer, checks[-1] if checks else None)
    except RefusedError as error:
        may = [one.value for one in may_do(actor, state)]
        raise Problem.conflict(error.reason, allowed=may) from None


async def _settle(tx: Transaction, by: str, signal_id: UUID) -> asyncpg.Record:
    """The signal as it stands, with what the city was told to do with findings settled."""
    found = await signals.get(tx.conn, signal_id)
    assert found is not None  # it was held
    if found["priority"] == Priority.DRINGEND:
        await settle_signal(tx, by, found)
    return found
