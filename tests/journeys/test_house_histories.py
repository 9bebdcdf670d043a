"""Random lives of a house: each day calendar and databank show what the texts of law say.

Renewals, a sale, suspensions and closures that begin later, decisions that are noted late and
decisions that are taken back fall together as chance has it. What the city noted is judged by
:mod:`house_law`, which others wrote from the texts alone.
"""

import asyncio
import importlib
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts import EVENTS
from launcher.sandbox import Sandbox

from .support import house_law
from .support.house_facts import (
    Fact,
    Granted,
    Invited,
    Kind,
    Relinquished,
    RenewalAsked,
    RenewalGranted,
    RenewalRefused,
    Sanctioned,
    SanctionWithdrawn,
    Sold,
)

pytestmark = [
    pytest.mark.night(
        "lives of months over three services take minutes",
        stays="tests/journeys/test_suspended_permit.py::"
        "test_a_suspension_by_the_mayor_stops_declarations_until_it_lapses",
    ),
    pytest.mark.timeout(900),
]
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = 150
SERVICES = ("enforcement", "pandkalender", "databank")
CASE_WORKER, OFFICE = Function.DOSSIERBEHANDELAAR_BH, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, MAYOR = Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER
BODY_OF = {
    Kind.SCHORSING: ("college", COLLEGE),
    Kind.TIJDELIJKE_SLUITING: ("burgemeester", MAYOR),
}
SHOWN = {
    house_law.Standing.GESCHIKT: "geschikt",
    house_law.Standing.GESCHORST: "geschorst",
}
"""The databank's words; a declaration that is over has several."""


class RefusedError(Exception):
    """The city does not take this step now; another history may."""


@dataclass
class City:
    """The services, and the one clock by which they work."""

    sandbox: Sandbox
    clients: dict[str, httpx.AsyncClient]
    now: datetime = START
    told: dict[str, int] = field(default_factory=dict)

    async def asks(
        self,
        method: str,
        service: str,
        function: Function,
        path: str,
        body: Any = None,
        organisation: str = "STAD",
    ) -> httpx.Response:
        self.now += timedelta(seconds=20)
        token = self.sandbox.token(function, organisation, service=service)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": self.now.isoformat()}
        if service == "databank":
            headers["Krachtlijn-Purpose"] = "toezicht"
        return await self.clients[service].request(method, path, json=body, headers=headers)

    async def settles(self) -> None:
        """Each clock has seen this moment, what it set off is done, and all is heard by all."""
        await self._read("enforcement", CASE_WORKER, "/v1/sanction-cases?pagesize=1")
        await self._read("pandkalender", Function.EIGENAAR, "/v1/rooms")
        await self._read("databank", Function.POLITIE_TEAMLEIDER, "/v1/suspensions?pagesize=1")
        async with asyncio.timeout(60):
            for _ in range(5_000):
                if await self._no_timer_is_due() and await self._all_is_heard():
                    return
                await asyncio.sleep(0.02)

    async def _no_timer_is_due(self) -> bool:
        for service in SERVICES:
            async with self.sandbox.asking(service) as conn:
                due = await conn.fetchval(
                    "SELECT count(*) FROM bus_timer WHERE due_at <= $1", self.now
                )
            if due:
                return False
        return True

    async def _all_is_heard(self) -> bool:
        for service in SERVICES:
            async with self.sandbox.asking(service) as conn:
                count = await conn.fetchval(
                    "SELECT (SELECT count(*) FROM bus_outbox) + (SELECT count(*) FROM bus_archive)"
                )
            if count == self.told.get(service):
                continue
            told = await self.sandbox.recorded(service)
            fresh, self.told[service] = told[self.told.get(service, 0) :], len(told)
            for reader in SERVICES:
                ids = [one.id for one in fresh if reader in EVENTS[one.type].readers]
                if ids:
                    await self.sandbox.handled(reader, ids)
        return True

    async def _read(self, service: str, function: Function, path: str) -> None:
        assert (await self.asks("GET", service, function, path)).is_success, path


