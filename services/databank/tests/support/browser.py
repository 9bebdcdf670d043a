"""An officer with a browser, signed in: the session is made where the login would make it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from databank.research_cases import store as research_cases
from databank.research_cases.rules import Source
from databank.research_cases.store import Case

from .databank import START, Databank

ONCE = "kl-databank-eenmalig"


class Browser:
    """Speaks HTML, in simulated time, and says what browsers say of themselves."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._cookies = {"kl-databank": token}
        self.at = START
        self._language = "nl"

    async def get(self, path: str) -> httpx.Response:
        return self._kept(await self._client.get(path, headers=self.headers()))

    async def post(self, path: str, data: dict[str, Any]) -> httpx.Response:
        return self._kept(await self._client.post(path, data=data, headers=self.headers()))

    def moves_to(self, at: datetime) -> "Browser":
        self.at = at
        return self

    def speaks(self, language: str) -> "Browser":
        self._language = language
        return self

    @property
    def cookie(self) -> str:
        """The cookie of the session."""
        return f"kl-databank={self._cookies['kl-databank']}"

    def _kept(self, answer: httpx.Response) -> httpx.Response:
        """What a page shows once goes along with the browser."""
        for name, value in answer.cookies.items():
            self._cookies[name] = value
        if ONCE in self._cookies and ONCE not in answer.cookies:
            del self._cookies[ONCE]
        self._client.cookies.clear()
        return answer

    def headers(self) -> dict[str, str]:
        language = ("taal", self._language)
        return {
            "Accept": "text/html",
            "Cookie": "; ".join(f"{n}={v}" for n, v in [*self._cookies.items(), language]),
            "Sec-Fetch-Site": "same-origin",
            "Krachtlijn-Time": self.at.isoformat(),
        }


ALWAYS_OPEN = "AN.37.L4.000001/2026"
FAR = datetime(2040, 1, 1, tzinfo=UTC)


async def signed_in(
    databank: Databank, function: Function, subject: str, case: str | None = ALWAYS_OPEN
) -> Browser:
    """Recherche is at work in a case, unless a test wants it without."""
    actor = Actor(subject, function, "politie", DOMAIN_OF[function])
    async with databank.sandbox.asking("databank") as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        if function is Function.RECHERCHE and case is not None:
            number = Case(uuid4(), case, Source.ELDERS, None, "iemand", START, None)
            await research_cases.add(conn, number)
            found = await research_cases.open_under(conn, case)
            assert found is not None
            await research_cases.choose(conn, sessions.digest(token), found.id, subject, FAR)
    return Browser(databank.client, token)
