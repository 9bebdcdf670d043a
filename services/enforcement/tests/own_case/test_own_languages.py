"""Every page of the own case in six languages, refusals too: no Dutch sentence is left on any."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.gas import notified
from launcher.page_walk import words
from launcher.untranslated import left_in_dutch

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.fines import FINANCE
from ..support.languages import with_language
from ..support.letters import fine_case
from ..support.own_case import opening_letters, visitor
from ..support.pdf import text_of
from ..support.procedure import WORKER, FineCase
from .test_own_payments import due, fined

HOME = "/mijn-dossier"
NAMES = {
    "nl": "Nederlands",
    "bg": "български",
    "en": "English",
    "es": "español",
    "fr": "français",
    "ro": "română",
}
TITLES = {
    "nl": "Mijn dossier",
    "bg": "Моята преписка",
    "en": "My case",
    "es": "Mi expediente",
    "fr": "Mon dossier",
    "ro": "Dosarul meu",
}
UNREVIEWED = {
    "bg": "Преводач още не е проверил този текст.",
    "en": "No translator has checked this text yet.",
    "es": "Ningún traductor ha revisado todavía este texto.",
    "fr": "Aucun traducteur n’a encore relu ce texte.",
    "ro": "Un traducător nu a verificat încă acest text.",
}
OTHERS = tuple(UNREVIEWED)


def speaks(answer: httpx.Response, code: str, status: int = 200) -> None:
    """The answer is in one language, says that nobody looked at it, and offers the other five."""
    assert answer.status_code == status, words(answer.text)
    assert f'<html lang="{code}"' in answer.text
    assert answer.headers["content-language"] == code
    for name in NAMES.values():
        assert name in answer.text
    if code == "nl":
        assert not any(said in answer.text for said in UNREVIEWED.values())
        return
    assert UNREVIEWED[code] in words(answer.text)
    # The house's own catalogues know Dutch texts that these pages may have overlooked.
    for package, language in (("enforcement.own_case", code), ("enforcement", "en")):
        assert left_in_dutch(answer.text, package, language) == []


async def walks(browser: Browser, *paths: str) -> None:
    for path in paths:
        for code in NAMES:
            speaks(await browser.get(with_language(path, code)), code)


async def refuses(
    browser: Browser, path: str, data: dict[str, Any] | None = None, status: int = 422
) -> None:
    for code in OTHERS:
        speaks(await browser.post(with_language(path, code), data), code, status)


async def test_the_code_its_refusals_and_problems_speak_six_languages(
    app: FastAPI, city: City
) -> None:
    browser = visitor(app, city)
    await walks(browser, HOME)
    await refuses(browser, HOME, {"code": "2345-6789-ACDE"})
    for path in ("e-mail", "verweer", "aanbod", "verslag"):
        for code in OTHERS:
            speaks(await browser.get(with_language(f"{HOME}/{path}", code)), code, 401)
    for code in OTHERS:
        speaks(await browser.get(with_language(f"{HOME}/niets", code)), code, 404)
        speaks(await browser.get(with_language(f"{HOME}/weg", code)), code, 405)
        speaks(await browser.get(with_language(f"{HOME}?gezegd={'x' * 21}", code)), code, 422)
        elsewhere: Any = browser._client
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"}
        answer = await elsewhere.post(f"{HOME}/weg?taal={code}", data={}, headers=headers)
        speaks(answer, code, 403)
    for _ in range(10):
        await browser.post(HOME, {"code": "2345-6789-ACDE"})
    await refuses(browser, HOME, {"code": "2345-6789-ACDE"}, 429)


async def test_a_case_its_forms_and_their_refusals_speak_six_languages(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rule stands in the words of the letter, which is in Dutch, and is marked as such."""
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_MAIL_FOLDER", str(tmp_path / "mail"))
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = visitor(app, city)
    await browser.does(HOME, code=sent.code)
    told = ("verweer", "hoorzitting", "aanvaard", "geweigerd", "mail", "geen-mail", "afbetaling")
    paths = (HOME, *(f"{HOME}?gezegd={each}" for each in (*told, "afbetaling-al")))
    await walks(browser, *paths, f"{HOME}/verweer", f"{HOME}/aanbod", f"{HOME}/e-mail")
    for code, title in TITLES.items():
        shown = (await browser.get(with_language(HOME, code))).text
        assert f'<h1 class="govuk-heading-l">{title} <' in shown
        assert '<span lang="nl">' in shown
    for typed in (" ", "a" * 10_001, "\x00", "\ue000"):
        for code in OTHERS:
            path = with_language(f"{HOME}/verweer", code)
            speaks(await browser.upload(path, [], {"verweer": typed}), code, 422)
    for name, content in (("x.pdf", b"MZ"), ("x.png", b"")):
        files = [("bestanden", (name, content, "application/pdf"))] * (1 if content else 2)
        for code in OTHERS:
            path = with_language(f"{HOME}/verweer", code)
            speaks(await browser.upload(path, files, {}), code, 422)
    await refuses(browser, f"{HOME}/aanbod", {})
    await refuses(browser, f"{HOME}/afbetaling", {"delen": "99"})
    await refuses(browser, f"{HOME}/afbetaling", {"delen": "3"})
    await refuses(browser, f"{HOME}/hoorzitting", {"taal": "x"})
    await refuses(browser, f"{HOME}/e-mail", {"email": "geen adres"})
    await refuses(browser, f"{HOME}/e-mail", {"email": "a" * 201 + "@voorbeeld.be"})
    await refuses(browser, f"{HOME}/e-mail", {"email": "iemand@voorbeeld.example"})
    await browser.does(f"{HOME}/e-mail", email="iemand@voorbeeld.example", akkoord="ja")
    await walks(browser, f"{HOME}/e-mail")
    await browser.upload(f"{HOME}/verweer", [], {"verweer": "Ik was er niet."})
    await walks(browser, HOME)
    shown = (await browser.get(HOME)).text
    (receipt,) = re.findall(r'href="([^"]+/ontvangstbewijs)"', shown)
    for code, proves in {
        "nl": "Het bewijst dat u zich verdedigd hebt",
        "en": "It proves that you defended yourself",
        "fr": "Elle prouve que vous vous êtes défendu",
        "ro": "Ea dovedește că v-ați apărat",
        "bg": "Той доказва, че сте се защитили",
        "es": "Demuestra que usted se ha defendido",
    }.items():
        pdf = (await browser.get(with_language(receipt, code))).content
        said = " ".join(text_of(pdf).split())
        assert proves in said
        assert "Bewaar dit blad." in said, "a judge reads Dutch"
    case = FineCase(city, app, UUID(case_id))
    await case.letter(notified.mediation_offer_notified)
    await walks(browser, HOME, f"{HOME}/aanbod")
    await refuses(browser, f"{HOME}/aanbod", {"aanbod": "bemiddeling"})
    await case.does("mediation-end", result="geweigerd")
    await case.does("community-service-offer", hours=20)
    await case.letter(notified.community_service_notified)
    await walks(browser, HOME, f"{HOME}/aanbod")


