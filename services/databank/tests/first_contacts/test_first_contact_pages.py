"""First contacts on the screen: what is due, what came of it, and a code that is shown once."""

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.web import Function
from contracts.databank import FirstContactHeld, WorkerAccessGranted, WorkerAccessRevoked

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, day, declared, unlike_others

HELD = {"hoe": "gehouden", "taalgroep": "roemeens", "informatie": "rechten", "tweede": "ja"}


@pytest.fixture
async def contact(databank: Databank) -> AsyncIterator[str]:
    """The first contact that is due with somebody who was declared."""
    shift = declared(unlike_others(family="Eerstecontact"), day(500))
    await databank.tell(shift)
    rows = await databank.fetch(
        "SELECT id FROM first_contact WHERE person_id = $1", await databank.person_of(shift)
    )
    yield str(rows[0]["id"])


async def sent(browser: Browser, contact: str, **data: Any) -> Any:
    page = await browser.get(f"/eerste-contacten/{contact}")
    key = re.search(r'name="sleutel" value="([^"]+)"', page.text)
    assert key, page.text
    return await browser.post(f"/eerste-contacten/{contact}", {"sleutel": key[1]} | data)


async def code_key(browser: Browser, contact: str) -> str:
    page = (await browser.get(f"/eerste-contacten/{contact}")).text
    found = re.search(r'/code">\s*<input type="hidden" name="sleutel" value="([^"]+)"', page)
    assert found, page
    return found[1]


async def test_what_is_due_names_nobody_until_it_is_opened(
    databank: Databank, browser: Browser, contact: str
) -> None:
    shown = await pages(browser)
    assert any(f"/eerste-contacten/{contact}" in page for page in shown)
    assert not any("Eerstecontact" in page for page in shown)
    assert "Eerstecontact" in (await browser.get(f"/eerste-contacten/{contact}")).text


async def pages(browser: Browser) -> list[str]:
    """All of the list: contacts of other tests may fill the first ones."""
    sent: list[str] = []
    path: str | None = "/eerste-contacten"
    while path:
        sent.append((await browser.get(path)).text)
        onward = re.search(r'rel="next" href="([^"]+)"', sent[-1])
        path = onward[1] if onward else None
    return sent


@pytest.fixture
async def many(databank: Databank, contact: str) -> AsyncIterator[None]:
    """More contacts than a page of the list has, a part of them late."""
    await databank.fetch(
        "INSERT INTO first_contact (id, person_id, branch, opened_at, due_at, state, overdue,"
        " information_given) SELECT gen_random_uuid(), person_id, branch, opened_at, due_at,"
        " 'open', number <= 180, '{many}' FROM first_contact, generate_series(1, 230) AS number"
        " WHERE id = $1::uuid",
        contact,
    )
    yield
    await databank.fetch("DELETE FROM first_contact WHERE information_given = '{many}'")


OPEN = """
SELECT id, overdue FROM first_contact
 WHERE state = 'open' AND NOT EXISTS (
   SELECT FROM membership JOIN shield_claim USING (claim_id)
    WHERE membership.person_id = first_contact.person_id
      AND until_at IS NULL AND lifted_at IS NULL)
"""
"""An agent's view: shielded files are kept back."""


@pytest.mark.usefixtures("many")
async def test_all_that_is_due_is_counted_and_stands_on_some_page(
    databank: Databank, browser: Browser
) -> None:
    links = r'href="/eerste-contacten/([0-9a-f-]{36})"'
    shown = {each for page in await pages(browser) for each in re.findall(links, page)}
    rows = await databank.fetch(OPEN)
    assert shown == {str(row["id"]) for row in rows}
    before = None
    while rows != before:  # terms of earlier tests may pass meanwhile, one after the other
        first = (await browser.get("/eerste-contacten")).text
        before, rows = rows, await databank.fetch(OPEN)
    late = sum(row["overdue"] for row in rows)
    assert f"{len(rows)} contacten te doen, waarvan {late} te laat." in first


