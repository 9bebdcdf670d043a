"""Redrive: parked messages tried again on request or in their time, and what waited behind after.

Per key strictly in order: only the oldest parked message of a key is ever tried. Handler, removal
and record are one transaction, so a message has its effect once, however often this is repeated.
"""

import asyncpg

from chassis import telemetry
from chassis.bus import catch_up, failpoints, inbox, parking
from chassis.bus.attempts import DeadlyError, written
from chassis.bus.control.pace import Pace
from chassis.bus.dispatcher import Delivery, Dispatcher
from chassis.bus.envelope import decode
from chassis.bus.job_loop import JobLoop
from chassis.bus.parking import Redrive
from chassis.clock import Clock
from chassis.db import Database, Transaction
from chassis.errors import AheadError, ViolationError
from contracts.wire import REUSED


class Redriver(JobLoop[Redrive]):
    """Works off redrive requests of one service; any number of instances may run."""

    name = "redriver"
    step = "redriver"
    set_aside_step = "parked"
    poll_seconds = 1.0

    def __init__(
        self, database: Database, dispatcher: Dispatcher, clock: Clock, pace: Pace | None = None
    ) -> None:
        super().__init__(database, clock)
        self._dispatcher = dispatcher
        self._pace = pace
        self._left: set[int] = set()

    async def _any_waits(self, conn: asyncpg.Connection) -> bool:
        return await parking.any_ready(conn, self._dispatcher.service)

    async def _take(self, tx: Transaction) -> Redrive | None:
        """What only a newer release can handle is left to one, without counting as a try.

        Nothing is tried while an operator pauses the reader, nor while it catches up: what a
        parked message waits for may be in the next batch of a replay.
        """
        if self._pace and self._pace.is_paused:
            return None
        if await catch_up.since(tx.conn, self._dispatcher.service) is not None:
            return None
        while job := await parking.take_redrive(tx, self._dispatcher.service, self._left):
            try:
                self._dispatcher.wait_if_ahead(_delivery(job))
            except AheadError:
                self._left.add(job.position)
                self._log.warning("left to a newer release", position=job.position)
            else:
                return job
        return None

    async def _do(self, tx: Transaction, job: Redrive) -> str:
        failpoints.at("redriver.selected")
        delivery = _delivery(job)
        service, event_id = self._dispatcher.service, delivery.envelope.id
        async with written(self._database, service, event_id) as worth_a_try:
            if not worth_a_try:
                raise DeadlyError
            if job.reason != parking.VIOLATION or await self._is_new(tx, delivery):
                await self._dispatcher.dispatch(tx, [delivery])
        failpoints.at("redriver.handled")
        await parking.finish_redrive(tx, job)
        failpoints.at("redriver.removed")
        return delivery.envelope.label

    async def _is_new(self, tx: Transaction, delivery: Delivery) -> bool:
        """Take the id, as nothing did that broke a rule; the event may have come by another way."""
        service, envelope = self._dispatcher.service, delivery.envelope
        if await inbox.claim(tx, service, [envelope]):
            return True
        if (await inbox.digests(tx, service, [envelope.id]))[envelope.id] != envelope.digest:
            raise ViolationError(REUSED)
        return False

    async def _set_aside(self, tx: Transaction, job: Redrive, error: Exception) -> None:
        reason, detail = parking.reason_of(error)
        service, envelope = self._dispatcher.service, _delivery(job).envelope
        takes_id = job.reason == parking.VIOLATION != reason
        if takes_id and not await inbox.claim(tx, service, [envelope]):
            reason, detail = parking.VIOLATION, REUSED
        await parking.park_again(tx, service, job, reason, detail)

    def _report_failure(self, job: Redrive, error: Exception) -> None:
        self._log.error("parked again", detail=parking.reason_of(error)[1])

    def _count(self, label: str) -> None:
        telemetry.HANDLED.labels(label).inc()


def _delivery(job: Redrive) -> Delivery:
    """The message as it came; what nobody vouched for was rejected when it was parked."""
    return Delivery(decode(job.body), job.body, job.sender, job.in_place, True, None)
