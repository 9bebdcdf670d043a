"""Linkage codes as an organisation's browser makes them, and a year that is linked."""

import hmac
import re
import unicodedata
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import httpx

from chassis.web import Function
from registry.settings import RegistrySettings
from registry.year_linkage import store

from .deliveries import Tables
from .registry import FEBRUARY, Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
LETTERS = "bcdfghjklmnpqrstvwxz"
OTHERS = ("BOYS", "FREECLINIC")


def code_of(key: bytes, mother: str, father: str, year: int, gender: str) -> str:
    """The page's own recipe (``static/pseudonyms.js``), said again in another language."""
    sex = {"vrouw": "v", "trans_vrouw": "v", "man": "m", "trans_man": "m"}.get(gender, "x")
    plain = f"{sex}|{year}|{_two(mother)}|{_two(father)}"
    number = int.from_bytes(hmac.digest(key, plain.encode(), sha256))
    code = ""
    for _ in range(18):
        number, rest = divmod(number, 20)
        code += LETTERS[rest]
    return f"k1-{code}"


def _two(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).lower()
    return re.sub(r"[^a-z]", "", plain)[:2]


@dataclass
class LinkedYear:
    """A year with linkage, as its people go about it."""

    registry: Registry
    year: int = 2025
    at: str = FEBRUARY

    async def post(
        self,
        function: Function,
        step: str = "",
        organisation: str = "SSO",
        subject: str = "iemand",
        **body: Any,
    ) -> httpx.Response:
        token = self.registry.sandbox.token(
            function, organisation, service="registry", subject=subject
        )
        return await self.registry.client.post(
            f"/v1/years/{self.year}/linkage{step}",
            headers={"Authorization": f"Bearer {token}", "Krachtlijn-Time": self.at},
            json=body or None,
        )

    async def opened(self) -> None:
        answer = await self.post(ANALYST, decidedOn="2025-01-15")
        assert answer.status_code == 204, answer.text

    async def key(self, organisation: str) -> bytes:
        answer = await self.post(RESPONSIBLE, "/key", organisation)
        assert answer.status_code == 200, answer.text
        return b64decode(answer.json()["key"])

    async def deliver(
        self, organisation: str, tables: Tables, persons: Mapping[str, tuple[str, str, int]]
    ) -> dict[str, Any]:
        """Deliver and accept, with a code of each client whose parents and year are known."""
        key = await self.key(organisation)
        return await self.registry.accepted(coded(tables, key, persons), organisation, self.year)

    async def sampled(
        self, *organisations: str, sampled: int = 100, alike: int | None = None
    ) -> None:
        """So many of each coded a second time; all of them alike unless said."""
        same = sampled if alike is None else alike
        for organisation in organisations:
            answer = await self.post(
                RESPONSIBLE, "/sample", organisation, sampled=sampled, alike=same
            )
            assert answer.status_code == 204, answer.text

    async def frozen(self, *without: str) -> None:
        answer = await self.registry.freeze(self.year, without=without)
        assert answer.status_code == 200, answer.text

    async def asked(self) -> httpx.Response:
        return await self.post(ANALYST, "/request", subject="eerste")

    async def joined(self) -> httpx.Response:
        return await self.post(ANALYST, "/join", subject="tweede")

    async def kept_key(self) -> bytes:
        """What the service itself could still say of the key."""
        async with self.registry.app.state.database.begin(datetime.now(UTC)) as tx:
            linkage = await store.find(tx, self.year)
            assert linkage is not None
            return store.secrets_of(tx, linkage).key

    async def seen(self, function: Function = ANALYST, organisation: str = "SSO") -> dict[str, Any]:
        answer = await self.registry.get(
            function, f"/v1/years/{self.year}/linkage", organisation=organisation
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


def coded(tables: Tables, key: bytes, persons: Mapping[str, tuple[str, str, int]]) -> Tables:
    clients = [
        {**row, "koppelcode": code_of(key, *persons[row["client_code"]], row["gender"])}
        if row["client_code"] in persons
        else {**row, "koppelcode": ""}
        for row in tables.clienten
    ]
    return tables.changed(clienten=clients)


LINKING = RegistrySettings(linkage=True)
