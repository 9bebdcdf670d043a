"""The screens of meetings: recorded, corrected, done, taken back; and the figures that follow."""

import re

import pytest

from chassis.web import Function
from reporting.authorisation import KEEPERS, READERS

from ..support.browser import signed_in
from ..support.meetings import corrected, filled_in, recorded
from ..support.reporting import Reporting

OFFICE = Function.PROSTITUTIEAMBTENAAR


async def test_a_meeting_is_recorded_shown_and_counted(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    shown = await office.sees(meeting)
    for text in (
        "Overleg met de eigenaars",
        "do 12/03/2026",
        "Doorgegaan",
        "Eigenaars, Lokale politie",
        "Verslag van 12-11-2025",
        "De uren gaan in op 1 mei",
        "Dienst prostitutiebeleid, tegen wo 1/04/2026",
        "Te laat",
        "do 10/09/2026",
        "Versie 1",
    ):
        assert text in shown, text
    assert (await reporting.figure("IND-2.3-03"))["value"] == 1
    assert (await reporting.figure("IND-3-03", "2026-03"))["value"] == 1
    assert "Nieuwe uren van de kalender" in await office.sees("/overleg")


async def test_a_form_that_is_sent_twice_makes_one_meeting(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    form = filled_in()
    await office.does("/overleg/nieuw", **form)
    assert await office.does("/overleg/nieuw", **form) == "/overleg"
    assert (await reporting.figure("IND-2.3-03"))["value"] == 1


async def test_a_refused_form_is_kept_once_it_is_mended(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    refused = await office.post("/overleg/nieuw", **filled_in(onderwerp="Mevrouw Voorbeeld"))
    (key,) = re.findall(r'name="sleutel" value="([^"]+)"', refused.text)
    meeting = await office.does("/overleg/nieuw", **filled_in(sleutel=key))
    assert "Nieuwe uren van de kalender" in await office.sees(meeting)


async def test_a_day_that_is_still_to_come_makes_a_planned_meeting_that_does_not_count(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    told = await office.is_told(
        "/overleg/nieuw", **filled_in(dag="2026-08-20", tegen1="2026-08-21")
    )
    assert "Beslissingen horen bij een overleg dat doorgegaan is." in told
    planned = {"dag": "2026-08-20", "besluiten": "", "wat1": "", "wie1": "", "tegen1": ""}
    meeting = await recorded(office, **planned)
    assert "Gepland" in await office.sees(meeting)
    assert (await reporting.figure("IND-2.3-03"))["value"] == 0


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"forum": ""}, "Er klopt iets niet"),
        ({"onderwerp": "Mevrouw Voorbeeld"}, "Schrijf geen namen, nummers of adressen"),
        ({"agenda": "Bel 0470 12 34 56"}, "Schrijf geen namen, nummers of adressen"),
        ({"wie1": ""}, "Vul in wat er gebeurt, wie het doet en tegen wanneer."),
        ({"tegen1": "2026-03-01"}, "Deze dag ligt voor het overleg."),
        ({"volgende": "2026-03-12"}, "Het volgende overleg komt na dit overleg."),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    reporting: Reporting, changes: dict[str, str], said: str
) -> None:
    office = await signed_in(reporting, OFFICE)
    answer = await office.post("/overleg/nieuw", **filled_in(**changes))
    assert answer.status_code == 422
    assert said in answer.text
    assert re.search(r'govuk-error-summary.*href="#\w+"', answer.text, re.S)
    assert 'value="Brief over de nieuwe uren"' in answer.text, "what was typed is still there"
    assert "Er is geen overleg genoteerd." in await office.sees("/overleg")


async def test_a_correction_is_a_next_version_and_moves_the_figures(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    changed = corrected(1, forum="kerngroep", reden="Het was de kerngroep.")
    await office.does(f"{meeting}/verbeteren", **changed)
    shown = await office.sees(meeting)
    assert "Versie 2" in shown
    assert "Versie 1" in shown
    assert "Het was de kerngroep. Gewijzigd : soort" in shown.replace("Gewijzigd:", "Gewijzigd :")
    values = [(await reporting.figure(f"IND-2.3-0{number}"))["value"] for number in (3, 4)]
    assert values == [0, 1]


async def test_two_who_correct_at_once_do_not_undo_each_other(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    await office.does(f"{meeting}/verbeteren", **corrected(1, onderwerp="Andere uren"))
    told = await office.is_told(f"{meeting}/verbeteren", **corrected(1, onderwerp="Nieuwe regels"))
    assert "Iemand anders heeft dit intussen verbeterd." in told
    assert "Andere uren" in await office.sees(meeting)


async def test_a_meeting_that_did_not_take_place_no_longer_counts(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    await office.does(f"{meeting}/verbeteren", **corrected(1, status="afgelast", besluiten=""))
    assert "Afgelast" in await office.sees(meeting)
    assert (await reporting.figure("IND-2.3-03"))["value"] == 0


async def test_what_follows_is_done_once_and_leaves_the_list_of_what_is_left(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    assert "Nog te doen" in await office.sees("/overleg")
    for _ in range(2):
        await office.does(f"{meeting}/opvolging/0", versie=1)
    shown = await office.sees(meeting)
    assert "Uitgevoerd. Gewijzigd: opvolging" in shown
    assert "Versie 3" not in shown
    assert "Nog te doen" not in await office.sees("/overleg")
    assert (await office.post(f"{meeting}/opvolging/7", versie=2)).status_code == 404


async def test_what_somebody_else_moved_meanwhile_is_not_done_by_mistake(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    await office.does(f"{meeting}/verbeteren", **corrected(1, wat1="Iets anders"))
    answer = await office.post(f"{meeting}/opvolging/0", versie=1)
    assert answer.status_code == 409
    assert "Iemand anders heeft dit intussen verbeterd." in answer.text
    assert "Nog te doen" in await office.sees("/overleg")


async def test_a_meeting_is_taken_back_with_a_reason_and_stays_readable(
    reporting: Reporting,
) -> None:
    office = await signed_in(reporting, OFFICE)
    meeting = await recorded(office)
    told = await office.is_told(f"{meeting}/intrekken", versie=1, reden="")
    assert "Zeg in enkele woorden waarom." in told
    told = await office.is_told(f"{meeting}/intrekken", versie=1, reden="Mevrouw Voorbeeld")
    assert "Schrijf geen namen" in told
    await office.does(f"{meeting}/intrekken", versie=1, reden="Dubbel genoteerd.")
    shown = await office.sees(meeting)
    assert "Ingetrokken" in shown
    assert "Dubbel genoteerd." in shown
    assert "De uren gaan in op 1 mei" in shown
    assert (await reporting.figure("IND-2.3-03"))["value"] == 0
    assert "Nog te doen" not in await office.sees("/overleg")
    for step in ("verbeteren", "intrekken"):
        assert (await office.get(f"{meeting}/{step}")).status_code == 409, step


async def test_the_list_is_by_forum_and_year(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    await recorded(office, onderwerp="Met de eigenaars")
    await recorded(office, forum="kerngroep", onderwerp="In de kerngroep")
    await recorded(office, dag="2025-03-12", onderwerp="Vorig jaar")
    shown = await office.sees("/overleg?forum=kerngroep&jaar=2026")
    assert "In de kerngroep" in shown
    assert "Met de eigenaars" not in shown
    shown = await office.sees("/overleg?jaar=2025")
    assert "Vorig jaar" in shown
    assert "In de kerngroep" not in shown
    assert "Er is geen overleg genoteerd." in await office.sees("/overleg?jaar=2024")


async def test_a_record_of_another_kind_is_no_meeting(reporting: Reporting) -> None:
    office = await signed_in(reporting, OFFICE)
    body = {"kind": "nota", "type": "beleid", "date": "2026-03-12", "subject": "Nota"}
    made = (await reporting.post("/v1/regie-records", body)).json()
    for step in ("", "/verbeteren", "/intrekken"):
        answer = await office.get(f"/overleg/{made['recordId']}{step}")
        assert answer.status_code == 404, step


async def test_readers_read_meetings_and_are_offered_no_step(reporting: Reporting) -> None:
    meeting = await recorded(await signed_in(reporting, OFFICE))
    for function in sorted(READERS - KEEPERS):
        reader = await signed_in(reporting, function)
        assert "De uren gaan in op 1 mei" in await reader.sees(meeting)
        assert "/overleg/nieuw" not in (await reader.get("/overleg")).text
        assert '<form method="post" action="/overleg' not in (await reader.get(meeting)).text
    for function in (Function.POLITIE_TEAMLEIDER, Function.STUDIEDIENST_STAD):
        other = await signed_in(reporting, function)
        assert (await other.get("/overleg")).status_code == 403
        assert (await other.get(meeting)).status_code == 403
