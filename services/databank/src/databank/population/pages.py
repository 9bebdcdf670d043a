"""Page ``/momentopnames``: which periods of the sector were measured, and measuring the last."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, read, tell
from chassis.web.pages.idempotency import is_first, new_key
from databank.population import store
from databank.population.labels import COUNTED
from databank.population.measure import measure
from databank.population.rules.spans import FIRST_DAY, Span
from databank.population.rules.told import BASES
from databank.roles import Executing, Leader
from databank.screens.key_form import KeyForm, key_of

router = APIRouter(prefix="/momentopnames", include_in_schema=False)


@router.get("")
async def get_measurements(request: Request, tx: Tx, _officer: Executing) -> Response:
    measured = await store.since(tx.conn, FIRST_DAY)
    last = Span.month_before(city_day(tx.now))
    return page(
        request,
        "population.html",
        measured=measured,
        last=None if last in [each.span for each in measured] else last,
        bases=BASES,
        counted=COUNTED,
        key=new_key(),
    )


@router.post("/meten")
async def post_measurement(request: Request, tx: Tx, officer: Leader) -> Response:
    if await is_first(tx, key_of(await read(request, KeyForm))):
        await measure(tx, Span.month_before(city_day(tx.now)), officer.subject)
        await tell(tx, request, _("De momentopname is gemaakt en vertrokken."))
    return go("/momentopnames")
