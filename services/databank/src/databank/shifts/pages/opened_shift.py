"""A declared shift on a page: work of today opens at once, that of another day takes a purpose."""

from typing import Any
from uuid import UUID

from fastapi import Request
from starlette.responses import Response

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.pages import Form
from databank.access.purposes import pages as purposes
from databank.access.reading_budget.count import go_on_at_the_door
from databank.access.shields.view import require_open
from databank.shifts.read import find_shift, open_shift
from databank.shifts.store.quarter import DeclaredShift


async def open_on_page(
    request: Request, tx: Transaction, officer: Actor, shift_id: UUID, grant_id: UUID | None
) -> DeclaredShift | Response:
    """The shift, or the form that asks for what somebody reads one of another day.

    Who stands at a door today is kept from it by no budget (decision 0035).
    """
    shift = await find_shift(tx, shift_id)
    if shift.is_at_hand(tx.now):
        go_on_at_the_door(tx)
        return await open_shift(tx, officer, shift_id)
    require_open(tx, shift.person_id)
    stated = await purposes.current_grant(request, tx, officer, grant_id, shift.person_id)
    if stated is None:
        return ask_purpose(request, officer, shift_id, Form())
    return await open_shift(tx, officer, shift_id, stated.purpose)


def ask_purpose(
    request: Request, officer: Actor, shift_id: UUID, form: Form[Any], *, status: int = 200
) -> Response:
    """The form; what it is answered with leads to the shift."""
    action = f"/controle/{shift_id}/doel"
    return purposes.ask_purpose(request, officer, form, action, status=status)
