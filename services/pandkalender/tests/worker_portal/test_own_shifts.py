"""A worker with a code: her own declarations, what she answers, and that no owner can notice."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prometheus_client import REGISTRY

from contracts.codes import DisputeReason
from contracts.databank import WorkerAccessChanged, WorkerAccessRevoked
from contracts.identity import WorkerScope
from contracts.pandkalender import ShiftConfirmed, ShiftDisputed
from contracts.sealed import Sealed
from contracts.worker_code import read_code

from ..support.browser import Browser, SignIn, passer_by
from ..support.city import NOW, SERVICE, City, Owner, worker
from ..support.codes import access, enter, ref_of, rows, tell

LANGUAGES = {"nl": "Je code", "en": "Your code", "fr": "Ton code", "ro": "Codul tău",
             "bg": "Твоят код", "es": "Tu código"}  # fmt: skip


@pytest.fixture(autouse=True)
async def patient(city: City) -> None:
    await rows(city, "DELETE FROM code_try")


@pytest.fixture
async def shift(owner: Owner) -> str:
    return await owner.declared(who=worker(int(uuid4().hex[:6], 16)))


async def dispute(browser: Browser, shift_id: str, *reasons: str) -> httpx.Response:
    asked = await follow(browser, {"stap": "klopt-niet", "shift": shift_id})
    key = re.search(r'name="sleutel" value="([^"]+)"', asked.text)
    assert key, asked.text
    data = {"stap": "betwist", "shift": shift_id, "sleutel": key[1], "reden": list(reasons)}
    return await follow(browser, data)


async def follow(browser: Browser, data: dict[str, Any]) -> httpx.Response:
    """The page that a step leads to; a form that is not right is answered with itself."""
    answer = await browser.post("/mijn", data)
    if answer.status_code == 422:
        return answer
    assert (answer.status_code, answer.headers["location"]) == (303, "/mijn")
    return await browser.get("/mijn")


def timeless(text: str) -> str:
    """A page without what only says how long the session stands."""
    return re.sub(r'data-seconds="\d+"|data-lasting>[^<]*', "", text)


async def published(city: City, kind: Any, shift_id: str) -> list[Any]:
    return [
        envelope
        for envelope in await city.sandbox.recorded(SERVICE)
        if envelope.type == kind.type and envelope.data["shiftId"] == shift_id
    ]


async def test_a_code_opens_her_own_declarations_and_no_name(
    city: City, owner: Owner, shift: str
) -> None:
    other = await owner.declared(who=worker(int(uuid4().hex[:6], 16)), room=1)
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code.lower().replace("-", " "))
    page = await browser.get("/mijn")
    assert page.text.count('class="wk-shift"') == 1
    assert shift in page.text
    assert other not in page.text
    assert "Voorbeeld," not in page.text
    assert "Ana" not in page.text
    assert (await browser.post("/mijn", {"stap": "klopt", "shift": other})).status_code == 303
    assert await published(city, ShiftConfirmed, other) == []


async def test_a_confirmation_is_told_to_the_police_once(city: City, shift: str) -> None:
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    for _again in range(3):
        await browser.post("/mijn", {"stap": "klopt", "shift": shift})
    assert len(await published(city, ShiftConfirmed, shift)) == 1
    assert "Bevestigd" in (await browser.get("/mijn")).text


async def test_a_dispute_leaves_nothing_in_the_calendar(city: City, shift: str) -> None:
    """Who makes her show the page later sees what it showed before."""
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    before = timeless((await browser.get("/mijn")).text)
    told = await dispute(browser, shift, "gedwongen", "huurt_niet")
    assert "De politie weet het nu" in told.text
    assert "Wat gebeurt er nu?" in told.text
    (event,) = await published(city, ShiftDisputed, shift)
    assert set(event.data) == {"shiftId", "disputedAt", "grounds"}
    assert "gedwongen" not in str(event.data), "why is sealed"
    assert timeless((await browser.get("/mijn")).text) == before


async def test_a_dispute_needs_a_reason_and_counts_once(city: City, shift: str) -> None:
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    refused = await dispute(browser, shift)
    assert refused.status_code == 422
    assert 'href="#reden"' in refused.text
    key = str(uuid4())
    data = {"stap": "betwist", "shift": shift, "sleutel": key, "reden": DisputeReason.ONVEILIG}
    for _again in range(3):
        await browser.post("/mijn", data)
    assert len(await published(city, ShiftDisputed, shift)) == 1


async def test_no_page_of_the_owner_differs_after_a_dispute(
    city: City, owner: Owner, sign_in: SignIn, shift: str
) -> None:
    mine = await sign_in(owner)
    paths = ("/vandaag", "/week", f"/shift/{shift}", f"/shift/{shift}/wijzigen", "/rooster")

    async def seen() -> list[str]:
        pages = [(await mine.get(path)).text for path in paths]
        answers = [await owner.get(path) for path in ("/v1/shifts", f"/v1/shifts/{shift}")]
        texts = [*pages, *(each.text for each in answers)]
        return [timeless(re.sub(r'name="sleutel" value="[^"]+"', "", text)) for text in texts]

    before = await seen()
    code, access_id = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    await dispute(browser, shift, "gedwongen", "onveilig", "huurt_niet")
    await browser.post("/mijn", {"stap": "klopt", "shift": shift})
    assert await seen() == before
    await tell(city, WorkerAccessRevoked(access_id=access_id, revoked_at=NOW))
    assert await seen() == before


async def test_what_a_code_opens_follows_the_police_at_once(
    city: City, owner: Owner, shift: str
) -> None:
    """A split withdraws what was somebody else's, also from a session that runs."""
    other = await owner.declared(who=worker(int(uuid4().hex[:6], 16)), room=1)
    mine, hers = await ref_of(city, shift), await ref_of(city, other)
    code, access_id = await access(city, mine, hers)
    browser = await enter(city, code)
    assert other in (await browser.get("/mijn")).text
    scope = Sealed.of(WorkerScope(worker_refs=(mine,)))
    await tell(city, WorkerAccessChanged(access_id=access_id, changed_at=NOW, scope=scope))
    page = (await browser.get("/mijn")).text
    assert shift in page
    assert other not in page


