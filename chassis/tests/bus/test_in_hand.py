"""A handler that hangs: no error tells of it, but the time that passes does."""

import asyncio
from typing import Any

from chassis.db import Transaction
from contracts.pandkalender import ShiftDeclared

from .support.events import declared
from .support.handlers import note_declared, running
from .support.sides import Side


async def test_a_partition_says_how_long_it_works_on_what_it_has_in_hand(reader: Side) -> None:
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def hangs(event: ShiftDeclared, tx: Transaction) -> None:
        begun.set()
        await goes_on.wait()
        await note_declared(event, tx)

    table: dict[Any, Any] = {ShiftDeclared: hangs}
    consumer = reader.consumer(table)
    async with running(consumer):
        assert consumer.in_hand.seconds == 0
        ids = await reader.sandbox.publish(declared())
        await begun.wait()
        first = consumer.in_hand.seconds
        await asyncio.sleep(0)
        assert 0 < first <= consumer.in_hand.seconds
        goes_on.set()
        await reader.sandbox.handled("databank", ids)
    assert consumer.in_hand.seconds == 0
