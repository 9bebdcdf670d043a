"""Routes of the acts of a desk, over HTTP: each act is the body of its own."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, View, allow
from enforcement.acts.act import Act
from enforcement.acts.desk import CaseT, Desk
from enforcement.cases.store.timeline import By


def router_of(
    desk: Desk[CaseT], view: type[View], answer: Callable[[Transaction, CaseT], View]
) -> APIRouter:
    """A POST for each act; its address ends in the code of its step, and ``view`` is its answer."""
    router = APIRouter(prefix=desk.api, tags=[desk.tag])
    for act in desk.acts:
        router.add_api_route(
            f"/{{case_id}}/{act.declared.step}",
            _taken(desk, act, answer),
            methods=["POST"],
            name=str(act.declared.step).replace("-", "_"),
            description=act.__doc__,
            response_model=view,
        )
    return router


def _taken(
    desk: Desk[CaseT], act: type[Act], answer: Callable[[Transaction, CaseT], View]
) -> Callable[..., Awaitable[View]]:
    async def take(
        case_id: UUID, body: Any, tx: Tx, actor: Actor = allow(*act.declared.by)
    ) -> View:
        return answer(tx, await desk.take(tx, case_id, By.actor(actor), body))

    async def take_bare(case_id: UUID, tx: Tx, actor: Actor = allow(*act.declared.by)) -> View:
        return answer(tx, await desk.take(tx, case_id, By.actor(actor), act()))

    if not act.model_fields:
        return take_bare
    take.__annotations__["body"] = act
    return take
