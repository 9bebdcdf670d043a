"""An errand leaves outside any transaction, and is noted once it was taken; whoever dies."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from prometheus_client import REGISTRY

from chassis.bus import Errand, Long, Parcel, Timer, failpoints, schedule
from chassis.bus.errands import Errands, deadline_loops
from chassis.clock import DrivenClock
from chassis.db import Transaction

from .support.sides import Side

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
LEASE = timedelta(seconds=60)


class Death(BaseException):
    """The end of the process, as far as a loop can see."""


class Office:
    """Somebody outside who takes what is brought, and what a test has him do instead."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.fault: Exception | None = None

    async def take(self, key: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.taken.append(key)


async def note(key: str, tx: Transaction) -> None:
    await tx.conn.execute("INSERT INTO effect (key, what) VALUES ($1, 'taken')", key)


class Bench:
    """One errand that is due at ``START``, on a clock that the test drives."""

    def __init__(self, side: Side) -> None:
        self.side, self.office, self.clock = side, Office(), DrivenClock()
        self.clock.advance(START)

    async def decide(self, timer: Timer, tx: Transaction) -> Parcel | None:
        if timer.data.get("void"):
            return None
        await tx.conn.execute("INSERT INTO effect (key, what) VALUES ($1, 'decided')", timer.key)
        return Parcel(partial(self.office.take, timer.key), partial(note, timer.key))

    def errands(self) -> Errands:
        return Errands(self.side.database, "letter", Errand(self.decide), self.clock)

    async def due(self, **data: bool) -> None:
        async with self.side.database.begin(START) as tx:
            await schedule(tx, "letter", "a", START, data)

    async def effects(self) -> list[str]:
        return [what for _, what in await self.side.effects()]

    async def left(self) -> list[tuple[datetime, int]]:
        async with self.side.database.connection() as conn:
            rows = await conn.fetch("SELECT due_at, attempts FROM bus_timer")
        return [(row["due_at"], row["attempts"]) for row in rows]


@pytest.fixture
def bench(reader: Side) -> Bench:
    return Bench(reader)


async def test_it_is_decided_brought_and_noted_once(bench: Bench) -> None:
    await bench.due()
    errands = bench.errands()
    assert await errands.run_one()
    assert not await errands.run_one()
    assert bench.office.taken == ["a"]
    assert await bench.effects() == ["decided", "taken"]
    assert await bench.left() == []


async def test_what_matters_no_more_leaves_nothing(bench: Bench) -> None:
    await bench.due(void=True)
    assert await bench.errands().run_one()
    assert (bench.office.taken, await bench.effects(), await bench.left()) == ([], [], [])


async def test_what_is_not_taken_comes_again_and_is_noted_only_then(bench: Bench) -> None:
    await bench.due()
    bench.office.fault = ConnectionRefusedError()
    errands = bench.errands()
    for number in range(1, 11):
        assert await errands.run_one()
        seconds = 30 if number < 10 else 600
        ((due_at, attempts),) = await bench.left()
        assert (due_at - bench.clock.now(), attempts) == (timedelta(seconds=seconds), number)
        bench.clock.advance(due_at)
    bench.office.fault = None
    assert await errands.run_one()
    assert await bench.effects() == ["decided"] * 11 + ["taken"]
    assert await bench.left() == []


@pytest.mark.parametrize(
    ("step", "brought"), [("errand.committed", 1), ("errand.brought", 2), ("errand.noted", 1)]
)
async def test_who_dies_at_a_step_brings_it_after_its_lease_and_notes_it_once(
    bench: Bench, step: str, brought: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.due()

    def die(at: str) -> None:
        if at == step:
            raise Death

    with monkeypatch.context() as dying:
        dying.setattr(failpoints, "at", die)
        with pytest.raises(Death):
            await bench.errands().run_one()
    bench.clock.advance(START + LEASE - timedelta(seconds=1))
    assert not await bench.errands().run_one(), "another instance has it, for all one knows"
    bench.clock.advance(START + LEASE)
    while await bench.errands().run_one():
        pass
    assert bench.office.taken == ["a"] * brought
    assert (await bench.effects()).count("taken") == 1
    assert await bench.left() == []


@pytest.mark.parametrize("step", ["errand.failed", "errand.postponed"])
async def test_who_dies_while_it_could_not_be_decided_tries_it_again(
    bench: Bench, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.due()
    errands = bench.errands()

    async def fail(_timer: Timer, _tx: Transaction) -> Parcel | None:
        raise ValueError

    def die(at: str) -> None:
        if at == step:
            raise Death

    with monkeypatch.context() as dying:
        dying.setattr(failpoints, "at", die)
        with pytest.raises(Death):
            await Errands(bench.side.database, "letter", Errand(fail), bench.clock).run_one()
    bench.clock.advance(START + timedelta(seconds=30))
    assert await errands.run_one()
    assert bench.office.taken == ["a"]


async def test_a_deadline_that_is_set_anew_while_it_is_under_way_comes_again(bench: Bench) -> None:
    await bench.due()
    take = bench.office.take

    async def take_and_set(key: str) -> None:
        async with bench.side.database.begin(START) as tx:
            await schedule(tx, "letter", "a", START + timedelta(days=1))
        await take(key)

    bench.office.take = take_and_set  # type: ignore[method-assign]
    assert await bench.errands().run_one()
    assert await bench.left() == [(START + timedelta(days=1), 0)]


async def test_two_instances_bring_each_once_between_them(bench: Bench) -> None:
    async with bench.side.database.begin(START) as tx:
        for number in range(6):
            await schedule(tx, "letter", str(number), START)
    pair = [bench.errands(), bench.errands()]
    while any([await each.run_one() for each in pair]):
        pass
    assert sorted(bench.office.taken) == ["0", "1", "2", "3", "4", "5"]


def test_every_step_of_an_errand_is_died_at() -> None:
    assert set(failpoints.OUTSIDE) == {
        *("errand.committed", "errand.brought", "errand.noted"),
        *("errand.failed", "errand.postponed"),
    }


def counted(timer: str) -> float:
    labels = {"timer": timer, "outcome": "done"}
    return REGISTRY.get_sample_value("krachtlijn_timers_total", labels) or 0.0


async def test_what_was_brought_before_does_not_go_with_one_of_which_nothing_leaves(
    bench: Bench,
) -> None:
    errands, before = bench.errands(), counted("letter")
    await bench.due()
    assert await errands.run_one()
    await bench.due(void=True)
    assert await errands.run_one()
    assert bench.office.taken == ["a"]
    assert counted("letter") == before + 2


async def test_prompt_and_long_deadlines_and_each_errand_have_a_loop_of_their_own(
    bench: Bench,
) -> None:
    async def nothing(_timer: Timer, _tx: Transaction) -> None:
        return

    errand = Errand(bench.decide)
    handlers = {"prompt": nothing, "count": Long(nothing), "letter": errand, "page": errand}
    loops = deadline_loops(bench.side.database, handlers, bench.clock)
    assert set(loops) == {"timers", "long-timers", "errands-letter", "errands-page"}
    assert set(deadline_loops(bench.side.database, {"prompt": nothing}, bench.clock)) == {"timers"}
    async with bench.side.database.begin(START) as tx:
        await schedule(tx, "count", "a", START)
    assert not await loops["timers"].run_one()
    assert await loops["long-timers"].run_one()