@dataclass
class House:
    """One house in the city, and what the city noted about it."""

    city: City
    seller: str = field(default_factory=lambda: f"OWN-{uuid4().hex[:8]}")
    buyer: str = field(default_factory=lambda: f"OWN-{uuid4().hex[:8]}")
    owner: str = ""
    facts: list[Fact] = field(default_factory=list)
    dossier: str = ""
    premises: str = ""
    last: date = date.min
    number: str = field(default_factory=lambda: uuid4().hex[:6])
    refused: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.owner = self.seller

    @property
    def now(self) -> datetime:
        return self.city.now

    async def asks(
        self, method: str, service: str, function: Function, path: str, body: Any = None
    ) -> httpx.Response:
        organisation = self.owner if function is Function.EIGENAAR else "STAD"
        return await self.city.asks(method, service, function, path, body, organisation)

    async def does(
        self, function: Function, path: str, body: Any = None, service: str = "enforcement"
    ) -> Any:
        answer = await self.asks("POST", service, function, path, body or {})
        if answer.status_code == 409:
            said = answer.json()
            why = said.get("detail") or said["title"]
            raise RefusedError(f"{path.rsplit('/', 1)[-1]}: {why}")
        assert answer.is_success, (path, body, answer.text)
        return answer.json() if answer.content else None

    async def reads(self, service: str, function: Function, path: str) -> Any:
        answer = await self.asks("GET", service, function, path)
        assert answer.is_success, (path, answer.text)
        return answer.json()

    def noted(self, fact: Callable[..., Fact], **more: Any) -> None:
        self.facts.append(fact(self.now, **more))

    async def lets(self, owner: str) -> bool:
        """Whether the calendar takes shifts of this owner in a room of this house."""
        here, self.owner = self.owner, owner
        listed = await self.reads("pandkalender", Function.EIGENAAR, "/v1/rooms")
        self.owner = here
        rooms = [
            room for room in listed["_embedded"]["rooms"] if room["premisesId"] == self.premises
        ]
        return any(room["acceptsShifts"] for room in rooms)

    async def shown(self) -> str:
        """The state of the declaration in the file of the police."""
        async with self.city.sandbox.asking("databank") as conn:
            place = await conn.fetchval(
                "SELECT id FROM establishment WHERE premises_id = $1::uuid", self.premises
            )
        path = f"/v1/establishments/{place}"
        file = await self.reads("databank", Function.POLITIE_TEAMLEIDER, path)
        return str(file["suitabilityState"])


@pytest.fixture(scope="module")
async def city(pytestconfig: pytest.Config) -> AsyncIterator[City]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    clients = {}
    async with AsyncExitStack() as running:
        for service in SERVICES:
            settings = await asyncio.to_thread(sandbox.settings, service)
            app = importlib.import_module(f"{service}.app").build(settings)
            app.state.clock.advance(START)
            clients[service] = await running.enter_async_context(sandbox.serve(app))
        yield City(sandbox, clients)
    await asyncio.to_thread(sandbox.close)


