"""What happens to the canaries: all that is ordinary, and much that goes wrong."""

import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from chassis.bus import parking
from chassis.bus.parking import Selection
from chassis.bus.seal import Sealer
from chassis.db import Database
from chassis.web import Function
from contracts.identity import OffenderIdentity, WorkerClaim

from .canaries import Canary
from .events import NOW, declared, reader_of, sealed, transferred
from .platform import Platform


@dataclass
class Story(Platform):
    left_over: bytes = b""
    """An event that was sealed and never sent."""

    async def happen(self) -> None:
        await self._declare()
        await self._look_on_the_spot()
        await self._care()
        await self._send_what_is_wrong()
        await self._publish_what_is_wrong()
        await self._redrive()
        await self._crash()

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
        refuted = {"outcome": "weerlegd", "reason": "vals_of_vervallen_document"}
        await self.police(
            "/v1/identity-validations", {"shiftId": self.shift_id, **validation, **refuted}
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
        sent = {"procedure": "gas", "judicialInformation": False}
        await self.police(f"/v1/findings/{self.finding_id}/transfer", sent)
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
