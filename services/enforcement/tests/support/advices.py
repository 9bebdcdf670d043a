"""Advices asked of services about an application from the calendar, and who gives them."""

from datetime import timedelta
from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function

from .applications import submitted
from .browser import Browser, signed_in
from .city import City

OFFICE = Function.PROSTITUTIEAMBTENAAR


async def adviser(app: FastAPI, city: City, service: str) -> Browser:
    tag = f"advies-{uuid4().hex[:6]}"
    return await signed_in(app, city, Function.ADVIESDIENST, tag, service.upper())


async def asked(city: City, *services: str, days: int | None = None) -> str:
    """The dossier of an application from the calendar, with advices asked of services."""
    application_id = uuid4()
    ids = await city.sandbox.publish(submitted(city, application_id), at=city.now)
    await city.sandbox.handled("enforcement", ids)
    async with city.sandbox.asking("enforcement") as conn:
        row = "SELECT dossier_id FROM received_application WHERE application_id = $1"
        dossier_id = await conn.fetchval(row, application_id)
    path = f"/v1/suitability-dossiers/{dossier_id}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    due = {} if days is None else {"dueAt": (city.now + timedelta(days=days)).isoformat()}
    await city.does(OFFICE, f"{path}/advice-requests", {"services": [*services], **due})
    return str(dossier_id)
