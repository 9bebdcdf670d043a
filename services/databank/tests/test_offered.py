"""No page offers what its reader may not do: no link, and no form, leads to a refusal."""

from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import PageWalk

from .support.browser import Browser, signed_in
from .support.databank import Databank, day
from .support.everything import WALKERS


@pytest.mark.parametrize("function", WALKERS)
async def test_no_page_offers_a_step_that_is_refused(
    databank: Databank, app: FastAPI, full: tuple[Browser, list[str]], function: Function
) -> None:
    agent, addresses = full
    browser = agent
    if function is not Function.POLITIE_AGENT:
        browser = await signed_in(databank, function, f"walker-{uuid4().hex[:6]}")
    browser.speaks("nl").moves_to(day(601))
    starts = {path for paths in WALKERS.values() for path in paths}
    walk = PageWalk(app)
    pages = await walk.go(browser.get, function, *WALKERS[function], *addresses, *sorted(starts))
    assert len(pages) > 3
    assert not walk.refused, walk.report()
