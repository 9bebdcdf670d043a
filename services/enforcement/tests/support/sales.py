"""A declaration that goes over to another holder: its owner tells it, and the office accepts it."""

import httpx

from chassis.web import Function

from .city import City

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR


async def asks_to_sell(city: City, path: str, seller: str, buyer: str) -> httpx.Response:
    """What the office is answered."""
    await city.does(OWNER, f"{path}/changes", {"kind": "houder"}, organisation=seller)
    said = {"outcome": "aanvaard", "reason": "Nagegaan.", "holder": buyer, "newHolder": True}
    return await city.call(OFFICE, "POST", f"{path}/change-assessment", said)


async def sells(city: City, path: str, seller: str, buyer: str) -> None:
    answer = await asks_to_sell(city, path, seller, buyer)
    assert answer.is_success, answer.text


async def house_is_sold(city: City, premises_id: object, buyer: str) -> str:
    """Whoever holds it sells it today; the path of its declaration."""
    listed = f"/v1/suitability-dossiers?premisesId={premises_id}"
    (dossier,) = (await city.sees(OFFICE, listed))["_embedded"]["dossiers"]
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    await sells(city, path, dossier["owner"], buyer)
    return path
