"""The screens ``/inzage``: accesses, those to one person, figures of use, and the chain's check."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import day_start
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import security_events
from chassis.web.access_log.log import Action, record_access
from chassis.web.access_log.review import queries
from chassis.web.access_log.review.labels import (
    ACTIONS,
    CHAIN,
    LIST,
    LOG,
    PURPOSE,
    SECURITY_EVENTS,
    SIGN_INS,
    USAGE,
)
from chassis.web.access_log.review.oversight import Oversight
from chassis.web.access_log.review.queries import AccessFilter
from chassis.web.authorisation.gate import allow
from chassis.web.bodies import Body
from chassis.web.pages import gettext as _
from chassis.web.pages import go, page, read, tell
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from chassis.web.problem import Problem
from chassis.web.roles import Actor

PATH = "/inzage"
SHOWN = 50
MOST_OF_ONE = 2000
PERIOD = timedelta(days=28)

Text = Annotated[str, Query(max_length=200)]
Number = Annotated[int, Query(alias="bladzijde", ge=1, le=100_000)]


class CheckForm(Body):
    action: Literal["controleer"] = Field(alias="actie")
    key: UUID = Field(alias="sleutel")


def router(oversight: Oversight) -> APIRouter:
    """The pages, for the service's own data-protection officer and for nobody else."""
    routes = APIRouter(prefix=PATH, include_in_schema=False)
    overseer = allow(oversight.overseer)

    @routes.get("")
    async def get_accesses(
        request: Request,
        tx: Tx,
        actor: Annotated[Actor, overseer],
        since: Annotated[Text, Query(alias="van")] = "",
        until: Annotated[Text, Query(alias="tot")] = "",
        who: Annotated[Text, Query(alias="wie")] = "",
        action: Annotated[Text, Query(alias="actie")] = "",
        purpose: Annotated[Text, Query(alias="doel")] = "",
        subject: Annotated[Text, Query(alias="over")] = "",
        number: Number = 1,
    ) -> Response:
        given = {
            "van": since,
            "tot": until,
            "wie": who,
            "actie": action,
            "doel": purpose,
            "over": subject,
        }
        wanted = AccessFilter(
            _begin(since),
            _end(until),
            who.strip() or None,
            action or None,
            purpose.strip() or None,
            subject.strip() or None,
        )
        rows = await queries.accesses(tx.conn, wanted, (number - 1) * SHOWN, SHOWN + 1)
        await _record(tx, actor, LIST)
        query = urlencode({name: value for name, value in given.items() if value})
        return page(
            request,
            "house/accesses.html",
            rows=rows[:SHOWN],
            more=len(rows) > SHOWN,
            number=number,
            query=query,
            given=given,
            oversight=oversight,
            words=oversight.words,
            actions=ACTIONS,
            checked=await queries.last_check(tx.conn),
            key=new_key(),
        )

    @routes.post("")
    async def post_check(request: Request, tx: Tx, actor: Annotated[Actor, overseer]) -> Response:
        """The check itself is on the log: so the log says when it was last known to hold."""
        form = await read(request, CheckForm)
        if form.model is None:
            raise Problem(422, "ongeldig", "Kies wat je wilt doen.")
        if await is_first(tx, form.model.key):
            check = await queries.check(tx.conn, tx.now)
            await _record(tx, actor, queries.check_id(check), CHAIN)
            if check.broken:
                await tell(tx, request, _("De keten klopt niet. Lees wat je nu doet."), "warning")
            else:
                await tell(tx, request, _("De keten klopt."))
        return go(PATH)

    @routes.get("/persoon")
    async def get_search(
        tx: Tx, actor: Annotated[Actor, overseer], person: Annotated[Text, Query(alias="id")] = ""
    ) -> Response:
        try:
            return go(f"{PATH}/personen/{UUID(person.strip())}")
        except ValueError:
            raise Problem.field(
                "id", mark("Geef het nummer zoals het in de lijst staat.")
            ) from None

    @routes.get("/personen/{person_id}")
    async def get_person(
        request: Request, person_id: UUID, tx: Tx, actor: Annotated[Actor, overseer]
    ) -> Response:
        """The accesses to one person, under all ids (DP-13), to print for who may know."""
        subjects = await oversight.subjects_of(tx.conn, person_id)
        if subjects is None:
            raise Problem.not_found(mark("Dit nummer"))
        rows = await queries.of_subjects(tx.conn, subjects, MOST_OF_ONE + 1)
        await _record(tx, actor, str(person_id))
        return page(
            request,
            "house/accesses_person.html",
            person_id=person_id,
            ids=[subject.id for subject in subjects if subject.kind in oversight.files],
            rows=rows[:MOST_OF_ONE],
            more=len(rows) > MOST_OF_ONE,
            readers=len({row.actor_subject for row in rows}),
            oversight=oversight,
            words=oversight.words,
            checked=await queries.last_check(tx.conn),
            now=tx.now,
        )

    @routes.get("/aanmeldingen")
    async def get_sign_ins(
        request: Request, tx: Tx, actor: Annotated[Actor, overseer], number: Number = 1
    ) -> Response:
        """Sign-ins and their ends, of the last year."""
        events = await security_events.kept(tx.conn, offset=(number - 1) * SHOWN, limit=SHOWN + 1)
        await _record(tx, actor, SIGN_INS)
        return page(
            request,
            "house/sign_ins.html",
            events=events[:SHOWN],
            more=len(events) > SHOWN,
            number=number,
            kinds=SECURITY_EVENTS,
            words=oversight.words,
        )

    @routes.get("/gebruik")
    async def get_usage(
        request: Request,
        tx: Tx,
        actor: Annotated[Actor, overseer],
        since: Annotated[Text, Query(alias="van")] = "",
        until: Annotated[Text, Query(alias="tot")] = "",
    ) -> Response:
        last = _end(until) or tx.now + timedelta(seconds=1)
        first = _begin(since) or last - PERIOD
        await _record(tx, actor, USAGE)
        return page(
            request,
            "house/accesses_usage.html",
            given={"van": since, "tot": until},
            first=first,
            last=last,
            figures=await oversight.figures(tx.conn, first, last),
            usage=await queries.usage(tx.conn, oversight.files, first, last),
            oversight=oversight,
            words=oversight.words,
        )

    return routes


def _day(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if not 1900 <= day.year <= 2200:
        raise Problem.field(field, "Geef een datum, bijvoorbeeld 2026-11-24.")
    return day


def _begin(text: str) -> datetime | None:
    day = _day(text, "van")
    return day_start(day) if day else None


def _end(text: str) -> datetime | None:
    """The last day counts in whole."""
    day = _day(text, "tot")
    return day_start(day + timedelta(days=1)) if day else None


async def _record(tx: Transaction, actor: Actor, what: str, kind: str = LOG) -> None:
    await record_access(
        tx,
        actor,
        action=Action.CONSULT,
        subject_kind=kind,
        subject_id=what,
        purpose=PURPOSE,
    )
