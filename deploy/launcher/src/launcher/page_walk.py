"""A walk through the pages of a service, for tests: what each offers is compared with the table.

A page is found by the links of others, and by the table of authorisation itself: where an address
there has blanks, the ids that other addresses show fill them.
"""

import html
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import httpx
from fastapi import FastAPI

from chassis.web import Function
from chassis.web.authorisation.table import Functions, Route, rows

Get = Callable[[str], Awaitable[httpx.Response]]

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"]*)"')
FETCHED = re.compile(r'\bhx-get="(/[^"]*)"')
ACTED = re.compile(r'\bformaction="(/[^"]*)"')
BLANK = re.compile(r"\{(\w+)\}")
LEADS_AWAY = ("/afmelden", "/aanmelden", "/assets", "/statisch", "/uitvoer/nieuw")
NO_PAGE = re.compile(r"(/stroom|/stand|/bestand|/bladen/\{number\}|\.(pdf|csv|zip))$")
"""The ends of addresses that answer with a file, or with a piece of a page."""
EACH = 2
"""So many pages of one kind are looked at."""


def words(page: str) -> str:
    """The words of a page as they are read: no marks, no scripts, single spaces."""
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@dataclass(frozen=True)
class _Address:
    """A row of the table by its route; ``functions`` are all where it is open to anybody."""

    route: Route
    pattern: re.Pattern[str]
    functions: Functions


@dataclass
class PageWalk:
    """The pages of a service as one person after another sees them, and what is offered wrongly."""

    app: FastAPI
    ids: dict[str, list[str]] = field(default_factory=dict)
    """What stood in the blanks of addresses, by the name of the blank."""
    seen: set[str] = field(default_factory=set)
    """The addresses of the table that answered with a page."""
    refused: dict[Route, set[str]] = field(default_factory=dict)
    _table: list[_Address] = field(init=False)
    _known: dict[Route, _Address | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What has the fewest blanks goes first, as one expects of a router."""
        table = [
            _Address(route, re.compile(_expression(route[1])), row.functions or frozenset(Function))
            for route, row in rows(self.app.state.table)
        ]
        self._table = sorted(table, key=lambda each: each.route[1].count("{"))

    async def go(self, get: Get, function: Function, *starts: str) -> dict[str, str]:
        """Every page that this function gets to, as it was sent; notes what they should not offer.

        A link or form that no route answers is an ``AssertionError`` at once.
        """
        pages = await walk(get, *starts, *self._plain(function))
        for path, page in list(pages.items()):
            self._learn(path, page)
        pages |= await walk(get, *self._filled(function), known=pages)
        for path, page in pages.items():
            self._learn(path, page)
            for method, address in offers(path, page):
                self._judge(function, path, method, address)
        return pages

    def screens(self) -> set[str]:
        """The addresses of the table that pages may stand at."""
        return {route[1] for route, _ in rows(self.app.state.table) if _is_page(route)}

    def _plain(self, function: Function) -> list[str]:
        return [path for path in self._open_to(function) if "{" not in path]

    def _open_to(self, function: Function) -> list[str]:
        return sorted(
            route[1]
            for route, row in rows(self.app.state.table)
            if _is_page(route) and (function in row.functions or row.anybody)
        )

    def _filled(self, function: Function) -> Iterator[str]:
        for path in self._open_to(function):
            names = BLANK.findall(path)
            known = [self.ids.get(name, []) for name in names]
            if names and path not in self.seen:
                for values in islice(zip(*known, strict=False), EACH):
                    yield path.format(**dict(zip(names, values, strict=True)))

    def _learn(self, path: str, page: str) -> None:
        if shown := self._match("GET", _bare(path)):
            self.seen.add(shown.route[1])
        for method, address in [("GET", _bare(path)), *offers(path, page)]:
            found = self._match(method, address)
            values = found.pattern.fullmatch(address) if found else None
            for name, value in values.groupdict().items() if values else ():
                known = self.ids.setdefault(name, [])
                if value not in known and ID.fullmatch(value):
                    known.append(value)

    def _match(self, method: str, address: str) -> _Address | None:
        asked = (method, address)
        if asked not in self._known:
            fitting = (e for e in self._table if e.route[0] == method)
            self._known[asked] = next((e for e in fitting if e.pattern.fullmatch(address)), None)
        return self._known[asked]

    def _judge(self, function: Function, path: str, method: str, address: str) -> None:
        found = self._match(method, address)
        assert found, f"{path} leads to {method} {address}, which no route answers"
        if function not in found.functions:
            self.refused.setdefault(found.route, set()).add(f"{ID.sub('*', path)} as {function}")

    def report(self) -> str:
        """One line per route that is offered and refused; empty when there is none."""
        return "\n".join(
            f"{' '.join(route)} on {', '.join(sorted(where))}"
            for route, where in self.refused.items()
        )


async def walk(get: Get, *starts: str, known: Iterable[str] = ()) -> dict[str, str]:
    """Every page that links lead to, as it was sent; not those ``known``.

    The ``starts`` all, of the rest ``EACH`` of a kind.
    """
    found: dict[str, str] = {}
    passed = set(known)
    kinds = Counter(ID.sub("*", _bare(path)) for path in passed)
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0).split("#")[0]
        kind = ID.sub("*", _bare(path))
        if path in passed or (kinds[kind] >= EACH and path not in starts):
            continue
        answer = await get(path)
        if answer.status_code in (302, 303):
            passed.add(path)
            if answer.headers["location"].startswith("/"):
                waiting.insert(0, answer.headers["location"])
            continue
        assert answer.status_code < 500, f"{path} fails"
        kinds[kind] += 1
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        found[path] = answer.text
        passed.add(path)
        hrefs = map(html.unescape, LINK.findall(answer.text))
        waiting += [h for h in hrefs if not h.startswith(LEADS_AWAY) and "taal=" not in h]
    return found


def offers(path: str, page: str) -> set[Route]:
    """Each request that a page offers to make, by its method and its path."""
    links = chain(LINK.findall(page), FETCHED.findall(page))
    wanted = {("GET", html.unescape(href)) for href in links}
    for tag, inside in FORM.findall(page):
        method = (_attribute(tag, "method") or "get").upper()
        actions = [html.unescape(action) for action in ACTED.findall(inside)]
        wanted |= {(method, action) for action in [_attribute(tag, "action") or path, *actions]}
    return {(method, _bare(address)) for method, address in wanted}


def _is_page(route: Route) -> bool:
    method, path = route
    leads_away = path.startswith(("/v1/", *LEADS_AWAY)) or NO_PAGE.search(path)
    return method == "GET" and not leads_away


def _bare(address: str) -> str:
    return re.split(r"[?#]", address)[0]


def _expression(pattern: str) -> str:
    return BLANK.sub(lambda blank: f"(?P<{blank[1]}>[^/]+)", pattern)


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else None
