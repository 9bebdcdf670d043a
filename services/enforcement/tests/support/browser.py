"""A browser of somebody of the city, signed in where the login would do it."""

from typing import Any

import httpx
from fastapi import FastAPI

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from launcher.page_walk import words

from .city import City


class Browser:
    def __init__(self, client: httpx.AsyncClient, city: City) -> None:
        self._client, self._city = client, city

    async def get(self, path: str) -> httpx.Response:
        return await self._client.get(path, headers=self._headers())

    async def post(self, path: str, data: dict[str, Any] | None = None) -> httpx.Response:
        return await self._client.post(path, data=data or {}, headers=self._headers())

    async def send(self, path: str, files: dict[str, tuple[str, bytes, str]]) -> httpx.Response:
        """Upload files with a form."""
        return await self._client.post(path, files=files, headers=self._headers())

    async def upload(
        self, path: str, files: list[tuple[str, tuple[str, bytes, str]]], data: dict[str, Any]
    ) -> httpx.Response:
        """Send several files, and what else the form asks."""
        if not files:  # as a browser sends a form in which no file was chosen
            files = [("bestanden", ("", b"", "application/octet-stream"))]
        return await self._client.post(path, files=files, data=data, headers=self._headers())

    async def sees(self, path: str) -> str:
        """The words of a page."""
        answer = await self.get(path)
        assert answer.status_code == 200, answer.text
        return words(answer.text)

    async def pages(self, path: str) -> list[str]:
        """A list as it was sent, page after page: others fill it too."""
        glue, found = "&" if "?" in path else "?", []
        while not found or 'rel="next"' in found[-1]:
            answer = await self.get(f"{path}{glue}page={len(found) + 1}")
            assert answer.status_code == 200, answer.text
            found.append(answer.text)
        return found

    async def sees_listed(self, path: str) -> str:
        """The words of a list, of all its pages."""
        return " ".join(words(each) for each in await self.pages(path))

    async def lists(self, path: str, what: object) -> bool:
        """Whether a page of a list names this, also in its links."""
        return any(str(what) in each for each in await self.pages(path))

    async def does(self, path: str, **data: Any) -> str:
        """Where a form leads that is dealt with."""
        answer = await self.post(path, data)
        assert answer.status_code == 303, words(answer.text)
        return answer.headers["location"]

    async def is_told(self, path: str, **data: Any) -> str:
        """The words of a form that is shown again, since something is wrong."""
        answer = await self.post(path, data)
        assert answer.status_code == 422, answer.text
        return words(answer.text)

    def _headers(self) -> dict[str, str]:
        return {
            "Accept": "text/html",
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": self._city.now.isoformat(),
        }


async def signed_in(
    app: FastAPI,
    city: City,
    function: Function,
    subject: str = "fgb-stad",
    organisation: str = "STAD",
) -> Browser:
    actor = Actor(subject, function, organisation, DOMAIN_OF[function])
    async with app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = httpx.AsyncClient(transport=transport, base_url="http://service")
    client.cookies.set("kl-enforcement", token)
    return Browser(client, city)
