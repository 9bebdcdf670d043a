"""A browser of somebody of care, signed in where the login would do it."""

from typing import Any

import httpx

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from launcher.page_walk import words

from .registry import FEBRUARY, Registry


class Browser:
    """``now`` is what each request says that the time is."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client, self.now = client, FEBRUARY

    async def get(self, path: str) -> httpx.Response:
        return await self._client.get(path, headers=self._headers())

    async def post(self, path: str, files: Any = None, **data: Any) -> httpx.Response:
        return await self._client.post(path, data=data, files=files, headers=self._headers())

    async def sees(self, path: str) -> str:
        """The words of a page."""
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        return words(answer.text)

    async def does(self, path: str, files: Any = None, **data: Any) -> str:
        """Where a form leads that is dealt with."""
        answer = await self.post(path, files, **data)
        assert answer.status_code == 303, words(answer.text)
        return answer.headers["location"]

    async def is_told(self, path: str, files: Any = None, **data: Any) -> str:
        """The words of a form that is shown again, since something is wrong."""
        answer = await self.post(path, files, **data)
        assert answer.status_code == 422, answer.text
        return words(answer.text)

    def _headers(self) -> dict[str, str]:
        return {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Krachtlijn-Time": self.now}


async def signed_in(
    registry: Registry, function: Function, organisation: str = "GHAPRO", subject: str = "iemand"
) -> Browser:
    actor = Actor(subject, function, organisation, DOMAIN_OF[function])
    async with registry.app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    transport = httpx.ASGITransport(app=registry.app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://service")
    client.cookies.set("kl-registry", token)
    return Browser(client)