class Declaration:
    """The declaration: granted, renewed or not, sold with its house, given up."""

    def __init__(self, house: House, chance: Random) -> None:
        self._house = house
        self._chance = chance

    async def grant(self) -> None:
        house = self._house
        place = {"label": "P-1", "street": "Proefstraat", "houseNumber": house.number}
        filed = await house.does(
            Function.EIGENAAR,
            "/v1/suitability-dossiers",
            {"premises": place | {"postcode": "2000"}, "rooms": ["R-01"]},
        )
        house.dossier = f"/v1/suitability-dossiers/{filed['dossierId']}"
        house.premises = filed["premisesId"]
        await house.does(OFFICE, f"{house.dossier}/completeness", {"complete": True})
        await self._advise()
        first = city_day(house.now)
        house.last = last = first + timedelta(days=self._chance.randint(40, 110))
        decided = {
            "outcome": "toegekend",
            "motivation": "In orde.",
            "lackingBecause": "De andere diensten zagen dit pand dit jaar al.",
            "validTo": last.isoformat(),
        }
        await house.does(COLLEGE, f"{house.dossier}/decision", decided)
        house.noted(Granted, owner=house.owner, first=first, last=last)

    async def _advise(self) -> None:
        dossier = self._house.dossier
        await self._house.does(OFFICE, f"{dossier}/advice-requests", {"services": ["brandweer"]})
        advice = {"service": "brandweer", "outcome": "gunstig"}
        await self._house.does(OFFICE, f"{dossier}/advices", advice)

    async def ask_renewal(self) -> None:
        house = self._house
        await house.does(Function.EIGENAAR, f"{house.dossier}/renewal")
        house.noted(RenewalAsked)
        await self._prepare_renewal()

    async def _prepare_renewal(self) -> None:
        house = self._house
        await self._advise()
        visit = {"kind": "reactief", "reason": "vernieuwing", "result": "in_orde"}
        await house.does(OFFICE, f"{house.dossier}/visits", visit | {"roomsVisited": 1})

    async def note_renewal_late(self) -> None:
        """A letter of around the last day, which somebody opens after it."""
        house = self._house
        asked = min(house.last + timedelta(days=self._chance.randint(-2, 1)), city_day(house.now))
        body = {"askedAt": asked.isoformat(), "evidence": "poststempel"}
        await house.does(OFFICE, f"{house.dossier}/renewal", body)
        house.noted(RenewalAsked, on=asked)
        await self._prepare_renewal()

    async def grant_renewal(self) -> None:
        house = self._house
        from_day = max(city_day(house.now), house.last)
        house.last = last = from_day + timedelta(days=self._chance.randint(20, 80))
        decided = {"outcome": "toegekend", "motivation": "In orde.", "validTo": last.isoformat()}
        await house.does(COLLEGE, f"{house.dossier}/decision", decided)
        house.noted(RenewalGranted, last=last)

    async def invite(self) -> None:
        house = self._house
        body = {"hearingAt": (house.now + timedelta(days=28)).isoformat()}
        await house.does(OFFICE, f"{house.dossier}/hearing-invitation", body)

    async def hear(self) -> None:
        heard = {"report": "De eigenaar gaf uitleg."}
        await self._house.does(OFFICE, f"{self._house.dossier}/hearing", heard)

    async def refuse_renewal(self) -> None:
        house = self._house
        decided = {
            "outcome": "geweigerd",
            "motivation": "Niet meer in orde.",
            "defenceAnswer": "De uitleg neemt de tekorten niet weg.",
        }
        await house.does(COLLEGE, f"{house.dossier}/decision", decided)
        house.noted(RenewalRefused)

    async def sell(self) -> None:
        house = self._house
        to = house.buyer if house.owner == house.seller else house.seller
        told = await house.does(Function.EIGENAAR, f"{house.dossier}/changes", {"kind": "houder"})
        path = f"{house.dossier}/changes/{told['changeId']}/assessment"
        accepted = {"outcome": "aanvaard", "reason": "Nagezien.", "holder": to, "newHolder": True}
        await house.does(OFFICE, path, accepted)
        house.owner = to
        house.noted(Sold, owner=to)

    async def relinquish(self) -> None:
        await self._house.does(Function.EIGENAAR, f"{self._house.dossier}/relinquishment")
        self._house.noted(Relinquished)

    async def grant_anew(self) -> None:
        self._house.owner = self._chance.choice([self._house.seller, self._house.buyer])
        await self.grant()