@pytest.mark.night(
    "only looks, at more pages in the same languages",
    stays="::test_a_case_its_forms_and_their_refusals_speak_six_languages",
)
async def test_money_speaks_six_languages_as_each_writes_it(app: FastAPI, city: City) -> None:
    case, browser = await fined(city, app)
    await walks(browser, HOME)
    await due(case)
    await walks(browser, HOME)
    for code, amount in {
        "nl": "€ 150,00",
        "en": "€150.00",
        "fr": "150,00 €",
        "ro": "150,00 EUR",
        "bg": "150,00 €",
        "es": "150,00 €",
    }.items():
        shown = await browser.sees(with_language(HOME, code))
        assert amount in shown.replace("\N{NO-BREAK SPACE}", " "), code
        assert (await case.look())["number"] in shown
    await browser.does(f"{HOME}/afbetaling", delen="3")
    await walks(browser, HOME)
    await city.does(
        FINANCE, f"/v1/claims/{case.case_id}/instalment-request/refusal", {"reason": "Te laat."}
    )
    await walks(browser, HOME)
    await case.police_ask_to_wait()
    await walks(browser, HOME)


@pytest.mark.night(
    "only looks, at more pages in the same languages",
    stays="::test_a_case_its_forms_and_their_refusals_speak_six_languages",
)
async def test_costs_and_an_appeal_speak_six_languages(app: FastAPI, city: City) -> None:
    case, browser = await fined(city, app)
    await case.does("appeal")
    await walks(browser, HOME)
    judged: dict[str, Any] = {"verdict": "bevestigd", "summary": "Terecht."}
    await case.does("judgment", **judged, costsOwedBy="persoon", costsCents=23_550)
    await walks(browser, HOME)


