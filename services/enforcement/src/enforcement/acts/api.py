"""Routes of the acts of a desk, over HTTP: each act is the body of its own."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, View, allow
from enforcement.acts.act import Act
from enforcement.acts.desk import CaseT, Desk
from enforcement.cases.store.timeline import By

Answer = Callable[[Transaction, CaseT], View | Awaitable[View]]


def router_of(
    desk: Desk[CaseT],
    view: type[View],
    answer: Answer[CaseT],
    acts: Iterable[type[Act]],
    *,
    tag: str = "",
) -> APIRouter:
    """A POST for each of these acts; its address ends in the code of its step. Nothing need be sent
    to one of which each field may be left out.

    ``view`` is its answer. ``tag`` heads them in OpenAPI, else that of the desk.
    """
    router = APIRouter(prefix=desk.api, tags=[tag or desk.tag])
    for act in acts:
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
    desk: Desk[CaseT], act: type[Act], answer: Answer[CaseT]
) -> Callable[..., Awaitable[View]]:
    async def told(tx: Transaction, case: CaseT) -> View:
        said = answer(tx, case)
        return said if isinstance(said, View) else await said

    every = (*act.declared.by, *act.declared.own)

    async def take(case_id: UUID, body: Any, tx: Tx, actor: Actor = allow(*every)) -> View:
        await desk.must_be_own(tx, case_id, actor, act)
        return await told(tx, await desk.take(tx, case_id, By.actor(actor), body))

    async def take_bare(case_id: UUID, tx: Tx, actor: Actor = allow(*every)) -> View:
        return await take(case_id, act(), tx, actor)

    async def take_any(
        case_id: UUID, tx: Tx, actor: Actor = allow(*every), body: Any = None
    ) -> View:
        return await take(case_id, body or act(), tx, actor)

    if not act.model_fields:
        return take_bare
    if not any(field.is_required() for field in act.model_fields.values()):
        take_any.__annotations__["body"] = act | None
        return take_any
    take.__annotations__["body"] = act
    return take
