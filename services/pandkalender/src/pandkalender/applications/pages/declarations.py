"""Page of the own declarations of suitability, with what to do next."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.web.pages import page
from pandkalender.applications import labels as application_words
from pandkalender.applications.rules.progress import PENDING
from pandkalender.applications.store import applications
from pandkalender.authorisation import Owner
from pandkalender.settings import RenewalReminder
from pandkalender.suitability import labels
from pandkalender.suitability.read import own_declarations

router = APIRouter(include_in_schema=False)


@router.get("/vergunningen")
async def get_declarations(
    request: Request, tx: Tx, actor: Owner, reminder: RenewalReminder
) -> Response:
    asked = await applications.of_owner(tx, actor.organisation)
    return page(
        request,
        "declarations.html",
        declarations=await own_declarations(tx, actor.organisation),
        applications=asked,
        examined={each.dossier_id for each in asked if each.dossier_id and each.state in PENDING},
        asked=application_words,
        today=city_day(tx.now),
        reminder=reminder,
        now=tx.now,
        words=labels,
    )
