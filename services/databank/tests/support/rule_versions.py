"""Versions of a rule in tests: drafted, held against the past, and looked up again."""

import asyncio
from typing import Any

from chassis.web import Function

from .databank import Databank

MOVE = "/v1/rules/branch-move"
SOON = "2026-03-01"


def body(**parameters: Any) -> dict[str, Any]:
    return {
        "parameters": {"windowDays": 30, "minConfidence": 0.9} | parameters,
        "reason": "nieuwe_werkwijze",
    }


def leader(databank: Databank, subject: str) -> Databank:
    return databank.as_(Function.POLITIE_TEAMLEIDER, subject)


async def drafted(databank: Databank, by: str = "an", **parameters: Any) -> str:
    made = await leader(databank, by).created(f"{MOVE}/versions", body(**parameters))
    return f"{MOVE}/versions/{made['version']}"


async def back_tested(
    databank: Databank, version: str, by: str = "an", begins: str = "2025-12-01", to: str = SOON
) -> dict[str, Any]:
    asker = leader(databank, by)
    asked = await asker.post(f"{version}/back-tests", {"from": begins, "to": to})
    assert asked.status_code == 202, asked.text
    return await finished(asker, asked.json()["backTestId"])


async def finished(asker: Databank, test_id: str) -> dict[str, Any]:
    for _ in range(1_200):
        test = (await asker.get(f"/v1/back-tests/{test_id}")).json()
        if test["state"] not in ("wacht", "bezig"):
            return dict(test)
        await asyncio.sleep(0.05)
    raise TimeoutError(test)


async def version_of(databank: Databank, path: str) -> dict[str, Any]:
    rule = (await databank.get(MOVE)).json()
    number = int(path.rpartition("/")[2])
    return next(one for one in rule["versions"] if one["version"] == number)
