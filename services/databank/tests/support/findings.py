"""Findings that were drawn up and transferred over HTTP."""

from itertools import count
from typing import Any
from uuid import uuid4

from .databank import Databank, day

_numbers = count(10_000)


def report(**more: Any) -> dict[str, Any]:
    body = {
        "reportKind": "PV",
        "reportNumber": f"AN.69.L3.{next(_numbers)}/26",
        "factCode": "raam.niet-aangegeven",
        "factAt": day(0).isoformat(),
        "branch": "raam",
        "inToleranceZone": True,
        "premisesId": str(uuid4()),
        "addressee": "sanctionerend_ambtenaar",
        "offenderRole": "exploitant",
        "offender": {"name": "Vera Voorbeeld", "birthDate": "1970-01-01"},
        "possibleVictim": "nee",
    }
    return body | more


async def drawn_up(databank: Databank, **more: Any) -> str:
    answer = await databank.created("/v1/findings", report(**more))
    return str(answer["findingId"])


async def transfer(databank: Databank, finding_id: str, procedure: str = "gas") -> Any:
    return await databank.post(f"/v1/findings/{finding_id}/transfer", {"procedure": procedure})
