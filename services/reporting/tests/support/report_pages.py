"""Reports as three people make them on the screens."""

import re
from typing import Any

from chassis.web import Function

from .browser import Browser, signed_in
from .reporting import Reporting

MAKER, READER = Function.REPORTING_MEDEWERKER, Function.DIENST_PROSTITUTIEBELEID
OFFICER = Function.PROSTITUTIEAMBTENAAR


async def planned(browser: Browser, kind: str = "plan_jaar", period: str = "2025") -> str:
    return await browser.does("/rapporten/planning", soort=kind, periode=period)


async def edition(browser: Browser, path: str) -> str:
    """The edition that a form of the page carries."""
    found = re.search(r'name="editie" value="(\d+)"', (await browser.get(path)).text)
    assert found, path
    return found[1]


async def takes(browser: Browser, report: str, step: str, **fields: Any) -> None:
    seen = await edition(browser, f"{report}/{step}")
    assert await browser.does(f"{report}/{step}", editie=seen, **fields) == report


async def published(
    reporting: Reporting, kind: str = "plan_jaar", period: str = "2025", *audiences: str
) -> str:
    """The page of a report that three people brought out."""
    maker = await signed_in(reporting, MAKER, "maker")
    reader = await signed_in(reporting, READER, "lezer")
    officer = await signed_in(reporting, OFFICER, "ambtenaar")
    report = await planned(maker, kind, period)
    await maker.does(f"{report}/opmaken")
    seen = await edition(maker, f"{report}/tekst")
    await maker.does(f"{report}/tekst", editie=seen, inleiding="Een rustig jaar.\n\nMeer volgt.")
    await takes(maker, report, "stap/controleren")
    await takes(reader, report, "stap/nalezen")
    await takes(officer, report, "beslissing/goedkeuren", publiek=[*audiences] or ["plangroep"])
    await takes(officer, report, "beslissing/publiceren")
    return report
