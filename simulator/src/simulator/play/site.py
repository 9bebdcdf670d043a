"""Pages of a service, as somebody sees them who signed in, in a browser that runs no scripts."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import httpx

from simulator.play.actors import Account
from simulator.play.http import Http, StrangePageError

_KEY = re.compile(r'name="sleutel" value="([^"]+)"')

File = tuple[str, bytes, str]
"""Name, content and media type."""


class Site:
    """The pages of one service, with the session of one person."""

    def __init__(self, browser: httpx.AsyncClient) -> None:
        self._browser = browser

    async def page(self, path: str) -> str:
        answer = await self._browser.get(path)
        if answer.status_code != httpx.codes.OK:
            raise StrangePageError(f"a page of {_place(path)} answered {answer.status_code}")
        return answer.text

    async def submit(
        self, path: str, fields: Mapping[str, Any], files: Mapping[str, File] | None = None
    ) -> str:
        """Send a form that must be accepted: the path to which it leads."""
        answer = await self._browser.post(path, data=dict(fields), files=files)
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise StrangePageError(f"a form of {_place(path)} answered {answer.status_code}")
        return _path(answer)

    async def key(self, path: str) -> str:
        """The key in a form of a page, by which the form is taken once."""
        found = _KEY.search(await self.page(path))
        if found is None:
            raise StrangePageError(f"a page of {_place(path)} has no form")
        return found[1]


@asynccontextmanager
async def signed_in(
    http: Http, service: str, account: Account, at: datetime
) -> AsyncIterator[Site]:
    """Somebody at the pages of a service, by the issuer and with a second factor.

    The issuer and the service call each other by addresses for people's browsers, which may be
    other ones than ours; only the paths of the way there and back count here.
    """
    async with http.visitor(service, at) as browser, http.at_issuer() as issuer:
        asked = await browser.get(f"/aanmelden/{account.domain}")
        said = {"sub": account.subject, "sterk": "ja"}
        chosen = await issuer.post(_path(asked), data=said)
        back = await browser.get(_path(chosen))
        if back.status_code != httpx.codes.SEE_OTHER:
            raise StrangePageError(f"signing in to {service} answered {back.status_code}")
        yield Site(browser)


def _path(answer: httpx.Response) -> str:
    """The path of the page to which an answer leads."""
    location = answer.headers.get("Location")
    if location is None:
        raise StrangePageError(f"an answer {answer.status_code} leads nowhere")
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _place(path: str) -> str:
    """The first part of a path, which names nobody."""
    return "/".join(path.split("/", 2)[:2])
