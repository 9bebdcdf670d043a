"""An owner with a browser, signed in: the session is made where the login would make it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import httpx
import pytest

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import sessions

from ..conftest import NOW, SERVICE, City, Owner


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


@pytest.fixture
async def sign_in(city: City) -> SignIn:
    async def signed_in(owner: Owner, function: Function = Function.EIGENAAR) -> Browser:
        actor = Actor("iemand", function, owner.organisation, DOMAIN_OF[function])
        async with city.app.state.database.connection() as conn:
            token = await sessions.begin(conn, actor, None)
        transport = httpx.ASGITransport(app=city.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://service")
        client.cookies.set(f"kl-{SERVICE}", token)
        return Browser(client)

    return signed_in


@pytest.fixture
async def browser(sign_in: SignIn, owner: Owner) -> Browser:
    return await sign_in(owner)
