"""The operator who lets a reader stand for a moment while the city goes on, and start again."""

from collections.abc import Mapping
from datetime import datetime
from time import monotonic

from pydantic import SecretStr

from chassis.bus.control.commands import Ask, Pause, ReaderState, Resume, Step
from chassis.bus.control.commands import Command as Order
from chassis.bus.control.request import send
from simulator.city import City
from simulator.play.actors import OPERATOR, Tokens
from simulator.play.poll import NeverHappenedError, until
from simulator.play.timeline import Timeline
from simulator.tap import Tap

READER = "reporting"
PAUSED_AT = 0.4
"""Share of the days that has gone by then: the city is at its busiest."""
HELD = 5
"""Events for this reader that come meanwhile, before it may go on..."""
LONGEST_SECONDS = 3.0
"""...or so many seconds, in real time."""
WHY = "a disk of the database is being replaced"


class ReaderOperator:
    """Pauses and resumes the reader of reporting over the control plane; everybody else works on.

    ``url`` is the operator's login on the broker, which a city need not have: then nothing is done.
    """

    def __init__(self, city: City, url: str | None, tokens: Tokens, tap: Tap) -> None:
        self._city = city
        self._url = url
        self._tokens = tokens
        self._tap = tap
        self.shown: Mapping[str, int] = {}
        """The pauses and resumes that were obeyed, events that came meanwhile, milliseconds."""

    def plan(self, timeline: Timeline) -> None:
        if self._url is not None:
            at = self._city.span.at(PAUSED_AT)
            timeline.add(at, f"the reader of {READER} stands a while", self._stand, waits=True)

    async def _stand(self, _at: datetime) -> None:
        began = monotonic()
        await self._order(Pause(because=WHY))
        try:
            await until(self._has_left, "the reader to leave its queues", seconds=10, every=0.05)
            held = await self._come_meanwhile()
        finally:
            state = await self._order(Resume(because=f"over: {WHY}"))
        assert not state.order.paused, "the reader does not go on"
        seconds = monotonic() - began
        self.shown = {
            "pauses": 1,
            "resumes": 1,
            "heldEvents": held,
            "pausedMs": round(1000 * seconds),
        }

    async def _has_left(self) -> bool | None:
        state = await self._order(Ask())
        left = state.order.paused and not any(each.attached for each in state.partitions)
        return True if left else None

    async def _come_meanwhile(self) -> int:
        before = self._tap.told_to(READER)

        async def enough() -> int | None:
            came = self._tap.told_to(READER) - before
            return came if came >= HELD else None

        try:
            return await until(enough, "some events", seconds=LONGEST_SECONDS, every=0.02)
        except NeverHappenedError:
            return self._tap.told_to(READER) - before

    async def _order(self, step: Step) -> ReaderState:
        assert self._url is not None
        token = SecretStr(self._tokens.of(OPERATOR, READER))
        answer = await send(self._url, READER, Order(token=token, step=step))
        if answer.state is None:
            raise AssertionError(f"{READER} refuses: {answer.refused}")
        return answer.state