async def test_a_language_stays_over_the_code_and_a_switch_loses_nothing_typed(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_MAIL_FOLDER", str(tmp_path / "mail"))
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = visitor(app, city)
    await browser.get(with_language(HOME, "ro"))
    switched = await browser.post(f"{HOME}?taal=bg", {"code": sent.code, "wissel": "bg"})
    speaks(switched, "bg", 422)
    assert f'value="{sent.code}"' in switched.text
    await browser.does(HOME, code=sent.code)
    speaks(await browser.get(HOME), "bg")
    for path, data in (
        (HOME, {"taal": "Roemeens", "advocaat": "ja"}),
        (f"{HOME}/hoorzitting", {"taal": "Roemeens", "advocaat": "ja"}),
        (f"{HOME}/verweer", {"verweer": "Ik was er niet."}),
        (f"{HOME}/e-mail", {"email": "iemand@voorbeeld"}),
    ):
        answer = await browser.post(f"{path}?taal=es", {**data, "wissel": "es"})
        speaks(answer, "es", 422)
        assert "govuk-error" not in answer.text, "nothing is wrong with what was typed"
        for typed in data.values():
            assert typed in answer.text, path
    state = await FineCase(city, app, UUID(case_id)).state()
    assert state == "opgestart", "a switch of language asks for no hearing"


async def test_a_switch_of_language_asks_for_no_instalments(app: FastAPI, city: City) -> None:
    case, browser = await fined(city, app)
    await due(case)
    answer = await browser.post(f"{HOME}/afbetaling?taal=ro", {"delen": "3", "wissel": "ro"})
    speaks(answer, "ro", 422)
    assert "govuk-error" not in answer.text, "nothing is wrong with what was typed"
    assert 'value="3"' in answer.text
    assert "Ați cerut" not in await browser.sees(HOME)


async def test_who_comes_with_a_browser_in_romanian_is_met_in_romanian(
    app: FastAPI, city: City
) -> None:
    visitor_: Any = visitor(app, city)._client
    headers = {"Accept": "text/html", "Accept-Language": "ro-RO,ro;q=0.9,nl;q=0.8"}
    speaks(await visitor_.get(HOME, headers=headers), "ro")


async def test_officers_have_three_languages_and_none_of_the_others_stays_with_them(
    app: FastAPI, city: City
) -> None:
    officer = await signed_in(app, city, Function.JURIST_BH, "drie-talen")
    for code in ("bg", "es", "ro"):
        answer = await officer.get(with_language("/termijnen", code))
        assert '<html lang="nl"' in answer.text
        assert NAMES[code] not in answer.text
    answer = await officer.get(with_language("/termijnen", "fr"))
    assert '<html lang="fr"' in answer.text


async def test_a_letter_names_the_six_languages_of_the_page(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    worker = await signed_in(app, city, WORKER)
    said = text_of((await worker.get(f"/brieven/{sent.letter_id}/brief.pdf")).content)
    (line,) = re.findall(r"De pagina bestaat in deze talen: ([^.]+)\.", said)
    assert set(re.split(r", ", " ".join(line.split()))) == set(NAMES.values())
