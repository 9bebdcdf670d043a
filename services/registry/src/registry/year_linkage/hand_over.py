"""Hand the key of a year over to an organisation: once, to its responsible, and acknowledged."""

from typing import Any

from chassis.db import Transaction
from chassis.messages import lazy
from contracts.codes import CareOrganisation
from registry.year_linkage import store
from registry.year_linkage.rules.year import LinkageRefusedError, NoLinkageError, check_running
from registry.year_linkage.store import LinkageHandover, LinkageYear

TAKEN = lazy(
    "Je organisatie haalde deze sleutel al op. Is het bestand weg? Vraag de studiedienst om hem nog"
    " eens te laten ophalen."
)


async def hand_over(
    tx: Transaction, year: int, organisation: CareOrganisation, *, by: str
) -> dict[str, Any]:
    """The content of the key file, given this once. Raises ``RefusedError``."""
    linkage = await running(tx, year)
    given = await store.handover(tx, year, organisation)
    if given is not None and not given.is_repeatable:
        raise LinkageRefusedError(TAKEN)
    if given is None:
        given = LinkageHandover(
            year=year,
            organisation=organisation,
            times=0,
            handed_at=tx.now,
            handed_by=by,
            is_repeatable=False,
        )
    given.times += 1
    given.handed_at, given.handed_by, given.is_repeatable = tx.now, by, False
    given.acknowledged_at = given.acknowledged_by = None
    tx.session.add(given)
    await tx.session.flush()
    return store.secrets_of(tx, linkage).file(year)


async def acknowledge(
    tx: Transaction, year: int, organisation: CareOrganisation, *, by: str
) -> None:
    """The responsible has the file, and keeps it closed. Raises ``RefusedError``."""
    await running(tx, year)
    given = await _given(tx, year, organisation)
    if given.acknowledged_at is None:
        given.acknowledged_at, given.acknowledged_by = tx.now, by
        tx.session.add(given)


async def let_again(tx: Transaction, year: int, organisation: CareOrganisation) -> None:
    """The study department lets an organisation take the key once more. Raises ``RefusedError``."""
    await running(tx, year)
    given = await store.handover(tx, year, organisation)
    if given is None:
        raise LinkageRefusedError(lazy("Deze organisatie haalde de sleutel nog niet op."))
    given.is_repeatable = True
    tx.session.add(given)


async def confirm_erasure(
    tx: Transaction, year: int, organisation: CareOrganisation, *, by: str
) -> None:
    """The organisation erased its own copy, once the year is over here. Raises ``RefusedError``."""
    linkage = await store.lock(tx, year)
    if linkage is None:
        raise NoLinkageError(year)
    given = await _given(tx, year, organisation)
    if linkage.secrets is not None:
        raise LinkageRefusedError(
            lazy("De koppeling loopt nog. Bewaar de sleutel tot ze gebeurd is.")
        )
    if given.erased_at is None:
        given.erased_at, given.erased_by = tx.now, by
        tx.session.add(given)


async def running(tx: Transaction, year: int) -> LinkageYear:
    """The year's linkage, locked. Raises ``NoLinkageError``, ``LinkageOverError``."""
    linkage = await store.lock(tx, year)
    if linkage is None:
        raise NoLinkageError(year)
    check_running(year, linkage.state)
    return linkage


async def _given(tx: Transaction, year: int, organisation: CareOrganisation) -> LinkageHandover:
    given = await store.handover(tx, year, organisation)
    if given is None:
        raise LinkageRefusedError(
            lazy("Je organisatie haalde de sleutel van %(year)s nog niet op.", year=year)
        )
    return given