async def test_a_contact_is_held_once_with_what_was_explained(
    databank: Databank, browser: Browser, contact: str
) -> None:
    assert (await sent(browser, contact)).status_code == 422
    answer = await sent(browser, contact, **HELD)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/eerste-contacten/{contact}")
    page = (await browser.get(f"/eerste-contacten/{contact}")).text
    assert "Roemeens" in page
    assert "Gewenst" in page
    assert len(await databank.told(FirstContactHeld, contactId=contact)) == 1
    assert (
        f"/eerste-contacten/{contact}" in (await browser.get("/eerste-contacten?gehouden=1")).text
    )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("uitgesteld", "open"), ("niet_bereikt", "open"), ("geweigerd", "geweigerd")],
)
async def test_a_contact_that_was_not_held_stays_due_unless_refused(
    databank: Databank, browser: Browser, contact: str, outcome: str, state: str
) -> None:
    assert (await sent(browser, contact, hoe=outcome, opnieuw="2026-01-09")).status_code == 303
    (row,) = await databank.fetch("SELECT state FROM first_contact WHERE id = $1::uuid", contact)
    assert row["state"] == state
    assert await databank.told(FirstContactHeld, contactId=contact) == []


async def test_a_worry_becomes_a_signal(databank: Databank, browser: Browser, contact: str) -> None:
    await sent(browser, contact, **HELD, zorg="dwang")
    rows = await databank.fetch(
        "SELECT priority FROM signal JOIN first_contact USING (person_id)"
        " WHERE first_contact.id = $1::uuid AND kind = 'dwang'",
        contact,
    )
    assert [row["priority"] for row in rows] == ["dringend"]
    assert "Bescherming gaat voor" in (await browser.get(f"/eerste-contacten/{contact}")).text


async def test_a_code_is_shown_once_and_can_be_taken_back(
    databank: Databank, browser: Browser, contact: str
) -> None:
    before = len(await databank.told(WorkerAccessGranted))
    key = {"sleutel": await code_key(browser, contact)}
    given = await browser.post(f"/eerste-contacten/{contact}/code", key)
    where = f"/eerste-contacten/{contact}/code"
    assert (given.status_code, given.headers["location"]) == (303, where), "a reload gives no other"
    stranger = await signed_in(databank, Function.POLITIE_AGENT, "agent-vreemd")
    stolen = {"Cookie": f"{stranger.cookie}; {given.headers['set-cookie'].partition(';')[0]}"}
    answer = await databank.client.get(where, headers=stranger.headers() | stolen)
    assert answer.status_code == 303, "it opens in the session of who gave it alone"
    shown = await browser.get(where)
    code = re.search(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", shown.text)
    assert code and code[0] not in given.headers["set-cookie"]
    assert shown.headers["cache-control"] == "no-store"
    assert (await browser.get(where)).status_code == 303, "it is shown once"
    again = await browser.post(f"/eerste-contacten/{contact}/code", key)
    assert again.status_code == 303, "the same form gives no second code"
    assert len(await databank.told(WorkerAccessGranted)) == before + 1
    page = (await browser.get(f"/eerste-contacten/{contact}")).text
    assert "Er is een code gegeven" in page
    await browser.post(f"/eerste-contacten/{contact}/code/intrekken", {})
    (row,) = await databank.fetch(
        "SELECT worker_access.id, why_ended FROM worker_access JOIN first_contact"
        " USING (person_id) WHERE first_contact.id = $1::uuid",
        contact,
    )
    assert row["why_ended"] == "ingetrokken"
    assert await databank.told(WorkerAccessRevoked, accessId=row["id"])


async def test_who_may_only_read_gives_no_code(databank: Databank, contact: str) -> None:
    reader = await signed_in(databank, Function.RECHERCHE, "recherche-1")
    page = await reader.moves_to(START).get(f"/eerste-contacten/{contact}")
    assert "Geef een code" not in page.text
    answer = await reader.post(f"/eerste-contacten/{contact}/code", {"sleutel": "x"})
    assert answer.status_code == 403
