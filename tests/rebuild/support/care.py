"""The care that organisations deliver and erase, and all that anybody reads of it."""

import asyncio
import json
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

import typer.main
from click.testing import CliRunner

from chassis.days import city_day
from chassis.web import Function
from launcher import care_registry

from .city import City

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
YEAR = 2026
REGISTRY_SAYS = (
    *(f"/v1/aggregates?year={YEAR}&audience={each}" for each in ("intern", "publiek")),
    *(
        f"/v1/aggregates?organisation=GHAPRO&half=1&audience={each}"
        for each in ("intern", "publiek")
    ),
    *(
        f"/v1/pivot?year={YEAR}&measure={measure}{half}&dimension=branche"
        for measure in ("clienten", "contacten")
        for half in ("", "&half=1", "&half=2")
    ),
)
REPORTING_SAYS = tuple(
    f"/v1/indicators?period={period}"
    for period in (f"{YEAR}", f"{YEAR}-H1", f"{YEAR}-H2", f"{YEAR}-03")
)
OFFICIAL = Function.REPORTING_MEDEWERKER
"""Who sees every indicator; others see some of the same answers."""
DAYS = (
    date(2026, 7, 6),
    date(2026, 8, 31),
    date(2026, 9, 1),
    date(2027, 2, 28),
    date(2027, 3, 1),
    date(2027, 4, 10),
    date(2028, 3, 1),
)
"""Days as of which figures are asked: each side of a telling, and of what may not move them."""
Read = dict[str, bytes]
"""Each thing that a reader may ask, with its answer."""


Row = tuple[str, ...]
"""The cells of a row, in the order of the header."""
HEADERS: dict[str, Row] = {
    "clienten": (
        "client_code",
        "geboortejaar_klasse",
        "gender",
        "nationaliteitsgroep",
        "branche_hoofd",
        "eerste_contact",
    ),
    "contacten": ("client_code", "maand", "soort", "aard", "plaats"),
    "activiteiten": ("maand", "type", "aantal"),
}


@dataclass(frozen=True)
class Delivery:
    """Clients and contacts, as an organisation delivers them."""

    clients: tuple[Row, ...]
    contacts: tuple[Row, ...]

    def without(self, *codes: str) -> "Delivery":
        """As delivered by who knows some clients no more."""
        return Delivery(
            tuple(row for row in self.clients if row[0] not in codes),
            tuple(row for row in self.contacts if row[0] not in codes),
        )

    def with_more(self, other: "Delivery") -> "Delivery":
        return Delivery(self.clients + other.clients, self.contacts + other.contacts)

    def first_half(self) -> "Delivery":
        """Of a year, what is delivered in July."""
        contacts = tuple(row for row in self.contacts if row[1] <= f"{YEAR}-06")
        seen = {row[0] for row in contacts}
        return Delivery(tuple(row for row in self.clients if row[0] in seen), contacts)

    def files(self) -> dict[str, tuple[str, bytes]]:
        rows = {"clienten": self.clients, "contacten": self.contacts, "activiteiten": ()}
        return {
            name: (
                f"{name}.csv",
                "".join(";".join(row) + "\n" for row in (HEADERS[name], *rows[name])).encode(),
            )
            for name in HEADERS
        }


def drawn(seed: int, number: int, prefix: str = "c") -> Delivery:
    """So many clients of one synthetic year, most in few groups, each with some contacts."""
    dice = Random(seed)
    clients: list[Row] = []
    contacts: list[Row] = []
    for nr in range(number):
        code = f"{prefix}{nr:03}"
        age = dice.choices(("21-24", "25-29", "30-39"), (50, 40, 10))[0]
        gender = dice.choices(("vrouw", "man", "trans_vrouw"), (75, 15, 10))[0]
        origin = dice.choices(("EU-oost", "belgie"), (80, 20))[0]
        branch = dice.choices(("raam", "straat", "escort"), (70, 20, 10))[0]
        known = dice.choice(("nieuw", "gekend"))
        clients.append((code, age, gender, origin, branch, known))
        for month in dice.sample(range(1, 13), dice.randint(1, 4)):
            kind = dice.choices(("medisch", "psychosociaal"), (70, 30))[0]
            contacts.append((code, f"{YEAR}-{month:02}", kind, "consultatie", "vast"))
    return Delivery(tuple(clients), tuple(contacts))


