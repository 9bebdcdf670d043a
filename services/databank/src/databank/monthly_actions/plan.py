"""Plan monthly actions, and take them off the plan before their month begins."""

from uuid import UUID, uuid4

from chassis.bus import Timer, record
from chassis.bus.timers import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from chassis.web import Actor
from contracts.databank import MonthlyActionPlanned, MonthlyActionWithdrawn
from databank.entries import store as entries
from databank.monthly_actions import store
from databank.monthly_actions.entries import PlanBody
from databank.monthly_actions.rules import MonthRefusedError, month_after, plannable
from databank.monthly_actions.store import MonthlyActionRow

MONTH_PASSED = "monthly-action-passed"


async def plan(tx: Transaction, officer: Actor, new: PlanBody) -> list[UUID]:
    """The actions that are new; a branch that is on the plan of the month already stays once.

    Raises ``MonthRefusedError``.
    """
    if new.month not in plannable(city_day(tx.now)):
        raise MonthRefusedError
    added = []
    for branch in dict.fromkeys(new.branches):
        action = MonthlyActionRow(
            id=uuid4(),
            month=new.month,
            branch=branch,
            begins_at=day_start(new.month),
            ends_at=day_start(month_after(new.month)),
            planned_at=tx.now,
            planned_by=officer.subject,
        )
        if not await entries.add_once(tx.conn, action):
            continue
        await schedule(tx, MONTH_PASSED, str(action.id), action.ends_at)
        event = MonthlyActionPlanned(
            action_id=action.id, branch=branch, begins_at=action.begins_at, planned_at=tx.now
        )
        record(tx, event)
        added.append(action.id)
    return added


async def withdraw(tx: Transaction, officer: Actor, action_id: UUID) -> None:
    """Take an action off the plan. Once its month began it stays: else no month was ever missed."""
    action = await store.get_for_update(tx.conn, action_id)
    if action is None:
        raise NotFoundError(lazy("Deze maandactie"))
    if action.begins_at <= tx.now:
        reason = lazy("De maand van deze actie is begonnen. Ze blijft op het plan staan.")
        raise StepRefusedError(reason, allowed=[])
    await store.withdraw(tx.conn, action_id, tx.now, officer.subject)
    await revoke(tx, MONTH_PASSED, str(action_id))
    event = MonthlyActionWithdrawn(action_id=action_id, branch=action.branch, withdrawn_at=tx.now)
    record(tx, event)


async def flag_passed(timer: Timer, tx: Transaction) -> None:
    """The month of an action is over. Whether it was held, its inspections say."""
    await store.flag_passed(tx.conn, UUID(timer.key), tx.now)
