"""The gate: nobody gets past it without a token or a session, and no route without a function."""

from collections.abc import Collection, Iterable
from typing import Any, Protocol

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.openapi.models import HTTPBearer as BearerScheme
from fastapi.routing import iter_route_contexts
from fastapi.security.base import SecurityBase
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.web.assurance import FRESH, Assurance
from chassis.web.problem import Problem, respond
from chassis.web.revocations import Revocations
from chassis.web.roles import Actor, Function, TrustDomain
from chassis.web.security_events import Kind, note
from chassis.web.tokens import InvalidTokenError, Issuers, Token, WrongDomainError, verify

__all__ = [
    "Actor",
    "Function",
    "Permission",
    "TrustDomain",
    "allow",
    "ask_fresh",
    "secure",
    "undeclared_routes",
]

BEARER = b"bearer "
CHALLENGE = 'Bearer realm="krachtlijn"'
STEP_UP = (
    'error="insufficient_user_authentication",'
    f' acr_values="{Assurance.SECOND_FACTOR}", max_age="{int(FRESH.total_seconds())}"'
)


class BrowserAuth(Protocol):
    """Admission of browsers by their session, where a service has pages (``chassis.web.login``)."""

    def serves(self, path: str) -> bool: ...
    async def admit(self, scope: Scope) -> Any:
        """The session of the request, or a ``Response`` to a browser that has none."""

    async def after(self, session: Any) -> None:
        """Follow up on a request of this session that was answered."""


def secure(
    app: FastAPI,
    issuers: Issuers,
    accepted_domains: Collection[TrustDomain],
    open_paths: Collection[str] = (),
    browser_auth: BrowserAuth | None = None,
    revocations: Revocations | None = None,
) -> None:
    """Authenticate every request before routing, so that a wrong path too answers 401.

    An open path is exact, or a prefix when it ends in ``/``. Call it once, before the app starts;
    the order relative to ``install`` does not matter. ``browser_auth`` lets browsers in by their
    session on the paths that it serves; tokens count on all others, and nowhere else, unless they
    were revoked.
    """
    app.state.open_paths = frozenset(open_paths)
    app.user_middleware.append(
        Middleware(
            _Authentication,
            issuers=issuers,
            accepted=frozenset(accepted_domains),
            open_paths=app.state.open_paths,
            browser_auth=browser_auth,
            revocations=revocations,
        )
    )


