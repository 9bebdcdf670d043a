"""Opening a shielded file in an emergency: ask, let a second person decide, end, judge (DP-14).

Every step is on the access log beside the request itself, so that the chain proves it too.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

import asyncpg

from chassis.bus.timers import revoke, schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Action, Actor, Problem, record_access
from databank.access.break_glass import store
from databank.access.break_glass.rules import (
    ACCESS,
    ANSWERS,
    REVIEW_WITHIN,
    VERDICTS,
    Ground,
    NotAllowedError,
    Role,
    Stand,
    Step,
)
from databank.access.break_glass.store import emergency
from databank.access.shields.shield import NOODTOEGANG, closed_to, who
from databank.matching.store import persons

UNREVIEWED = "noodtoegang-niet-beoordeeld"
"""The timer that flags an access which nobody judged in time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``is_new`` is False when the officer has a request about this file already."""

    emergency_id: UUID
    is_new: bool


async def ask(
    tx: Transaction, officer: Actor, person_id: UUID, ground: Ground, reason: str
) -> Asked:
    """For a file that is closed to this officer; who asks twice is shown the first request."""
    await persons.block_relinking(tx.conn)
    survivor = await persons.survivor(tx.conn, person_id)
    if survivor is None:
        raise Problem.not_found(lazy("Deze persoon"))
    await persons.get_for_update(tx.conn, [survivor])
    for row in await store.of_officer(tx.conn, officer.subject, [survivor], tx.now):
        if emergency(row).stand(tx.now) in (Stand.GEVRAAGD, Stand.OPEN):
            return Asked(row["id"], is_new=False)
    if not await closed_to(tx, officer, [survivor]):
        raise Problem.conflict(lazy("Dit dossier is niet voor je afgeschermd."), allowed=[])
    emergency_id = uuid4()
    await store.add(
        tx.conn,
        {
            "id": emergency_id,
            "person_id": survivor,
            "ground": ground.value,
            "reason": reason,
            "asked_by": officer.subject,
            "asked_function": officer.function.value,
            "asked_at": tx.now,
        },
    )
    await _logged(tx, officer, emergency_id, Action.CHANGE)
    return Asked(emergency_id, is_new=True)


async def take(
    tx: Transaction, actor: Actor, emergency_id: UUID, step: Step, why: str | None = None
) -> asyncpg.Record:
    """One step of this person; ``why`` goes with a judgement. Gives the request as it then is."""
    row = await store.hold(tx.conn, emergency_id)
    if row is None or not may_see(actor, row):
        raise Problem.not_found(lazy("Deze vraag om noodtoegang"))
    try:
        emergency(row).check(who(actor), step, tx.now)
    except NotAllowedError as error:
        raise Problem.conflict(
            lazy("Deze stap kan nu niet, of is niet aan jou."),
            allowed=[one.value for one in error.allowed],
        ) from None
    key = str(emergency_id)
    if step in ANSWERS:
        until = tx.now + ACCESS if step is Step.TOESTAAN else None
        await store.decide(tx.conn, emergency_id, tx.now, actor.subject, until)
        if until is not None:
            await schedule(tx, UNREVIEWED, key, until + REVIEW_WITHIN)
    elif step is Step.INTREKKEN:
        await store.withdraw(tx.conn, emergency_id, tx.now)
    elif step is Step.BEEINDIGEN:
        await store.end(tx.conn, emergency_id, tx.now, actor.subject)
        await schedule(tx, UNREVIEWED, key, tx.now + REVIEW_WITHIN)
    else:
        assert step in VERDICTS
        assert why is not None  # the form and the body see to it
        await store.judge(tx.conn, emergency_id, tx.now, actor.subject, step, why)
        await revoke(tx, UNREVIEWED, key)
    await _logged(tx, actor, emergency_id, Action.CHANGE)
    after = await store.get(tx.conn, emergency_id)
    assert after is not None  # it is locked
    return after


async def opened(tx: Transaction, actor: Actor, emergency_id: UUID) -> asyncpg.Record:
    """One request with its reason, for whom it concerns; the read is written down."""
    row = await store.get(tx.conn, emergency_id)
    if row is None or not may_see(actor, row):
        raise Problem.not_found(lazy("Deze vraag om noodtoegang"))
    await _logged(tx, actor, emergency_id, Action.CONSULT)
    return row


def may_see(actor: Actor, row: asyncpg.Record) -> bool:
    """An agent sees the own requests; who decides or judges sees all."""
    return who(actor).role is not Role.AGENT or row["asked_by"] == actor.subject


async def listed(tx: Transaction, actor: Actor, offset: int, limit: int) -> list[asyncpg.Record]:
    """The requests that this person may see, without their reasons being opened."""
    asked_by = actor.subject if who(actor).role is Role.AGENT else None
    return await store.recent(tx.conn, asked_by, offset, limit)


async def _logged(tx: Transaction, actor: Actor, emergency_id: UUID, action: Action) -> None:
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind=NOODTOEGANG,
        subject_id=emergency_id,
        purpose=NOODTOEGANG,
    )
