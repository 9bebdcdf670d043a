"""The bench itself still runs, beside contenders with as many partitions; nothing is timed."""

import asyncio
from pathlib import Path

import pytest

from launcher.sandbox import Sandbox

from . import measures
from .__main__ import WIDE
from .ground import Ground
from .growth import Readers


@pytest.mark.night(
    "a benchmark run whole, of a bus that is proved elsewhere",
    stays="tests/resilience/test_proof.py::test_a_reader_that_loses_doubles_and_confuses_is_found_out",
)
@pytest.mark.parametrize("partitions", [1, WIDE])
async def test_ours_and_the_contenders_have_every_event(
    partitions: int, pytestconfig: pytest.Config
) -> None:
    root = Path(pytestconfig.rootpath)
    sandbox = await asyncio.to_thread(Sandbox.open, root, "test", partitions)
    ground = await Ground.prepare(sandbox)
    drained = await measures.drain(ground, 400, 200, run=0)
    sustained = await measures.sustained(ground, 400, run=1)
    beside = await measures.relays(ground, 800)
    readers = await Readers.prepare(ground, ground, 500)
    grown = await readers.measure(200, run=1)
    await asyncio.to_thread(sandbox.close)
    assert all(figure > 0 for figure in (*drained.values(), *sustained.values(), *beside.values()))
    assert grown["ofEmpty"] > 0
