"""Letters with a code, and somebody at home who has one."""

import io
import re
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

import httpx
from fastapi import FastAPI
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import Function

from .browser import Browser, signed_in
from .city import City
from .letters import WORKER

CODE = re.compile(r"[2-9ACDEFHJKMNPQRTWXY]{4}(?:-[2-9ACDEFHJKMNPQRTWXY]{4}){2}")

PLACES = (f"{first}.{second}" for first in count() for second in range(1, 250))
"""No two visitors come from one place, where tries are counted."""


@dataclass
class Sent:
    """A letter that left, with the code on it."""

    letter_id: str
    code: str


def visitor(app: FastAPI, city: City) -> Browser:
    """Somebody at home without an account."""
    source = (f"10.{uuid4().int % 250}.{next(PLACES)}", 1)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=source)
    return Browser(httpx.AsyncClient(transport=transport, base_url="http://service"), city)


async def opening_letters(
    app: FastAPI, city: City, case_id: str, *, posted: bool = True
) -> list[Sent]:
    """The opening letters of a case, the person's first: drafted, checked by another, posted."""
    tag = uuid4().hex[:6]
    drafts = await signed_in(app, city, WORKER, f"maakt-{tag}")
    checks = await signed_in(app, city, Function.JURIST_BH, f"kijkt-{tag}")
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    listed = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    letters = sorted(listed["_embedded"]["letters"], key=lambda each: each["role"] != "overtreder")
    ids = [letter["letterId"] for letter in letters]
    sent = []
    for letter_id in ids:
        pdf = await drafts.get(f"/brieven/{letter_id}/brief.pdf")
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
        (code,) = CODE.findall(text)
        sent.append(Sent(letter_id, code))
    if posted:
        await checks.does("/brieven/nakijken", brief=ids)
        await drafts.does("/brieven/posten", brief=ids, gepost=str(city_day(city.now)), pv="true")
    return sent
