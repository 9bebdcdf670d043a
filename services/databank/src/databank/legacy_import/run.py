"""Run of one import from begin to end: resumable at any row, in books that close."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

from chassis.bus.outbox import Outbox
from chassis.bus.seal import Sealer
from chassis.clock import Clock
from chassis.days import city_day
from chassis.db import Database, Transaction
from chassis.outages import is_transient
from chassis.vault.key_rotation import KeyRotation
from chassis.web import Action, Actor, record_access
from databank.legacy_import import read_export
from databank.legacy_import.rules.balance import Balance, FactCount
from databank.legacy_import.rules.facts import Retention
from databank.legacy_import.rules.rows import Row, Source
from databank.legacy_import.rules.run import RunState
from databank.legacy_import.store import provenance, rehearsal, runs
from databank.legacy_import.store.runs import Progress, RunRow
from databank.legacy_import.take_rows import PURPOSE, Work, take_rows
from databank.legacy_import.tell_history import tell_history
from databank.legal_terms import store as legal_terms

BATCH = 200
"""Rows, or persons, per transaction: about a tenth of a second in which others may wait."""
ATTEMPTS = 6
"""Times that a step is tried while the database is away."""
MOST_MOVES = 500
"""Branch shifts that one import tells without being asked twice."""

ELSEWHERE = "Iemand anders voert dit bestand op dit moment in. Wacht tot dat klaar is."
UNFINISHED = (
    "Een invoer van een ander bestand van deze bron is niet af. Voer dat bestand verder in, of geef"
    " die invoer op met --set-aside."
)

ShowProgress = Callable[[str, int, int], None]
"""Shows progress: the state of the run, how much of it is done, and of how much."""


class ImportRefusedError(Exception):
    """The import cannot be done like this; the text says in Dutch what a person must do."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order to import a file; ``reason`` and the actor are kept for good.

    ``accept_moves``: tell also more moves than ``most_moves``. ``set_aside``: give up an import of
    the same source that was begun with another file.
    """

    source: Source
    path: Path
    actor: Actor
    reason: str
    dry_run: bool = False
    accept_moves: bool = False
    most_moves: int = MOST_MOVES
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """Outcome of an import; not ``finished`` when somebody must accept the moves that it found."""

    run_id: UUID
    source: Source
    dry_run: bool
    resumed_at: int
    rows: int
    balance: Balance
    finished: bool


@dataclass(slots=True)
class _Run:
    """The point that an import reached; every step is one transaction that also moves this on."""

    database: Database
    clock: Clock
    order: Order
    work: Work
    progress: Progress
    balance: Balance

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        async with self.database.begin(self.clock.now()) as tx:
            if self.order.dry_run:
                await rehearsal.check(tx)
            yield tx

    async def step(
        self, act: Callable[[Transaction], Awaitable[Balance]], progress: Progress
    ) -> None:
        """Do ``act`` and move on, in one transaction; again when the database asks for it."""
        for attempt in range(ATTEMPTS):
            try:
                async with self.begin() as tx:
                    run_id = self.work.run_id
                    if await runs.get_for_update(tx.conn, run_id) != self.progress:
                        raise ImportRefusedError(ELSEWHERE)
                    balance = self.balance.plus(await act(tx))
                    ended = tx.now if progress.state is RunState.KLAAR else None
                    await runs.advance(tx.conn, run_id, progress, balance.written(), ended)
                break
            except Exception as error:
                if self.order.dry_run or attempt + 1 == ATTEMPTS or not is_transient(error):
                    raise
                await asyncio.sleep(0.2 * 2**attempt)
        self.progress, self.balance = progress, balance


async def import_file(database: Database, order: Order, clock: Clock, show: ShowProgress) -> Report:
    """Import a file, or go on with it where it was cut short; a dry run leaves nothing.

    Raises :class:`ImportRefusedError`, ``FormatError`` when the file is of another source, and
    ``UnbalancedError`` when rows or facts are unaccounted for.
    """
    total = sum(1 for _ in read_export.rows(order.source, order.path))
    run = await _open(database, order, clock)
    resumed_at = run.progress.position if run.progress.state is RunState.RIJEN else total
    if run.progress.state is RunState.RIJEN:
        await _take_rows(run, total, show)
    finished = await _tell_history(run, show)
    if finished:
        await _close(run, total)
    return Report(
        run.work.run_id, order.source, order.dry_run, resumed_at, total, run.balance, finished
    )


async def _open(database: Database, order: Order, clock: Clock) -> _Run:
    digest = read_export.digest(order.path)
    async with database.begin(clock.now()) as tx:
        if order.dry_run:
            await rehearsal.check(tx)
        row = await runs.open_run(tx.conn, order.source, digest)
        if row is None:
            row = await _begin(tx, order, digest)
        await log_import(tx, order.actor, row.id)
        today = city_day(row.started_at)
        terms = (runs.RETENTION_DAYS, runs.JUDICIAL_RETENTION_DAYS)
        days = [await legal_terms.days(tx.conn, term, today) for term in terms]
    since = Retention(*(today - timedelta(days=number) for number in days))
    return _Run(
        database,
        clock,
        order,
        Work(row.id, order.source, order.actor, today, since),
        Progress(row.state, row.position),
        Balance.read(row.counts),
    )


async def _begin(tx: Transaction, order: Order, digest: bytes) -> RunRow:
    """Begin a run of its own; one of another file ends only when somebody gives it up."""
    source, run_id = order.source, uuid4()
    if not order.set_aside and await runs.has_unfinished(tx.conn, source):
        raise ImportRefusedError(UNFINISHED)
    by = (order.actor.subject, order.reason)
    await runs.begin(tx.conn, run_id, source, digest, by, tx.now)
    if order.set_aside:
        left = await runs.take_over(tx.conn, source, run_id, tx.now)
        counts = Balance(facts=Counter({FactCount.VERTELD.value: left})).written()
        await runs.advance(tx.conn, run_id, Progress(RunState.RIJEN, 0), counts)
    row = await runs.open_run(tx.conn, source, digest)
    if row is None:
        raise ImportRefusedError(ELSEWHERE)
    return row


async def log_import(
    tx: Transaction, actor: Actor, run_id: UUID, action: Action = Action.COMBINE
) -> None:
    """Log who did what with an import (DP-04); the reason stands with the run."""
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind="legacy_run",
        subject_id=run_id,
        purpose=PURPOSE,
    )


async def _take_rows(run: _Run, total: int, show: ShowProgress) -> None:
    rows = islice(read_export.rows(run.order.source, run.order.path), run.progress.position, None)
    show(RunState.RIJEN, run.progress.position, total)
    for batch in _batches(rows):

        async def act(tx: Transaction, batch: list[Row] = batch) -> Balance:
            return await take_rows(tx, run.work, batch)

        await run.step(act, Progress(RunState.RIJEN, run.progress.position + len(batch)))
        show(RunState.RIJEN, run.progress.position, total)
    await run.step(_nothing, Progress(RunState.WAARNEMINGEN, 0))


async def _tell_history(run: _Run, show: ShowProgress) -> bool:
    async with run.database.connection() as conn:
        waiting = await provenance.waiting_persons(conn, run.work.run_id)
    for start in range(0, len(waiting), BATCH):
        if _is_too_much(run):
            return False
        persons = waiting[start : start + BATCH]

        async def act(tx: Transaction, persons: list[UUID] = persons) -> Balance:
            return await tell_history(tx, run.work, persons)

        position = run.progress.position + len(persons)
        await run.step(act, Progress(RunState.WAARNEMINGEN, position))
        show(RunState.WAARNEMINGEN, start + len(persons), len(waiting))
    return True


def _is_too_much(run: _Run) -> bool:
    order = run.order
    moves = run.balance.facts[FactCount.VERSCHUIVINGEN]
    return not (order.dry_run or order.accept_moves) and moves > order.most_moves


async def _close(run: _Run, total: int) -> None:
    """Close the books, without which a run does not count as done.

    They are looked at as they stand: somebody else may have gone on with the run meanwhile.
    """

    async def balanced(_tx: Transaction) -> Balance:
        run.balance.check_rows(total)
        run.balance.check_facts()
        return Balance()

    await run.step(balanced, Progress(RunState.KLAAR, total))


async def _nothing(_tx: Transaction) -> Balance:
    return Balance()


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


async def rehearse(
    database: Database, own: Database, order: Order, clock: Clock, show: ShowProgress
) -> Report:
    """Show what an import would do, on a copy that only this session sees, ``own``.

    Only the access log of the real databank hears of it: persons were looked at.
    """
    digest = read_export.digest(order.path)
    async with database.begin(clock.now()) as tx:
        row = await runs.open_run(tx.conn, order.source, digest)
        await log_import(tx, order.actor, row.id if row else uuid4())
    await rehearsal.shadow(own)
    return await import_file(own, replace(order, dry_run=True), clock, show)


@asynccontextmanager
async def open_databank(
    url: str, seals: Path, vault: Path, *, announce: bool = True
) -> AsyncIterator[Database]:
    """The databank for one command: what it records goes out as if the service did it.

    ``vault`` is the service's key file: whom colleagues look for is sealed, and an older sighting
    may be of her. ``VaultError`` when it is not the database's.
    """
    outbox = Outbox("databank", Sealer.load(seals), announce=lambda: announce)
    database = Database(url, connections=1, at_end=[outbox.write])
    try:
        await KeyRotation("databank", vault, ()).open(database)
        yield database
    finally:
        await database.close()
