"""Publish what the team writes: the yearly inventory, and guidelines in versions."""

from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError
from chassis.web import Actor
from contracts.databank import InventoryPublished
from databank.entries import store as entries
from databank.police_plan.entries import GuidelineBody, LineBody
from databank.police_plan.store import guidelines, inventory
from databank.police_plan.store.inventory import InventoryLineRow, InventoryRow


class GuidelineNotFoundError(NotFoundError):
    def __init__(self) -> None:
        super().__init__(lazy("Deze richtlijn"))


async def put_line(tx: Transaction, officer: Actor, year: int, new: LineBody) -> None:
    """Keep a line of an inventory that was not published yet, in place of an earlier one of that
    branch and source."""
    if await inventory.publication(tx.conn, year) is not None:
        raise _published(year)
    row = InventoryLineRow(
        year=year,
        branch=new.branch,
        source=new.source,
        places=new.places,
        recorded_at=tx.now,
        recorded_by=officer.subject,
    )
    await entries.put(tx.conn, row)


async def publish_inventory(tx: Transaction, officer: Actor, year: int) -> None:
    """Publish the inventory of a year, once. Others hear the year, the day and the branches."""
    lines = await inventory.lines(tx.conn, year)
    if not lines or year > city_day(tx.now).year:
        reason = lazy("Deze inventaris is nog leeg. Voeg eerst regels toe.")
        raise StepRefusedError(reason, allowed=[])
    publication = InventoryRow(
        year=year, id=uuid4(), published_at=tx.now, published_by=officer.subject
    )
    if not await entries.add_once(tx.conn, publication):
        raise _published(year)
    event = InventoryPublished(
        inventory_id=publication.id,
        year=year,
        branches=tuple(dict.fromkeys(line.branch for line in lines)),
        published_at=tx.now,
    )
    record(tx, event)


def _published(year: int) -> StepRefusedError:
    reason = lazy("De inventaris van %(year)s is al gepubliceerd.", year=year)
    return StepRefusedError(reason, allowed=[])


async def publish_guideline(
    tx: Transaction, officer: Actor, guideline_id: UUID, new: GuidelineBody
) -> None:
    """A first version, or the next: what was published before stays readable."""
    at, by = tx.now, officer.subject
    await guidelines.add_version(tx.conn, guideline_id, new.title, new.text, at, by)


async def publish_version(
    tx: Transaction, officer: Actor, guideline_id: UUID, new: GuidelineBody
) -> None:
    """The next version of a guideline that there is. Raises ``GuidelineNotFoundError``."""
    if not await guidelines.versions(tx.conn, officer.subject, guideline_id):
        raise GuidelineNotFoundError
    await publish_guideline(tx, officer, guideline_id, new)


async def note_read(tx: Transaction, officer: Actor, guideline_id: UUID, number: int) -> None:
    """Somebody read a version, and says so."""
    known = await guidelines.versions(tx.conn, officer.subject, guideline_id)
    if number not in [each.number for each in known]:
        raise NotFoundError(lazy("Deze versie"))
    await guidelines.note_read(tx.conn, guideline_id, number, officer.subject, tx.now)
