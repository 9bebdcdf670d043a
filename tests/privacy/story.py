"""What happens to the canaries: all that is ordinary, and much that goes wrong."""

import asyncio
import os
import signal
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from chassis.bus import parking
from chassis.bus.envelope import encode
from chassis.bus.parking import Selection
from chassis.bus.seal import Sealer
from chassis.db import Cause, Database
from chassis.web import Function
from contracts import Event, Sealed
from contracts.databank import FindingTransferred
from contracts.enforcement import Premises, Room, SuitabilityGranted
from contracts.identity import OffenderIdentity, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from launcher import services
from launcher.rundir import RunDir
from launcher.sandbox import Sandbox
from launcher.services import Service

from .canaries import Canary

NOW = datetime.now(UTC).replace(microsecond=0)
TONIGHT = NOW + timedelta(hours=6)


@dataclass
class Story:
    run: RunDir
    sandbox: Sandbox
    services: dict[str, Service]
    canaries: list[Canary] = field(default_factory=list)
    problems: list[tuple[str, bytes]] = field(default_factory=list)
    """Every answer that refused something, headers and body."""
    left_over: bytes = b""
    """An event that was sealed and never sent."""
    client: httpx.AsyncClient = field(
        default_factory=lambda: httpx.AsyncClient(timeout=30, trust_env=False)
    )

    async def happen(self) -> None:
        await self._declare()
        await self._look_on_the_spot()
        await self._care()
        await self._send_what_is_wrong()
        await self._publish_what_is_wrong()
        await self._redrive()
        await self._crash()

    def somebody(self, **known: Any) -> Canary:
        self.canaries.append(Canary.number(len(self.canaries) + 1, **known))
        return self.canaries[-1]

    async def call(
        self,
        service: str,
        path: str,
        body: Any = None,
        *,
        function: Function = Function.EIGENAAR,
        organisation: str = "OWN-A",
        method: str = "POST",
        **other: Any,
    ) -> httpx.Response:
        token = self.sandbox.token(function, organisation)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Purpose": "toezicht"}
        headers |= other.pop("headers", {})
        url = self.services[service].url + path
        answer = await self.client.request(method, url, json=body, headers=headers, **other)
        if answer.status_code >= 400:
            said = f"{answer.headers}".encode() + answer.content
            self.problems.append((f"{answer.status_code} {service} {path[:30]}", said))
        return answer

    async def done(self, service: str, path: str, body: Any, **other: Any) -> Any:
        answer = await self.call(service, path, body, **other)
        assert answer.is_success, answer.text
        return answer.json()

    async def police(self, path: str, body: Any = None, **other: Any) -> Any:
        options = {"function": Function.POLITIE_AGENT, "organisation": "politie"} | other
        return await self.done("databank", path, body, **options)

    async def grant(self, owner: str) -> Premises:
        rooms = tuple(Room(room_id=uuid4(), label=f"R-{nr:02}") for nr in range(60))
        premises = Premises(
            premises_id=uuid4(),
            label="Pand",
            street="Voorbeeldstraat",
            house_number="1",
            postcode="2000",
            owner=owner,
            rooms=rooms,
        )
        event = SuitabilityGranted(
            premises_id=premises.premises_id,
            dossier_id=uuid4(),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=date(2020, 1, 1),
            valid_to=date(2099, 12, 31),
            decided_at=NOW - timedelta(days=2),
        )
        ids = await self.sandbox.publish(event)
        await self.sandbox.handled("pandkalender", ids)
        return premises

    def shift(self, premises: Premises, room: int, worker: dict[str, Any]) -> dict[str, Any]:
        return {
            "roomId": str(premises.rooms[room].room_id),
            "startsAt": TONIGHT.isoformat(),
            "endsAt": (TONIGHT + timedelta(hours=6)).isoformat(),
            "worker": worker,
        }

    async def _declare(self) -> None:
        self.here, self.there = await self.grant("OWN-A"), await self.grant("OWN-B")
        self.known, minor = self.somebody(), self.somebody(birth_year=NOW.year - 16)
        declared = await self.done(
            "pandkalender", "/v1/shifts", self.shift(self.here, 0, self.known.worker())
        )
        self.shift_id = declared["shiftId"]
        others = [self.somebody().worker() for _ in range(3)]
        roster = [self.shift(self.here, nr, worker) for nr, worker in enumerate(others, start=1)]
        roster.append(self.shift(self.here, 1, self.somebody().worker()))
        await self.done("pandkalender", "/v1/rosters", {"shifts": roster})
        elsewhere = self.shift(self.there, 0, self.known.worker())
        await self.done("pandkalender", "/v1/shifts", elsewhere, organisation="OWN-B")
        await self.call("pandkalender", "/v1/shifts", self.shift(self.here, 9, minor.worker()))
        older = minor.worker(birthDate=f"{NOW.year - 30}-01-02")
        await self.call("pandkalender", "/v1/shifts", self.shift(self.here, 9, older))
        await self.settled("databank", "SELECT count(*) >= 5 FROM shift")

    async def _look_on_the_spot(self) -> None:
        at = {"observedAt": NOW.isoformat()}
        other = {"outcome": "andere", "person": self.somebody().claim()}
        await self.police("/v1/verifications", {"shiftId": self.shift_id, **at, **other})
        nobody_said = {"premisesId": str(self.here.premises_id), "person": self.somebody().claim()}
        nobody_said |= {"roomId": str(self.here.rooms[20].room_id), "outcome": "andere"}
        await self.police("/v1/verifications", nobody_said | at)
        moved = self.somebody()
        for days, branch in ((20, "escort"), (1, "straat")):
            persons = [{"role": "sekswerker", "claim": one.claim()} for one in (moved, self.known)]
            inspection = {"branch": branch, "kind": "ad_hoc", "result": "geen_opmerkingen"}
            inspection |= {"completedAt": (NOW - timedelta(days=days)).isoformat()}
            seen = await self.police("/v1/inspections", inspection | {"persons": persons})
        person_id = self.person_id = seen["persons"][0]["personId"]
        for path in (f"/v1/persons/{person_id}", f"/v1/persons/{person_id}/sightings"):
            await self.police(path, method="GET")
        validation = {"method": "paspoort", "at": NOW.isoformat()}
        refuted = {"outcome": "weerlegd", "reason": "ander_document"}
        await self.call(
            "databank",
            "/v1/identity-validations",
            {"shiftId": self.shift_id, **validation, **refuted},
            function=Function.POLITIE_AGENT,
        )
        valid = {"personId": person_id, "outcome": "gevalideerd"}
        await self.police("/v1/identity-validations", validation | valid)
        await self._find()

    async def _find(self) -> None:
        offender = self.somebody()
        finding = {
            "reportKind": "PV",
            "reportNumber": "AN.69.L3.00572/26",
            "factCode": "tippelen",
            "factAt": NOW.isoformat(),
            "branch": "straat",
            "inToleranceZone": False,
            "addressee": "sanctionerend_ambtenaar",
            "offenderRole": "prostituant",
            "offender": {"name": offender.name, "birthDate": offender.birth},
            "possibleVictim": "nee",
        }
        drawn_up = await self.police("/v1/findings", finding)
        self.finding_id = drawn_up["findingId"]
        await self.call("databank", "/v1/findings", finding, function=Function.POLITIE_AGENT)
        await self.police(f"/v1/findings/{self.finding_id}/transfer", {"procedure": "gas"})
        await self.settled("enforcement", "SELECT count(*) = 1 FROM offender")

    async def _care(self) -> None:
        """Rows hold codes only; somebody types a name into a cell all the same."""
        person = self.client_of_care = self.somebody()
        head = "client_code;geboortejaar_klasse;gender;nationaliteitsgroep;branche_hoofd;"
        head += "eerste_contact\n"
        visits = "client_code;maand;soort;aard;plaats\n"
        right = f"{person.document};25-29;vrouw;EU-oost;raam;gekend\n"
        wrong = f"{person.name};{person.birth};{person.given};{person.national};{person.family};\n"
        for line, code, state in (
            (wrong, person.name, "fouten"),
            (right, person.document, "gevalideerd"),
        ):
            visit = f"{code};2025-03;medisch;consultatie;vast\n"
            files = {
                "clienten": ("clienten.csv", head + line),
                "contacten": (f"{person.family}.csv", visits + visit),
                "activiteiten": ("activiteiten.csv", "maand;type;aantal\n"),
            }
            answer = await self.call(
                "registry",
                "/v1/deliveries",
                function=Function.ZORG_REGISTRATOR,
                organisation="GHAPRO",
                data={"organisation": "GHAPRO", "year": "2025"},
                files=files,
            )
            assert answer.json()["state"] == state, answer.text
            self.problems.append((f"{answer.status_code} registry delivery", answer.content))

    async def _send_what_is_wrong(self) -> None:
        """A name in every place of a request that is not for names."""
        who = self.somebody()
        fine = self.shift(self.here, 30, who.worker())
        bad: list[Any] = [
            fine | {"roomId": who.name},
            fine | {"startsAt": who.name, "endsAt": who.birth},
            fine | {who.name: who.phone},
            fine | {"worker": who.worker(birthDate=who.name)},
            fine | {"worker": who.worker(givenNames=who.name + "\x00")},
            fine | {"worker": who.worker(familyName=who.name * 20)},
            fine | {"worker": who.worker(phone=who.name, nationality=who.name)},
            fine | {"worker": who.worker(document={"kind": who.name, "number": who.document})},
            fine | {"worker": who.worker(**{who.national: 1})},
            fine | {"worker": who.name},
            [who.name],
            who.name,
        ]
        for body in bad:
            await self.call("pandkalender", "/v1/shifts", body)
            await self.call("pandkalender", "/v1/rosters", {"shifts": [body]})
            police: dict[str, Any] = {"function": Function.POLITIE_AGENT, "organisation": "politie"}
            person = body["worker"] if isinstance(body, dict) else body
            for path, name in (("verifications", "person"), ("findings", "offender")):
                await self.call("databank", f"/v1/{path}", {name: person}, **police)
            claims = {"persons": [{"role": who.name, "claim": person}], "branch": who.name}
            await self.call("databank", "/v1/inspections", claims, **police)
        await self._ask_what_is_wrong(who)

    async def _ask_what_is_wrong(self, who: Canary) -> None:
        for service, path in (
            ("pandkalender", f"/v1/shifts/{who.name}"),
            ("pandkalender", f"/v1/shifts?state={who.name}&from={who.birth}"),
            ("databank", f"/v1/persons/{who.name}"),
            ("databank", f"/v1/nowhere/{who.name}"),
        ):
            function = Function.EIGENAAR if service == "pandkalender" else Function.POLITIE_AGENT
            for headers in ({}, {"Krachtlijn-Purpose": "x-" + who.document}):
                options: Any = {"function": function, "headers": headers, "method": "GET"}
                await self.call(service, path, **options)
        text = {"Content-Type": "text/plain"}
        for service in self.services:
            for name in ("Authorization", "Correlation-Id", "traceparent", "Content-Type"):
                secret = {name: f"Bearer {who.document}"}
                await self.call(service, "/v1/x", headers=secret, content=who.name.encode())
            await self.call(service, "/v1/shifts", headers=text, content=f"{who.name}".encode())

    async def _publish_what_is_wrong(self) -> None:
        """A handler that fails on what is inside the seal, and messages that no handler gets."""
        broken = self.somebody()
        worker = WorkerClaim(
            worker_ref=uuid4(), identity=broken.identity(familyName=f"{broken.family}\x00")
        )
        offender = OffenderIdentity(name=f"{broken.name}\x00", birth_date=broken.birth)
        failing = [declared(worker), transferred(offender)]
        rejected = [declared(WorkerClaim(worker_ref=uuid4(), identity=self.somebody().identity()))]
        sealer = Sealer.load(self.sandbox.infra.credentials.seal_public)
        for event in failing:
            ids = await self.sandbox.publish(event)
            await self.sandbox.handled(reader_of(event), ids)
        for event in rejected:
            body = sealed(sealer, event)
            wrong_key = body.replace(b'"partitionkey":"', b'"partitionkey":"x')
            for spoiled in (wrong_key, body[:-9], body.replace(b'"box":"', b'"box":"AAAA')):
                await self.sandbox.publish_body(
                    spoiled, event.routing_key, publisher=event.publisher, key="key"
                )
        await self.settled("databank", "SELECT count(*) >= 3 FROM bus_parked")
        await self.settled("enforcement", "SELECT count(*) >= 1 FROM bus_parked")

    async def _redrive(self) -> None:
        for service in ("databank", "enforcement"):
            database = Database(self.sandbox.database(service).url)
            async with database.begin(datetime.now(UTC)) as tx:
                await parking.request_redrive(
                    tx, service, Selection(), actor="test", reason="nog-eens"
                )
            await database.close()
            await self.settled(
                service,
                "SELECT count(*) > 0 AND bool_and(requested_by IS NULL) FROM bus_parked",
            )

    async def _crash(self) -> None:
        """Killed while declarations are under way, and started again."""
        roster = [self.shift(self.here, nr, self.somebody().worker()) for nr in range(31, 59)]
        await self.done("pandkalender", "/v1/rosters", {"shifts": roster})
        for name in ("databank", "pandkalender"):
            os.kill(self.services[name].process.pid, signal.SIGKILL)
        await self.restart()
        await self.settled("databank", "SELECT count(*) >= 33 FROM shift")

    async def restart(self) -> None:
        """Start what does not run."""
        await asyncio.sleep(0.3)
        names = list(self.services)
        started = await asyncio.to_thread(services.ensure, self.sandbox.infra, names, "system")
        self.services = {service.name: service for service in started}

    async def settled(self, service: str, question: str, seconds: float = 20) -> None:
        database = Database(self.sandbox.database(service).url, connections=1)
        try:
            for _ in range(int(seconds / 0.1)):
                async with database.connection() as conn:
                    if await conn.fetchval(question):
                        return
                await asyncio.sleep(0.1)
        finally:
            await database.close()
        raise TimeoutError(f"{service}: {question}")


def reader_of(event: Event) -> str:
    return "databank" if isinstance(event, ShiftDeclared) else "enforcement"


def sealed(sealer: Sealer, event: Event) -> bytes:
    event_id = uuid4()
    return encode(
        sealer.seal(event, event_id), event_id=event_id, at=NOW, sequence=1, cause=Cause()
    )


def declared(worker: WorkerClaim, shift_id: UUID | None = None) -> ShiftDeclared:
    return ShiftDeclared(
        shift_id=shift_id or uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=TONIGHT,
        ends_at=TONIGHT + timedelta(hours=4),
        declared_at=NOW,
        lead_minutes=0,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(worker),
    )


def transferred(offender: OffenderIdentity) -> FindingTransferred:
    values: dict[str, Any] = {
        "finding_id": uuid4(),
        "report_number": "AN.55.L1.000123/2026",
        "procedure": "gas",
        "fact_code": "tippelen",
        "fact_at": NOW,
        "branch": "straat",
        "in_tolerance_zone": True,
        "offender_role": "prostituant",
        "on_hold": False,
        "transferred_at": NOW,
        "offender": Sealed.of(offender),
    }
    return FindingTransferred(**values)
