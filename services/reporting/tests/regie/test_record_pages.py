"""The screens of notes, agreements, briefings, transfers, moments and bottlenecks."""

import re
from typing import Any

import pytest

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.records import FORMS, filled_in, noted
from ..support.reporting import Reporting

OFFICE = Function.PROSTITUTIEAMBTENAAR
SIGNED = {"ondertekend": "2026-02-01", "tot": "2026-08-31"}
TASK = {"wat1": "Cijfers opvragen", "wie1": "zorgorganisatie", "tegen1": "2026-03-01"}
FIGURE = {
    "notas": "IND-3.5-02",
    "overeenkomsten": "IND-3.5-01",
    "toelichtingen": "IND-3.4-02",
    "rapportagemomenten": "IND-3.4-01",
}


async def office(reporting: Reporting) -> Browser:
    return await signed_in(reporting, OFFICE)


def more(path: str) -> dict[str, Any]:
    return SIGNED if path == "overeenkomsten" else {}


@pytest.mark.parametrize("path", FORMS)
async def test_a_record_is_noted_shown_listed_and_counted(reporting: Reporting, path: str) -> None:
    browser = await office(reporting)
    page = await noted(browser, path, **more(path))
    subject = FORMS[path]["onderwerp"]
    shown = await browser.sees(page)
    assert subject in shown and "College van burgemeester en schepenen" in shown
    assert subject in await browser.sees(f"/regie/{path}?jaar=2026")
    assert subject not in await browser.sees(f"/regie/{path}?jaar=2025")
    if path in FIGURE:
        assert (await reporting.figure(FIGURE[path]))["value"] == 1
    await browser.does(f"{page}/intrekken", versie=1, reden="Dubbel genoteerd.")
    assert "Ingetrokken" in await browser.sees(page)
    if path in FIGURE:
        assert (await reporting.figure(FIGURE[path]))["value"] == 0


async def test_a_form_that_is_sent_twice_makes_one_record(reporting: Reporting) -> None:
    browser = await office(reporting)
    form = filled_in("notas")
    await browser.does("/regie/notas/nieuw", **form)
    assert await browser.does("/regie/notas/nieuw", **form) == "/regie/notas"
    assert (await reporting.figure("IND-3.5-02"))["value"] == 1


async def test_a_bottleneck_leads_to_a_note_and_each_shows_the_other(reporting: Reporting) -> None:
    browser = await office(reporting)
    bottleneck = await noted(browser, "knelpunten")
    form = await browser.get(f"/regie/notas/nieuw?knelpunt={bottleneck.rpartition('/')[2]}")
    assert re.search(r"<option[^>]+selected[^>]*>\s*Opvang is volzet", form.text)
    note = await noted(browser, "notas", knelpunt=bottleneck.rpartition("/")[2])
    assert "Gaat over het knelpunt: Opvang is volzet" in await browser.sees(note)
    assert "Te weinig plaatsen in de opvang" in await browser.sees(bottleneck)
    told = await browser.is_told(
        "/regie/notas/nieuw", **filled_in("notas", knelpunt=note.rpartition("/")[2])
    )
    assert "Kies een knelpunt uit de lijst." in told


async def test_a_milestone_is_to_do_until_it_is_done(reporting: Reporting) -> None:
    browser = await office(reporting)
    page = await noted(browser, "overeenkomsten", **SIGNED, **TASK)
    for where in ("/regie", "/regie/overeenkomsten"):
        shown = await browser.sees(where)
        assert "Cijfers opvragen" in shown and "Te laat" in shown, where
    for _ in range(2):  # a phone with a poor network sends a form again
        await browser.does(f"{page}/opvolging/0", versie=1)
    assert "Cijfers opvragen" not in await browser.sees("/regie")
    assert "Uitgevoerd" in await browser.sees(page)
    assert (await browser.post(f"{page}/opvolging/7", versie=2)).status_code == 404


async def test_an_agreement_that_ends_within_three_months_stands_on_the_overview(
    reporting: Reporting,
) -> None:
    browser = await office(reporting)
    await noted(browser, "overeenkomsten", **SIGNED)
    assert "Loopt binnen drie maanden af" in await browser.sees("/regie")
    assert "tot ma 31/08/2026" in await browser.sees("/regie")


@pytest.mark.parametrize(
    ("path", "changes", "said"),
    [
        ("notas", {"onderwerp": "Mevrouw Voorbeeld"}, "Schrijf geen namen, nummers of adressen"),
        ("overeenkomsten", {}, "Vul in wanneer de overeenkomst ondertekend is."),
        ("overeenkomsten", SIGNED | {"tot": "2025-01-01"}, "Het einde ligt voor het begin."),
        ("toelichtingen", TASK, "Hieruit volgen geen afspraken."),
        ("notas", TASK | {"tegen1": "2026-01-01"}, "Deze dag ligt voor het begin."),
        ("knelpunten", {"status": "definitief"}, "Kies een van deze waarden"),
        ("notas", {"soort": "pers"}, "Kies een van deze waarden"),
        ("toelichtingen", {"dag": "2026-12-01"}, "is nog niet voorbij"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_kept(
    reporting: Reporting, path: str, changes: dict[str, Any], said: str
) -> None:
    browser = await office(reporting)
    told = await browser.is_told(f"/regie/{path}/nieuw", **filled_in(path, **changes))
    assert said in told
    assert FORMS[path]["onderwerp"] not in await browser.sees(f"/regie/{path}")


async def test_a_correction_keeps_what_stood_and_two_at_once_are_not_lost(
    reporting: Reporting,
) -> None:
    browser = await office(reporting)
    page = await noted(browser, "knelpunten")
    form = {name: value for name, value in filled_in("knelpunten").items() if name != "sleutel"}
    changed = form | {"versie": 1, "status": "opgelost", "reden": "Er kwam een plaats bij."}
    await browser.does(f"{page}/verbeteren", **changed)
    shown = await browser.sees(page)
    assert "Opgelost" in shown and "Versie 1" in shown and "stand van zaken" in shown
    other = await browser.post(f"{page}/verbeteren", **changed | {"status": "in_behandeling"})
    assert other.status_code == 422
    assert "Iemand anders heeft dit intussen verbeterd." in other.text


async def test_a_list_or_a_record_that_there_is_not_is_not_found(reporting: Reporting) -> None:
    browser = await office(reporting)
    note = await noted(browser, "notas")
    assert (await browser.get("/regie/geheimen")).status_code == 404
    elsewhere = note.replace("notas", "knelpunten")
    assert (await browser.get(elsewhere)).status_code == 404


async def test_the_plan_group_reads_all_and_changes_nothing(reporting: Reporting) -> None:
    await noted(await office(reporting), "notas")
    reader = await signed_in(reporting, Function.PLANGROEP_LID)
    assert "Te weinig plaatsen in de opvang" in await reader.sees("/regie/notas")
    assert (await reader.post("/regie/notas/nieuw", **filled_in("notas"))).status_code == 403
    assert "Noteer een nota" not in await reader.sees("/regie/notas")
