"""Problems on a worker's pages are told in her language, with the way out and with help.

Nobody of these visitors has an account, and most have no session either.
"""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.errors import TransientError
from pandkalender.worker_portal.store import sessions

from ..support.browser import Browser, passer_by
from ..support.city import City, Owner, worker
from ..support.codes import access, enter, ref_of, rows
from ..support.languages import LANGUAGES, speaks

PER_ADDRESS = 10

Refusal = Callable[[City, Browser, pytest.MonkeyPatch], Awaitable[httpx.Response]]


def breaks(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    async def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(sessions, "get_visit", fails)


async def not_found(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    return await browser.get("/mijn/bestaat-niet")


async def of_another_site(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    return await browser.client.post("/mijn", data={"stap": "code"}, headers=headers)


async def wrong_method(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    return await browser.client.put("/mijn", headers={"Accept": "text/html"})


async def unreadable(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin",
               "Content-Type": "multipart/form-data; boundary=x"}  # fmt: skip
    return await browser.client.post("/mijn", content=b"nothing of the kind", headers=headers)


async def impossible_character(
    city: City, browser: Browser, _: pytest.MonkeyPatch
) -> httpx.Response:
    """Refused before anything chose a language."""
    return await browser.client.get("/mijn?x=%00", headers={"Accept": "text/html"})


async def too_large(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    """Refused before anything chose a language."""
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    return await browser.client.post("/mijn", content=b"x" * 80_000_000, headers=headers)


async def unknown_code(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    return await browser.post("/mijn", {"stap": "code", "code": "4AC7-XWPT-9HKM"})


async def too_many_tries(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    for _again in range(PER_ADDRESS):
        await browser.post("/mijn", {"stap": "code", "code": "xx"})
    return await browser.post("/mijn", {"stap": "code", "code": "xx"})


async def away_too_long(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    return await browser.post("/mijn", {"stap": "klopt", "shift": str(uuid4())})


async def no_session(city: City, browser: Browser, _: pytest.MonkeyPatch) -> httpx.Response:
    return await browser.get("/mijn/sessie")


async def broken(city: City, browser: Browser, patch: pytest.MonkeyPatch) -> httpx.Response:
    breaks(patch, RuntimeError("a bug"))
    browser.client.cookies.set("kl-pandkalender-code", "x")
    return await browser.get("/mijn")


async def not_reachable(city: City, browser: Browser, patch: pytest.MonkeyPatch) -> httpx.Response:
    breaks(patch, TransientError("the database is away"))
    browser.client.cookies.set("kl-pandkalender-code", "x")
    return await browser.post("/mijn", {"stap": "klopt", "shift": str(uuid4())})


KINDS: dict[Refusal, int] = {
    not_found: 404,
    of_another_site: 403,
    wrong_method: 405,
    unreadable: 400,
    impossible_character: 422,
    too_large: 413,
    unknown_code: 422,
    too_many_tries: 429,
    away_too_long: 401,
    no_session: 401,
    broken: 500,
    not_reachable: 503,
}


@pytest.fixture(autouse=True)
async def nobody_tried(city: City) -> None:
    await rows(city, "DELETE FROM code_try")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
async def test_a_refusal_speaks_the_chosen_language_and_offers_a_way_out_and_help(
    city: City, monkeypatch: pytest.MonkeyPatch, kind: Refusal, code: str
) -> None:
    browser = passer_by(city)
    browser.client.cookies.set("taal", code)
    answer = await kind(city, browser, monkeypatch)
    assert answer.status_code == KINDS[kind]
    speaks(answer, code)
    offers(city, answer)


async def test_a_browser_of_a_first_visit_is_refused_in_its_language(city: City) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "bg-BG,bg;q=0.9,en;q=0.5"}
    for path in ("/mijn/oud", "/mijn?x=%00"):
        speaks(await passer_by(city).client.get(path, headers=headers), "bg")


@pytest.mark.parametrize("code", LANGUAGES)
async def test_a_dispute_without_a_reason_is_refused_likewise(
    city: City, owner: Owner, code: str
) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    browser = await enter(city, (await access(city, await ref_of(city, shift)))[0])
    browser.client.cookies.set("taal", code)
    answer = await browser.post("/mijn", {"stap": "betwist", "shift": shift})
    assert answer.status_code == 422
    speaks(answer, code)
    offers(city, answer)


async def test_a_refused_form_offers_the_other_languages_where_the_section_begins(
    city: City,
) -> None:
    answer = await passer_by(city).post("/mijn", {"stap": "code", "code": "xx"})
    for code in set(LANGUAGES) - {"nl"}:
        assert f'href="/mijn?taal={code}"' in answer.text


async def test_a_refusal_elsewhere_is_of_the_house_and_knows_its_languages_alone(
    city: City,
) -> None:
    browser = passer_by(city)
    browser.client.cookies.set("taal", "bg")
    answer = await browser.get("/bewijs/niets/niets")
    assert '<html lang="nl"' in answer.text
    assert "Snel weg" not in answer.text


def offers(city: City, answer: httpx.Response) -> None:
    neutral = city.app.state.neutral_url
    assert f'action="/mijn/weg" data-leave="{neutral}"' in answer.text
    assert neutral in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    main = answer.text.split("<main")[1].split("</main>")[0]
    for help_from in ("tel:101", "tel:112", "tel:020000001", "tel:020000002"):
        assert help_from in main
    assert "urn:krachtlijn" not in answer.text