class Sanction:
    """One sanction: warned, found again, heard, decided, notified, perhaps taken back."""

    def __init__(self, house: House, chance: Random, kind: Kind) -> None:
        self._house = house
        self._chance = chance
        self._kind = kind
        self._case = ""
        self._against = ""
        self._begins = self._ends = START
        self._explicit = chance.random() < 0.6

    async def warn(self) -> None:
        house = self._house
        finding = await self._find()
        await house.city.settles()
        path = f"/v1/sanction-cases?findingId={finding}"
        (case,) = (await house.reads("enforcement", CASE_WORKER, path))["_embedded"][
            "sanctionCases"
        ]
        self._case, self._against = f"/v1/sanction-cases/{case['caseId']}", house.owner
        at = house.now.isoformat()
        await house.does(CASE_WORKER, f"{self._case}/pv-notification", {"notifiedAt": at})
        warned = {"sentAt": at, "extract": "Wie werkt, is aangegeven.", "registered": False}
        await house.does(CASE_WORKER, f"{self._case}/warning", warned)

    async def find_again(self) -> None:
        await self._find()
        await self._house.city.settles()

    async def _find(self) -> str:
        house = self._house
        body = {
            "reportKind": "PV",
            "reportNumber": f"AN.69.L3.{self._chance.randrange(10**5):05}/26",
            "factCode": "werker-niet-aangegeven",
            "factAt": (house.now - timedelta(minutes=20)).isoformat(),
            "branch": "raam",
            "inToleranceZone": True,
            "premisesId": house.premises,
            "addressee": "sanctionerend_ambtenaar",
            "offenderRole": "exploitant",
            "offender": {"name": "Proef Eigenaar", "organisation": house.owner},
            "possibleVictim": "nee",
        }
        found = await house.does(Function.POLITIE_AGENT, "/v1/findings", body, "databank")
        sent = {"procedure": "sanctie", "judicialInformation": False}
        path = f"/v1/findings/{found['findingId']}/transfer"
        await house.does(Function.POLITIE_AGENT, path, sent, "databank")
        return str(found["findingId"])

    async def hear(self) -> None:
        """Half of the invitations left two days before somebody noted them."""
        house = self._house
        left = house.now - timedelta(days=2) if self._chance.random() < 0.5 else None
        invited = {
            "hearingAt": (house.now + timedelta(days=1)).isoformat(),
            "sooner": True,
            "receivedOn": city_day(left or house.now).isoformat(),
        }
        if left is not None:
            invited["sentAt"] = left.isoformat()
        await house.does(CASE_WORKER, f"{self._case}/hearing-invitation", invited)
        house.noted(Invited, owner=self._against, left=left)
        wrote = {"summary": "De eigenaar schreef.", "final": True}
        await house.does(CASE_WORKER, f"{self._case}/written-defence", wrote)
        proposal = {
            "kind": self._kind.value,
            "motivation": "Twee keer werkte iemand zonder aangifte.",
            "proportionality": "Dit staat in verhouding tot twee vaststellingen.",
        }
        await house.does(CASE_WORKER, f"{self._case}/proposal", proposal)

    async def decide(self) -> None:
        """Decided yesterday, and typed now."""
        house, (body, secretary) = self._house, BODY_OF[self._kind]
        begins = house.now + timedelta(days=self._chance.randint(4, 25))
        self._ends = house.now + timedelta(days=self._chance.randint(26, 50))
        decided = {
            "kind": self._kind.value,
            "decidingBody": body,
            "defenceAnswer": "De uitleg verandert niets aan de feiten.",
            "motivation": "Het advies wordt gevolgd.",
            "proportionality": "Dit staat in verhouding tot twee vaststellingen.",
            "decidedAt": (house.now - timedelta(days=1)).isoformat(),
            "effectiveTo": self._ends.isoformat(),
        }
        if self._explicit:
            self._begins = begins
            decided["effectiveFrom"] = begins.isoformat()
        await house.does(secretary, f"{self._case}/decision", decided)

    async def notify(self) -> None:
        """The letter was handed over yesterday."""
        house = self._house
        notified = house.now - timedelta(days=1)
        body = {"notifiedAt": notified.isoformat()}
        await house.does(CASE_WORKER, f"{self._case}/notification", body)
        begins = self._begins if self._explicit else notified
        house.noted(
            Sanctioned, owner=self._against, kind=self._kind, begins=begins, ends=self._ends
        )

    async def take_back(self) -> None:
        body = {"restart": "niets", "motivation": "Het orgaan vergiste zich."}
        await self._house.does(BODY_OF[self._kind][1], f"{self._case}/retake", body)
        self._house.noted(SanctionWithdrawn)


Step = tuple[int, Callable[[], Any]]
"""Days after the step before it, and what is done then."""


