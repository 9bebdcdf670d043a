"""No page of deliveries leaves a sentence in Dutch where another language is asked for."""

import re

import httpx
import pytest

from chassis.web import Function
from launcher import untranslated

from .support.browser import signed_in
from .support.deliveries import of_branches
from .support.registry import Registry

LANGUAGES = pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
QUOTED = re.compile(r'<(\w+)[^>]* lang="nl"[^>]*>.*?</\1>', re.S)
"""The format's own words: its columns and codes."""


def left_in_dutch(answer: httpx.Response, language: str) -> list[str]:
    assert answer.status_code in (200, 422), answer.text
    return untranslated.left_in_dutch(QUOTED.sub(" ", answer.text), "registry", language)


@LANGUAGES
async def test_no_page_of_deliveries_leaves_a_sentence_in_dutch(
    registry: Registry, language: str
) -> None:
    taal = f"?taal={language}"
    registrar = await signed_in(registry, Function.ZORG_REGISTRATOR)
    analyst = await signed_in(registry, Function.STUDIEDIENST_ANALIST)
    responsible = await signed_in(registry, Function.ZORG_VERANTWOORDELIJKE)
    officer = await signed_in(registry, Function.FUNCTIONARIS_ZORG)
    for browser, path in (
        (registrar, "/opleveringen"),
        (registrar, "/opleveringen/nieuw"),
        (registrar, "/opleveringen/invullen"),
        (registrar, "/volledigheid"),
        (analyst, "/overzicht"),
        (analyst, "/jaarbestand"),
        (analyst, "/draaitabel"),
        (analyst, "/draaitabel?kenmerk=branche&kenmerk=leeftijd"),
        (analyst, "/vernietigingen"),
        (responsible, "/clienten-wissen"),
        (officer, "/versies-die-lekten"),
        (analyst, "/jaarverslag"),
        (analyst, "/jaarverslag/2025/STAD"),
        (analyst, "/jaren/2025/afsluiten"),
        (analyst, "/jaren/2026/afsluiten"),
    ):
        asks = taal.replace("?", "&") if "?" in path else taal
        assert left_in_dutch(await browser.get(f"{path}{asks}"), language) == [], path
    with_websites = await signed_in(registry, Function.ZORG_REGISTRATOR, "BOYS")
    for path in ("/websitecijfers", "/websitecijfers/boysproject/2026-01"):
        assert left_in_dutch(await with_websites.get(f"{path}{taal}"), language) == [], path
    assert left_in_dutch(await with_websites.post(path), language) == []
    for path in ("/opleveringen/nieuw", "/opleveringen/invullen"):
        assert left_in_dutch(await registrar.post(path), language) == [], path
    typed = {"periode": "2025", "clienten1x0": "0470 11 22 33", "activiteiten1x2": "veel"}
    answer = await registrar.post("/opleveringen/invullen", **typed)
    assert left_in_dutch(answer, language) == []
    answer = await registrar.post("/opleveringen/nieuw", {"bestanden": ("clienten.csv", b"x")})
    assert left_in_dutch(answer, language) == []
    wrong = of_branches({"raam": 3})
    wrong.clienten[0]["gender"] = "x"
    wrong.clienten[1]["client_code"] = "ana@zorg.example"
    wrong.contacten[0]["maand"] = "mrt/25"
    wrong.contacten[1]["maand"] = "2019-01"
    wrong.contacten[2]["soort"] = ""
    deliveries = [
        (await registry.upload(tables.csv())).json()["deliveryId"]
        for tables in (wrong, of_branches({}), of_branches({"raam": 3}))
    ]
    pages = [f"/opleveringen/{each}" for each in (deliveries[0], deliveries[2], deliveries[1])]
    code = {"code": "raam-0"}
    for sent in ({}, code, {**code, "nagekeken": "true"}):
        answer = await responsible.post("/clienten-wissen", **sent)
        assert left_in_dutch(answer, language) == [], sent
    for path in ("indienen", "intrekken"):
        answer = await responsible.get(f"{pages[1]}/{path}{taal}")
        assert left_in_dutch(answer, language) == [], path
    assert left_in_dutch(await responsible.post(f"{pages[1]}/indienen"), language) == []
    await responsible.does(f"{pages[1]}/indienen", nagekeken="true")
    for path in ("aanvaarden", "terugsturen"):
        assert left_in_dutch(await analyst.get(f"{pages[1]}/{path}{taal}"), language) == [], path
    assert left_in_dutch(await analyst.post(f"{pages[1]}/terugsturen"), language) == []
    for browser in (registrar, analyst):
        for path in (*pages, *(["/overzicht"] if browser is analyst else ["/opleveringen"])):
            assert left_in_dutch(await browser.get(f"{path}{taal}"), language) == [], path
