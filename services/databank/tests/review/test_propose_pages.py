"""Two persons that may be one: the other is searched for, both stand side by side, then asked."""

import re
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest

from chassis.web import Function
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, Someone, day, unlike_others
from ..support.forms import key_of
from ..support.officers import seen
from ..support.reviews import looked_for
from ..support.searches import logged, purpose

MOST_SEARCHES = 30

SEARCH = re.compile(r'name="zoekopdracht" value="([^"]+)"')


async def pair(databank: Databank, **same: str) -> tuple[str, str, Someone, Someone]:
    one, other = unlike_others(**same), unlike_others(**same)
    first = await seen(databank, "straat", day(700), one)
    second = await seen(databank, "raam", day(700.9), other)
    return first, second, one, other


async def beside(browser: Browser, found: str, other: str) -> tuple[str, httpx.Response]:
    path = f"{found}?ander={other}"
    return path, await browser.get(path)


async def proposed(browser: Browser, person_id: str, found: str, other: str) -> httpx.Response:
    data = {"ander": other, "zoekopdracht": found.rpartition("/")[2], "grond": "persoon_gezien"}
    return await browser.post(f"/splitsen/{person_id}/voorstel", data)


async def test_the_other_person_is_found_compared_and_asked_about(
    databank: Databank, browser: Browser
) -> None:
    first, second, one, other = await pair(databank)
    browser.moves_to(day(701))
    page = await browser.get(f"/splitsen/{first}")
    assert f'href="/splitsen/{first}/ander"' in page.text
    found = await looked_for(browser, first, familyName=other.family, givenNames=other.given)
    assert other.family.lower() not in found.lower(), "nothing that was typed is in an address"
    listed = await browser.get(found)
    assert other.family in listed.text and one.family in listed.text
    assert f'href="{found}?ander={second}"' in listed.text
    _, both = await beside(browser, found, second)
    assert both.status_code == 200
    assert "≠ verschilt" in both.text and other.family in both.text and one.family in both.text
    assert "Er komt een verschuiving bij: van straat naar raam" in both.text
    assert "Nu verandert er nog niets" in both.text
    waiting = "SELECT 1 FROM review_task WHERE other_person_id = $1"
    assert await databank.fetch(waiting, second) == [], "looking asks nothing"
    asked = await proposed(browser, first, found, second)
    assert asked.status_code == 303
    shown = await browser.get(asked.headers["location"])
    assert "Zijn deze twee personen één persoon?" in shown.text
    assert "Ik heb de persoon gezien" in shown.text


