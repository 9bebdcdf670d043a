"""Officers at work on who is who: what they call, as whom, and for what purpose."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx

from chassis.web import Function

from .databank import START, Databank, Someone, observed


@dataclass(frozen=True)
class Officer:
    databank: Databank
    subject: str = "agent-1"
    function: Function = Function.POLITIE_AGENT
    purpose: str | None = "toezicht"

    def headers(self, at: datetime) -> dict[str, str]:
        token = self.databank.sandbox.token(self.function, "politie", subject=self.subject)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": at.isoformat()}
        return headers | ({"Krachtlijn-Purpose": self.purpose} if self.purpose else {})

    async def post(
        self, path: str, body: dict[str, Any] | None = None, at: datetime | None = None
    ) -> httpx.Response:
        """In general when it was seen."""
        headers = self.headers(at or max([START, *observed(body or {})]))
        return await self.databank.client.post(path, json=body or {}, headers=headers)

    async def get(self, path: str, at: datetime = START) -> httpx.Response:
        return await self.databank.client.get(path, headers=self.headers(at))

    async def ask(
        self, method: str, path: str, more: dict[str, str] | None = None
    ) -> httpx.Response:
        """Any route, with headers of its own besides."""
        headers = self.headers(START) | (more or {})
        return await self.databank.client.request(method, path, headers=headers)

    async def did(
        self, path: str, body: dict[str, Any] | None = None, at: datetime | None = None
    ) -> dict[str, Any]:
        answer = await self.post(path, body, at)
        assert answer.status_code in (200, 201), answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def read(self, path: str) -> dict[str, Any]:
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def merge(self, into: str, other: str, at: datetime = START) -> dict[str, Any]:
        body = {"otherPersonId": other, "ground": "gegevens_vergeleken"}
        return await self.did(f"/v1/persons/{into}/merge", body, at)

    async def undo(self, change: dict[str, Any], at: datetime = START) -> dict[str, Any]:
        path = f"/v1/person-changes/{change['changeId']}/undo"
        return await self.did(path, {"ground": "vergissing"}, at)

    async def split(self, person_id: str, *claim_ids: str, **more: Any) -> dict[str, Any]:
        body = {"claimIds": claim_ids, "ground": "persoon_gezien"} | more
        return await self.did(f"/v1/persons/{person_id}/split", body)

    async def answer(
        self, review_id: str, answer: str, at: datetime = START, **more: Any
    ) -> dict[str, Any]:
        body = {"answer": answer, "ground": "gegevens_vergeleken"} | more
        return await self.did(f"/v1/reviews/{review_id}/answer", body, at)


async def seen(databank: Databank, branch: str, at: datetime, who: Someone) -> str:
    """The person that an inspection makes of somebody."""
    (person,) = (await databank.inspect(branch, at, who))["persons"]
    return str(person["personId"])


async def an_open_case(databank: Databank) -> dict[str, str]:
    """The header by which recherche says for which case it asks (handbook §4.3)."""
    number = f"AN.37.L4.{uuid4().int % 1_000_000:06d}/2026"
    await databank.fetch(
        "INSERT INTO research_case (id, reference, source, owner, opened_at)"
        " VALUES ($1, $2, 'elders', 'iemand', $3) RETURNING id",
        uuid4(),
        number,
        START,
    )
    return {"Krachtlijn-Case": number}


async def claims_of(databank: Databank, person_id: str) -> list[str]:
    """The claims of a person, the oldest first."""
    rows = await databank.fetch(
        "SELECT claim.id FROM membership JOIN claim ON claim.id = claim_id"
        " WHERE person_id = $1 AND until_at IS NULL ORDER BY received_at, claim.id",
        person_id,
    )
    return [str(row["id"]) for row in rows]
