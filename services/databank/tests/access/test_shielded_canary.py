"""A shielded person turns up on no route, for nobody who was not let in (handbook §4.3, DP-14)."""

import re
from collections.abc import Iterator
from itertools import product
from uuid import uuid4

import pytest

from chassis.web import Function
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


async def walk(
    databank: Databank, canary: Canary, function: Function, methods: tuple[str, ...]
) -> dict[str, list[str]]:
    """By route, what of her it shows to this function."""
    subject = f"walker-{uuid4().hex[:6]}"
    officer = Officer(databank, subject, function)
    browser = (await signed_in(databank, function, subject)).moves_to(NOW)
    found: dict[str, list[str]] = {}
    for row in (row for rows in TABLE.values() for row in rows if function in row.functions):
        for method, path in row.routes:
            if method not in methods or path.endswith("/stroom"):
                continue
            for address in addresses(canary, path):
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
    return found


@pytest.fixture(scope="module")
async def shielded(databank: Databank) -> Canary:
    """First she is seen, by who walks the same way; then she is shielded."""
    her = await canary(databank)
    agent = (await signed_in(databank, Function.POLITIE_AGENT, "agent-zoekt")).moves_to(NOW)
    her.ids["search_id"] = [
        (await search(agent, familyName=her.who.family)).rpartition("/")[2],
    ]
    before = await walk(databank, her, Function.POLITIE_AGENT, ("GET",))
    assert len(before) >= SEEN_BEFORE, sorted(before)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-kanarie")
    path = f"/afscherming/{her.person_id}"
    form = {"sleutel": await key_of(leader, path), "stap": "afschermen", "grond": "bescherming"}
    assert (await leader.post(path, form)).status_code == 303
    return her


@pytest.mark.parametrize("function", WALKERS)
async def test_nobody_meets_a_shielded_person_on_any_route(
    databank: Databank, shielded: Canary, function: Function
) -> None:
    found = await walk(databank, shielded, function, ("GET", "POST", "PUT", "DELETE"))
    if function is Function.FUNCTIONARIS_POLITIE:  # ids of files are what this officer oversees
        ids = {*shielded.ids["person_id"]}
        found = {route: traces for route, traces in found.items() if not ids.issuperset(traces)}
    assert found == {}
