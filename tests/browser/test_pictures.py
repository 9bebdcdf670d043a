"""Every screen has a picture, or a reason why not; and the screens that no other test passes by."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.async_api import FilePayload, Page, expect

from chassis.web import Function
from chassis.web.authorisation import rows
from databank.authorisation import TABLE as DATABANK
from pandkalender.authorisation import TABLE as PANDKALENDER

from .support.browser import PHONE, OpenPage, become
from .support.pictures import FOLDER, WIDTHS, index, indexed, pictures, taken_now
from .support.police import Police
from .support.town import NOW, Town, someone
from .support.widths import looked_at

ROSTER = """pand;kamer;datum;van;tot;voornamen;naam;geboortedatum
Proefplein 2;R-03;2026-02-0{day};09:00;17:00;Vera;Voorbeeld;1990
Proefplein 2;R-03;2026-02-0{day};12:00;18:00;Mia;Voorbeeld;1991
Proefplein 9;R-01;2026-02-0{day};09:00;17:00;Lea;Voorbeeld;1992
"""
NO_SCREEN = {
    "pandkalender": {
        "/": "leads to the first screen of who signs in",
        "/aanmelden": "leads to the one issuer that there is",
        "/aanmelden/{domain}": "leads to the issuer",
        "/aanmelden/{domain}/terug": "leads from the issuer to the screen that was asked for",
        "/assets/{version}/{name}": "styles, scripts and fonts",
        "/inzage/persoon": "leads to who looked at that person",
        "/mijn/sessie": "how long a session lasts, for a page that asks",
        "/aanvragen/{application_id}/voorbeeld/{document_id}": "a page of a document, as a picture",
        "/sessie": "how long a session lasts, for a page that asks",
        "/rooster/voorbeeld.xlsx": "a file",
        "/shift/{shift_id}/bewijs.pdf": "a file",
        "/uitvoer/{export_id}/bestand": "a file",
        "/uitvoer/{export_id}/stand": "a part of a page that asks again",
    },
    "databank": {
        "/": "leads to the first screen of who signs in",
        "/aanmelden": "leads to the one issuer that there is",
        "/aanmelden/{domain}": "leads to the issuer",
        "/aanmelden/{domain}/terug": "leads from the issuer to the screen that was asked for",
        "/assets/{version}/{name}": "styles, scripts and fonts",
        "/aanhoudingen/{measure_id}/intrekken": (
            "the screen of /inspecties/{inspection_id}/intrekken, in other words"
        ),
        "/controle/{shift_id}/persoon": "leads to the file of the person, for the task's purpose",
        "/controle/{shift_id}/intrekken/{verification_id}": (
            "the screen of /inspecties/{inspection_id}/intrekken, in other words"
        ),
        "/eerste-contacten/{contact_id}/code": "a code that works, shown once to who gave it",
        "/inzage/persoon": "leads to who looked at that person",
        "/kwartier/gezien/{verification_id}/identiteit": "leads to the check of an identity",
        "/personen/{person_id}/koppelingen/{claim_id}/rechtbank.pdf": "a file",
        "/sessie": "how long a session lasts, for a page that asks",
        "/uitvoer/{export_id}/bestand": "a file",
        "/uitvoer/{export_id}/stand": "a part of a page that asks again",
        "/verschuivingen/lijst": "a part of a page that follows events",
        "/verschuivingen/{case_id}/rechtbank.pdf": "a file",
        "/verschuivingen/stroom": "news for a page that follows events",
        "/verschuivingen/{case_id}/persoon": "leads to the file of the person, likewise",
    },
    "registry": {
        "/draaitabel/bestand": "a file",
        "/jaarbestand/{taking_id}": "a file",
        "/": "leads to the first screen of who signs in",
        "/aanmelden": "leads to the one issuer that there is",
        "/aanmelden/{domain}": "leads to the issuer",
        "/aanmelden/{domain}/terug": "leads from the issuer to the screen that was asked for",
        "/assets/{version}/{name}": "styles, scripts and fonts",
        "/afgemeld": "the same at every service: pictured at the calendar",
        "/bevestigd": "the same at every service: pictured at the calendar",
        "/inzage": "the same at every service: pictured at the calendar",
        "/inzage/aanmeldingen": "the same at every service: pictured at the calendar",
        "/inzage/gebruik": "the same at every service: pictured at the calendar",
        "/inzage/persoon": "leads to who looked at that person",
        "/inzage/personen/{person_id}": "nobody has an id here",
        "/opleveringen/werkboek.xlsx": "a file",
        "/opleveringen/{delivery_id}/antwoord/{table}.csv": "a file",
        "/opleveringen/{delivery_id}/antwoord.xlsx": "a file",
        "/sessie": "how long a session lasts, for a page that asks",
        "/sessies": "the same at every service: pictured at the calendar",
        "/uitvoer": "the same at every service: pictured at the calendar",
        "/uitvoer/nieuw/{code}": "the same at every service: pictured at the calendar",
        "/uitvoer/{export_id}": "the same at every service: pictured at the calendar",
        "/uitvoer/{export_id}/bestand": "a file",
        "/uitvoer/{export_id}/stand": "a part of a page that asks again",
    },
    "reporting": {
        "/jaarkalender/abonnement": "its key is another each time; looked at without a picture",
        "/jaarkalender/{jaar}.ics": "a file",
        "/kalender/{sleutel}.ics": "a file",
        "/": "leads to the first screen of who signs in",
        "/aanmelden/{domain}": "leads to the issuer",
        "/aanmelden/{domain}/terug": "leads from the issuer to the screen that was asked for",
        "/assets/{version}/{name}": "styles, scripts and fonts",
        "/sessie": "how long a session lasts, for a page that asks",
        "/rapporten/{report_id}/versies/{version}/bestand": "a file",
    },
}


def matches(route: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(route)), address) is not None


of_the_whole_set = pytest.mark.skipif(
    taken_now(), reason="the pictures are being taken: make screenshots looks at the set afterwards"
)


@of_the_whole_set
def test_every_screen_is_pictured_or_has_a_reason_why_not(town: Town) -> None:
    addresses = {picture.address for picture in pictures()}
    for service, reasons in NO_SCREEN.items():
        app = town.apps[service]
        screens = {
            path
            for (method, path), _ in rows(app.state.table)
            if method == "GET" and not path.startswith("/v1/")
        }
        assert not [path for path in reasons if path not in screens], "no longer there"
        missing = {
            path
            for path in screens - set(reasons)
            if not any(matches(path, one) for one in addresses)
        }
        assert not missing, f"{service}: give these a picture (`keep`), or a reason in NO_SCREEN"


@of_the_whole_set
def test_every_picture_is_there_at_both_widths_and_small() -> None:
    found = pictures()
    assert {(each.name, width) for each in found for width in WIDTHS} == {
        (each.name, each.width) for each in found
    }
    heavy = {each.file: size for each in found
             if (size := (FOLDER / each.file).stat().st_size) > 60_000}  # fmt: skip
    assert not heavy


@of_the_whole_set
def test_the_index_of_the_pictures_is_fresh() -> None:
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index(pictures())


@dataclass
class Scene:
    """``nr`` is for people and days of an own."""

    page: Page
    town: Town
    nr: int
    open_page: OpenPage

    @property
    def police(self) -> Police:
        return Police(self.town)

    async def press_last(self) -> None:
        await self.page.locator("main form button.govuk-button").last.click()
        await self.page.wait_for_load_state()


Shown = Callable[[Scene], Awaitable[str | None]]
"""Brings the scene to its page, or says at which address that is."""


def at(path: str) -> Shown:
    async def shown(_scene: Scene) -> str:
        return path

    return shown


async def copied(scene: Scene) -> None:
    day = f"2026-03-{scene.nr:02}"
    await scene.page.goto(f"{scene.town.url}/kopieren?van=2026-01-05&dagen=1&naar={day}")
    await scene.press_last()


async def roster_looked_at(scene: Scene) -> None:
    await scene.page.goto(f"{scene.town.url}/rooster")
    content = ROSTER.format(day=scene.nr).encode()
    file = FilePayload(name="rooster.csv", mimeType="text/csv", buffer=content)
    await scene.page.locator("input[type=file]").set_input_files(file)
    await scene.press_last()
    await expect(scene.page.get_by_text("Vera Voorbeeld")).to_be_visible()


async def roster_done(scene: Scene) -> None:
    scene.nr += 2
    await roster_looked_at(scene)
    await scene.press_last()


async def proof(scene: Scene) -> str:
    """What the code on the paper leads to."""
    starts = NOW + timedelta(days=50 + scene.nr)
    shift = await scene.town.declare(scene.town.houses["Proefplein 2"][1], starts, 6, 22)
    answer = await scene.page.request.get(f"{scene.town.url}/shift/{shift}/bewijs.pdf")
    assert answer.ok
    async with scene.town.apps["pandkalender"].state.database.connection() as conn:
        code = await conn.fetchval("SELECT code FROM proof WHERE shift_id = $1", UUID(shift))
    return f"/bewijs/{shift}/{code}"


async def emergency(scene: Scene) -> None:
    """Asked for by somebody who may not agree to it."""
    person = await scene.town.inspect("straat", NOW - timedelta(days=3), 160 + scene.nr)
    leader = await scene.open_page(PHONE, who="leider")
    await leader.goto(f"{scene.town.police_url}/afscherming/{person}")
    await leader.get_by_label("Lopend onderzoek").check()
    await leader.get_by_role("button", name="Scherm dit dossier af").click()
    page = scene.page
    await page.goto(f"{scene.town.police_url}/noodtoegang/vraag?persoon={person}")
    await page.get_by_label("Het gaat om een minderjarige").check()
    await page.get_by_label("Waarom moet je dit dossier nu zien?").fill("Een kind is in gevaar.")
    await page.get_by_role("button", name="Vraag toegang").click()
    await expect(page.get_by_text("Verwittig zelf je teamleider")).to_be_visible()


async def sought(scene: Scene) -> None:
    """Asked by name, agreed to by a leader, and seen since."""
    page, who = scene.page, someone(420 + scene.nr)
    await page.goto(f"{scene.town.police_url}/seiningen/nieuw")
    await page.get_by_label("Familienaam").fill(who["familyName"])
    await page.get_by_label("Voornamen").fill(who["givenNames"])
    await page.get_by_label("Geboortedatum").fill(who["birthDate"])
    await page.get_by_label("Een minderjarige is vermist").check()
    await page.get_by_label("Leg uit").fill("Weg uit een instelling sinds gisteren.")
    await page.get_by_label("Tot en met welke dag?").fill(f"{NOW + timedelta(days=9):%Y-%m-%d}")
    await page.get_by_role("button", name="Vraag een seining").click()
    await expect(page.get_by_text("Verwittig zelf je teamleider")).to_be_visible()
    leader = await scene.open_page(PHONE, who="leider")
    await leader.goto(page.url)
    await leader.get_by_role("button", name="Ga akkoord").click()
    await expect(leader.get_by_text("Je ging akkoord.")).to_be_visible()
    await scene.town.inspect("straat", NOW, 420 + scene.nr)
    await page.reload()
    await expect(page.get_by_role("button", name="Ik volg dit op")).to_be_visible()


async def sought_no_more(scene: Scene) -> None:
    """Asked once more before it ends."""
    scene.nr += 10
    await sought(scene)
    await scene.page.get_by_role("link", name="Beëindig de seining").click()
    await expect(scene.page.get_by_role("button", name="Ja, beëindig de seining")).to_be_visible()


async def other_searched(scene: Scene) -> None:
    """A second person for a proposal to merge."""
    person = await scene.town.inspect("straat", NOW - timedelta(days=4), 400 + scene.nr)
    await scene.page.goto(f"{scene.town.police_url}/splitsen/{person}/ander")


async def other_found(scene: Scene) -> None:
    await other_searched(scene)
    await scene.town.inspect("straat", NOW - timedelta(days=4), 410 + scene.nr)
    name = someone(410 + scene.nr)["familyName"]
    await scene.page.get_by_label("Familienaam").fill(name)
    await scene.press_last()


async def session_chosen(scene: Scene) -> None:
    """Asked again before somebody's session ends."""
    await scene.page.goto(f"{scene.town.url}/sessies")
    await scene.page.get_by_role("button", name="Meld dit toestel af").first.click()
    await expect(scene.page.get_by_role("button", name="Ja, meld af")).to_be_visible()


