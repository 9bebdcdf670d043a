"""Cases that are ready for a letter, with an address that does not exist."""

from uuid import UUID

import asyncpg

from chassis.days import city_day
from chassis.web import Function

from .city import City

WORKER = Function.DOSSIERBEHANDELAAR_BH
ADDRESS = {
    "name": "Onbestaandewicz",
    "street": "Teststraat",
    "houseNumber": "5",
    "box": "2",
    "postcode": "2000",
    "town": "Voorbeeld",
}


async def fine_case(
    city: City,
    rows: asyncpg.Connection,
    *,
    minor: bool = False,
    envisaged: int | None = 150,
    name: str = ADDRESS["name"],
) -> str:
    """A case that is ready for its opening letter, with an address."""
    finding_id = await city.transfers()
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    case_id: str = listed["_embedded"]["gasCases"][0]["caseId"]
    await rows.execute(
        "UPDATE gas_case SET envisaged = $2, minor = $3 WHERE case_id = $1",
        UUID(case_id),
        envisaged,
        minor,
    )
    await address(city, case_id, "overtreder", name)
    return case_id


async def address(city: City, case_id: str, role: str, name: str = ADDRESS["name"]) -> None:
    said = {**ADDRESS, "role": role, "name": name}
    await city.does(WORKER, f"/v1/cases/{case_id}/addressees", said)


async def another_letter(city: City, case_id: str, kind: str) -> None:
    """A letter of a kind to everybody of the case: drafted, checked by somebody else, posted."""
    answer = await city.call(WORKER, "POST", "/v1/letters", {"caseId": case_id, "kind": kind})
    assert answer.is_success, answer.text
    for letter in answer.json():
        path = f"/v1/letters/{letter['letterId']}"
        await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
        await city.does(
            WORKER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
        )
