"""The screen ``/sessies``: who is signed in, and an end to a session, or to all of a person.

For operators of the service, and for managers of an organisation over their own people. A person
is a code here, as everywhere: the issuer knows the name.
"""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, FastAPI, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.web.access_log.review.labels import FUNCTIONS
from chassis.web.authorisation import Table, W
from chassis.web.authorisation.gate import allow
from chassis.web.bodies import Body
from chassis.web.login.open_sessions import OpenSession, Reach, end_chosen, open_sessions
from chassis.web.login.sessions import Session
from chassis.web.pages.after_form import asks_again
from chassis.web.pages.flash import tell
from chassis.web.pages.forms import read
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import ngettext
from chassis.web.pages.site import go, page
from chassis.web.problem import Problem
from chassis.web.revocations import revoke_person
from chassis.web.roles import DOMAIN_OF, MANAGERS, OPERATORS, Actor, Function, TrustDomain

PATH = "/sessies"


class EndForm(Body):
    """One session, or a person: the session that is named stands for the person then."""

    session: UUID = Field(alias="sessie")
    everywhere: Literal["ja"] | None = Field(default=None, alias="overal")
    sure: Literal["ja"] | None = Field(default=None, alias="zeker")


def mount(app: FastAPI, accepted: Collection[TrustDomain]) -> Table:
    """Add the screen for those of the accepted domains who may; gives its rows."""
    operators = _of(OPERATORS, accepted)
    managers = _of(MANAGERS, accepted)
    if not operators | managers:
        return {}
    app.include_router(_router(operators | managers))
    return {
        "who is signed in; a person is a code": (
            W(f"GET {PATH}", f"POST {PATH}", every=operators, own=managers),
        ),
    }


def _router(functions: frozenset[Function]) -> APIRouter:
    router = APIRouter(prefix=PATH, include_in_schema=False)
    allowed = allow(*functions)

    @router.get("")
    async def get_sessions(request: Request, tx: Tx, actor: Annotated[Actor, allowed]) -> Response:
        found = await open_sessions(tx.conn, _reach(actor))
        people = [list(own) for _code, own in groupby(found, lambda each: each.person)]
        return page(
            request,
            "house/sessions.html",
            people=people,
            functions=FUNCTIONS,
            here=_session(request).id,
        )

    @router.post("")
    @asks_again("shows whose session would end, before it does")
    async def post_end(request: Request, tx: Tx, actor: Annotated[Actor, allowed]) -> Response:
        """Asked again, since whoever is at work there loses what is not sent yet."""
        form = await read(request, EndForm)
        if form.model is None:
            raise Problem(422, "ongeldig", "Kies een sessie.")
        reach = _reach(actor)
        chosen = _chosen(await open_sessions(tx.conn, reach), form.model)
        if not chosen:
            await tell(tx, request, _("Die sessie is al voorbij."), "warning")
            return go(PATH)
        if form.model.sure is None:
            return page(
                request,
                "house/sessions_sure.html",
                form=form,
                chosen=chosen,
                functions=FUNCTIONS,
                here=_session(request).id,
            )
        person = chosen[0].person
        if form.model.everywhere is None:
            ended = await end_chosen(tx.conn, reach, actor.subject, session=chosen[0].id)
        else:
            ended = await end_chosen(tx.conn, reach, actor.subject, person=person)
            await revoke_person(tx.conn, *person, by=actor.subject, reason="signed out everywhere")
        done = ngettext(
            "%(num)s sessie is beëindigd.", "%(num)s sessies zijn beëindigd.", len(ended)
        )
        await tell(tx, request, done % {"num": len(ended)})
        return go(PATH)

    return router


def _chosen(found: Sequence[OpenSession], order: EndForm) -> list[OpenSession]:
    named = next((each for each in found if each.id == order.session), None)
    if named is None or order.everywhere is None:
        return [named] if named else []
    return [each for each in found if each.person == named.person]


def _reach(actor: Actor) -> Reach:
    """An operator looks after everybody at the service; a manager after the own people."""
    if actor.function in OPERATORS:
        return Reach()
    return Reach(actor.domain, actor.organisation)


def _of(functions: Collection[Function], accepted: Collection[TrustDomain]) -> frozenset[Function]:
    return frozenset(each for each in functions if DOMAIN_OF[each] in accepted)


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
