"""DP-07 in enforcement and registry: what is of another owner or organisation does not exist.

Every row of the table that reaches ``own`` alone answers the same for another's id as for no id.
"""

import json
import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.web import Function
from chassis.web.authorisation import rows
from launcher.sandbox import Sandbox

from .support.services import Built

AT = "2026-02-10T10:00:00+01:00"
VARYING = {"date", "content-length", "correlation-id"}
FILED = {
    "premises": {
        "label": "P-901",
        "street": "Voorbeeldstraat",
        "houseNumber": "901",
        "postcode": "2000",
    },
    "rooms": ["R-01"],
}

TABLES = ("clienten", "contacten", "activiteiten")


class Asker:
    """Somebody of an organisation, who asks as one function or another."""

    def __init__(
        self, sandbox: Sandbox, client: httpx.AsyncClient, service: str, organisation: str
    ) -> None:
        self.organisation = organisation
        self._sandbox, self._client, self._service = sandbox, client, service

    async def asks(self, function: Function, method: str, path: str, **more: Any) -> httpx.Response:
        token = self._sandbox.token(function, self.organisation, service=self._service)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": AT}
        return await self._client.request(method, path, headers=headers, **more)


async def a_dossier(asker: Asker) -> str:
    path = "/v1/suitability-dossiers"
    answer = await asker.asks(Function.EIGENAAR, "POST", path, json=FILED)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["dossierId"])


async def a_delivery(asker: Asker) -> str:
    """Whatever is wrong with it: it is kept, and it is theirs."""
    answer = await asker.asks(
        Function.ZORG_REGISTRATOR,
        "POST",
        "/v1/deliveries",
        data={"organisation": asker.organisation, "year": "2025"},
        files={table: (f"{table}.csv", b"nothing\n1\n") for table in TABLES},
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["deliveryId"])


def told(answer: httpx.Response, asked: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    """What an answer says, without the id that was asked and what differs for every request."""
    body = json.loads(answer.text.replace(asked, "ID"))
    body.pop("identifier", None)
    headers = {
        name: value.replace(asked, "ID")
        for name, value in answer.headers.items()
        if name.lower() not in VARYING
    }
    return answer.status_code, body, headers


CASES = {
    "enforcement": (("OWN-901", "OWN-902"), a_dossier, "/v1/suitability-dossiers", 3),
    "registry": (("FREECLINIC", "GHAPRO"), a_delivery, "/v1/deliveries", 4),
}

SAID: dict[str, dict[str, Any]] = {
    "/v1/deliveries/{delivery_id}/suggestions": {"json": {"accepted": ["maand"]}}
}
"""What a route must be told before it looks for the thing."""


@pytest.mark.parametrize("holder", CASES)
async def test_dp07_what_is_anothers_is_as_what_does_not_exist_on_every_route(
    built: Built, sandbox: Sandbox, holder: str
) -> None:
    (one, other), make, listed, fewest = CASES[holder]
    app = built(holder)
    async with sandbox.serve(app) as client:
        mine, theirs = (Asker(sandbox, client, holder, each) for each in (one, other))
        made = await make(mine)
        reading = next(
            function
            for (method, path), row in rows(app.state.table)
            if (method, path) == ("GET", listed)
            for function in sorted(row.own)
        )
        before = (await mine.asks(reading, "GET", f"{listed}/{made}")).json()
        walked = 0
        for (method, path), row in rows(app.state.table):
            if "{" not in path or not path.startswith("/v1/"):
                continue
            place = re.sub(r"\{(case|dossier|delivery)_id\}", "{id}", path)
            if "{id}" not in place:
                continue  # of a year: everybody's own
            for function in sorted(row.own):
                unknown = str(uuid4())
                answers = [
                    told(
                        await theirs.asks(
                            function, method, place.replace("{id}", asked), **SAID.get(path, {})
                        ),
                        asked,
                    )
                    for asked in (made, unknown)
                ]
                assert answers[0][0] == 404, (method, path, answers[0])
                assert answers[0] == answers[1], (method, path)
                walked += 1
        assert walked >= fewest
        for filtered in (listed, f"{listed}?owner={one}&organisation={one}"):
            seen = await theirs.asks(reading, "GET", filtered)
            assert seen.status_code == 200
            assert made not in seen.text
        assert (await mine.asks(reading, "GET", f"{listed}/{made}")).json() == before
