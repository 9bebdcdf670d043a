"""Information reports as the police transfer them: about a place, and maybe about somebody."""

from itertools import count
from typing import Any
from uuid import UUID, uuid4

from contracts.databank import InformationReportTransferred
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from .city import City

NUMBERS = count(1)


def at(street: str) -> Sealed[FactPlace]:
    place = FactPlace(label="Salon", street=street, house_number="7", postcode="2000")
    return Sealed.of(place)


async def reported(city: City, **fields: Any) -> UUID:
    """The police transfer a report; returns its id once it is handled."""
    values: dict[str, Any] = {
        "finding_id": uuid4(),
        "report_number": f"IR-{next(NUMBERS):05}/26",
        "fact_code": "seksuitbating.zonder-vergunning",
        "fact_at": city.now,
        "branch": "massagesalon",
        "in_tolerance_zone": False,
        "judicial_information": False,
        "on_hold": False,
        "transferred_at": city.now,
    }
    event = InformationReportTransferred(**values | fields)
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    return event.finding_id
