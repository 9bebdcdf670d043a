"""Handlers that note their effect, and what a test needs to wait for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from chassis.bus.consumer import Consumer
from chassis.bus.envelope import encode
from chassis.bus.relay import Relay
from chassis.bus.seal import Sealer
from chassis.clock import SystemClock
from chassis.db import Cause, Transaction
from contracts import Event
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

from .sides import Side

now = SystemClock().now


@asynccontextmanager
async def running(*loops: Relay | Consumer) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(loop.run()) for loop in loops]
    try:
        yield
    finally:  # one that goes on after a test that failed takes the messages of the next ones
        for loop in loops:
            loop.stop()
        await asyncio.wait_for(asyncio.gather(*tasks), 15)


async def effect(tx: Transaction, key: UUID, what: str) -> None:
    await tx.conn.execute("INSERT INTO effect (key, what) VALUES ($1, $2)", str(key), what)


async def note_declared(event: ShiftDeclared, tx: Transaction) -> None:
    await effect(tx, event.shift_id, event.worker.value.identity.given_names)


async def note_cancelled(event: ShiftCancelled, tx: Transaction) -> None:
    await effect(tx, event.shift_id, "cancelled")


def message(
    side: Side, event: Event, event_id: UUID, sequence: int = 1, sealer: Sealer | None = None
) -> bytes:
    sealer = sealer or Sealer.load(side.sandbox.infra.credentials.seal_public)
    return encode(
        sealer.seal(event, event_id), event_id=event_id, at=now(), sequence=sequence, cause=Cause()
    )


async def eventually(condition: Any, seconds: float = 30) -> None:
    for _ in range(int(seconds / 0.02)):
        if await condition():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen in time")
