"""The cookies of a service's pages, named per service, since cookies ignore the port."""

from typing import Literal

from starlette.requests import Request
from starlette.responses import Response


class Cookies:
    """Behind TLS the names carry ``__Host-``: a browser then takes them from this host alone."""

    def __init__(self, service: str, *, tls: bool) -> None:
        prefix = "__Host-" if tls else ""
        self.session = f"{prefix}kl-{service}"
        self.attempt = f"{prefix}kl-{service}-aanmelden"
        self.code = f"{prefix}kl-{service}-code"
        """Of visitors who have a code and no account."""
        self.step = f"{prefix}kl-{service}-stap"
        """The page that such a visitor sees next, at the one address that they have."""
        self.left = f"{prefix}kl-{service}-weg"
        """For some minutes: that such a visitor left in a hurry."""
        self.shown_once = f"{prefix}kl-{service}-eenmalig"
        """For a minute or two: what the next page shows once, sealed."""
        self._tls = tls

    def put(
        self,
        answer: Response,
        name: str,
        value: str,
        seconds: int | None = None,
        samesite: Literal["lax", "strict"] = "lax",
    ) -> None:
        """``None`` seconds: until the browser closes. Lax, since the issuer leads back to us."""
        answer.set_cookie(
            name,
            value,
            max_age=seconds,
            path="/",
            secure=self._tls,
            httponly=True,
            samesite=samesite,
        )

    def drop(self, answer: Response, name: str) -> None:
        answer.delete_cookie(name, path="/", secure=self._tls, httponly=True, samesite="lax")

    def session_of(self, request: Request) -> str | None:
        return request.cookies.get(self.session)
