"""Browsers: of an owner or officer who signed in, and of somebody who did not."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import httpx

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, sessions
from chassis.web.login import SignIn as IssuerAnswer

from .city import NOW, SERVICE, City


class Browser:
    """Speaks HTML, in simulated time, and says what browsers say of themselves."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.at = NOW

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(path, params=params or None, headers=self._headers())

    async def post(self, path: str, data: Any = None, **more: Any) -> httpx.Response:
        return await self.client.post(path, data=data or {}, headers=self._headers(), **more)

    def _headers(self) -> dict[str, str]:
        return {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": self.at.isoformat(),
        }

    def moves_to(self, at: datetime) -> None:
        self.at = at


SignIn = Callable[..., Awaitable[Browser]]


def passer_by(city: City) -> Browser:
    """A browser that nobody signed in with."""
    transport = httpx.ASGITransport(app=city.app, raise_app_exceptions=False)
    return Browser(httpx.AsyncClient(transport=transport, base_url="http://service"))


async def signed_in(
    city: City, function: Function, organisation: str, subject: str = "iemand"
) -> Browser:
    """A browser with a session, made where the login would make it."""
    actor = Actor(subject, function, organisation, DOMAIN_OF[function])
    async with city.app.state.database.connection() as conn:
        token = await sessions.begin(conn, IssuerAnswer(actor, Assurance.SECOND_FACTOR))
    browser = passer_by(city)
    browser.client.cookies.set(f"kl-{SERVICE}", token)
    return browser
