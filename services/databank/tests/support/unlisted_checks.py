"""A check of the mayor's order at a place without a declaration, as the city asks it."""

from uuid import uuid4

from contracts.codes import SanctionKind
from contracts.enforcement import ExecutionCheckRequested
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from .databank import Databank, day


async def asked(databank: Databank, street: str) -> str:
    """The id of a check that the city asks at an address that it has no declaration of."""
    at = max(databank.clock.now(), day(10))
    place = FactPlace(label="Salon", street=street, house_number="7", postcode="2000")
    event = ExecutionCheckRequested(
        case_id=uuid4(),
        premises_id=uuid4(),
        kind=SanctionKind.TIJDELIJKE_SLUITING,
        effective_from=at,
        requested_at=at,
        place=Sealed.of(place),
    )
    await databank.tell(event)
    return str(event.case_id)
