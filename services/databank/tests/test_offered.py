"""No page offers what its reader may not do: no link, and no form, leads to a refusal."""

import html
import re
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from chassis.web.authorisation.table import Functions, Route, rows

from .support.browser import Browser, signed_in
from .support.databank import Databank, day
from .support.everything import ID, WALKERS, walk

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"]*)"')
FETCHED = re.compile(r'\bhx-get="(/[^"]*)"')
ACTED = re.compile(r'\bformaction="(/[^"]*)"')


def attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else None


def offers(path: str, page: str) -> set[Route]:
    """Each request that a page offers to make, by its method and its path."""
    wanted = {("GET", html.unescape(href)) for href in LINK.findall(page) + FETCHED.findall(page)}
    for tag, inside in FORM.findall(page):
        method = (attribute(tag, "method") or "get").upper()
        actions = [html.unescape(action) for action in ACTED.findall(inside)]
        wanted |= {(method, action) for action in [attribute(tag, "action") or path, *actions]}
    return {(method, re.split(r"[?#]", address)[0]) for method, address in wanted}


def route_of(app: FastAPI, method: str, path: str) -> tuple[Route, Functions] | None:
    """The row of the table of authorisation, the one with the fewest blanks."""
    fitting = [
        (route, row.functions or frozenset(Function))
        for route, row in rows(app.state.table)
        if route[0] == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route[1]), path)
    ]
    return min(fitting, key=lambda found: found[0][1].count("{"), default=None)


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
    pages = await walk(browser, *WALKERS[function], *addresses, *sorted(starts))
    assert len(pages) > 3
    refused: dict[Route, set[str]] = {}
    for path, page in pages.items():
        for method, address in offers(path, page):
            found = route_of(app, method, address)
            assert found, f"{path} leads to {method} {address}, which no route answers"
            route, functions = found
            if function not in functions:
                refused.setdefault(route, set()).add(ID.sub("*", path))
    assert not refused, "\n".join(
        f"{' '.join(route)} on {', '.join(sorted(where))}" for route, where in refused.items()
    )