def plans(house: House, chance: Random) -> list[list[Step]]:
    """Threads of steps that chance lays beside each other."""
    declaration = Declaration(house, chance)
    sanction = Sanction(house, chance, chance.choice([*Kind]))
    renewal: list[Step] = [(chance.randint(10, 60), declaration.ask_renewal)]
    if chance.random() < 0.3:
        over_in = (house.last - city_day(house.now)).days + chance.randint(1, 5)
        renewal = [(over_in, declaration.note_renewal_late)]
    if chance.random() < 0.5:
        renewal += [(chance.randint(2, 60), declaration.grant_renewal)]
    else:
        renewal += [(1, declaration.invite), (28, declaration.hear)]
        renewal += [(chance.randint(1, 20), declaration.refuse_renewal)]
        renewal += [(chance.randint(1, 6), declaration.ask_renewal)]
    punished: list[Step] = [
        (chance.randint(3, 50), sanction.warn),
        (2, sanction.find_again),
        (1, sanction.hear),
        (2, sanction.decide),
        (2, sanction.notify),
    ]
    threads = [renewal, punished]
    when = chance.random()
    if when < 0.3:
        threads.append([(chance.randint(5, 110), declaration.sell)])
    elif when < 0.7:  # while a suspension or a closure runs, or is about to
        punished.append((chance.randint(1, 15), declaration.sell))
    if chance.random() < 0.5:
        punished.append((chance.randint(1, 20), sanction.take_back))
    if chance.random() < 0.4:
        over: list[Step] = [(chance.randint(50, 110), declaration.relinquish)]
        if chance.random() < 0.7:
            over.append((chance.randint(1, 10), declaration.grant_anew))
            if chance.random() < 0.5:  # perhaps back to whom a suspension bound
                over.append((chance.randint(1, 20), declaration.sell))
        threads.append(over)
    return threads


class Life:
    """The days of one house, as its chance lays them."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self._seed = seed
        self._chance = Random(seed)
        self._due: list[tuple[int, int, list[Step]]] = []

    async def begin(self) -> None:
        await Declaration(self.house, self._chance).grant()
        for number, thread in enumerate(plans(self.house, self._chance)):
            heappush(self._due, (thread[0][0], number, thread))

    async def live(self, day: int) -> None:
        """What is done on this day; a step that the city refuses has no sequel."""
        while self._due and self._due[0][0] <= day:
            _, number, (step, *rest) = heappop(self._due)
            try:
                await step[1]()
            except RefusedError as refusal:
                self.house.refused.append(str(refusal))
                continue
            if rest:
                heappush(self._due, (day + rest[0][0], number, rest))

    async def disagrees(self, day: int) -> str | None:
        """What a service says otherwise than the law, with all that the city noted."""
        house, at = self.house, self.house.now
        owners = (house.seller, house.buyer)
        lets = [await house.lets(owner) for owner in owners]
        may = [house_law.may_let(house.facts, owner, at) for owner in owners]
        standing, shown = house_law.standing(house.facts, at), await house.shown()
        right = SHOWN.get(standing)
        if lets == may and (shown == right or (right is None and shown not in SHOWN.values())):
            return None
        return (
            f"seed {self._seed}, day {day}, {at:%Y-%m-%d}: the calendar lets {lets}, the law {may};"
            f" the databank shows {shown}, the law {standing}. Seller {house.seller}: {house.facts}"
        )


@pytest.mark.parametrize(
    "seeds", [range(1, 11), range(11, 21), range(21, 31)], ids=["1-10", "11-20", "21-30"]
)
async def test_calendar_and_databank_agree_with_the_law_each_day(city: City, seeds: range) -> None:
    """Each day at noon the services say what the law says; the steps of a day come before."""
    lives = [Life(House(city), seed) for seed in seeds]
    for life in lives:
        await life.begin()
    wrong: dict[Life, str] = {}
    first = city.now.replace(hour=8, minute=0, second=0)
    for day in range(1, DAYS):
        city.now = first + timedelta(days=day)
        for life in lives:
            await life.live(day)
        city.now = max(city.now, first + timedelta(days=day, hours=3))
        await city.settles()
        for life in lives:
            if life not in wrong and (said := await life.disagrees(day)):
                wrong[life] = said
    assert [*wrong.values()] == []
    assert {
        Granted,
        Relinquished,
        RenewalAsked,
        RenewalGranted,
        RenewalRefused,
        Sanctioned,
        SanctionWithdrawn,
        Sold,
    } <= {type(fact) for life in lives for fact in life.house.facts}
    asked_late = [
        fact for life in lives for fact in life.house.facts if getattr(fact, "on", None) is not None
    ]
    assert asked_late, "no renewal was noted late"
    for life in lives:
        assert len(life.house.refused) <= 3, life.house.refused