async def test_a_revoked_code_opens_nothing_and_ends_who_is_inside(city: City, shift: str) -> None:
    code, access_id = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    await tell(city, WorkerAccessRevoked(access_id=access_id, revoked_at=NOW))
    assert shift not in (await browser.get("/mijn")).text
    again = await browser.post("/mijn", {"stap": "code", "code": code})
    assert again.status_code == 422
    left = await rows(city, "SELECT FROM worker_access WHERE access_id = $1", access_id)
    assert left == []


async def test_an_unused_code_expires_and_a_used_one_stays(city: City, shift: str) -> None:
    ref = await ref_of(city, shift)
    unused, used = (await access(city, ref))[0], (await access(city, ref))[0]
    await enter(city, used)
    browser = passer_by(city)
    browser.moves_to(NOW + timedelta(days=15))
    assert (await browser.post("/mijn", {"stap": "code", "code": unused})).status_code == 422
    assert (await browser.post("/mijn", {"stap": "code", "code": used})).status_code == 303


async def test_a_wrong_code_is_a_security_event_without_any_person(city: City) -> None:
    def counted() -> float:
        labels = {"kind": "wrong-code", "domain": "none"}
        return REGISTRY.get_sample_value("krachtlijn_security_events_total", labels) or 0.0

    before = counted()
    wrong = await passer_by(city).post("/mijn", {"stap": "code", "code": "AAAA-BBBB-CCCC"})
    assert wrong.status_code == 422
    assert counted() == before + 1


async def test_a_code_ends_however_often_it_is_used(city: City, shift: str) -> None:
    code, _ = await access(city, await ref_of(city, shift))
    browser = passer_by(city)
    for days in range(0, 730, 100):
        browser.moves_to(NOW + timedelta(days=days))
        assert (await browser.post("/mijn", {"stap": "code", "code": code})).status_code == 303, (
            days
        )
    browser.moves_to(NOW + timedelta(days=731))
    assert (await browser.post("/mijn", {"stap": "code", "code": code})).status_code == 422


async def test_leaving_ends_the_session_and_goes_elsewhere(city: City, shift: str) -> None:
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    answer = await browser.post("/mijn/weg")
    assert (answer.status_code, answer.headers["location"]) == (303, city.app.state.neutral_url)
    assert city.app.state.neutral_url in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert shift not in (await browser.get("/mijn")).text


async def test_another_site_can_do_nothing(city: City) -> None:
    browser = passer_by(city)
    headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
    for path in ("/mijn", "/mijn/weg"):
        answer = await browser.client.post(path, data={"stap": "code"}, headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("code", LANGUAGES)
async def test_every_language_is_whole_and_says_when_nobody_reviewed_it(
    city: City, code: str
) -> None:
    browser = passer_by(city)
    for path in ("/mijn", "/mijn/info"):
        page = await browser.get(path, taal=code)
        assert page.status_code == 200
        assert f'<html lang="{code}"' in page.text
        assert LANGUAGES[code] in page.text
        assert "<title>" + {"bg": "Календар", "en": "Calendar", "fr": "Calendrier",
                            "nl": "Kalender"}.get(code, "Calendar") in page.text  # fmt: skip
        warns = page.text.split('<main class="govuk-main-wrapper wk-main"')[1][:200]
        assert ("govuk-body-s" in warns) is (code != "nl")
    kept = page.headers["set-cookie"]
    assert "max-age" not in kept.lower(), "a choice of language is no trace on a shared phone"


async def test_a_browser_is_met_in_its_language_and_owners_have_their_own(city: City) -> None:
    browser = passer_by(city)
    headers = {"Accept": "text/html", "Accept-Language": "ro-RO,ro;q=0.9,en;q=0.5"}
    assert "Codul tău" in (await browser.client.get("/mijn", headers=headers)).text
    help_page = (await browser.get("/hulp")).text
    assert "română" not in help_page
    assert "English" in help_page


async def test_help_needs_no_code(city: City) -> None:
    page = (await passer_by(city).get("/mijn/info")).text
    for word in ("tel:101", "tel:112", "tel:020000001", "Wie ziet wat?"):
        assert word in page


def test_codes_are_read_as_people_write_them() -> None:
    assert read_code("4ac7 xwpt-9hkm") == read_code("4AC7-ХWРТ-9НКМ") == "4AC7XWPT9HKM"
    assert read_code("4AC7") is None
