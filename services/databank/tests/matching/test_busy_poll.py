"""A process that stays busy_poll while the database answers, and only then."""

import asyncio
import os

import pytest

from databank.matching.busy_poll import busy_poll


def turning() -> int:
    """Tasks that only turn; others of the session come and go."""
    names = (getattr(task.get_coro(), "__name__", "") for task in asyncio.all_tasks())
    return sum(name == "_turn" for name in names)


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


@pytest.mark.usefixtures("two_processors")
async def test_the_loop_turns_inside_and_rests_afterwards() -> None:
    assert turning() == 0
    async with busy_poll():
        assert turning() == 1
    await asyncio.sleep(0)
    assert turning() == 0


@pytest.mark.usefixtures("two_processors")
async def test_what_fails_inside_does_not_leave_it_turning() -> None:
    assert turning() == 0
    with pytest.raises(ZeroDivisionError):
        async with busy_poll():
            raise ZeroDivisionError
    await asyncio.sleep(0)
    assert turning() == 0


async def test_the_only_processor_is_left_to_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    assert turning() == 0
    async with busy_poll():
        assert turning() == 0
