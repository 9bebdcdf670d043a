"""Follow up a protective signal: the steps that people take with it (handbook §4.6)."""

from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, NotPermittedError, StepRefusedError
from chassis.web import Action, Actor, Function, record_access
from contracts.databank import WelfareSignalFollowedUp
from databank.roles import BESCHERMING
from databank.welfare.consultation_hold import settle_after
from databank.welfare.rules import protection
from databank.welfare.rules.protection import BY_LEADER, State, Step
from databank.welfare.store import signals, steps
from databank.welfare.store.signals import Signal
from databank.welfare.store.steps import SignalStep


def allowed_steps(actor: Actor, state: State) -> tuple[Step, ...]:
    """The team protects, leadership decides too; recherche reads (handbook §4.3)."""
    if actor.function not in (Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER):
        return ()
    return protection.allowed(state, leader=actor.function is Function.POLITIE_TEAMLEIDER)


async def take_step(
    tx: Transaction, actor: Actor, signal_id: UUID, step: Step, answer: str
) -> Signal:
    """A named person's step with a signal; gives the signal as it then stands."""
    _, after = await check_step(tx, actor, signal_id, step, answer)
    entry = SignalStep(step, answer, after, tx.now, actor.subject, actor.function.value)
    await steps.note(tx.conn, signal_id, entry)
    await signals.advance(tx.conn, signal_id, after, urgent=answer == "acuut")
    signal = await settle_after(tx, actor.subject, signal_id)
    event = WelfareSignalFollowedUp(
        signal_id=signal_id,
        kind=signal.kind,
        priority=signal.priority,
        step=step.value,
        answer=answer,
        taken_at=tx.now,
    )
    record(tx, event)
    await record_access(
        tx,
        actor,
        action=Action.CHANGE,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=BESCHERMING,
    )
    return signal


async def check_step(
    tx: Transaction, actor: Actor, signal_id: UUID, step: Step, answer: str
) -> tuple[Signal, State]:
    """The signal, locked, and the state to which a step leads that this person may take now."""
    signal = await signals.get_for_update(tx.conn, signal_id)
    if signal is None:
        raise NotFoundError(lazy("Dit signaal"))
    if step in BY_LEADER and actor.function is not Function.POLITIE_TEAMLEIDER:
        raise NotPermittedError
    taken = (await steps.of_signals(tx.conn, [signal_id]))[signal_id]
    checks = [each.answer for each in taken if each.step is Step.VEILIGHEID]
    try:
        after = protection.after(signal.state, step, answer, checks[-1] if checks else None)
    except StepRefusedError as refusal:
        may = [each.value for each in allowed_steps(actor, signal.state)]
        raise StepRefusedError(refusal.reason, may) from None
    return signal, after
