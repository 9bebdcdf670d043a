"""The procedure by which a house of a story gets its declaration of suitability."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chassis.days import city_day
from contracts.codes import VisitReason
from simulator.city.grid import Spot
from simulator.city.premises import STREETS
from simulator.play import actors
from simulator.play.actors import Account, Actor
from simulator.play.applicant import Applicant, House
from simulator.play.permit_office import PermitOffice, visit_of
from simulator.play.poll import until
from simulator.scenarios.story import World
from simulator.truth_measures import VisitMade

SERVICES = ("brandweer", "hygiene")
ALL_KNOWN = "Statuten, stedenbouw en moraliteit zijn dit jaar al nagegaan."
FILED = "ingediend"


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner of a story: their programs, and their name at the calendar's site."""

    code: str
    name: str

    @property
    def actor(self) -> Actor:
        return actors.owner(self.code)

    @property
    def account(self) -> Account:
        return Account("eigenaar", self.name)


def house(spot: Spot, label: str) -> House:
    """A house with one room that no other owner has, and that only a story knows."""
    return House(label, STREETS[0], str(spot.premises), (spot.room,))


async def permit(
    world: World,
    owner: Owner,
    spot: Spot,
    label: str,
    decision: dict[str, Any],
    at: datetime,
) -> str:
    """The whole procedure, until the calendar has the room; gives the id of the dossier.

    The owner applies at the calendar's site, each service advises on its own page, the office
    visits by its checklist, and the college decides.
    """
    office, applicant = PermitOffice(world.http), Applicant(world.http, owner.account)
    application = await applicant.apply(house(spot, label), at)
    dossier = await office.received(owner.code, FILED, at)
    dossier_id: str = dossier["dossierId"]
    world.ledger.rooms[spot] = dossier["rooms"][0]["roomId"]
    world.ledger.premises[spot.premises] = dossier["premisesId"]
    conditions = decision.get("conditions", [None])
    await office.advised(dossier_id, SERVICES, at, condition=conditions[0])
    await visit(world, dossier, spot, VisitReason.AANVRAAG, at)
    await office.decide(dossier_id, {**decision, "lackingBecause": ALL_KNOWN}, at)
    world.ledger.measures.declared[spot.premises] = city_day(at)
    await until(lambda: _has_room(world, owner, at), f"the room of {owner.code}")
    number = (await office.look(dossier_id, at))["number"]
    await applicant.comes_to_read(application, number, at)
    return dossier_id


async def visit(
    world: World,
    dossier: Mapping[str, Any],
    spot: Spot,
    reason: VisitReason,
    at: datetime,
    *,
    in_order: bool = True,
) -> None:
    """The office visits the one room of a house of a story, and the truth knows it."""
    await PermitOffice(world.http).visit(dossier, reason, at, in_order=in_order)
    kind, result = visit_of(reason, in_order=in_order)
    made = VisitMade(city_day(at), spot.premises, STREETS[0], kind, reason, result, rooms=1)
    world.ledger.measures.visits.append(made)


async def _has_room(world: World, owner: Owner, at: datetime) -> bool | None:
    rooms = world.http.every("pandkalender", "/v1/rooms", owner.actor, at)
    return any([room["acceptsShifts"] async for room in rooms]) or None
