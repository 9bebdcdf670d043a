"""Stories: a scenario as steps on the timeline of the city, and a check at the end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from contracts import Branch
from simulator.city import City
from simulator.city.grid import Spot
from simulator.city.people import OFFICER, OWNER, Person, claim
from simulator.city.seeds import stream
from simulator.city.span import moment, wire
from simulator.play import actors
from simulator.play.actors import OFFICERS, TEAM_LEADER, Actor
from simulator.play.carers import Carers
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.key_courier import KeyCourier
from simulator.play.ledger import Ledger
from simulator.play.police import Police
from simulator.play.timeline import Act, Timeline
from simulator.summary import OK

Check = Callable[[], Awaitable[None]]


MORNING = 9
"""The hour of the city at which offices begin."""


class UnlikeError(Exception):
    """Something in a story is not as it should be; says what, in a sentence."""


def must(holds: object, otherwise: str) -> None:
    if not holds:
        raise UnlikeError(otherwise)


def year_of_care(year: int) -> str:
    """What stories share that deliver care of this year, or close it."""
    return f"care of {year}"


@dataclass(frozen=True)
class World:
    """The city and the platform, as every story needs them."""

    city: City
    http: Http
    ledger: Ledger
    police: Police
    carers: Carers
    keys: KeyCourier

    @property
    def end(self) -> datetime:
        return self.city.span.ends_at

    def owner_of(self, spot: Spot) -> Actor:
        return actors.owner(self.city.houses[spot.premises].owner.code)

    async def post(
        self, service: str, path: str, actor: Actor, at: datetime, body: Mapping[str, Any]
    ) -> Answer:
        """A request that must succeed."""
        answer = await self.http.post(service, path, actor, at, body)
        if not answer.ok:
            raise SurpriseError(service, answer)
        return answer

    async def get(
        self, service: str, path: str, actor: Actor, at: datetime, **params: str | int
    ) -> Any:
        answer = await self.http.get(service, path, actor, at, **params)
        if not answer.ok:
            raise SurpriseError(service, answer)
        return answer.body


@dataclass(frozen=True, slots=True)
class _Step:
    at: datetime
    name: str
    act: Act
    shared: tuple[str, ...]


class Story:
    """One scenario. Its steps follow each other; after one went wrong the rest is left out."""

    def __init__(self, number: int, world: World) -> None:
        self.number = number
        self.world = world
        self.chance: Random = stream(world.city.seed, f"scenario {number}")
        self._before: list[_Step] = []
        self._steps: list[_Step] = []
        self._trouble: str | None = None
        self.controls: list[str] = []
        """Neighbours in which it must not fire, each tried, and it did not."""

    def must_not(self, fires: object, innocent: str) -> None:
        """The nearest innocent neighbour of what the story plays; a sentence says which.

        What was tried stands in the summary, so a control that is never reached is no control.
        """
        must(not fires, f"fired: {innocent}")
        if innocent not in self.controls:
            self.controls.append(innocent)

    def before(self, days: int, name: str, act: Act) -> None:
        """A step in the morning, so many days before the city wakes."""
        self._before.append(self._step(moment(-days, MORNING), name, act, ()))

    def at(self, share: float, name: str, act: Act, *shared: str) -> None:
        """A step when this share of the days, 0 to 1, has gone.

        It waits for earlier steps of other stories on the same ``shared`` things, as a year of care
        that one of them closes.
        """
        self._steps.append(self._step(self.moment(share), name, act, shared))

    def plan(self, timeline: Timeline, *, before: bool) -> None:
        """Put what was told on the timeline of the time before the city wakes, or of its days."""
        for step in self._before if before else self._steps:
            keys = f"scenario {self.number}", *step.shared
            timeline.add(step.at, step.name, step.act, *keys, waits=True)

    def _step(self, when: datetime, name: str, act: Act, shared: tuple[str, ...]) -> "_Step":
        async def step(at: datetime) -> None:
            if self._trouble is None:
                try:
                    await act(at)
                except Exception as error:  # it makes this story a failure, told in the summary
                    self._trouble = f"{name}: {error or type(error).__name__}"

        return _Step(when, f"{name} (scenario {self.number})", step, shared)

    async def outcome(self, check: Check) -> str:
        """``ok``, or a sentence that says what is wrong."""
        if self._trouble is not None:
            return self._trouble
        try:
            await check()
        except Exception as error:
            return str(error) or type(error).__name__
        return OK

    def moment(self, share: float) -> datetime:
        return self.world.city.span.at(share)

    def later(self, share: float, delay: timedelta) -> float:
        """The share of the days that has gone so long after another."""
        return share + delay / (self.moment(1) - self.moment(0))

    def claim_of(self, person: Person, *, by_police: bool = False) -> dict[str, Any]:
        return claim(person, OFFICER if by_police else OWNER, self.chance)

    async def declare(
        self,
        spot: Spot,
        person: Person,
        hours: tuple[datetime, datetime],
        at: datetime,
        *,
        worker: Mapping[str, Any] | None = None,
        owner: Actor | None = None,
    ) -> Answer:
        """The room's owner declares a shift; when it is accepted, ledger and truth know it."""
        world = self.world
        body = {
            "roomId": world.ledger.rooms[spot],
            "startsAt": wire(hours[0]),
            "endsAt": wire(hours[1]),
            "worker": worker or self.claim_of(person),
        }
        owner = owner or world.owner_of(spot)
        answer = await world.http.post("pandkalender", "/v1/shifts", owner, at, body)
        if answer.ok:
            shift_id = answer.body["shiftId"]
            number = len(world.ledger.shifts)
            world.ledger.declared(
                f"scenario {self.number}/{number}", shift_id, spot, person.id, *hours
            )
            if at > hours[0]:
                world.ledger.counts["late"] += 1
        return answer

    async def inspect(
        self,
        branch: Branch,
        person: Person,
        seen_at: datetime,
        at: datetime,
        *,
        written: Mapping[str, Any] | None = None,
        result: str = "geen_opmerkingen",
    ) -> Answer:
        """An officer meets one worker and types it in, maybe later."""
        body = {
            "branch": branch.value,
            "kind": "ad_hoc",
            "result": result,
            "completedAt": wire(seen_at),
            "establishments": [{"label": f"scenario {self.number}", "branch": branch.value}],
            "persons": [
                {
                    "role": "sekswerker",
                    "claim": written or self.claim_of(person, by_police=True),
                    "seenAt": wire(seen_at),
                }
            ],
        }
        answer = await self.world.post("databank", "/v1/inspections", OFFICERS[3], at, body)
        source = ("inspection", answer.body["inspectionId"])
        self.world.ledger.truth.saw(person.id, branch, seen_at, source)
        self.world.ledger.counts["inspected"] += 1
        self.world.ledger.police.inspected(body)
        return answer

    async def signals(self, kind: str, at: datetime | None = None) -> list[dict[str, Any]]:
        """The databank's protective signals of one kind, at a moment or at the end.

        While the city lives a step asks at its own moment: asking moves the service's clock on.
        """
        at = at or self.world.end
        signals = self.world.http.every("databank", "/v1/signals", TEAM_LEADER, at, kind=kind)
        return [signal async for signal in signals]
