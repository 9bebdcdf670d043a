"""A process that stays awake while the database answers, and only then."""

import asyncio
import os

import pytest

from databank.recognising.awake import awake


def others() -> int:
    return len(asyncio.all_tasks())


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


@pytest.mark.usefixtures("two_processors")
async def test_the_loop_turns_inside_and_rests_afterwards() -> None:
    before = others()
    async with awake():
        assert others() == before + 1
    await asyncio.sleep(0)
    assert others() == before


@pytest.mark.usefixtures("two_processors")
async def test_what_fails_inside_does_not_leave_it_turning() -> None:
    before = others()
    with pytest.raises(ZeroDivisionError):
        async with awake():
            raise ZeroDivisionError
    await asyncio.sleep(0)
    assert others() == before


async def test_the_only_processor_is_left_to_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    before = others()
    async with awake():
        assert others() == before
