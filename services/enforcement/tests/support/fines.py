"""Fines that became final, ready to be paid; finance's way to their claims."""

from datetime import date, timedelta
from typing import Any

from fastapi import FastAPI

from chassis.web import Function

from .city import City
from .procedure import FineCase

FINANCE = Function.FINANCIEN


async def final_fine(city: City, app: FastAPI, cents: int = 15_000) -> str:
    """The path of the claim of a fine that became final: imposed, notified, and not appealed."""
    case = await FineCase.opens(city, app)
    await (await case.fined(cents // 100)).notified()
    terms = {term["termId"]: term["lastDay"] for term in (await case.look())["terms"]}
    case.go_to(date.fromisoformat(terms["gas.appeal_months"]) + timedelta(days=1))
    await case.becomes("te_betalen")
    return f"/v1/claims/{case.case_id}"


async def paid(city: City, path: str, cents: int, **more: Any) -> dict[str, Any]:
    return await city.does(FINANCE, f"{path}/payments", {"amountCents": cents, **more})


async def step(city: City, path: str, name: str, **more: Any) -> dict[str, Any]:
    return await city.does(FINANCE, f"{path}/steps", {"step": name, **more})


async def refused(city: City, path: str, body: dict[str, Any]) -> tuple[int, str]:
    """The status of a refusal, and what it says of the whole or of the first field."""
    response = await city.call(FINANCE, "POST", path, body)
    problem = response.json()
    errors = problem.get("errors")
    return response.status_code, errors[0]["reason"] if errors else problem["title"]
