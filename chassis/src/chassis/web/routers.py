"""Routers of a service that let pass what is not theirs, at one look at the path.

A service has some hundred routers with hundreds of routes. FastAPI holds each request against all
of them, one by one, which took longer than the database in many an answer.
"""

from typing import Any

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope


class _Own(APIRouter):
    exact: frozenset[str]
    begins: tuple[str, ...]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path: str = scope["path"]
        if path in self.exact or path.startswith(self.begins) or scope.get("root_path"):
            return super().matches(scope)
        return Match.NONE, {}


def know_own(router: APIRouter) -> None:
    """Let the router answer at once when no route of it has the path. Call it when it has all its
    routes. One with anything else than routes, as another app, goes on as before."""
    routes: list[Any] = list(iter_route_contexts(router.routes))
    if type(router) is not APIRouter or not all(
        getattr(route, "methods", None) and route.path for route in routes
    ):
        return
    paths = [route.path for route in routes]
    router.__class__ = _Own
    assert isinstance(router, _Own)
    router.exact = frozenset(path for path in paths if "{" not in path)
    router.begins = tuple({path.partition("{")[0] for path in paths if "{" in path})
