"""The pages of each function, walked once for all that is asked of them."""

from dataclasses import dataclass, field
from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import PageWalk

from .browser import Browser, signed_in
from .databank import Databank, day
from .everything import WALKERS
from .searches import purpose


@dataclass(frozen=True)
class Walked:
    """Pages by their address, as they were sent, and the walk that notes what they offered."""

    pages: dict[str, str]
    walk: PageWalk


@dataclass
class Walks:
    """Where there is one of everything that a page can show; ``full`` says how to see it all."""

    databank: Databank
    app: FastAPI
    full: tuple[Browser, list[str]]
    _known: dict[tuple[Function, str], Walked] = field(default_factory=dict)

    async def of(self, function: Function, language: str) -> Walked:
        """Every page that this function gets to, in a language."""
        if (function, language) not in self._known:
            self._known[function, language] = await self._go(function, language)
        return self._known[function, language]

    async def _go(self, function: Function, language: str) -> Walked:
        browser, addresses = self.full
        if function is not Function.POLITIE_AGENT:
            browser = await signed_in(self.databank, function, f"walker-{uuid4().hex[:6]}")
        browser.speaks(language).moves_to(day(601))
        if function is Function.RECHERCHE:
            addresses = [*addresses, await _chart(browser, addresses)]
        starts = sorted({path for paths in WALKERS.values() for path in paths})
        walk = PageWalk(self.app)
        own = WALKERS[function]
        pages = await walk.go(browser.get, function, *own, "/privacy", *addresses, *starts)
        return Walked(pages, walk)


async def _chart(browser: Browser, addresses: list[str]) -> str:
    """The associations of somebody whose file is opened for the case at hand."""
    file = next(each for each in addresses if each.startswith("/personen/") and "?" not in each)
    opened = await purpose(browser, file, "dossier")
    return opened.replace("?", "/verbanden?")
