"""Random histories of sanctions and a declaration: the calendar blocks exactly when the law says.

The law is read here once more, in a few lines that share nothing with the service or the calendar:
a room may be used while its declaration runs and no closure or suspension works on it.
"""

import asyncio
import importlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from chassis.web import Function
from launcher.sandbox import Sandbox

from ..support.city import City
from ..support.sanctions import COLLEGE, WORKER, decision, heard, invite, notified, propose, warn

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
KINDS = ("schorsing", "schorsing", "tijdelijke_sluiting", "definitieve_sluiting", "intrekking")
AHEAD = (0, 0.5, 1, 3, 8, 15, 29, 31, 60, 95, 200, 400, 900)
"""Days from each step at which a room is looked at."""
LATER = (
    "ask_renewal",
    "ask_renewal",
    "decide_renewal",
    "decide_renewal",
    "sell",
    "start_over",
    "start_over",
)
CITY = ZoneInfo("Europe/Brussels")


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CITY)


@dataclass
class Measure:
    """One sanction: from when until when it works, as far as nobody stopped it."""

    kind: str
    path: str
    owner: str
    starts: datetime
    ends: datetime | None
    stopped: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    state: str = "works"

    def works(self, at: datetime) -> bool:
        within = self.starts <= at and (self.ends is None or at < self.ends)
        return within and not any(
            since <= at and (until is None or at < until) for since, until in self.stopped
        )


@dataclass
class Law:
    """The declaration of the present owner, and measures about the premises, as a lawyer notes.

    While a renewal waits for its decision the declaration has no last day. A closure is of the
    premises, whoever has them; a suspension and a withdrawal are of the owner's own declaration, a
    suspension also of the one that the owner gets after giving a suspended one up.
    """

    owner: str
    valid_from: date
    valid_to: date
    measures: list[Measure] = field(default_factory=list)
    given_up: datetime | None = None
    renewing: bool = False

    def runs(self, at: datetime, now: datetime) -> bool:
        """The declaration itself: its days, not given up, not withdrawn.

        A withdrawal that has still to begin is no fact yet: the owner plans on until that day.
        """
        over = midnight(self.valid_to + timedelta(days=1))
        within = midnight(self.valid_from) <= at and (self.renewing or at < over)
        given_up = self.given_up is not None and at >= self.given_up
        withdrawn = any(
            each.kind == "intrekking" and each.starts <= now and each.works(at)
            for each in self.own()
        )
        return within and not given_up and not withdrawn

    def own(self) -> list[Measure]:
        return [each for each in self.measures if each.owner == self.owner]

    def suspended(self, at: datetime) -> bool:
        """A suspension of the present owner's declaration works."""
        return any(each.kind == "schorsing" and each.works(at) for each in self.own())

    def permits(self, at: datetime, now: datetime) -> bool:
        closures = ("tijdelijke_sluiting", "definitieve_sluiting")
        closed = any(each.kind in closures and each.works(at) for each in self.measures)
        return self.runs(at, now) and not closed and not self.suspended(at)