class _Authentication:
    def __init__(
        self,
        app: ASGIApp,
        issuers: Issuers,
        accepted: frozenset[TrustDomain],
        open_paths: frozenset[str],
        browser_auth: BrowserAuth | None,
        revocations: Revocations | None,
    ) -> None:
        self._app = app
        self._revocations = revocations
        self._browser_auth = browser_auth
        self._issuers = issuers
        self._accepted = accepted
        self._open = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or is_open(scope["path"], self._open):
            await self._app(scope, receive, send)
            return
        try:
            if self._is_browser(scope):
                await self._by_session(scope, receive, _watched(scope, send))
                return
            token = await self._authenticate(scope["headers"])
        except Problem as problem:
            send = _watched(scope, send)
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await respond(problem, scope)(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["actor"], state["is_fresh"] = token.actor, token.is_fresh
        await self._app(scope, receive, _watched(scope, send))

    def _is_browser(self, scope: Scope) -> bool:
        if self._browser_auth is None or scope["type"] != "http":
            return False
        return self._browser_auth.serves(scope["path"])

    async def _by_session(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self._browser_auth is not None
        admitted = await self._browser_auth.admit(scope)
        if isinstance(admitted, Response):
            await admitted(scope, receive, send)
            return
        state = scope.setdefault("state", {})
        state["actor"], state["session"] = admitted.actor, admitted
        state["is_fresh"] = admitted.is_fresh
        await self._app(scope, receive, send)
        await self._browser_auth.after(admitted)

    async def _authenticate(self, headers: Iterable[tuple[bytes, bytes]]) -> Token:
        given = [value for name, value in headers if name == b"authorization"]
        if len(given) != 1 or given[0][: len(BEARER)].lower() != BEARER:
            raise unauthenticated()
        token = given[0][len(BEARER) :].strip().decode("latin-1")
        try:
            verified = verify(token, self._issuers, self._accepted)
            if self._revocations and await self._revocations.refuse(verified):
                raise InvalidTokenError("revoked")
            return verified
        except InvalidTokenError as error:
            note(Kind.TOKEN_REFUSED, why=str(error))
            raise unauthenticated(', error="invalid_token"') from None
        except WrongDomainError as error:
            note(Kind.TOKEN_REFUSED, domain=str(error), why="of another trust domain")
            raise forbidden() from None


REFUSALS = {401: Kind.NOT_SIGNED_IN, 403: Kind.FORBIDDEN}


def _watched(scope: Scope, send: Send) -> Send:
    """Note what is refused to whom."""

    async def sending(message: Message) -> None:
        kind = REFUSALS.get(message.get("status", 0))
        if kind is not None and message["type"] == "http.response.start":
            actor = scope.get("state", {}).get("actor")
            if actor is not None and kind is Kind.NOT_SIGNED_IN:
                kind = Kind.STEP_UP
            note(kind, actor, route=getattr(scope.get("route"), "path", None))
        await send(message)

    return sending


class StepUpError(Problem):
    """A step that asks for a fresh second factor: of a program as RFC 9470 has it, of a browser by
    a way to the issuer and back (``chassis.web.login.step_up``)."""

    def __init__(self) -> None:
        super().__init__(
            401,
            "bevestiging-nodig",
            "Bevestig eerst met je tweede factor dat jij het bent.",
            headers={"WWW-Authenticate": f"{CHALLENGE}, {STEP_UP}"},
        )


def ask_fresh(app: FastAPI, routes: Collection[tuple[str, str]]) -> None:
    """Ask for a fresh second factor on these routes: (method, path) as the app has them."""
    app.state.fresh = frozenset(
        (method, route.endpoint)
        for route in iter_route_contexts(app.routes)
        for method in route.methods or ()
        if (method, route.path) in routes
    )


def _asks_for_fresh(request: Request) -> bool:
    """By the endpoint: the matched route does not know under which prefix it was included."""
    fresh: frozenset[tuple[str, object]] = getattr(request.app.state, "fresh", frozenset())
    return (request.method, request.scope["endpoint"]) in fresh


def is_open(path: str, open_paths: Collection[str]) -> bool:
    if path in open_paths:
        return True
    return any(entry.endswith("/") and path.startswith(entry) for entry in open_paths)


class Permission(SecurityBase):
    """A dependency that lets some functions through; it also tells OpenAPI about the token."""

    def __init__(self, functions: frozenset[Function]) -> None:
        self.functions = functions
        self.model = BearerScheme(bearerFormat="JWT")
        self.scheme_name = "token"

    async def __call__(self, request: Request) -> Actor:
        actor = getattr(request.state, "actor", None)
        if not isinstance(actor, Actor):
            raise unauthenticated()
        if actor.function not in self.functions:
            raise forbidden()
        if not request.state.is_fresh and _asks_for_fresh(request):
            raise StepUpError
        return actor


async def admit(request: Request, dependant: Dependant) -> None:
    """Ask what a route asks of its caller, before anything else of it runs; 401 or 403."""
    if isinstance(dependant.call, Permission):
        await dependant.call(request)
    for child in dependant.dependencies:
        await admit(request, child)


def allow(*functions: Function) -> Any:
    """``Annotated[Actor, allow(Function.EIGENAAR)]``: only these functions, else 403."""
    if not functions:
        raise ValueError("allow() without a function would let nobody through")
    return Depends(Permission(frozenset(functions)))


def declared(app: FastAPI) -> dict[tuple[str, str], frozenset[Function] | None]:
    """The functions that may use each ``(method, path)``, as the routes themselves declare.

    None where the path is open to anybody, and empty where a route does not say. Leaves out
    FastAPI's own documentation, which only asks for a token. Mounted apps are always empty, unless
    their path is open: their routes cannot be judged.
    """
    documentation = {
        app.openapi_url,
        app.docs_url,
        app.redoc_url,
        app.swagger_ui_oauth2_redirect_url,
    }
    open_paths: frozenset[str] = getattr(app.state, "open_paths", frozenset())
    rights: dict[tuple[str, str], frozenset[Function] | None] = {}
    for route in iter_route_contexts(app.routes):
        path = route.path or "?"
        if path in documentation:
            continue
        dependant = getattr(route, "dependant", None)
        functions = _functions(dependant) if isinstance(dependant, Dependant) else frozenset()
        is_public = is_open(path, open_paths) or f"{path}/" in open_paths
        for method in sorted((route.methods or {"*"}) - {"HEAD"}):
            rights[method, path] = None if is_public else functions
    return rights


def permissions(app: FastAPI) -> dict[tuple[str, str], frozenset[Function]]:
    """The functions that each route declares, without the open routes."""
    return {route: functions for route, functions in declared(app).items() if functions is not None}


def undeclared_routes(app: FastAPI) -> list[str]:
    """``"GET /path"`` of every route that does not say who may use it."""
    return sorted(
        f"{method} {path}"
        for (method, path), functions in permissions(app).items()
        if not functions
    )


def _functions(dependant: Dependant) -> frozenset[Function]:
    if isinstance(dependant.call, Permission):
        return dependant.call.functions
    return frozenset().union(*(_functions(child) for child in dependant.dependencies))


def unauthenticated(error: str = "") -> Problem:
    return Problem(
        401,
        "niet-aangemeld",
        "Meld je aan om verder te gaan.",
        headers={"WWW-Authenticate": CHALLENGE + error},
    )


def forbidden() -> Problem:
    return Problem(403, "geen-toegang", "Je hebt geen toegang tot deze gegevens of deze stap.")
