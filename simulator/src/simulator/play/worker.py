"""A worker on her own pages of the calendar: a code, a list, an answer. She has no account."""

import re

import httpx

from contracts.codes import DisputeReason
from simulator.play.http import StrangePageError

PAGE = "/mijn"
_SHIFT = re.compile(r'name="shift" value="([^"]+)"')
_KEY = re.compile(r'name="sleutel" value="([^"]+)"')
_TOLD = "De politie weet het nu"


class Worker:
    """A worker, whose browser runs no scripts."""

    def __init__(self, browser: httpx.AsyncClient) -> None:
        self._browser = browser

    async def enter(self, code: str) -> bool:
        """Whether the code opens her list now."""
        answer = await self._send(stap="code", code=code)
        return answer.status_code == httpx.codes.SEE_OTHER

    async def shifts(self) -> list[str]:
        """The ids of what is declared about her, as the forms on the page carry them."""
        return _SHIFT.findall(await self._list())

    async def sees(self, text: str) -> bool:
        return text in await self._list()

    async def dispute(self, shift_id: str, *reasons: DisputeReason) -> None:
        key = _KEY.search(await self._then(stap="klopt-niet", shift=shift_id))
        if key is None:
            raise StrangePageError("the worker is not asked what is wrong")
        chosen = [reason.value for reason in reasons]
        told = await self._then(stap="betwist", shift=shift_id, sleutel=key[1], reden=chosen)
        if _TOLD not in told:
            raise StrangePageError("the worker is not told that the police know")

    async def leave(self) -> None:
        """Leave, and come back by the Back key: she is led away too, or asked a code."""
        answer = await self._browser.post(f"{PAGE}/weg")
        back = await self._browser.get(PAGE)
        if answer.status_code != httpx.codes.SEE_OTHER or _SHIFT.search(back.text):
            raise StrangePageError("leaving does not end what the code opened")

    async def _list(self) -> str:
        answer = await self._browser.get(PAGE)
        if answer.status_code != httpx.codes.OK:
            raise StrangePageError(f"the worker's page answered {answer.status_code}")
        return answer.text

    async def _then(self, **form: str | list[str]) -> str:
        """The page that a step leads to; none has a page of its own, so that Back repeats none."""
        answer = await self._send(**form)
        return await self._list() if answer.status_code == httpx.codes.SEE_OTHER else answer.text

    async def _send(self, **form: str | list[str]) -> httpx.Response:
        return await self._browser.post(PAGE, data=form)