@dataclass
class History:
    """What people do, one act after the other, and what they saw the law say after each."""

    city: City
    random: Random
    premises_id: str
    path: str
    place: dict[str, str]
    law: Law
    seen: list[tuple[datetime, list[tuple[datetime, bool]]]] = field(default_factory=list)

    async def settle(self) -> None:
        """Let the timers that are due do their work, and note what the law says from now on."""
        await self.city.clock_moves_on(self._nothing_is_due)
        now = self.city.later(minutes=1)
        if self.law.runs(now, now):
            seen = await self.city.sees(COLLEGE, self.path)
            assert seen["suspended"] is self.law.suspended(now), (seen["state"], self.law)
        moments = [now + timedelta(days=days) for days in AHEAD]
        self.seen.append((now, [(each, self.law.permits(each, now)) for each in moments]))

    async def _nothing_is_due(self) -> bool:
        due = "SELECT count(*) FROM bus_timer WHERE due_at <= $1 AND due_at > '2001-01-01'"
        async with self.city.sandbox.asking("enforcement") as conn:
            return not await conn.fetchval(due, self.city.now)

    async def sanction(self) -> None:
        """A whole procedure: warned, found again, heard, decided, and the owner is told."""
        kind = self.random.choice(KINDS)
        case = await self.city.case_of(await self.city.transfers(self.premises_id))
        await warn(self.city, case["path"])
        await self.city.transfers(self.premises_id)
        await invite(self.city, case["path"])
        await heard(self.city, case["path"])
        await propose(self.city, case["path"], kind)
        starts_in = self.random.choice((None, 2, 12))
        starts = None if starts_in is None else self.city.now + timedelta(days=starts_in)
        ends = None
        if kind in ("schorsing", "tijdelijke_sluiting"):
            lasts = timedelta(days=self.random.choice((5, 30, 80)))
            ends = (starts or self.city.now) + lasts
        body = decision(kind, starts, ends)
        await self.city.does(COLLEGE, f"{case['path']}/decision", body)
        self.city.later(days=self.random.choice((0, 1, 6)))
        await self.city.clock_moves_on(self._nothing_is_due)
        await notified(self.city, case["path"])
        told = self.city.now
        begins = max(starts or told, told)
        of_the_declaration = kind in ("schorsing", "intrekking")
        if (ends is not None and ends <= told) or (
            of_the_declaration and not self.law.runs(told, told)
        ):
            return
        self.law.measures.append(Measure(kind, case["path"], self.law.owner, begins, ends))

    async def lift(self) -> None:
        """The college lifts a closure or suspension before its end."""
        measure = self._one("works", "schorsing", "tijdelijke_sluiting", "definitieve_sluiting")
        if measure is None:
            return
        body = {"motivation": "Alles is in orde."}
        answer = await self.city.call(COLLEGE, "POST", f"{measure.path}/reopening", body)
        if answer.status_code == 409 and measure.ends is not None:
            assert measure.ends < self.city.now + timedelta(days=1), answer.text
            return
        assert answer.is_success, answer.text
        measure.stopped.append((self.city.now, None))
        measure.state = "lifted"

    async def council(self) -> None:
        """A request, perhaps a suspension, and a ruling for good."""
        measure = self._one("works", *KINDS)
        if measure is None:
            return
        await self.city.does(WORKER, f"{measure.path}/council-appeal", {"urgency": "gewoon"})
        path = f"{measure.path}/council-ruling"
        if self.random.random() < 0.6:
            await self.city.does(WORKER, path, {"ruling": "schorsing"})
            measure.stopped.append((self.city.now, None))
            await self.settle()
            self.city.later(days=self.random.choice((1, 20)))
        ruling = self.random.choice(("vernietiging", "verwerping", "afstand"))
        await self.city.does(WORKER, path, {"ruling": ruling})
        if ruling == "vernietiging":
            measure.stopped.append((self.city.now, None))
        elif measure.stopped:
            since, _ = measure.stopped.pop()
            measure.stopped.append((since, self.city.now))
        measure.state = ruling

    async def give_up(self) -> None:
        if self.law.runs(self.city.now, self.city.now) and self.random.random() < 0.3:
            path = f"{self.path}/relinquishment"
            answer = await self.city.call(OWNER, "POST", path, organisation=self.law.owner)
            if answer.is_success:
                self.law.given_up = self.city.now

    async def ask_renewal(self) -> None:
        """Asked, and perhaps decided much later; until then the declaration works."""
        path = f"{self.path}/renewal"
        answer = await self.city.call(OWNER, "POST", path, organisation=self.law.owner)
        self.law.renewing = self.law.renewing or answer.is_success

    async def decide_renewal(self) -> None:
        state = (await self.city.sees(COLLEGE, self.path))["state"]
        if state != "vernieuwing_lopend":
            return
        await self.city.renewed(self.path)
        body: dict[str, Any] = {"outcome": "toegekend", "motivation": "Gewogen."}
        if self.random.random() < 0.4:
            await self.city.hears(self.path)
            body |= {"outcome": "geweigerd", "defenceAnswer": "Gelezen."}
            self.city.later(days=20)
        else:
            today = self.city.today
            wanted = today + timedelta(days=self.random.choice((40, 900)))
            self.law.valid_to = max(self.law.valid_to, wanted)  # nobody loses what was granted
            body["validTo"] = f"{self.law.valid_to}"
        await self.city.does(COLLEGE, f"{self.path}/decision", body)
        self.law.renewing = False

    async def sell(self) -> None:
        """The owner gives the declaration up, and the buyer gets one of their own."""
        if await self._gives_up():
            await self._is_granted(f"OWN-{int(self.law.owner[-3:]) + 1:03}")

    async def start_over(self) -> None:
        """The owner gives the declaration up, suspended or not, and gets another one."""
        withdrawn = any(each.kind == "intrekking" for each in self.law.own())
        if not withdrawn and await self._gives_up():
            await self._is_granted(self.law.owner)

    async def _gives_up(self) -> bool:
        if not self.law.runs(self.city.now, self.city.now):
            return False
        path = f"{self.path}/relinquishment"
        answer = await self.city.call(OWNER, "POST", path, organisation=self.law.owner)
        if answer.is_success:
            self.law.given_up = self.city.now
            await self.settle()
        return answer.is_success

    async def _is_granted(self, owner: str) -> None:
        today = self.city.today
        valid_to = today + timedelta(days=self.random.choice((60, 2000)))
        filed = await self.city.granted(owner, place=self.place, validTo=f"{valid_to}")
        assert filed["premisesId"] == self.premises_id
        self.path = filed["path"]
        self.law.owner, self.law.valid_from, self.law.valid_to = owner, today, valid_to
        self.law.given_up, self.law.renewing = None, False

    async def pass_time(self) -> None:
        self.city.later(days=self.random.choice((1, 4, 20, 45)))

    def _one(self, state: str, *kinds: str) -> Measure | None:
        found = [each for each in self.law.measures if each.state == state and each.kind in kinds]
        return self.random.choice(found) if found else None


