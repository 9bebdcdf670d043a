"""The screens of letters: opening letters of twenty cases in one act, and a letter by hand."""

import csv
import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import Function
from enforcement.notifications.pages import awaited, lists

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import WORKER, address, fine_case
from ..support.procedure import FineCase

OPENING = "/brieven/te-maken?soort=gas-case:opstartbrief"
OWN = "Je maakte deze brief zelf. Laat een collega hem nakijken."


async def people(app: FastAPI, city: City) -> tuple[Browser, Browser]:
    """Somebody who drafts and posts, and somebody else who checks."""
    tag = uuid4().hex[:6]
    return (
        await signed_in(app, city, WORKER, f"maakt-{tag}"),
        await signed_in(app, city, Function.JURIST_BH, f"kijkt-{tag}"),
    )


def boxes(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" type="checkbox" value="([0-9a-f-]+)"', html)


async def case_state(city: City, case_id: str) -> str:
    state: str = (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["state"]
    return state


async def test_a_lawyer_begins_with_what_is_to_be_checked_and_a_case_worker_with_what_is_to_be_made(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    await fine_case(city, rows)  # awaits its opening letter
    drafts, checks = await people(app, city)
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    assert (await drafts.get("/brieven")).headers["location"] == "/brieven/te-maken"
    begun = await checks.get("/brieven")
    assert begun.status_code == 200 and boxes(begun.text, "brief")
    assert 'action="/brieven/nakijken"' in begun.text


async def test_twenty_cases_are_opened_in_four_acts(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Draft all, check all, print, post all: one page and one button each."""
    await rows.execute("UPDATE gas_case SET envisaged = NULL WHERE state = 'geregistreerd'")
    await rows.execute("UPDATE gas_case SET untold = 0")
    cases = [await fine_case(city, rows) for _ in range(20)]
    drafts, checks = await people(app, city)
    waiting = (await drafts.get(OPENING)).text
    assert sorted(boxes(waiting, "dossier")) == sorted(cases)
    for said in (
        "20 brieven gemaakt. Een collega kijkt nu na.",
        "20 dossiers hadden deze brief al. Er kwam geen tweede.",  # sent twice
    ):
        leads = await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=cases)
        assert leads == OPENING
        assert said in await drafts.sees(OPENING)
    told = (await drafts.get("/brieven?lijst=nakijken")).text
    own = boxes(told, "brief")
    every = boxes((await checks.get("/brieven?lijst=nakijken")).text, "brief")
    theirs = await rows.fetch("SELECT letter_id FROM letter WHERE case_id = ANY($1)", cases)
    made = {str(row["letter_id"]) for row in theirs}
    chosen = [letter for letter in every if letter not in own and letter in made]
    assert len(chosen) == 20
    printed = await checks.get("/brieven/alle.pdf?lijst=nakijken")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages)
    assert text.count("We starten een procedure") >= 20
    assert await checks.does("/brieven/nakijken", brief=chosen) == "/brieven?lijst=posten"
    listed = (await drafts.get("/brieven/postlijst.csv")).content.decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(listed), delimiter=";"))
    mine = [row for row in table if row["brief"] in chosen]
    assert len(mine) == 20
    assert {(row["soort"], row["wijze"], row["bus"]) for row in mine} == {
        ("opstartbrief", "aangetekend", "2")
    }
    assert {row["naam"] for row in mine} == {"Onbestaandewicz"}
    today = str(city_day(city.now))
    numbers = [f"3232{number:020}" for number in range(20)]
    sent = {"brief": chosen, "gepost": today, "rij": chosen, "nummer": numbers, "pv": "true"}
    assert await drafts.does("/brieven/posten", **sent) == "/brieven?lijst=onderweg"
    assert {await case_state(city, case_id) for case_id in cases} == {"opgestart"}
    letters = await city.sees(WORKER, f"/v1/letters?caseId={cases[0]}")
    (letter,) = letters["_embedded"]["letters"]
    assert letter["registeredNumber"] in numbers


async def test_one_s_own_letters_are_not_offered_to_be_checked(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Nor checked with others, in whatever function: the others are, and this one is not."""
    case_id, me = await fine_case(city, rows), f"maakt-{uuid4().hex[:6]}"
    drafts = await signed_in(app, city, WORKER, me)
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    page = (await drafts.get("/brieven?lijst=nakijken")).text
    letters = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    letter_id = letters["_embedded"]["letters"][0]["letterId"]
    assert letter_id not in boxes(page, "brief")
    assert letter_id in page
    hats = [
        await signed_in(app, city, function, me)
        for function in (WORKER, Function.JURIST_BH, Function.SANCTIONEREND_AMBTENAAR)
    ]
    another = await fine_case(city, rows)
    await (await people(app, city))[0].does(
        "/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[another]
    )
    listed = await city.sees(WORKER, f"/v1/letters?caseId={another}")
    of_another = listed["_embedded"]["letters"][0]["letterId"]
    for each in hats:
        assert OWN in await each.is_told("/brieven/nakijken", brief=[letter_id])
    leads = await drafts.does("/brieven/nakijken", brief=[letter_id, of_another])
    told = await drafts.sees(leads)
    assert "1 brief nagekeken." in told, "one that cannot go stops no other"
    number = (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["number"]
    assert f"{number}: {OWN}" in told
    for case, state in ((case_id, "concept"), (another, "nagekeken")):
        listed = await city.sees(WORKER, f"/v1/letters?caseId={case}")
        assert [each["state"] for each in listed["_embedded"]["letters"]] == [state]


async def test_a_letter_that_cannot_leave_stops_no_other_that_is_posted_with_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The case of one was put on hold since (DP-11): it stays, and the other leaves."""
    held, free = [await fine_case(city, rows) for _ in range(2)]
    drafts, checks = await people(app, city)
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[held, free])
    listed = [await city.sees(WORKER, f"/v1/letters?caseId={case}") for case in (held, free)]
    both = [each["_embedded"]["letters"][0]["letterId"] for each in listed]
    await checks.does("/brieven/nakijken", brief=both)
    await rows.execute("UPDATE gas_case SET on_hold = true WHERE case_id = $1", UUID(held))
    sent = {"brief": both, "gepost": str(city_day(city.now)), "pv": "true"}
    told = await drafts.sees(await drafts.does("/brieven/posten", **sent))
    assert "1 brief is gepost." in told
    number = (await city.sees(WORKER, f"/v1/gas-cases/{held}"))["number"]
    assert f"{number}:" in told
    assert await case_state(city, free) == "opgestart"
    assert await case_state(city, held) == "geregistreerd"
    assert "gepost" not in await city.told(held)


async def test_a_letter_by_hand_asks_for_what_it_needs(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await (await FineCase.opens(city, app)).started()
    case_id = str(case.case_id)
    await address(city, case_id, "overtreder")
    await case.does("community-service-offer", hours=12)
    drafts, checks = await people(app, city)
    base = f"/brieven/dossier/{case_id}"
    seen = await drafts.sees(f"/brieven/dossier/{case_id}/nieuw?soort=gemeenschapsdienst")
    assert "Welk werk of welke opleiding?" in seen
    assert "Aantal uren" not in seen, "the case says so"
    told = await drafts.is_told(f"{base}/nieuw", soort="gemeenschapsdienst")
    assert "de brief mag niet zonder" in told
    filled = {
        "soort": "gemeenschapsdienst",
        "serviceWhat": "onderhoud van zaal 2",
        "wijze": "tegen_ontvangstbewijs",
    }
    assert await drafts.does(f"{base}/nieuw", **filled) == base
    shown = (await drafts.get(base)).text
    assert "1 brief gemaakt. Een collega kijkt nu na." in shown
    (letter,) = re.findall(r'href="(/brieven/[0-9a-f-]{36})"', shown)
    pdf = await drafts.get(f"{letter}/brief.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "zaal 2" in text
    assert "12 uur" in text
    assert "Onbestaandewicz" in text
    assert "Geen jurist van de stad keurde" in await checks.sees(letter)
    assert "jurist" not in text.lower()
    assert pdf.headers["cache-control"] == "no-store"
    await checks.does("/brieven/nakijken", brief=letter.rpartition("/")[2])
    assert "1 brief nagekeken." in await checks.sees("/brieven?lijst=posten")
    sent = {"brief": letter.rpartition("/")[2], "gepost": str(city_day(city.now)), "pv": "true"}
    assert "toekomst" in await drafts.is_told(
        "/brieven/posten", **sent | {"gepost": str(city_day(city.now) + timedelta(days=1))}
    )
    await drafts.does("/brieven/posten", **sent)
    under_way = await drafts.sees("/brieven?lijst=onderweg")
    assert "1 brief is gepost." in under_way
    assert "ontvangstbewijs" in under_way
    assert "Geen jurist" not in await checks.sees(letter), "it left"
    assert "Geef de dag" in await drafts.is_told(f"{letter}/ontvangst")
    handed = await drafts.does(f"{letter}/ontvangst", ontvangen=str(city_day(city.now)))
    assert handed == letter
    assert "Ontvangen" in await drafts.sees(letter)


async def test_addresses_of_a_case_are_kept_shown_logged_and_taken_away(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    drafts, _ = await people(app, city)
    base = f"/brieven/dossier/{case_id}"
    city.later(minutes=1)
    await drafts.is_told(f"{base}/geadresseerden", rol="ouderlijk_gezag")
    new: dict[str, Any] = {
        "rol": "ouderlijk_gezag",
        "naam": "Tweede Voorbeeld",
        "straat": "Teststraat",
        "nummer": "7",
        "postcode": "2000",
        "gemeente": "Voorbeeld",
    }
    assert await drafts.does(f"{base}/geadresseerden", **new) == base
    page = (await drafts.get(base)).text
    assert "Tweede Voorbeeld" in page
    removals = re.findall(r'action="(/brieven/geadresseerden/[^"]+)"', page)
    assert len(removals) == 2
    await drafts.does(removals[1])
    assert "Tweede Voorbeeld" not in (await drafts.get(base)).text
    looks = await rows.fetchval(
        "SELECT count(*) FROM access_log WHERE subject_id = $1 AND action = 'consult'", case_id
    )
    assert looks >= 3


async def test_a_cancelled_letter_leaves_room_for_a_new_one(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    drafts, _ = await people(app, city)
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    letters = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    letter = f"/brieven/{letters['_embedded']['letters'][0]['letterId']}"
    assert await drafts.does(f"{letter}/annuleren") == f"/brieven/dossier/{case_id}"
    assert case_id in boxes((await drafts.get(OPENING)).text, "dossier")


async def test_a_case_of_a_minor_without_its_holders_waits_for_their_address(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows, minor=True)
    drafts, _ = await people(app, city)
    page = (await drafts.get(OPENING)).text
    assert case_id not in boxes(page, "dossier")
    assert f"/brieven/dossier/{case_id}" in page
    await address(city, case_id, "ouderlijk_gezag")
    assert case_id in boxes((await drafts.get(OPENING)).text, "dossier")


async def test_nothing_chosen_is_said_and_changes_nothing(app: FastAPI, city: City) -> None:
    drafts, _ = await people(app, city)
    kind = "gas-case:opstartbrief"
    assert "Kies er minstens een." in await drafts.is_told("/brieven/te-maken", soort=kind)
    assert "Kies er minstens een." in await drafts.is_told("/brieven/nakijken")
    assert (await drafts.get(f"/brieven/{UUID(int=7)}")).status_code == 404


async def test_lists_go_on_beyond_a_page_and_miss_nothing(
    app: FastAPI, city: City, rows: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 2)
    monkeypatch.setattr(awaited, "MOST", 2)
    worker = await signed_in(app, city, WORKER, f"bladert-{uuid4().hex[:6]}")
    cases = [await fine_case(city, rows) for _ in range(3)]

    async def walk(path: str, pattern: str) -> list[str]:
        seen: list[str] = []
        for number in range(1, 200):
            shown = (await worker.get(f"{path}&page={number}")).text
            found = list(dict.fromkeys(re.findall(pattern, shown)))
            assert len(found) <= 2
            seen += found
            if f"page={number + 1}" not in shown:
                return seen
        raise AssertionError("the list has no end")

    waiting = await walk(
        "/brieven/te-maken?soort=gas-case:opstartbrief", r'name="dossier"[^>]*value="([^"]+)"'
    )
    assert {*cases} <= {*waiting}
    assert len(waiting) == len({*waiting})
    for case_id in cases:
        await worker.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    drafted = await walk("/brieven?lijst=nakijken", r'href="/brieven/([0-9a-f-]{36})"')
    assert len(drafted) == len({*drafted})
    for case_id in cases:
        listed = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
        assert {each["letterId"] for each in listed["_embedded"]["letters"]} <= {*drafted}
