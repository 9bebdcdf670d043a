"""Actions happen in the order of time, so far as it matters."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from simulator.play.http import UnreachableError
from simulator.play.timeline import AHEAD, MOST_FAILURES, Act, Timeline

START = datetime(2026, 1, 5, 6, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


class Diary:
    """Notes when actions begin and end."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def act(self, name: str, seconds: float = 0.0) -> Act:
        async def act(_at: datetime) -> None:
            self.lines.append(f"{name} begins")
            await asyncio.sleep(seconds)
            self.lines.append(f"{name} ends")

        return act


async def test_what_shares_a_key_happens_one_after_the_other() -> None:
    diary, timeline = Diary(), Timeline(4)
    timeline.add(after(1), "declare", diary.act("declare", 0.02), "shift 1")
    timeline.add(after(2), "change", diary.act("change"), "shift 1")
    timeline.add(after(3), "other", diary.act("other"), "shift 2")
    await timeline.play()
    lines = diary.lines
    assert lines.index("declare ends") < lines.index("change begins")
    assert lines.index("other ends") < lines.index("declare ends")


async def test_the_earliest_comes_first_however_it_was_added() -> None:
    diary, timeline = Diary(), Timeline(1)
    timeline.add(after(2), "b", diary.act("b"))
    timeline.add(after(1), "a", diary.act("a"))
    await timeline.play()
    assert diary.lines == ["a begins", "a ends", "b begins", "b ends"]


async def test_nothing_starts_long_after_what_is_still_going_on() -> None:
    diary, timeline = Diary(), Timeline(4)
    timeline.add(after(0), "slow", diary.act("slow", 0.03))
    timeline.add(after(1) + AHEAD, "tomorrow", diary.act("tomorrow"))
    await timeline.play()
    assert diary.lines.index("slow ends") < diary.lines.index("tomorrow begins")


async def test_who_waits_for_a_service_holds_nobody_up() -> None:
    diary, timeline = Diary(), Timeline(4)
    timeline.add(after(0), "waiting", diary.act("waiting", 0.03), waits=True)
    timeline.add(after(1) + AHEAD, "tomorrow", diary.act("tomorrow"))
    await timeline.play()
    assert diary.lines.index("tomorrow ends") < diary.lines.index("waiting ends")


async def test_who_waits_leaves_the_places_of_work_to_others() -> None:
    """Two who wait until the work is done; with two places in all, nobody would do it."""
    timeline, done = Timeline(2), asyncio.Event()

    async def wait(_at: datetime) -> None:
        await asyncio.wait_for(done.wait(), 5)

    async def work(_at: datetime) -> None:
        done.set()

    for number in range(2):
        timeline.add(after(number), f"waiting {number}", wait, waits=True)
    timeline.add(after(2), "work", work)
    await timeline.play()
    assert timeline.failures == []


async def test_an_action_may_add_later_ones() -> None:
    diary, timeline = Diary(), Timeline(2)

    async def first(at: datetime) -> None:
        timeline.add(at + timedelta(hours=5), "second", diary.act("second"))

    timeline.add(after(0), "first", first)
    await timeline.play()
    assert diary.lines == ["second begins", "second ends"]
    assert timeline.now == after(300)


async def test_one_users_trouble_is_told_and_stops_nobody() -> None:
    diary, timeline = Diary(), Timeline(2)

    async def fail(_at: datetime) -> None:
        raise ValueError("refused")

    timeline.add(after(0), "declare S1", fail, "S1")
    timeline.add(after(1), "change S1", diary.act("change"), "S1")
    await timeline.play()
    assert timeline.failures == ["declare S1: refused"]
    assert diary.lines == ["change begins", "change ends"]


async def test_after_many_failures_the_play_stops() -> None:
    timeline = Timeline(1)

    async def fail(_at: datetime) -> None:
        raise ValueError

    for number in range(100):
        timeline.add(after(number), f"action {number}", fail)
    await timeline.play()
    assert len(timeline.failures) == MOST_FAILURES


async def test_a_service_that_does_not_answer_ends_the_play() -> None:
    diary, timeline = Diary(), Timeline(1)

    async def fail(_at: datetime) -> None:
        raise UnreachableError("databank does not answer")

    timeline.add(after(0), "first", fail)
    timeline.add(after(1), "second", diary.act("second"))
    with pytest.raises(UnreachableError):
        await timeline.play()
    assert diary.lines == []