@pytest.fixture(scope="module")
async def calendar(sandbox: Sandbox) -> AsyncIterator[None]:
    """The calendar itself, which hears it from the broker."""
    settings = await asyncio.to_thread(sandbox.settings, "pandkalender")
    async with sandbox.serve(importlib.import_module("pandkalender.app").build(settings)):
        yield


async def facts_of(sandbox: Sandbox, premises_id: str) -> list[Any]:
    """What the calendar keeps about premises, once it heard everything."""
    rules = importlib.import_module("pandkalender.premises.rules")
    told = [
        envelope.id
        for envelope in await sandbox.recorded("enforcement")
        if envelope.partition_key == premises_id
    ]
    await sandbox.handled("pandkalender", told, seconds=60)
    async with sandbox.asking("pandkalender") as conn:
        rows = await conn.fetch(
            "SELECT kind, dossier_id, known_at, starts_at, ends_at FROM premises_fact"
            " WHERE premises_id = $1 ORDER BY fact_id",
            UUID(premises_id),
        )
    return [rules.Fact(rules.FactKind(row["kind"]), *list(row.values())[1:]) for row in rows]


MORE = pytest.mark.night(
    "more histories by chance", stays="::test_a_room_is_blocked_exactly_when_the_law_says_so"
)


@pytest.mark.parametrize(
    "seed", [0, 1, 5, *(pytest.param(seed, marks=MORE) for seed in (2, 3, 4, 6, 7))]
)
async def test_a_room_is_blocked_exactly_when_the_law_says_so(
    city: City, sandbox: Sandbox, calendar: None, seed: int
) -> None:
    random = Random(seed)
    city.later(days=1)
    valid_to = city.today + timedelta(days=random.choice((150, 2000)))
    place = {"label": "P-001", "street": "Geschiedenisstraat", "houseNumber": f"{seed + 1}"}
    place["postcode"] = "2000"
    filed = await city.granted(place=place, validTo=f"{valid_to}")
    law = Law("OWN-001", city.today, valid_to)
    history = History(city, random, filed["premisesId"], filed["path"], place, law)
    await history.settle()
    await history.sanction()
    await history.settle()
    acts = ("sanction", "sanction", "lift", "council", "council", "pass_time", "give_up", *LATER)
    done = ["sanction"]
    for name in random.choices(acts, k=7):
        await getattr(history, name)()
        await history.settle()
        done.append(name)
    rules = importlib.import_module("pandkalender.premises.rules")
    period = importlib.import_module("pandkalender.moments.rules.period").Period
    facts = await facts_of(sandbox, filed["premisesId"])
    wrong = []
    for at, answers in history.seen:
        known = [fact for fact in facts if fact.known_at <= at]
        for moment, permitted in answers:
            why = rules.why_blocked(known, period(moment, moment + timedelta(seconds=1)))
            if (why is None) is not permitted:
                wrong.append(f"{done} told {at:%d/%m} about {moment:%d/%m %H:%M}: {why}")
    assert wrong == [], (law, facts)