async def test_dp04_the_search_and_whoever_it_showed_are_logged_for_the_purpose(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, other = await pair(databank)
    browser.moves_to(day(701))
    found = await looked_for(browser, first, familyName=other.family, givenNames=other.given)
    await browser.get(found)
    await beside(browser, found, second)
    assert await logged(databank, "person", second) == ["toezicht"] * 2
    searches = await logged(databank, "search", "family, given: 1 personen")
    assert searches[-1] == "toezicht"


async def test_dp03_a_purpose_that_was_said_goes_along(
    databank: Databank, browser: Browser
) -> None:
    first, _, _, other = await pair(databank)
    browser.moves_to(day(701))
    given = await purpose(browser, code="dossier", reden="Dossier 12")
    grant = given.split("doel=")[1]
    page = await browser.get(f"/splitsen/{first}?doel={grant}")
    link = f"/splitsen/{first}/ander?doel={grant}"
    assert f'href="{link}"' in page.text
    form = await browser.get(link)
    assert "Doel: Een lopend dossier" in form.text
    data = {"doel": grant, "sleutel": await key_of(browser, link), "familyName": other.family}
    answer = await browser.post(f"/splitsen/{first}/ander", data)
    await browser.get(answer.headers["location"])
    rows = await logged(databank, "person", first)
    assert rows[-1] == "dossier"


async def test_a_shielded_person_is_not_compared_and_not_proposed(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, other = await pair(databank)
    conn = await asyncpg.connect(databank.sandbox.database("databank").url)
    await shields.place(conn, UUID(second), ShieldGround.BESCHERMING, START, "leider-9")
    await conn.close()
    browser.moves_to(day(701))
    found = await looked_for(browser, first, familyName=other.family, givenNames=other.given)
    listed = await browser.get(found)
    assert "Afgeschermd dossier" in listed.text and "niet vergelijken" in listed.text
    assert other.family not in listed.text and f"?ander={second}" not in listed.text
    _, both = await beside(browser, found, second)
    assert both.status_code == 403 and other.family not in both.text
    assert (await proposed(browser, first, found, second)).status_code == 403
    rows = await databank.fetch("SELECT 1 FROM review_task WHERE other_person_id = $1", second)
    assert rows == []


async def test_an_id_that_was_not_searched_for_opens_nobody(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, other = await pair(databank)
    third = await seen(databank, "straat", day(700), unlike_others())
    browser.moves_to(day(701))
    found = await looked_for(browser, first, familyName=other.family, givenNames=other.given)
    for stranger in (third, first, str(uuid4())):
        _, page = await beside(browser, found, stranger)
        assert page.status_code == 404, stranger
    assert (await proposed(browser, first, found, third)).status_code == 422
    colleague = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    colleague.moves_to(day(701))
    assert (await colleague.get(found)).status_code == 404
    _, theirs = await beside(colleague, found, second)
    assert theirs.status_code == 404


async def test_the_same_two_are_one_question_however_often_they_are_proposed(
    databank: Databank, browser: Browser
) -> None:
    first, second, one, other = await pair(databank)
    browser.moves_to(day(701))
    found = await looked_for(browser, first, familyName=other.family, givenNames=other.given)
    asked = [await proposed(browser, first, found, second) for _ in range(2)]
    back = await looked_for(browser, second, familyName=one.family, givenNames=one.given)
    asked.append(await proposed(browser, second, back, first))
    assert len({answer.headers["location"] for answer in asked}) == 1


@pytest.mark.parametrize("wanted", [{}, {"givenNames": "An"}], ids=["nothing", "a given name"])
async def test_too_little_is_said_at_the_field(
    databank: Databank, browser: Browser, wanted: dict[str, str]
) -> None:
    first = await seen(databank, "straat", day(700), unlike_others())
    form = (await browser.get(f"/splitsen/{first}/ander")).headers["location"]
    data = {"doel": form.split("doel=")[1], "sleutel": await key_of(browser, form)} | wanted
    answer = await browser.post(f"/splitsen/{first}/ander", data)
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.text


async def test_who_finds_only_the_person_itself_is_told_so(
    databank: Databank, browser: Browser
) -> None:
    first, _, one, _ = await pair(databank)
    browser.moves_to(day(701))
    found = await looked_for(browser, first, familyName=one.family, givenNames=one.given)
    page = await browser.get(found)
    assert "vond alleen deze persoon zelf" in page.text and "Zoek opnieuw" in page.text


async def test_it_counts_as_searching(databank: Databank) -> None:
    browser = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    first = await seen(databank, "straat", day(700), unlike_others())
    browser.moves_to(day(702))
    for _ in range(MOST_SEARCHES):
        await looked_for(browser, first, familyName=unlike_others().family)
    form = (await browser.get(f"/splitsen/{first}/ander")).headers["location"]
    data = {"doel": form.split("doel=")[1], "sleutel": await key_of(browser, form)}
    answer = await browser.post(f"/splitsen/{first}/ander", data | {"familyName": "Teveel"})
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)


async def test_who_may_not_link_may_not_look_for_the_other_half(databank: Databank) -> None:
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    first = await seen(databank, "straat", day(700), unlike_others())
    assert (await leader.get(f"/splitsen/{first}/ander")).status_code == 403
    assert "/ander" not in (await leader.get(f"/splitsen/{first}")).text
