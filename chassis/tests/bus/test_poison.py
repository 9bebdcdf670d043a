"""Many bad messages in a row hold up nobody: each is tried, parked, and forgotten."""

from time import monotonic

from chassis.db import Transaction
from contracts.pandkalender import ShiftDeclared

from .conftest import Side, Table, declared
from .test_pipeline import note_declared, running

POISON = 12


async def test_a_run_of_bad_messages_does_not_slow_down_what_comes_after(reader: Side) -> None:
    async def some_are_bad(event: ShiftDeclared, tx: Transaction) -> None:
        if event.late:
            raise ValueError
        await note_declared(event, tx)

    table: Table = {ShiftDeclared: some_are_bad}
    bad = [declared().model_copy(update={"late": True}) for _ in range(POISON)]
    async with running(reader.consumer(table)):
        began = monotonic()
        ids = await reader.sandbox.publish(*bad, declared())
        await reader.sandbox.handled("databank", ids, seconds=30)
    assert monotonic() - began < 10
    assert len(await reader.sandbox.parked("databank")) == POISON
    assert len(await reader.effects()) == 1
