"""Codes are made in a real browser, which sends nothing while it makes them."""

import hmac
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from playwright.async_api import Page, Request, expect

from registry.minimum_format.rules.columns import LINKAGE_FORM
from registry.validation.rules.identifiers import identifier_in

from .support.browser import PHONE, OpenPage
from .support.town import Town
from .support.widths import looked_at

NAMES = (
    "Jaarlijst van de dienst;;;\n"
    "Naam cliënt;Maand;Soort;Telefoon\n"
    "Ana Voorbeeld;2025-03;medisch;0485123456\n"
    '"ana  voorbeeld";2025-04;medisch;0485123456\n'
    ";2025-04;medisch;\n"
    '"Proef; Lea";2025-05;psychosociaal;\n'
)
CODE = re.compile(r"p1-[bcdfghjklmnpqrstvwxz]{18}")


async def saved(page: Page, name: str, folder: Path) -> Path:
    async with page.expect_download() as download:
        await page.get_by_role("link", name=name).click()
    kept = folder / (await download.value).suggested_filename
    await (await download.value).save_as(kept)
    return kept


async def test_codes_are_made_without_login_and_nothing_is_sent(
    open_page: OpenPage, town: Town, tmp_path: Path
) -> None:
    page = await open_page(PHONE, who=None, own=True)
    answer = await page.goto(f"{town.urls['registry']}/codes-maken")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "connect-src 'none'" in policy
    assert "form-action 'none'" in policy
    await page.wait_for_load_state("networkidle")
    await looked_at(page, "zorg-codes-maken")
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith("blob:"):
            asked.append(request.url)

    page.on("request", note)
    names = tmp_path / "contacten.csv"
    names.write_bytes(NAMES.encode("cp1252"))
    await page.get_by_label("Kies een CSV-bestand").set_input_files(names)
    await page.get_by_role("button", name="Maak de codes").click()
    await expect(page.get_by_text("Kies of maak eerst een sleutel.")).to_be_visible()
    await page.get_by_role("button", name="Maak een nieuwe sleutel").click()
    key = await saved(page, "Bewaar de sleutel", tmp_path)
    await page.get_by_role("button", name="Maak de codes").click()
    await expect(page.get_by_text("Klaar: 4 rijen, 2 verschillende codes.")).to_be_visible()
    made = (await saved(page, "Bewaar het bestand", tmp_path)).read_text("utf-8-sig")
    rows = [line.split(";") for line in made.splitlines()]
    assert rows[0] == ["client_code", "maand", "soort"]
    codes = [row[0] for row in rows[1:]]
    assert codes[0] == codes[1] != codes[3]
    assert codes[2] == ""
    assert CODE.fullmatch(codes[0])
    assert identifier_in(codes[0], is_code=True) is None
    assert "Voorbeeld" not in made
    await page.reload()
    asked.clear()
    await page.get_by_label("Kies je sleutelbestand").set_input_files(key)
    await expect(page.get_by_text("De sleutel is gekozen.")).to_be_visible()
    await page.get_by_label("Kies een CSV-bestand").set_input_files(names)
    await page.get_by_role("button", name="Maak de codes").click()
    again = (await saved(page, "Bewaar het bestand", tmp_path)).read_text("utf-8-sig")
    assert again == made
    assert asked == []
    blocked = await page.evaluate("fetch('/').then(() => 'sent', () => 'blocked')")
    assert blocked == "blocked"
    assert json.loads(key.read_text())["kind"] == "krachtlijn-pseudonyms-1"


PARENTS = (
    "Dossier;Gender;Geboortedatum;Voornaam moeder;Voornaam vader;Branche hoofd\n"
    "a1;vrouw;12/03/1985;Élodie;Zoë;raam\n"
    "a2;trans vrouw;1985;elodie;ZO-E;raam\n"
    "a3;man;1985;Élodie;Zoë;straat\n"
    "a4;vrouw;1985;;Zoë;straat\n"
    "a5;onbekend;1985;Élodie;Zoë;straat\n"
)
YEARLY = bytes(range(32))


async def test_linkage_codes_are_made_from_the_key_of_the_year_and_nothing_else_goes_along(
    open_page: OpenPage, town: Town, tmp_path: Path
) -> None:
    page = await open_page(PHONE, who=None)
    await page.goto(f"{town.urls['registry']}/codes-maken")
    held = {"kind": "krachtlijn-linkage-1", "year": 2024, "key": b64encode(YEARLY).decode()}
    yearly, wrong = tmp_path / "koppelsleutel.json", tmp_path / "anders.json"
    yearly.write_text(json.dumps(held))
    wrong.write_text("{}")
    clients = tmp_path / "clienten.csv"
    clients.write_text(PARENTS)
    await page.get_by_role("button", name="Maak een nieuwe sleutel").click()
    await page.get_by_text("Wordt dit jaar gekoppeld?").click()
    await page.get_by_label("Kies de koppelsleutel").set_input_files(wrong)
    await expect(page.get_by_text("Dit is geen koppelsleutel.")).to_be_visible()
    await page.get_by_label("Kies de koppelsleutel").set_input_files(yearly)
    await expect(
        page.get_by_text("De koppelsleutel is gekozen, voor het jaar 2024")
    ).to_be_visible()
    await page.get_by_label("Kies een CSV-bestand").set_input_files(clients)
    await looked_at(page, "zorg-koppelcodes-maken")
    await page.get_by_label("voornaam van de vader").select_option("")
    await page.get_by_role("button", name="Maak de codes").click()
    await expect(page.get_by_text("Kies voor de koppelcode alle vier de kolommen.")).to_be_visible()
    await page.get_by_label("voornaam van de vader").select_option("Voornaam vader")
    await page.get_by_role("button", name="Maak de codes").click()
    await expect(page.get_by_text("3 rijen kregen een koppelcode.")).to_be_visible()
    made = (await saved(page, "Bewaar het bestand", tmp_path)).read_text("utf-8-sig")
    rows = [line.split(";") for line in made.splitlines()]
    assert rows[0] == ["client_code", "gender", "branche_hoofd", "koppelcode"]
    codes = [row[3] for row in rows[1:]]
    assert codes[0] == codes[1] == expected("v|1985|el|zo")
    assert codes[2] == expected("m|1985|el|zo")
    assert codes[3:] == ["", ""]
    assert LINKAGE_FORM.fullmatch(codes[0])
    assert "lodie" not in made


def expected(plain: str) -> str:
    """The recipe of decision 0086, said again in another language."""
    number = int.from_bytes(hmac.digest(YEARLY, plain.encode(), sha256))
    letters = ""
    for _ in range(18):
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[rest]
    return f"k1-{letters}"
