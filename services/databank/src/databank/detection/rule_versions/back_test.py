"""Run back-tests: a version against history, beside the work and never in its way.

The history is read in one read-only transaction with a cursor of the server, person by person, with
pauses; progress and the end are written in short transactions of their own. Nothing of it locks
what the hot path needs. A back-test whose process died is done again by whoever looks next.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from chassis.clock import Clock
from chassis.days import day_start
from chassis.db import Database
from databank.detection.branch_shifts import store as branch_shifts
from databank.detection.branch_shifts.rules import (
    BRANCH_SHIFT,
    BranchShift,
    days_around,
    detect,
)
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.patterns.rules import PATTERNS, Pattern
from databank.detection.patterns.rules.occurrence import Subject
from databank.detection.patterns.rules.pattern import Scope
from databank.detection.patterns.rules.presence import Presence, by_person
from databank.detection.patterns.store import cases, presences
from databank.detection.patterns.store.cases import PatternRow
from databank.detection.rule_versions.rules import BackTestState, Hit, KnownCase, Tally
from databank.detection.rule_versions.store import back_tests
from databank.detection.rule_versions.store.back_tests import BackTestRow
from databank.detection.rules.catalogue import parameters_of
from databank.detection.rules.version import Track
from databank.sightings.store import sightings

ROWS = 500
"""Rows that the cursor fetches at a time."""
SLICE_SECONDS = 0.005
"""Seconds that it works before others of the process have their turn."""
PROGRESS_SECONDS = 1.0
"""Seconds between two notes of how far it is."""

log = structlog.get_logger("back-tests")


class _CancelledError(Exception):
    """People cancelled it, or the service stops; then it is done again later."""


async def run_next(database: Database, clock: Clock, stopping: asyncio.Event) -> bool:
    """Do the oldest back-test that nobody works on; False when there is none."""
    async with database.connection() as conn:
        for test in await back_tests.unfinished(conn):
            reading = conn.transaction(isolation="repeatable_read", readonly=True)
            async with reading:
                if await back_tests.claim(conn, test.id):
                    await back_tests.stream(conn)
                    await _BackTestRun(database, conn, clock, stopping, test).go()
                    return True
    return False


class _BackTestRun:
    def __init__(
        self,
        database: Database,
        conn: asyncpg.Connection,
        clock: Clock,
        stopping: asyncio.Event,
        test: BackTestRow,
    ) -> None:
        self._database = database
        self._conn = conn
        self._clock = clock
        self._stopping = stopping
        self._test = test
        self._parameters: Any = parameters_of(test.rule_id).model_validate(test.parameters)
        self._begins = day_start(test.from_day)
        self._ends = day_start(test.to_day)
        self._turn, self._told = monotonic(), 0.0

    async def go(self) -> None:
        is_branch_shift = self._test.rule_id == BRANCH_SHIFT
        try:
            result = await (self._branch_shifts() if is_branch_shift else self._pattern())
        except _CancelledError:
            return
        except Exception as error:
            log.error("back-test failed", error=type(error).__name__)
            await self._finish(BackTestState.MISLUKT, None)
            raise
        await self._finish(BackTestState.KLAAR, result)

    async def _finish(self, state: BackTestState, result: dict[str, Any] | None) -> None:
        now = self._clock.now()
        async with self._database.begin(now) as tx:
            await back_tests.finish(tx.conn, self._test.id, state, now, result)

    async def _branch_shifts(self) -> dict[str, Any]:
        rows = await branch_shifts.known_between(self._conn, self._begins, self._ends)
        tally = Tally([_known_branch_shift(row) for row in rows])
        track = Track.always(self._parameters)
        begins, _ = days_around(self._begins, self._ends, self._parameters.window)
        total = await presences.count_persons(self._conn, begins, self._ends)
        done = 0
        async for person_id, timeline in sightings.everybody(self._conn, begins, self._ends, ROWS):
            tally.add(
                _branch_shift_hit(person_id, branch_shift)
                for branch_shift in detect(timeline, track)
                if branch_shift.after.seen_at >= self._begins
            )
            done += 1
            await self._breathe(done, total)
        return tally.result()

    async def _pattern(self) -> dict[str, Any]:
        pattern = PATTERNS[self._test.rule_id]
        rows = await cases.known_between(self._conn, pattern.id, self._begins, self._ends)
        tally = Tally([_known_pattern(row) for row in rows])
        async for hits in self._hits(pattern):
            tally.add(hits)
        return tally.result()

    async def _hits(self, pattern: Pattern) -> AsyncIterator[list[Hit]]:
        """Of a pattern about persons, person by person; of others, when all have been read."""
        reach = pattern.reach(self._parameters)
        begins, ends = self._begins - 2 * reach, self._ends + timedelta(days=1)
        total = await presences.count_persons(self._conn, begins, ends)
        of_all: dict[Subject, list[Any]] = defaultdict(list)
        done = 0
        async for facts in presences.everybody(
            self._conn, begins, ends, ROWS, looked_at=pattern.looked_at
        ):
            items = _items(pattern, facts, self._parameters)
            if pattern.scope is Scope.PERSON:
                yield self._found(pattern, items)
            else:
                for subject, parts in items.items():
                    of_all[subject] += parts
            done += 1
            await self._breathe(done, total)
        for subject, parts in of_all.items():
            yield self._found(pattern, {subject: parts})
            await self._breathe(done, total)

    def _found(self, pattern: Pattern, items: dict[Subject, list[Any]]) -> list[Hit]:
        return [
            Hit(
                _subject_key(subject, occurrence.ground),
                occurrence.ground,
                occurrence.anchor,
                frozenset(str(source_id) for _, source_id in occurrence.evidence),
            )
            for subject, parts in items.items()
            for occurrence in pattern.find(subject, parts, self._parameters)
            if self._begins <= occurrence.anchor < self._ends
        ]

    async def _breathe(self, done: int, total: int) -> None:
        """Let others work, tell how far it is, and hear whether it was cancelled."""
        now = monotonic()
        if now - self._turn < SLICE_SECONDS:
            return
        if self._stopping.is_set():
            raise _CancelledError
        if now - self._told >= PROGRESS_SECONDS:
            self._told = now
            async with self._database.begin(self._clock.now()) as tx:
                if not await back_tests.progress(tx.conn, self._test.id, done, total):
                    raise _CancelledError
        await asyncio.sleep(SLICE_SECONDS)
        self._turn = monotonic()


def _items(
    pattern: Pattern, facts: Sequence[Presence], parameters: Any
) -> dict[Subject, list[Any]]:
    items: dict[Subject, list[Any]] = defaultdict(list)
    for timeline in by_person(facts).values():
        for subject, item in pattern.items(timeline, parameters):
            items[subject].append(item)
    return items


def _branch_shift_hit(person_id: UUID, branch_shift: BranchShift) -> Hit:
    pair = tuple(branch.value for branch in branch_shift.branches)
    evidence = frozenset(str(sighting_id) for sighting_id in branch_shift.evidence)
    return Hit((str(person_id), *pair), " → ".join(pair), branch_shift.after.seen_at, evidence)


def _known_branch_shift(row: BranchShiftRow) -> KnownCase:
    return KnownCase(
        str(row.id),
        (str(row.person_id), row.from_branch.value, row.to_branch.value),
        row.to_seen_at,
        frozenset((str(row.from_sighting), str(row.to_sighting))),
        row.outcome,
        row.is_in_force,
    )


def _known_pattern(row: PatternRow) -> KnownCase:
    occurrence = row.occurrence
    return KnownCase(
        str(row.id),
        _subject_key(occurrence.subject, occurrence.ground),
        occurrence.anchor,
        frozenset(str(source_id) for _, source_id in occurrence.evidence),
        row.outcome,
        row.is_in_force,
    )


def _subject_key(subject: Subject, ground: str) -> tuple[str, ...]:
    ids: Iterable[UUID | None] = (subject.person_id, subject.premises_id, subject.to_premises_id)
    return (*(str(each) for each in ids), ground)
