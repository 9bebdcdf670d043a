"""A span per request, called by the template of its route; never by the address, which names."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.traces import HEADER, Kind, Traces
from chassis.web.answer_meter import METHODS, NONE


class RequestSpans:
    """Pure ASGI, around all else, and there only where tracing is on."""

    def __init__(self, app: ASGIApp, tracing: Traces) -> None:
        self._app = app
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in METHODS else "other"
        given = dict(scope["headers"]).get(HEADER.encode(), b"").decode("latin-1") or None
        with self._tracing.span(method, Kind.SERVER, given) as mark:
            scope.setdefault("state", {})[HEADER] = mark.traceparent

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    mark.call(f"{method} {getattr(scope.get('route'), 'path', NONE)}")
                    mark.span.set_attribute("http.response.status_code", message["status"])
                await send(message)

            await self._app(scope, receive, sending)