@dataclass(frozen=True)
class CareYear:
    """A year of care, as those who deliver it and those who read it have it."""

    city: City

    async def delivers(
        self,
        delivery: Delivery,
        at: datetime,
        half: int | None = None,
        organisation: str = "GHAPRO",
    ) -> str:
        """Deliver, sign and have accepted at one moment; the path of the delivery."""
        period = {"year": str(YEAR)} | ({} if half is None else {"half": str(half)})
        uploaded = await self.city.asks(
            "registry",
            Function.ZORG_REGISTRATOR,
            "/v1/deliveries",
            organisation,
            at,
            data={"organisation": organisation} | period,
            files=delivery.files(),
        )
        assert uploaded.json()["state"] == "gevalideerd", uploaded.text
        path = f"/v1/deliveries/{uploaded.json()['deliveryId']}"
        answers = {"answers": ["Ja."] * len(uploaded.json().get("questions", []))}
        for function, step, of in (
            (RESPONSIBLE, "submission", organisation),
            (ANALYST, "acceptance", "SSO"),
        ):
            body = answers if step == "submission" else {}
            taken = await self.city.asks("registry", function, f"{path}/{step}", of, at, json=body)
            assert taken.is_success, taken.text
        return path

    async def state(self, path: str, at: datetime) -> tuple[str, str | None]:
        """The state of a delivery, and the day on which its figures leave."""
        found = await self.city.does("registry", ANALYST, path, organisation="SSO", at=at)
        return found["state"], found["leavesOn"]

    async def erases(self, code: str, at: datetime) -> dict[str, int]:
        """What went of a client, counted."""
        found: dict[str, Any] = await self.city.does(
            "registry",
            RESPONSIBLE,
            "/v1/client-erasures",
            {"clientCode": code},
            organisation="GHAPRO",
            at=at,
        )
        (year,) = found["years"]
        erased: dict[str, int] = year["erased"]
        return erased

    async def read(self, at: datetime) -> Read:
        """All that is read at a moment: of the registry, of reporting now and by closed days."""
        found = {"published": await self._document()}
        for path in REGISTRY_SAYS:
            found[path] = await self._answer("registry", ANALYST, path, "SSO", at)
        days = [f"&asOf={day}" for day in DAYS if day < city_day(at)]
        for path in REPORTING_SAYS:
            for asked in (path, *(path + day for day in days)):
                found[asked] = await self._answer("reporting", OFFICIAL, asked, "STAD", at)
        return found

    async def _answer(
        self, service: str, function: Function, path: str, organisation: str, at: datetime
    ) -> bytes:
        answer = await self.city.asks(service, function, path, organisation, at)
        if not answer.is_success:  # each refusal has an identifier of its own
            return json.dumps(answer.json()["errors"]).encode()
        return answer.content

    async def _document(self) -> bytes:
        """``krachtlijn registry published``."""
        command = typer.main.get_command(care_registry.app)
        words = ["published", "--year", str(YEAR), *self.city.addresses()]
        result = await asyncio.to_thread(CliRunner().invoke, command, words)
        return result.stdout_bytes

    async def told_persons(self) -> list[dict[str, Any]]:
        rows = await self.city.rows(
            "reporting", "SELECT * FROM told_persons_half ORDER BY year, half"
        )
        return [dict(row) for row in rows]

    async def events(self) -> list[bytes]:
        """All that the registry ever told."""
        rows = await self.city.rows("registry", "SELECT body FROM bus_archive ORDER BY position")
        return [row["body"] for row in rows]


def closed(read: Read) -> Read:
    """Of what was read, the answers as of a day that is over: these never change again."""
    return {name: answer for name, answer in read.items() if "asOf" in name}


def timeless(read: Read) -> Read:
    """Of what was read, all that does not say when it was asked."""
    return {name: answer for name, answer in read.items() if "/indicators" not in name} | closed(
        read
    )
