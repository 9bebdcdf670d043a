"""What waits for people's decision: who is who, signals, patterns and rules, in a real browser."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, expect

from contracts.codes import DisputeReason
from contracts.identity import DisputeGrounds
from contracts.pandkalender import ShiftDisputed
from contracts.sealed import Sealed

from .support.browser import DESK, PHONE, WAYS, OpenPage
from .support.police import Police, rule_version
from .support.town import NOW, someone
from .support.widths import looked_at


async def tab_to(page: Page, name: str) -> None:
    """Walks with the tab key until the element of this name has the focus."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        text = await page.evaluate("() => (document.activeElement.innerText || '').trim()")
        if text.startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name}")


@pytest.mark.night(
    "the same task, by its keys alone",
    stays="::test_one_question_follows_the_other_and_an_answer_is_taken_back",
)
async def test_the_keyboard_alone_finds_two_persons_to_be_one(
    open_page: OpenPage, police: Police
) -> None:
    review_id, first = await police.question(30)
    page = await open_page(DESK, who="agent")
    await page.goto(f"{police.town.police_url}/identiteiten/{review_id}?soort=koppeling")
    await tab_to(page, "Dezelfde persoon")
    await page.keyboard.press("Enter")
    await expect(
        page.get_by_role("heading", name="Zijn dit zeker dezelfde persoon?")
    ).to_be_visible()
    await tab_to(page, "Ja, voeg samen")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Bewaard: dezelfde persoon.")).to_be_visible()
    merged = await police.one("SELECT count(*) FROM person WHERE merged_into = $1", UUID(first))
    assert merged == "1"


@WAYS
async def test_one_question_follows_the_other_and_an_answer_is_taken_back(
    open_page: OpenPage, police: Police, size: tuple[int, int], scripts: bool
) -> None:
    nr = 40 + 10 * (size == DESK) + 2 * scripts
    review_id, _ = await police.question(nr)
    await police.question(nr + 1)
    page = await open_page(size, scripts=scripts, who="agent")
    url = f"{police.town.police_url}/identiteiten/{review_id}"
    await page.goto(url)
    await page.get_by_role("button", name="Iemand anders").click()
    await expect(page.get_by_text("Bewaard: iemand anders.")).to_be_visible()
    assert re.search(r"/identiteiten/[0-9a-f-]{36}$", page.url)
    assert page.url != url, "the next question"
    await page.goto(url)
    await page.get_by_role("button", name="Neem mijn antwoord terug").click()
    await expect(page.get_by_role("button", name="Dezelfde persoon")).to_be_visible()


@pytest.mark.night(
    "a task that is proved without a browser",
    stays="::test_one_question_follows_the_other_and_an_answer_is_taken_back",
)
@WAYS
async def test_help_is_offered_again_after_a_refusal(
    open_page: OpenPage, police: Police, size: tuple[int, int], scripts: bool
) -> None:
    signal_id = await police.signal(60 + 2 * (size == DESK) + scripts)
    page = await open_page(size, scripts=scripts, who="agent")
    await page.goto(f"{police.town.police_url}/signalen/{signal_id}")
    for answer, name in (
        ("Ja, acuut", "Bekeken"),
        ("Veilig", "Veiligheid"),
        ("Wil nu geen hulp", "Aanbod van hulp"),
        ("Wil hulp, en stemt in", "Aanbod van hulp"),
        ("Opvang", "Doorverwijzing"),
    ):
        if not await page.get_by_label(answer).first.is_visible():
            await page.get_by_text(name, exact=True).first.click()
        await page.get_by_label(answer).first.check()
        await page.get_by_role("button", name=re.compile(f"Bewaar deze stap.*{name}")).click()
        await expect(
            page.get_by_text("Bewaard").or_(page.get_by_text("bewaard")).first
        ).to_be_visible()
    await expect(page.get_by_text("Doorverwijzing – Opvang")).to_be_visible()


Made = Callable[[Police], Any]


async def _review(police: Police) -> str:
    return f"/identiteiten/{(await police.question(70))[0]}"


async def _merge(police: Police) -> str:
    review_id, first = await police.question(72)
    return f"/identiteiten/{review_id}/samenvoegen?persoon={first}"


async def _split(police: Police) -> str:
    person = await police.seen("straat", someone(75), 3)
    await police.seen("massagesalon", someone(75) | {"phone": "0470000075"}, 2)
    return f"/splitsen/{person}"


async def _split_sure(police: Police) -> str:
    path = await _split(police)
    sql = "SELECT claim_id FROM membership WHERE person_id = $1 AND until_at IS NULL LIMIT 1"
    claim = await police.one(sql, UUID(path.rpartition("/")[2]))
    return f"{path}/nazicht?gegeven={claim}"


async def _signals(police: Police) -> str:
    await police.signal(77)
    return "/signalen"


