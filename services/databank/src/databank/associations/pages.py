"""Page of ``/personen/{id}/verbanden``: with whom a person shares something, and since when."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.pages import go, page
from databank.access.purposes import pages as purposes
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.pages import GrantId
from databank.associations import labels, rules
from databank.associations.read import associates
from databank.persons import labels as person_labels
from databank.persons.store import persons
from databank.roles import Investigator
from databank.screens import labels as screens

router = APIRouter(include_in_schema=False)


@router.get("/personen/{person_id}/verbanden")
async def get_associations(
    request: Request, person_id: UUID, tx: Tx, officer: Investigator, grant: GrantId = None
) -> Response:
    """For the purpose for which the file was opened; who has none states one there first."""
    current = await purposes.current_grant(request, tx, officer, grant, person_id)
    if current is None:
        return go(f"/personen/{person_id}")
    chart = await associates(tx, officer, person_id, current.purpose)
    if chart.person.merged_into is not None:
        survivor = await persons.survivor(tx.conn, person_id)
        return go(f"/personen/{survivor}?doel={current.id}")
    return page(
        request,
        "associations.html",
        chart=chart,
        points=rules.circle(len(chart.associates)),
        grant=current,
        labels=labels,
        rules=rules,
        person_labels=person_labels,
        screens=screens,
        PURPOSE=PURPOSE,
    )
