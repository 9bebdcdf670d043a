"""Establishments of every branch: list, search and open them; every read is written down."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from contracts.branches import Branch
from databank.premises.store import establishments
from databank.premises.store.establishments import EstablishmentFile, EstablishmentPage
from databank.roles import TOEZICHT
from databank.search.rules import MOST_PLACES
from linkage import names
from linkage.comparison_levels import street_level


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """Data known of a place. A street is found also when it is misspelt or shortened."""

    street: str | None = None
    house_number: str | None = None
    name: str | None = None
    branch: Branch | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.street or self.house_number or self.name or self.branch)


async def list_establishments(
    tx: Transaction, officer: Actor, branch: Branch | None, offset: int, limit: int
) -> EstablishmentPage:
    """One page of all establishments, or of those of a branch."""
    page = await establishments.page_of(tx.conn, tx.now, branch, offset, limit)
    await log_read(tx, officer, f"{len(page.rows)} inrichtingen")
    return page


async def find_establishments(tx: Transaction, query: PlaceQuery) -> list[UUID]:
    """The ids that fit a query, one more than is shown when there are more."""
    streets = None
    if query.street:
        asked = names.street_key(query.street)
        streets = [
            street
            for street in await establishments.streets(tx.conn)
            if street_level(asked, names.street_key(street)) in ("exact", "alike")
        ]
    house = "".join(filter(str.isalnum, query.house_number or "")).upper() or None
    name = (query.name or "").strip() or None
    return await establishments.find(tx.conn, query.branch, streets, house, name, MOST_PLACES + 1)


async def open_establishment(
    tx: Transaction, officer: Actor, establishment_id: UUID
) -> EstablishmentFile:
    """An establishment, with the read written down: supervision is what it is kept for.

    Raises ``NotFoundError``.
    """
    row = await establishments.get(tx.conn, tx.now, establishment_id)
    if row is None:
        raise NotFoundError(lazy("Deze inrichting"))
    await log_read(tx, officer, str(establishment_id))
    return row


async def log_read(tx: Transaction, officer: Actor, subject: str) -> None:
    """Log that establishments were read; ``subject`` is an id, or how many there were."""
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="establishment",
        subject_id=subject,
        purpose=TOEZICHT,
    )
