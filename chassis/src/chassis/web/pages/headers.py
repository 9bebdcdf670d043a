"""Security headers of every answer: run no foreign code, keep nothing, lie in no frame."""

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TWO_YEARS = "max-age=63072000; includeSubDomains"


def content_security_policy(form_targets: Iterable[str] = (), *, sends: bool = True) -> str:
    """No inline script or style, nothing from elsewhere.

    Without ``sends``, a page's scripts and forms can send nothing to anybody, us included.
    ``form_targets`` are origins to which a form may lead on: browsers apply the rule to redirects
    too, and signing out ends at the login issuer.
    """
    actions = " ".join(["'self'", *form_targets]) if sends else "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self'",
            "connect-src 'self'" if sends else "connect-src 'none'",
            f"form-action {actions}",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


class SecurityHeaders:
    """Middleware, outermost but for the boundary, so that refusals carry the headers too."""

    def __init__(self, app: ASGIApp, *, hsts: bool, form_targets: Iterable[str] = ()) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(form_targets),
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Referrer-Policy": "same-origin",
            **({"Strict-Transport-Security": TWO_YEARS} if hsts else {}),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)
