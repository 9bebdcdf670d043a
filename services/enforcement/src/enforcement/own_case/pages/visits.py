"""Visits of whoever entered the code of a letter, and what guards the way in."""

import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from chassis.db import Database, Transaction
from chassis.messages import lazy
from chassis.web import Problem, request_context
from chassis.web.code_tries import CountedTry, Sources, TooManyTries, take_try
from chassis.web.login.login_context import LoginContext
from chassis.web.login.session_auth import is_own
from chassis.web.pages import Form
from contracts.worker_code import read_code
from enforcement.notifications.store import case_access
from enforcement.notifications.store.case_access import CaseAccess
from enforcement.own_case.store import sessions
from enforcement.own_case.store.sessions import Visit

LONGEST_CODE = 40
SWITCH = "wissel"
"""The button of another language, which sends the form that is open (``switch_form``)."""


@dataclass(frozen=True, slots=True)
class OwnVisit:
    """A visit that stands, and the access by which it sees a case."""

    opened: CaseAccess
    visit: Visit


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """A code that somebody typed: the try that it costs, and its signs when it can be one."""

    counted: CountedTry | TooManyTries
    plain: str | None


async def find_visit(request: Request, tx: Transaction) -> OwnVisit | None:
    token = token_of(request)
    visit = await sessions.get_visit(tx, token) if token else None
    opened = await case_access.get(tx, visit.access_id) if visit else None
    return OwnVisit(opened, visit) if visit and opened else None


async def must_visit(request: Request, tx: Transaction) -> OwnVisit:
    """Raises a problem that leads to the code."""
    visit = await find_visit(request, tx)
    if visit is None:
        raise Problem(
            401, "code-nodig", lazy("U was te lang weg. Geef de code van uw brief opnieuw.")
        )
    return visit


def token_of(request: Request) -> str | None:
    return request.cookies.get(LoginContext.of(request).cookies.code)


def switches(form: Form[Any]) -> bool:
    """Whether a form was sent for another language alone: it is shown again as it was filled in."""
    return bool(form.value(SWITCH))


def must_be_own(request: Request) -> None:
    """Raises a problem for a form that another site sent."""
    if not is_own(request.headers):
        raise Problem(
            403, "andere-site", lazy("Deze stap kwam niet van onze eigen pagina. Begin opnieuw.")
        )


async def _entry(request: Request) -> CodeEntry | None:
    """Before the request has its transaction, so that a try counts whatever becomes of it; a switch
    of language is no try.
    """
    must_be_own(request)
    form = await request.form(max_fields=5, max_files=0)
    if form.get(SWITCH):
        return None
    sources: Sources = request.app.state.sources
    database: Database = request.app.state.database
    source = sources.of(request.client.host if request.client else "")
    async with database.begin(request_context(request).now) as tx:
        counted = await take_try(tx, source)
    typed = re.sub(r"\s+", "", str(form.get("code", "")))
    return CodeEntry(counted, read_code(typed) if len(typed) <= LONGEST_CODE else None)


Entry = Annotated[CodeEntry | None, Depends(_entry)]
