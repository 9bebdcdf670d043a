"""Findings: drawn up and transferred over HTTP, or noted and closed on a phone."""

from itertools import count
from typing import Any
from uuid import uuid4

from .browser import Browser
from .databank import Databank, day
from .forms import send_twice

AT = day(500)

_numbers = count(10_000)


def report(**more: Any) -> dict[str, Any]:
    body = {
        "reportKind": "PV",
        "reportNumber": report_number(),
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
    sent = {"procedure": procedure, "judicialInformation": False}
    return await databank.post(f"/v1/findings/{finding_id}/transfer", sent)


def note_form(**more: Any) -> dict[str, Any]:
    return {
        "feit": "straatprostitutie",
        "vorm": "straat",
        "zone": "false",
        "overtreder": "anders",
        "rol": "exploitant",
        "naam": "Vera Voorbeeld",
        "geboren": "1970",
        "sleutel": str(uuid4()),
    } | more


async def note_finding(browser: Browser, **more: Any) -> str:
    """The address of the finding; about a minor, protection is shown first."""
    form = note_form(**more)
    done = await browser.moves_to(AT).post("/vaststellingen/nieuw", form)
    assert done.status_code == 303, done.text
    return f"/vaststellingen/{form['sleutel']}"


def report_number() -> str:
    return f"AN.69.L3.{next(_numbers)}/26"


async def close_report(browser: Browser, consequence: str, **more: Any) -> str:
    path = await note_finding(browser, **more)
    await send_twice(browser, f"{path}/gevolg", gevolg=consequence)
    await send_twice(browser, f"{path}/nummer", nummer=report_number())
    return path
