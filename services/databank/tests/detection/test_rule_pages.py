"""Rules on the screen: a version is proposed, held against the past, and activated by a second."""

import asyncio
import re
from uuid import uuid4

import pytest

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.databank import Databank
from ..support.forms import hidden, keyed
from ..support.rules import tidy as tidy

RULE = "/regels/branch-move"
GOOD = {"windowDays": "45", "minConfidence": "0,95", "reden": "nieuwe_werkwijze"}


@pytest.fixture
async def leader(databank: Databank) -> Browser:
    return await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")


@pytest.fixture
async def second(databank: Databank) -> Browser:
    return await signed_in(databank, Function.POLITIE_BEHEERDER, f"tweede-{uuid4().hex[:6]}")


async def drafted(leader: Browser, **more: str) -> str:
    form = await keyed(leader, f"{RULE}/nieuw", **(GOOD | more))
    made = await leader.post(f"{RULE}/nieuw", form)
    assert made.status_code == 303, made.text
    return made.headers["location"]


async def back_tested(browser: Browser, version: str) -> None:
    before = (await browser.get(version)).text.count("gevallen gevonden")
    form = await keyed(browser, version, stap="terugtoetsen", van="2025-12-01", tot="2026-03-01")
    assert (await browser.post(version, form)).status_code == 303
    for _ in range(1_200):
        if (await browser.get(version)).text.count("gevallen gevonden") > before:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(version)


async def test_every_rule_is_told_in_dutch_with_its_bounds(leader: Browser) -> None:
    listed = await leader.get("/regels")
    for label in ("Verschuiving tussen branches", "Op twee plaatsen tegelijk"):
        assert label in listed.text
    rule = await leader.get(RULE)
    assert "Termijn in dagen" in rule.text
    assert "windowDays" not in rule.text
    form = await leader.get(f"{RULE}/nieuw")
    assert "Van 1 tot 3.650" in form.text
    for word in ("nationaliteit", "herkomst", "geslacht", "gezondheid", "zorg"):
        assert not re.search(rf'name="[^"]*{word}', form.text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"windowDays": "0"}, "windowDays"),
        ({"windowDays": "veel"}, "Vul een geheel getal in."),
        ({"minConfidence": "1,5"}, "minConfidence"),
        ({"reden": ""}, "Zeg waarom je een nieuwe versie maakt."),
    ],
)
async def test_a_value_out_of_bounds_is_said_at_its_field(
    databank: Databank, leader: Browser, wrong: dict[str, str], said: str
) -> None:
    before = await databank.fetch("SELECT 1 FROM detection_rule")
    answer = await leader.post(
        f"{RULE}/nieuw", await keyed(leader, f"{RULE}/nieuw", **(GOOD | wrong))
    )
    assert answer.status_code == 422
    assert said in answer.text and "govuk-error-message" in answer.text
    assert len(await databank.fetch("SELECT 1 FROM detection_rule")) == len(before)


async def test_a_rule_cannot_be_told_a_trait_of_a_person(
    databank: Databank, leader: Browser
) -> None:
    """DP-10: what the form does not have, is not read either."""
    version = await drafted(leader, nationality="ROU", geslacht="v")
    (row,) = await databank.fetch(
        "SELECT parameters::text FROM detection_rule WHERE id = 'branch-move' AND version = $1",
        int(version.rpartition("/")[2]),
    )
    assert "ROU" not in row["parameters"] and "geslacht" not in row["parameters"]


async def test_a_version_is_activated_by_a_second_person_after_a_back_test(
    databank: Databank, leader: Browser, second: Browser, tidy: None
) -> None:
    version = await drafted(leader, branchPairs="straat raam")
    page = await leader.get(version)
    assert "straat → raam" in page.text
    step = {"stap": "activeren", "dag": "2026-03-01", "reden": "goed_bevonden"}
    untested = await second.post(version, await keyed(second, version, **step))
    assert (untested.status_code, "Toets deze versie eerst terug" in untested.text) == (422, True)
    await back_tested(second, version)
    own = await leader.post(version, await keyed(leader, version, **step))
    assert (own.status_code, "zelf opgesteld" in own.text) == (422, True)
    alone = await second.post(version, await keyed(second, version, **step))
    assert (alone.status_code, "Alleen jij" in alone.text) == (422, True)
    await back_tested(leader, version)
    past = await keyed(second, version, **(step | {"dag": "2025-01-01"}))
    late = await second.post(version, past)
    assert (late.status_code, "Kies een dag na vandaag." in late.text) == (422, True)
    done = await second.post(version, await keyed(second, version, **step))
    assert done.status_code == 303
    assert "Actief" in (await second.get(version)).text
    end = {"stap": "intrekken", "dag": "2026-04-01", "reden": "niet_meer_nodig"}
    asked = await leader.post(version, await keyed(leader, version, **end))
    assert asked.status_code == 200 and "Trek je deze versie in?" in asked.text
    assert "niet terugzetten" in asked.text
    assert "Actief" in (await leader.get(version)).text, "nothing happened yet"
    sure = end | {"zeker": "true", "sleutel": hidden(asked, "sleutel")}
    assert (await leader.post(version, sure)).status_code == 303
    assert "Ingetrokken" in (await leader.get(version)).text


async def test_a_version_is_tried_in_shadow(leader: Browser, tidy: None) -> None:
    version = await drafted(leader)
    await back_tested(leader, version)
    step = {"stap": "schaduw", "dag": "2026-03-01", "reden": "goed_bevonden"}
    assert (await leader.post(version, await keyed(leader, version, **step))).status_code == 303
    assert "In schaduw" in (await leader.get(version)).text


async def test_a_period_that_is_none_is_said_at_its_field(leader: Browser) -> None:
    version = await drafted(leader)
    for days in ({"van": "2026-03-01", "tot": "2026-01-01"}, {"van": "gisteren"}, {}):
        form = await keyed(leader, version, stap="terugtoetsen", **days)
        answer = await leader.post(version, form)
        assert (answer.status_code, "govuk-error-message" in answer.text) == (422, True), days


async def test_who_works_with_a_rule_reads_it_and_changes_nothing(
    databank: Databank, browser: Browser
) -> None:
    assert (await browser.get(RULE)).status_code == 200
    assert "Stel een nieuwe versie voor" not in (await browser.get(RULE)).text
    assert (await browser.get(f"{RULE}/nieuw")).status_code == 403
    form = {"sleutel": str(uuid4()), "stap": "intrekken", "dag": "2026-04-01"}
    assert (await browser.post(f"{RULE}/1", form)).status_code == 403
    for missing in ("/regels/bestaat-niet", f"{RULE}/9999"):
        assert (await browser.get(missing)).status_code == 404