async def _signal(police: Police) -> str:
    """A worker who says that she is forced, in a room that the city knows."""
    room = police.town.houses["Voorbeeldstraat 1"][48]
    shift_id = await police.town.declare(room, NOW + timedelta(hours=3), 6, 78)
    await police.one("SELECT shift_id FROM shift WHERE shift_id = $1", UUID(shift_id))
    reasons = (DisputeReason.GEDWONGEN, DisputeReason.UREN_KLOPPEN_NIET)
    said = ShiftDisputed(
        shift_id=UUID(shift_id),
        disputed_at=NOW,
        grounds=Sealed.of(DisputeGrounds(reasons=reasons)),
    )
    await police.town.sandbox.publish(said, at=NOW)
    sql = "SELECT id FROM signal WHERE source = $1 AND kind = 'dwang'"
    return f"/signalen/{await police.one(sql, f'dispute {shift_id}')}"


async def _patterns(police: Police) -> str:
    await police.pattern(81)
    return "/patronen"


async def _pattern(police: Police) -> str:
    return f"/patronen/{await police.pattern(82)}"


async def _move(police: Police) -> str:
    person = await police.seen("straat", someone(84), 4)
    await police.seen("escort", someone(84), 3)
    sql = "SELECT id FROM branch_shift_case WHERE person_id = $1"
    return f"/verschuivingen/{await police.one(sql, UUID(person))}"


async def _possible(police: Police) -> str:
    await police.question(86)
    return "/verschuivingen/mogelijk"


async def _unclear(police: Police) -> str:
    """A finding about an offender whose name is one word."""
    finding = {
        "reportKind": "PV",
        "reportNumber": "AN.69.L3.00086/26",
        "factCode": "raam.niet-aangegeven",
        "factAt": NOW.isoformat(),
        "branch": "raam",
        "inToleranceZone": True,
        "addressee": "sanctionerend_ambtenaar",
        "offenderRole": "prostituee",
        "offender": {"name": "Lila"},
        "possibleVictim": "nee",
    }
    return f"/vaststellingen/{(await police.post('/v1/findings', finding))['findingId']}"


async def _quality(police: Police) -> str:
    await police.answered_sample()
    return "/koppelkwaliteit"


async def _measured(police: Police) -> str:
    """A month of which everything left, and one of which two things did not."""
    tables = ("branches", "visibilities", "known", "age_bands", "origin_groups", "branch_counts")
    whole = {"total": 40, "by": {table: {} for table in (*tables, "moves")}}
    nothing = {"total": None, "by": {}}
    no_branches = {"total": 40, "by": {"visibilities": {}}}
    for month, persons, places in ((1, whole, whole), (2, nothing, no_branches)):
        await police.one(
            "INSERT INTO population_measurement (id, first_day, months, counts, measured_at,"
            " measured_by) VALUES ($1, $2, 1, $3, $4, 'x') RETURNING months",
            uuid4(),
            date(2025, month, 1),
            json.dumps({"persons": persons, "establishments": places}),
            NOW,
        )
    return "/momentopnames"


def _plain(path: str) -> Made:
    async def given(police: Police) -> str:
        return path

    return given


SCREENS: dict[str, tuple[str, Made]] = {
    "te-beoordelen": ("leider", _plain("/te-beoordelen")),
    "koppelkwaliteit": ("leider", _quality),
    "momentopnames": ("leider", _measured),
    "identiteiten": ("agent", _plain("/identiteiten")),
    "identiteit-vergelijken": ("agent", _review),
    "identiteit-samenvoegen": ("agent", _merge),
    "splitsen": ("agent", _split),
    "splitsen-nazicht": ("agent", _split_sure),
    "signalen": ("leider", _signals),
    "signaal": ("leider", _signal),
    "patronen": ("leider", _patterns),
    "patronen-schaduw": ("leider", _plain("/patronen?schaduw=true")),
    "patroon": ("agent", _pattern),
    "verschuiving-bewijs": ("agent", _move),
    "verschuivingen-mogelijk": ("agent", _possible),
    "vaststelling-overleg": ("leider", _unclear),
    "verschuivingen-beoordeeld": ("agent", _plain("/verschuivingen/beoordeeld")),
    "regels": ("leider", _plain("/regels")),
    "regel": ("leider", _plain("/regels/branch-move")),
    "regel-nieuw": ("leider", _plain("/regels/branch-move/nieuw")),
    "regel-versie": ("leider", rule_version),
}


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_one_question_follows_the_other_and_an_answer_is_taken_back",
)
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_is_accessible_and_does_not_scroll_sideways(
    open_page: OpenPage, police: Police, name: str
) -> None:
    who, made = SCREENS[name]
    path = await made(police)
    page = await open_page(PHONE, who=who)
    answer = await page.goto(f"{police.town.police_url}{path}")
    assert answer is not None and answer.ok, await page.inner_text("main")
    await looked_at(page, f"politie-{name}")
