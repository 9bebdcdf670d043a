"""Register the places of an inspection: establishments, window premises, or a label of a branch."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from contracts.branches import Branch
from databank.inspections.rules import UnknownEstablishmentError, label_key
from databank.premises.store import premises


@dataclass(frozen=True, slots=True)
class Place:
    """One of: an establishment that is known, window premises, or a label of a branch."""

    establishment_id: UUID | None = None
    premises_id: UUID | None = None
    label: str | None = None
    branch: Branch | None = None


async def register_places(
    tx: Transaction, branch: Branch, places: Sequence[Place]
) -> tuple[UUID, ...]:
    """The ids of places; new ones are registered, in ``branch`` unless they name their own."""
    given = {place.establishment_id for place in places if place.establishment_id}
    missing = given - await premises.known_establishments(tx.conn, given) if given else set()
    for position, place in enumerate(places):
        if place.establishment_id in missing:
            raise UnknownEstablishmentError(position)
    windows = [place.premises_id for place in places if place.premises_id]
    of_premises = await premises.of_premises(tx.conn, windows, tx.now) if windows else {}
    labels = [
        ((place.branch or branch).value, label_key(place.label), place.label)
        for place in places
        if place.label
    ]
    labelled = await premises.labelled(tx.conn, labels, tx.now) if labels else {}
    ids = [
        place.establishment_id
        or (of_premises[place.premises_id] if place.premises_id else None)
        or labelled[(place.branch or branch).value, label_key(place.label or "")]
        for place in places
    ]
    return tuple(dict.fromkeys(ids))
