"""API of the yearly inventory of branches."""

from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime

from chassis.edge import Tx
from chassis.web import View
from contracts.branches import Branch
from databank.police_plan.entries import LineBody, PathYear
from databank.police_plan.publish import publish_inventory, put_line
from databank.police_plan.rules.inventory import SourceKind
from databank.police_plan.store import inventory
from databank.roles import Leader, Officer, Protector

router = APIRouter(prefix="/v1/inventories")


class LineView(View):
    branch: Branch
    source: SourceKind
    places: int


class InventoryView(View):
    """``publishedAt`` is empty while it is being written."""

    year: int
    inventory_id: UUID | None
    published_at: AwareDatetime | None
    lines: tuple[LineView, ...]


@router.get("/{year}")
async def get_inventory(year: PathYear, tx: Tx, officer: Officer) -> InventoryView:
    return await _view(tx, year)


@router.post("/{year}/lines", status_code=201)
async def post_line(year: PathYear, body: LineBody, tx: Tx, officer: Protector) -> InventoryView:
    """A line takes the place of an earlier one of that branch and source."""
    await put_line(tx, officer, year, body)
    return await _view(tx, year)


@router.post("/{year}/publication", status_code=201)
async def post_publication(year: PathYear, tx: Tx, officer: Leader) -> InventoryView:
    await publish_inventory(tx, officer, year)
    return await _view(tx, year)


async def _view(tx: Tx, year: int) -> InventoryView:
    publication = await inventory.publication(tx.conn, year)
    return InventoryView(
        year=year,
        inventory_id=publication.id if publication else None,
        published_at=publication.published_at if publication else None,
        lines=tuple(LineView.model_validate(row) for row in await inventory.lines(tx.conn, year)),
    )
