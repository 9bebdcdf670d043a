"""Exchanges with partners, recorded over the API."""

from datetime import timedelta
from typing import Any

from chassis.days import city_day

from .databank import Databank, unlike_others
from .officers import seen

PATH = "/v1/exchanges"


async def recorded(databank: Databank, **changes: Any) -> str:
    """An exchange about a phenomenon, unless told otherwise."""
    now = databank.clock.now()
    body: dict[str, Any] = {
        "direction": "gevraagd",
        "partner": "recherche_zeden",
        "about": "fenomeen",
        "phenomenon": "verschuiving",
        "purpose": "toezicht",
        "basis": "wpa_politiediensten",
        "categories": ["cijfers"],
        "happenedAt": now.isoformat(),
        "dueOn": (city_day(now) + timedelta(days=14)).isoformat(),
    }
    found = await databank.created(PATH, {**body, **changes}, now)
    return str(found["exchangeId"])


async def about_somebody(databank: Databank, **changes: Any) -> tuple[str, str]:
    """An exchange about a person, and the person."""
    person = await seen(databank, "straat", databank.clock.now(), unlike_others())
    about = {
        "about": "persoon",
        "phenomenon": None,
        "personId": person,
        "categories": ["identiteit", "vormen"],
        "note": "Gevraagd aan commissaris Kanarievogel",
    }
    return await recorded(databank, **(about | changes)), person
