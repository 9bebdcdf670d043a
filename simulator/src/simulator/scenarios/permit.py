"""The procedure by which a house of a story gets its declaration of suitability."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis.days import city_day
from simulator.city.grid import Spot
from simulator.play.actors import COLLEGE, POLICY_OFFICE, Actor
from simulator.play.poll import until
from simulator.scenarios.story import World

DOSSIERS = "/v1/suitability-dossiers"


async def permit(
    world: World,
    owner: Actor,
    house: Mapping[str, Any],
    spot: Spot,
    decision: Mapping[str, Any],
    at: datetime,
) -> str:
    """The whole procedure, until the calendar has the room; gives the id of the dossier."""
    body = {"premises": house, "rooms": [spot.room], "reason": "aanvraag"}
    filed = await world.post("enforcement", DOSSIERS, owner, at, body)
    dossier_id: str = filed.body["dossierId"]
    world.ledger.rooms[spot] = filed.body["rooms"][0]["roomId"]
    for step, office, more in (
        ("completeness", POLICY_OFFICE, {"complete": True}),
        ("advice-requests", POLICY_OFFICE, {"services": ["brandweer"]}),
        ("advices", POLICY_OFFICE, {"service": "brandweer", "outcome": "gunstig"}),
        ("decision", COLLEGE, decision),
    ):
        await world.post("enforcement", f"{DOSSIERS}/{dossier_id}/{step}", office, at, more)

    world.ledger.measures.declared[spot.premises] = city_day(at)

    async def room() -> bool | None:
        rooms = world.http.every("pandkalender", "/v1/rooms", owner, at)
        return any([room["acceptsShifts"] async for room in rooms]) or None

    await until(room, f"the room of {owner.organisation}")
    return dossier_id
