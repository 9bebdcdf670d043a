"""A code for a worker, with which she sees in the calendar what is declared about her, and no more.

The calendar is told the code's slow hash and which of its declared workers the holder is. Whatever
changes who is who calls ``settle``, and new claims ``keep_up``, in the same transaction: so the
calendar hears of it with the change itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from starlette.concurrency import run_in_threadpool

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from contracts.databank import WorkerAccessChanged, WorkerAccessGranted, WorkerAccessRevoked
from contracts.identity import WorkerScope, WorkerSecret
from contracts.sealed import Sealed
from contracts.worker_code import digest, new_code, read_code
from databank.first_contacts.rules.code_holder import Ended, holder, scope
from databank.first_contacts.store import worker_codes
from databank.legal_terms import store as legal_terms
from databank.matching.store import persons

UNUSED_DAYS = "databank.worker_code_unused_days"


@dataclass(frozen=True, slots=True)
class Granted:
    """``code`` is shown once and kept nowhere; so this prints nothing."""

    access_id: UUID
    person_id: UUID
    code: str
    expires_at: datetime

    def __repr__(self) -> str:
        return "<granted>"


async def grant(tx: Transaction, officer: str, person_id: UUID) -> Granted:
    """A new code; the former ones of the same person end. Waits for whoever says who is who."""
    code = new_code()
    hashed = await run_in_threadpool(digest, read_code(code) or "")
    await persons.lock_for_relinking(tx.conn)
    whose = await persons.survivor(tx.conn, person_id)
    if whose is None:
        raise Problem.not_found(lazy("Deze persoon"))
    await revoke(tx, whose, Ended.NIEUWE_CODE)
    days = await legal_terms.days(tx.conn, UNUSED_DAYS, tx.now.date())
    access_id, expires_at = uuid4(), tx.now + timedelta(days=days)
    await worker_codes.add(tx.conn, access_id, whose, hashed, tx.now, officer, expires_at)
    refs = scope(await worker_codes.said_with(tx.conn, [whose]), whose)
    await worker_codes.set_told(tx.conn, access_id, refs)
    secret = WorkerSecret(digest=hashed, worker_refs=_sorted(refs))
    event = WorkerAccessGranted(
        access_id=access_id, granted_at=tx.now, expires_at=expires_at, opens=Sealed.of(secret)
    )
    record(tx, event)
    return Granted(access_id, whose, code, expires_at)


async def revoke(tx: Transaction, person_id: UUID, why: Ended = Ended.INGETROKKEN) -> int:
    """How many codes of the person ended."""
    rows = await worker_codes.standing(tx.conn, [person_id])
    for row in rows:
        await _end(tx, row["id"], why)
    return len(rows)


async def settle(tx: Transaction, claim_ids: Iterable[UUID], person_ids: Collection[UUID]) -> None:
    """After claims got other persons: codes follow theirs or end, and open what is right now."""
    for access_id, claims in (await worker_codes.given_on(tx.conn, claim_ids)).items():
        whose = holder(claims, claims)
        if whose is None:
            await _end(tx, access_id, Ended.GESPLITST)
        else:
            await worker_codes.move(tx.conn, access_id, whose)
    await keep_up(tx, person_ids)


async def keep_up(
    tx: Transaction, person_ids: Collection[UUID], refs: Collection[UUID] = ()
) -> None:
    """Tell the calendar where what a code opens is no longer what was told.

    ``refs`` are declared workers that got new claims, of whomever. No code stands for most people,
    and then this is one question to the database.
    """
    rows = await worker_codes.standing(tx.conn, person_ids, refs)
    if not rows:
        return
    answers = await worker_codes.said_with(tx.conn, {row["person_id"] for row in rows})
    told = await worker_codes.told(tx.conn, [row["id"] for row in rows])
    for row in rows:
        now = scope(answers, row["person_id"])
        if now == told.get(row["id"], set()):
            continue
        await worker_codes.set_told(tx.conn, row["id"], now)
        opened = Sealed.of(WorkerScope(worker_refs=_sorted(now)))
        record(tx, WorkerAccessChanged(access_id=row["id"], changed_at=tx.now, scope=opened))


async def _end(tx: Transaction, access_id: UUID, why: Ended) -> None:
    await worker_codes.end(tx.conn, access_id, tx.now, why.value)
    record(tx, WorkerAccessRevoked(access_id=access_id, revoked_at=tx.now))


def _sorted(refs: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(sorted(refs))
