"""Timeline of actions, by simulated time, and the workers who perform them."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from simulator.play.http import UnreachableError

Act = Callable[[datetime], Awaitable[None]]
AHEAD = timedelta(minutes=45)
"""No action starts so long after one that is still going on: a calm night is not skipped while
somebody's request is under way."""
MOST_FAILURES = 25
"""After so many the play stops: more of the same would tell nothing new."""


@dataclass(frozen=True, slots=True, order=True)
class _Action:
    at: datetime
    number: int
    name: str = field(compare=False)
    act: Act = field(compare=False)
    keys: tuple[str, ...] = field(compare=False)
    waits: bool = field(compare=False)


class Timeline:
    """Plays actions in the order of their moments, so many at once as there are workers, and beside
    them as many that wait for a service: those leave a worker's place to who has work.

    Actions that share a key happen strictly one after the other; an action may add later ones.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._waiting: list[_Action] = []
        self._added = 0
        self._last: dict[str, asyncio.Task[None]] = {}
        self._fatal: UnreachableError | None = None
        self.now: datetime | None = None
        self.failures: list[str] = []
        """A sentence for each action that went otherwise than it does for a user."""

    def add(self, at: datetime, name: str, act: Act, *keys: str, waits: bool = False) -> None:
        """``name`` says what is done in words; ``act`` gets ``at`` when its turn comes.

        An action that ``waits`` for a service to know something holds nobody up meanwhile.
        """
        self._added += 1
        heapq.heappush(self._waiting, _Action(at, self._added, name, act, keys, waits))

    async def play(self) -> None:
        """Perform all actions. Raises when a service does not answer at all."""
        running: dict[asyncio.Task[None], _Action] = {}
        try:
            while (self._waiting and not self._stopped) or running:
                while self._may_start(running.values()):
                    action = heapq.heappop(self._waiting)
                    running[self._start(action)] = action
                done, _ = await asyncio.wait(running, return_when="FIRST_COMPLETED")
                for task in done:
                    del running[task]
                    task.result()
        finally:
            for task in running:
                task.cancel()
        if self._fatal is not None:
            raise self._fatal

    def _may_start(self, running: Collection[_Action]) -> bool:
        if not self._waiting or self._stopped:
            return False
        waits = self._waiting[0].waits
        if sum(action.waits is waits for action in running) >= self._workers:
            return False
        first = min((action.at for action in running if not action.waits), default=None)
        return first is None or self._waiting[0].at <= first + AHEAD

    @property
    def _stopped(self) -> bool:
        return self._fatal is not None or len(self.failures) >= MOST_FAILURES

    def _start(self, action: _Action) -> asyncio.Task[None]:
        before = [task for key in action.keys if (task := self._last.get(key))]
        task = asyncio.create_task(self._perform(action, before), name=action.name)
        for key in action.keys:
            self._last[key] = task
        self.now = action.at if self.now is None else max(self.now, action.at)
        return task

    async def _perform(self, action: _Action, before: list[asyncio.Task[None]]) -> None:
        if before:
            await asyncio.wait(before)
        try:
            await action.act(action.at)
        except UnreachableError as error:
            self._fatal = self._fatal or error
        except Exception as error:  # one user's trouble does not stop the city, but is told
            reason = str(error) or type(error).__name__
            self.failures.append(f"{action.name}: {reason}")
        finally:
            for key in action.keys:
                if self._last[key] is asyncio.current_task():
                    del self._last[key]
