"""Codes of workers, with which each sees in the calendar what is declared about her, and no more.

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
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from contracts.databank import WorkerAccessChanged, WorkerAccessGranted, WorkerAccessRevoked
from contracts.identity import WorkerScope, WorkerSecret
from contracts.sealed import Sealed
from contracts.worker_code import digest, new_code, read_code
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons
from databank.roles import BESCHERMING
from databank.worker_codes import store as worker_codes
from databank.worker_codes.rules import EndReason, holder, scope

UNUSED_DAYS = "databank.worker_code_unused_days"
"""Name of the term, in days, after which an unused code expires."""


@dataclass(frozen=True, slots=True)
class WorkerCode:
    """A new code; ``code`` is shown once and kept nowhere, so this prints nothing."""

    access_id: UUID
    person_id: UUID
    code: str
    expires_at: datetime

    def __repr__(self) -> str:
        return "<worker code>"


async def give_code(tx: Transaction, officer: Actor, person_id: UUID) -> WorkerCode:
    """Give a new code; the former ones of the same person end.

    Waits for whoever says who is who. It is in the access log as what it is: somebody may look
    along from now on. Raises ``NotFoundError``.
    """
    code = new_code()
    hashed = await run_in_threadpool(digest, read_code(code) or "")
    await persons.lock_for_relinking(tx.conn)
    owner = await persons.survivor(tx.conn, person_id)
    if owner is None:
        raise NotFoundError(lazy("Deze persoon"))
    await _end_all(tx, owner, EndReason.NIEUWE_CODE)
    days = await legal_terms.days(tx.conn, UNUSED_DAYS, city_day(tx.now))
    access_id, expires_at = uuid4(), tx.now + timedelta(days=days)
    await worker_codes.add(tx.conn, access_id, owner, hashed, tx.now, officer.subject, expires_at)
    refs = scope(await worker_codes.persons_of_refs(tx.conn, [owner]), owner)
    await worker_codes.set_told_refs(tx.conn, access_id, refs)
    secret = WorkerSecret(digest=hashed, worker_refs=_sorted(refs))
    event = WorkerAccessGranted(
        access_id=access_id, granted_at=tx.now, expires_at=expires_at, opens=Sealed.of(secret)
    )
    record(tx, event)
    await _log(tx, officer, owner, Action.DISCLOSE)
    return WorkerCode(access_id, owner, code, expires_at)


async def take_back_codes(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    """End the codes of a person. Raises ``NotFoundError``."""
    await persons.block_relinking(tx.conn)
    owner = await persons.survivor(tx.conn, person_id)
    if owner is None:
        raise NotFoundError(lazy("Deze persoon"))
    await _end_all(tx, owner, EndReason.INGETROKKEN)
    await _log(tx, officer, owner, Action.CHANGE)


async def end_all_codes(tx: Transaction, person_id: UUID) -> None:
    """End the codes of a person whose file closes: whoever holds one saw what it opens."""
    await _end_all(tx, person_id, EndReason.INGETROKKEN)


async def settle(tx: Transaction, claim_ids: Iterable[UUID], person_ids: Collection[UUID]) -> None:
    """Let codes follow claims that got other persons, or end, and open what is right now.

    A code that was given on an open file ends when that joins a shielded one.
    """
    for access_id, claims in (await worker_codes.given_on(tx.conn, claim_ids)).items():
        owner = holder(claims, claims)
        if owner is None:
            await _end(tx, access_id, EndReason.GESPLITST)
        else:
            await worker_codes.move(tx.conn, access_id, owner)
    for access_id in await worker_codes.given_on_open_files(tx.conn, person_ids):
        await _end(tx, access_id, EndReason.INGETROKKEN)
    await keep_up(tx, person_ids)


async def keep_up(
    tx: Transaction, person_ids: Collection[UUID], refs: Collection[UUID] = ()
) -> None:
    """Tell the calendar where what a code opens is no longer what was told.

    ``refs`` are declared workers that got new claims, of whomever. No code stands for most people,
    and then this is one question to the database.
    """
    codes = await worker_codes.standing(tx.conn, person_ids, refs)
    if not codes:
        return
    declared = await worker_codes.persons_of_refs(tx.conn, {code.person_id for code in codes})
    told = await worker_codes.told_refs(tx.conn, [code.id for code in codes])
    for code in codes:
        now = scope(declared, code.person_id)
        if now == told.get(code.id, set()):
            continue
        await worker_codes.set_told_refs(tx.conn, code.id, now)
        opened = Sealed.of(WorkerScope(worker_refs=_sorted(now)))
        record(tx, WorkerAccessChanged(access_id=code.id, changed_at=tx.now, scope=opened))


async def _end_all(tx: Transaction, person_id: UUID, why: EndReason) -> None:
    for code in await worker_codes.standing(tx.conn, [person_id]):
        await _end(tx, code.id, why)


async def _end(tx: Transaction, access_id: UUID, why: EndReason) -> None:
    await worker_codes.end(tx.conn, access_id, tx.now, why)
    record(tx, WorkerAccessRevoked(access_id=access_id, revoked_at=tx.now))


async def _log(tx: Transaction, officer: Actor, person_id: UUID, action: Action) -> None:
    await record_access(
        tx,
        officer,
        action=action,
        subject_kind="person",
        subject_id=person_id,
        purpose=BESCHERMING,
    )


def _sorted(refs: Iterable[UUID]) -> tuple[UUID, ...]:
    return tuple(sorted(refs))