async def second_factor_asked(scene: Scene) -> None:
    """What was typed waits for a second factor: the last one was given too long ago."""
    page = scene.page
    person = await scene.town.inspect("straat", NOW - timedelta(days=3), 430 + scene.nr)
    await page.goto(f"{scene.town.police_url}/afscherming/{person}")
    async with scene.town.apps["databank"].state.database.connection() as conn:
        await conn.execute(
            "UPDATE web_session SET authenticated_at = now() - interval '6 minutes'"
            " WHERE began_at = (SELECT max(began_at) FROM web_session)"
        )
    await page.get_by_label("Lopend onderzoek").check()
    await page.get_by_role("button", name="Scherm dit dossier af").click()
    await expect(page.get_by_text("Bevestig met je tweede factor")).to_be_visible()


EXTRA: dict[str, tuple[str | None, str, Shown]] = {
    "eigenaar-gekopieerd": ("eigenaar", "pandkalender", copied),
    "eigenaar-rooster-nakijken": ("eigenaar", "pandkalender", roster_looked_at),
    "eigenaar-rooster-klaar": ("eigenaar", "pandkalender", roster_done),
    "eigenaar-bewijs": ("eigenaar", "pandkalender", proof),
    "huis-afgemeld": (None, "pandkalender", at("/afgemeld")),
    "huis-bevestigd": (None, "pandkalender", at("/bevestigd")),
    "huis-bevestigen": ("leider", "databank", second_factor_asked),
    "eigenaar-sessies": ("eigenaar", "pandkalender", at("/sessies")),
    "eigenaar-sessie-beeindigen": ("eigenaar", "pandkalender", session_chosen),
    "inzage-aanmeldingen": ("functionaris", "databank", at("/inzage/aanmeldingen")),
    "huis-privacy-politie": (None, "databank", at("/privacy")),
    "beheer-kalender": ("keeper", "pandkalender", at("/beheer")),
    "inzage-kalender": ("functionaris", "pandkalender", at("/inzage")),
    "uitvoer-politie": ("leider", "databank", at("/uitvoer")),
    "uitvoer-politie-vragen": ("leider", "databank", at("/uitvoer/nieuw/verschuivingen")),
    "inzage-noodtoegang-gevraagd": ("agent", "databank", emergency),
    "politie-straatverboden": ("agent", "databank", at("/straatverboden")),
    "politie-seining": ("agent", "databank", sought),
    "politie-seining-beeindigen": ("agent", "databank", sought_no_more),
    "politie-ander-zoeken": ("agent", "databank", other_searched),
    "politie-ander-gevonden": ("agent", "databank", other_found),
}
SEEN_BY = {
    Function.EIGENAAR: ("eigenaar", "eigenaar"),
    Function.POLITIE_AGENT: ("agent", "politie"),
    Function.POLITIE_TEAMLEIDER: ("leider", "politie"),
    Function.POLITIE_BEHEERDER: ("keeper", "beheer"),
    Function.FUNCTIONARIS_POLITIE: ("functionaris", "inzage"),
}
"""Who looks at a page, and how its picture begins."""


