"""Who looked at whom, for the data-protection officer; and a shielded file in an emergency."""

from datetime import timedelta

import httpx
import pytest
from playwright.async_api import expect

from chassis.web import Function

from .support.browser import DESK, PHONE, SCRIPTS, OpenPage
from .support.town import NOW, Town
from .support.widths import looked_at

REASON = "Een kind is gezien en moet vannacht veilig slapen."


async def a_person(town: Town, nr: int) -> str:
    """Somebody whom the police saw in the street."""
    return await town.inspect("straat", NOW - timedelta(days=3), nr)


async def read(town: Town, person_id: str) -> None:
    """An officer opens the file, so that there is something to oversee."""
    token = town.sandbox.token(Function.POLITIE_AGENT, "LPA", subject="agent")
    headers = {
        "Authorization": f"Bearer {token}",
        "Krachtlijn-Time": town.now.isoformat(),
        "Krachtlijn-Purpose": "toezicht",
    }
    async with httpx.AsyncClient(base_url=town.police_url, trust_env=False, timeout=60) as client:
        assert (await client.get(f"/v1/persons/{person_id}", headers=headers)).is_success


@SCRIPTS
async def test_a_shielded_file_is_asked_for_agreed_to_ended_and_judged(
    open_page: OpenPage, town: Town, scripts: bool
) -> None:
    person_id = await a_person(town, 140 + scripts)
    leader = await open_page(PHONE, scripts=scripts, who="leider")
    await leader.goto(f"{town.police_url}/afscherming/{person_id}")
    await leader.get_by_label("Lopend onderzoek").check()
    await leader.get_by_role("button", name="Scherm dit dossier af").click()
    await expect(leader.get_by_text("Dit dossier is nu afgeschermd.")).to_be_visible()

    agent = await open_page(PHONE, scripts=scripts, who="agent")
    await agent.goto(f"{town.police_url}/noodtoegang/vraag?persoon={person_id}")
    await agent.get_by_label("Het gaat om een minderjarige").check()
    await agent.get_by_label("Waarom moet je dit dossier nu zien?").fill(REASON)
    await agent.get_by_role("button", name="Vraag toegang").click()
    await expect(agent.get_by_text("Verwittig zelf je teamleider")).to_be_visible()
    await expect(agent.get_by_role("button", name="Sta drie uur toegang toe")).to_have_count(0)

    await leader.goto(agent.url)
    await leader.get_by_role("button", name="Sta drie uur toegang toe").click()
    await expect(leader.get_by_text("De toegang is open, voor drie uur.")).to_be_visible()

    await agent.reload()
    await expect(agent.get_by_role("button", name="Open het dossier")).to_have_count(0)
    await expect(agent.get_by_role("link", name="Open het dossier")).to_be_visible()
    await agent.get_by_role("button", name="Beëindig de toegang nu").click()

    officer = await open_page(PHONE, scripts=scripts, who="functionaris")
    await officer.goto(agent.url)
    await officer.get_by_label("Waarom oordeel je zo?").fill(
        "Het kind sliep veilig, dit was nodig."
    )
    await officer.get_by_role("button", name="Gerechtvaardigd", exact=True).click()
    await expect(officer.get_by_text("Je oordeel is bewaard.")).to_be_visible()


async def test_the_chain_is_checked_with_one_button(open_page: OpenPage, town: Town) -> None:
    page = await open_page(DESK, who="functionaris")
    await page.goto(town.police_url)
    await expect(page.get_by_role("heading", name="Wie keek waarnaar?")).to_be_visible()
    await page.get_by_role("button", name="Kijk de keten na").click()
    await expect(page.get_by_text("De keten klopt tot rij")).to_be_visible()


@pytest.mark.night(
    "only looks, at what the walk passes",
    stays="::test_a_shielded_file_is_asked_for_agreed_to_ended_and_judged",
)
@pytest.mark.parametrize("name", ["lijst", "persoon", "gebruik", "noodtoegang", "vraag", "scherm"])
async def test_a_screen_is_accessible_and_does_not_scroll_sideways(
    open_page: OpenPage, town: Town, name: str
) -> None:
    person_id = await a_person(town, 150)
    await read(town, person_id)
    who, path = {
        "lijst": ("functionaris", "/inzage"),
        "persoon": ("functionaris", f"/inzage/personen/{person_id}"),
        "gebruik": ("functionaris", "/inzage/gebruik"),
        "noodtoegang": ("functionaris", "/noodtoegang"),
        "vraag": ("agent", f"/noodtoegang/vraag?persoon={person_id}"),
        "scherm": ("leider", f"/afscherming/{person_id}"),
    }[name]
    page = await open_page(PHONE, who=who)
    await page.goto(f"{town.police_url}{path}")
    await looked_at(page, f"inzage-{name}")
