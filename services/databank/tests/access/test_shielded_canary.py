"""Every way to a person: each is logged for a purpose, counts against the reading budget, and is
closed by a shield to who was not let in (handbook §4.2, §4.3; DP-03, DP-04, DP-14).

A new route is walked as soon as it has its row of authorisation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from databank.access.purposes.rules import PurposeCode
from databank.authorisation import TABLE

from ..support.browser import signed_in
from ..support.canaries import NOW, Canary, canary
from ..support.databank import Databank
from ..support.forms import key_of
from ..support.officers import Officer
from ..support.searches import search

WALKERS = (
    Function.POLITIE_AGENT,
    Function.POLITIE_TEAMLEIDER,
    Function.POLITIE_BEHEERDER,
    Function.FUNCTIONARIS_POLITIE,
)
"""Who may open her file only when let in; recherche, and who shielded it, may always."""
PROTECTION = {
    f"{method} {path}"
    for row in TABLE["welfare and trafficking signals"]
    for method, path in row.routes
}
BY_NUMBER = {f"{method} /afscherming/{{person_id}}" for method in ("GET", "POST")}
"""Routes that say for which number another stands now, and nothing of whose it is."""
READERS = (Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER)
SEEN_BEFORE = 25
"""Routes that show her to an agent before she is shielded, at least: so the walk would see her."""
PLACES = re.compile(r" (/v1)?/(establishments|establishment-searches|inrichtingen|inspecties)\b")
"""Routes that name places, whoever was seen there; of her they say nothing."""


def addresses(canary: Canary, path: str) -> Iterator[str]:
    """A path with each of her ids in its place, and a list with the filters that it may have."""
    names = re.findall(r"{(\w+)}", path)
    for values in product(*(canary.ids.get(name, [str(uuid4())]) for name in names)):
        address = path
        for name, value in zip(names, values, strict=True):
            address = address.replace(f"{{{name}}}", value)
        yield address
        if not names:
            yield f"{address}?pagesize=500&personId={canary.person_id}"


@dataclass(frozen=True)
class Walk:
    """What the routes showed of her, also in where they lead.

    ``named``: those that said who she is; ``unlogged``: of these, those that nobody will read of.
    """

    found: dict[str, list[str]]
    named: set[str]
    unlogged: set[str]


async def looks(databank: Databank, canary: Canary, subject: str) -> int:
    """The number of lines about her that the access log has of somebody, each with a purpose."""
    (row,) = await databank.fetch(
        "SELECT count(*) FROM access_log WHERE actor_subject = $1 AND subject_kind = 'person'"
        " AND subject_id = ANY($2) AND split_part(purpose, ':', 1) = ANY($3)",
        subject,
        canary.ids["person_id"],
        [purpose.value for purpose in PurposeCode],
    )
    return int(row["count"])


async def forget(databank: Databank, subject: str) -> None:
    """Have somebody read nobody yet today: who was read once stays open."""
    for table in ("person_read", "reading_day"):
        await databank.fetch(f"DELETE FROM {table} WHERE subject = $1", subject)


async def walk(
    databank: Databank,
    canary: Canary,
    function: Function,
    methods: tuple[str, ...],
    *,
    anew: bool = False,
) -> Walk:
    """By route, what of her it shows to this function; ``anew``: who read nobody before it."""
    subject = f"walker-{uuid4().hex[:6]}"
    officer = Officer(databank, subject, function)
    browser = (await signed_in(databank, function, subject)).moves_to(NOW)
    found: dict[str, list[str]] = {}
    named: set[str] = set()
    unlogged: set[str] = set()
    for row in (row for rows in TABLE.values() for row in rows if function in row.functions):
        for method, path in row.routes:
            if method not in methods or path.endswith("/stroom"):
                continue
            for address in addresses(canary, path):
                if anew:
                    await forget(databank, subject)
                before = await looks(databank, canary, subject)
                if path.startswith("/v1/"):
                    more = {"Krachtlijn-Time": NOW.isoformat()}
                    answer = await officer.ask(method, address, more)
                elif method == "GET":
                    answer = await browser.get(address)
                else:
                    answer = await browser.post(address, {})
                assert answer.status_code < 500, (function, method, address, answer.text)
                said = answer.text + answer.headers.get("location", "")
                traces = canary.traces(said, given=address)
                if PLACES.search(f"{method} {path}") and traces == [canary.place]:
                    continue
                if traces:
                    found[f"{method} {path}"] = traces
                if canary.names(answer.text, given=address):
                    named.add(f"{method} {path}")
                    if await looks(databank, canary, subject) == before:
                        unlogged.add(f"{method} {path}")
    return Walk(found, named, unlogged)


async def known_to_all(databank: Databank) -> Canary:
    """Of whom the databank knows something of every kind, a search for her too."""
    known = await canary(databank)
    agent = (await signed_in(databank, Function.POLITIE_AGENT, "agent-zoekt")).moves_to(NOW)
    known.ids["search_id"] = [
        (await search(agent, familyName=known.who.family)).rpartition("/")[2],
    ]
    return known


@pytest.fixture(scope="module")
async def her(databank: Databank) -> Canary:
    """Whom nobody shields."""
    return await known_to_all(databank)


@pytest.fixture
def nothing_to_read(app: FastAPI) -> Iterator[None]:
    """A budget that is spent before the first person."""
    before = app.state.reading_budgets
    app.state.reading_budgets = dict.fromkeys(before, 0)
    yield
    app.state.reading_budgets = before


@pytest.mark.parametrize("function", READERS)
async def test_every_look_at_her_is_logged_with_its_purpose(
    databank: Databank, her: Canary, function: Function
) -> None:
    seen = await walk(databank, her, function, ("GET", "POST"))
    assert len(seen.named) >= SEEN_BEFORE, sorted(seen.named)
    assert seen.unlogged - BY_NUMBER == set()


@pytest.mark.parametrize("function", READERS)
async def test_no_way_to_her_is_open_when_no_more_may_be_read(
    databank: Databank, her: Canary, nothing_to_read: None, function: Function
) -> None:
    """But for signals, since protection waits for no agreement. Her shift is of another day."""
    seen = await walk(databank, her, function, ("GET", "POST"), anew=True)
    assert seen.named - PROTECTION - BY_NUMBER == set()


@pytest.fixture(scope="module")
async def shielded(databank: Databank) -> Canary:
    her = await known_to_all(databank)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-kanarie")
    path = f"/afscherming/{her.person_id}"
    form = {"sleutel": await key_of(leader, path), "stap": "afschermen", "grond": "bescherming"}
    assert (await leader.post(path, form)).status_code == 303
    return her


@pytest.mark.parametrize("function", WALKERS)
async def test_nobody_meets_a_shielded_person_on_any_route(
    databank: Databank, shielded: Canary, function: Function
) -> None:
    found = (await walk(databank, shielded, function, ("GET", "POST", "PUT", "DELETE"))).found
    if function is Function.FUNCTIONARIS_POLITIE:  # ids of files are what this officer oversees
        ids = {*shielded.ids["person_id"]}
        found = {route: traces for route, traces in found.items() if not ids.issuperset(traces)}
    assert found == {}
