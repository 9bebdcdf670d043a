"""The desk at which sanctions are prepared: a finding becomes a case, step by step a decision."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.codes import DecidingBody, SanctionKind
from simulator.play.actors import CASE_WORKER, COLLEGE, MAYOR_OFFICE
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.poll import until

SECRETARIES = {DecidingBody.COLLEGE: COLLEGE, DecidingBody.BURGEMEESTER: MAYOR_OFFICE}
BY_HAND = {"registered": False}
"""Against a dated receipt: the days of this city are few."""
EXTRACT = "Wie werkt in een pand wordt vooraf aangegeven in de pandkalender."


class SanctionDesk:
    """Case workers; the secretary of each body records what it decided."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def opened(self, finding_id: str, at: datetime) -> str:
        """Once the finding became a case: its id."""

        async def case() -> str | None:
            found = await self.get("/v1/sanction-cases", at, findingId=finding_id)
            (cases,) = found["_embedded"].values()
            return str(cases[0]["caseId"]) if cases else None

        return await until(case, "a sanction case about the finding")

    async def reaches(self, case_id: str, state: str, at: datetime) -> None:
        """Wait until a case is in a state: what happened elsewhere reached it."""

        async def there() -> bool | None:
            return (await self.look(case_id, at))["state"] == state or None

        await until(there, f"a sanction case to be in state {state}")

    async def look(self, case_id: str, at: datetime) -> Any:
        return await self.get(f"/v1/sanction-cases/{case_id}", at)

    async def take(self, case_id: str, step: str, at: datetime, **body: Any) -> Any:
        return await self._post(case_id, step, at, body)

    async def decide(
        self, case_id: str, kind: SanctionKind, body: DecidingBody, at: datetime, **more: Any
    ) -> None:
        """The body decided; its own secretary records it."""
        decided = {
            "kind": kind,
            "decidingBody": body,
            "defenceAnswer": "Wat de eigenaar zei, is gelezen.",
            "motivation": "Het advies wordt gevolgd.",
            "proportionality": "De maatregel staat in verhouding tot de feiten.",
            **more,
        }
        await self._post(case_id, "decision", at, decided, body)

    async def get(self, path: str, at: datetime, **params: str | int) -> Any:
        return _sound(await self._http.get("enforcement", path, CASE_WORKER, at, **params)).body

    async def _post(
        self,
        case_id: str,
        step: str,
        at: datetime,
        body: Mapping[str, Any],
        by: DecidingBody | None = None,
    ) -> Any:
        actor = SECRETARIES[by] if by else CASE_WORKER
        path = f"/v1/sanction-cases/{case_id}/{step}"
        return _sound(await self._http.post("enforcement", path, actor, at, body)).body


def _sound(answer: Answer) -> Answer:
    if not answer.ok:
        raise SurpriseError("enforcement", answer)
    return answer