def plain() -> dict[str, tuple[str | None, str, Shown]]:
    """The screens of the tables that only have to be asked for, and that no other test pictures.

    Such a picture is called after its address, as no other is: ``/inspecties/nieuw`` is
    ``politie-scherm-inspecties-nieuw``.
    """
    elsewhere = {address: name for name, address in indexed().items()}
    found: dict[str, tuple[str | None, str, Shown]] = {}
    for service, table in {"pandkalender": PANDKALENDER, "databank": DATABANK}.items():
        for (method, path), row in rows(table):
            if method != "GET" or "{" in path or path.startswith("/v1/"):
                continue
            seen_by = [SEEN_BY[each] for each in SEEN_BY if each in row.functions]
            if path in NO_SCREEN[service] or not seen_by:
                continue
            who, begins = seen_by[0]
            name = f"{begins}-scherm{path.replace('/', '-')}"
            if elsewhere.get(path, name) == name:
                found[name] = (who, service, at(path))
    return found


PLAIN = plain()
EXTRA |= PLAIN
LOOKS = pytest.mark.night(
    "only looks, at a page that each function asks for without a browser",
    stays="tests/access/test_who_may_ask.py::test_a_page_opens_for_its_own_functions_alone",
)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=LOOKS) if name in PLAIN else name for name in EXTRA]
)
async def test_a_screen_is_accessible_and_does_not_scroll_sideways(
    open_page: OpenPage, town: Town, name: str
) -> None:
    who, service, shown = EXTRA[name]
    page = await open_page(PHONE, who=who, service=service)
    scene = Scene(page, town, 2, open_page)
    path = await shown(scene)
    if path is not None:
        answer = await page.goto(f"{town.urls[service]}{path}")
        assert answer is not None and answer.ok, await page.inner_text("main")
    await looked_at(page, name)


async def test_everybody_comes_in_at_a_door_of_their_own(open_page: OpenPage, town: Town) -> None:
    """Who keeps a service or oversees it has one; for all others it is the front door."""
    own = {"keeper": "/beheer", "functionaris": "/inzage"}
    for who, service in dict.fromkeys((who, service) for who, service, _ in EXTRA.values() if who):
        page, url = await open_page(PHONE, who=None), town.urls[service]
        await page.goto(f"{url}{own.get(who, '/')}")
        await become(page, who)
        await page.wait_for_url(f"{url}/**")
        await expect(page.get_by_role("button", name="Afmelden")).to_be_attached()
