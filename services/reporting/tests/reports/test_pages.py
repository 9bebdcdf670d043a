"""The screens of reports: a report from plan to publication by three people, and who sees it."""

from typing import Any

import httpx
import pytest

from chassis.web import Function
from reporting.report_register.rules.formats import Format

from ..support.browser import signed_in
from ..support.events import inspection
from ..support.report_pages import MAKER, OFFICER, READER, edition, planned, published, takes
from ..support.reporting import NOW, Reporting

MEMBER = Function.PLANGROEP_LID


async def test_three_people_bring_out_a_report(reporting: Reporting) -> None:
    await reporting.told(inspection())
    report = await published(reporting, "plan_jaar", "2025", "plangroep", "publiek")
    officer = await signed_in(reporting, OFFICER)
    shown = await officer.sees(report)
    for text in ("Gepubliceerd", "Een rustig jaar.", "Krachtlijn veiligheid", "IND-2.1-02"):
        assert text in shown, text
    for each in Format:
        answer = await officer.get(f"{report}/versies/1/bestand?vorm={each}")
        assert answer.status_code == 200, each
        assert answer.content
        assert "plan_jaar-2025-v1" in answer.headers["content-disposition"]
    listed = await officer.sees("/rapporten?soort=plan_jaar&jaar=2025&toestand=gepubliceerd")
    assert "Jaarrapport over het actieplan" in listed
    assert "Geen rapport past bij deze keuze." in await officer.sees("/rapporten?jaar=2019")


async def test_one_person_cannot_make_read_and_approve(reporting: Reporting) -> None:
    maker = await signed_in(reporting, MAKER, "maker")
    report = await planned(maker)
    await maker.does(f"{report}/opmaken")
    await takes(maker, report, "stap/controleren")
    shown = await maker.sees(report)
    assert "iemand anders leest het na" in shown
    assert "Teken als nagelezen" not in shown
    seen = await edition(maker, f"{report}/stap/nalezen")
    assert "iemand anders leest het na" in await maker.is_told(
        f"{report}/stap/nalezen", editie=seen
    )
    reader = await signed_in(reporting, READER, "lezer")
    await takes(reader, report, "stap/nalezen")
    assert "Je las dit rapport na" in await reader.is_told(
        f"{report}/beslissing/goedkeuren",
        editie=await edition(reader, f"{report}/beslissing/goedkeuren"),
        publiek="plangroep",
    )


async def test_over_the_api_too_three_people_stand_behind_a_report(reporting: Reporting) -> None:
    """Whatever the function in which the same person comes back."""

    async def posts(who: str, path: str, body: dict[str, Any], *, hat: Function) -> httpx.Response:
        token = reporting.sandbox.token(hat, service="reporting", subject=who)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": NOW}
        return await reporting.client.post(f"/v1/reports{path}", json=body, headers=headers)

    async def refused(who: str, path: str, step: str, seen: int) -> None:
        for hat in (MAKER, READER, OFFICER):
            body = {"step": step, "seen": seen, "audiences": ["plangroep"]}
            answer = await posts(who, path, body, hat=hat)
            assert (answer.status_code, "iemand anders" in answer.text) == (403, True), answer.text

    made = await posts("maker", "", {"kind": "plan_jaar", "period": "2025"}, hat=MAKER)
    report = f"/{made.json()['reportId']}"

    async def does(who: str, path: str, **body: Any) -> int:
        answer = await posts(who, f"{report}/{path}", body, hat=MAKER)
        assert answer.status_code == 200, answer.text
        edition: int = answer.json()["version"]["edition"]
        return edition

    seen = await does("maker", "figures")
    seen = await does("schrijver", "words", seen=seen, words={"inleiding": "Een rustig jaar."})
    seen = await does("maker", "signature", step="controleren", seen=seen)
    for who in ("maker", "schrijver"):
        await refused(who, f"{report}/signature", "nalezen", seen)
    seen = await does("lezer", "signature", step="nalezen", seen=seen)
    for who in ("maker", "schrijver", "lezer"):
        await refused(who, f"{report}/decision", "goedkeuren", seen)
    await does("ambtenaar", "decision", step="goedkeuren", seen=seen, audiences=["plangroep"])


async def test_an_erratum_shows_what_changed_and_the_first_version_stays(
    reporting: Reporting,
) -> None:
    report = await published(reporting)
    maker = await signed_in(reporting, MAKER, "maker")
    before = (await maker.get(f"{report}/versies/1/bestand?vorm=pdf")).content
    assert "alle cijfers zijn dezelfde" in await maker.is_told(f"{report}/erratum", reden="Zomaar")
    await reporting.told(inspection(completed_at="2025-03-10T22:00:00+01:00"))
    assert "aantal controles" in await maker.sees(f"{report}/erratum")
    await maker.does(f"{report}/erratum", reden="Een controle kwam later binnen.")
    shown = await maker.sees(report)
    assert "Een controle kwam later binnen." in shown
    assert "Wat veranderde" in shown
    assert (await maker.get(f"{report}/versies/1/bestand?vorm=pdf")).content == before
    assert "Vervangen" not in await maker.sees(f"{report}?versie=1")


async def test_a_draft_is_sent_back_and_made_anew(reporting: Reporting) -> None:
    maker = await signed_in(reporting, MAKER, "maker")
    report = await planned(maker)
    await maker.does(f"{report}/opmaken")
    await reporting.told(inspection(completed_at="2025-03-10T22:00:00+01:00"))
    await maker.does(f"{report}/opmaken", editie=await edition(maker, f"{report}/verschillen"))
    assert "alle cijfers zijn dezelfde" in await maker.sees(f"{report}/verschillen")
    await takes(maker, report, "stap/controleren")
    path = f"{report}/stap/terugsturen"
    seen = await edition(maker, path)
    assert "Zeg in enkele woorden waarom." in await maker.is_told(path, editie=seen)
    await maker.does(path, editie=seen, reden="De inleiding ontbreekt.")
    assert "De inleiding ontbreekt." in await maker.sees(report)
    told = await maker.is_told(f"{report}/tekst", editie="1", inleiding="Te laat.")
    assert "Iemand anders wijzigde dit rapport intussen." in told


async def test_each_reader_sees_the_reports_for_them(reporting: Reporting) -> None:
    plan = await published(reporting, "plan_jaar", "2025", "plangroep")
    police = await published(reporting, "databank", "2025-H1", "politieleiding")
    maker = await signed_in(reporting, MAKER)
    draft = await planned(maker, "hulpverlening")
    await maker.does(f"{draft}/opmaken")
    expected = {
        MEMBER: {plan},
        Function.POLITIE_TEAMLEIDER: {police},
        Function.STUDIEDIENST_STAD: {draft},
        Function.KABINET_BURGEMEESTER: set(),
        READER: {plan, police, draft},
    }
    for function, reports in expected.items():
        reader = await signed_in(reporting, function, f"leest-{function}")
        listed = (await reader.get("/rapporten")).text
        for report in (plan, police, draft):
            seen = report in reports
            assert (f'href="{report}"' in listed) is seen, (function, report)
            assert (await reader.get(report)).status_code == (200 if seen else 404), function
            answer = await reporting.client.get(
                f"/v1/reports/{report.rpartition('/')[2]}", headers=reporting.headers(function)
            )
            assert answer.status_code == (200 if seen else 404), function
    office = await signed_in(reporting, Function.STUDIEDIENST_STAD, "studiedienst")
    assert (await office.get(f"{plan}/tekst")).status_code == 404
    assert (await office.get(f"{draft}/tekst")).status_code == 200


async def test_a_year_is_planned_at_once_and_says_what_is_late(reporting: Reporting) -> None:
    officer = await signed_in(reporting, OFFICER)
    assert "Er is nog niets gepland." in await officer.sees("/rapporten/planning")
    await officer.does("/rapporten/planning/jaar", jaar="2025")
    shown = await officer.sees("/rapporten/planning")
    assert "9 rapporten toegevoegd" in shown
    assert "0 % op tijd: 0 van 9 verwachte rapporten" in shown
    assert shown.count("te laat") >= 9
    told = await officer.is_told("/rapporten/planning", soort="plan_jaar", periode="2025")
    assert "Dit rapport staat al in de planning." in told
    for period in ("2025-H1", "ooit"):
        assert "periode" in await officer.is_told(
            "/rapporten/planning", soort="plan_jaar", periode=period
        )


@pytest.mark.parametrize("function", [MEMBER, Function.POLITIE_TEAMLEIDER])
async def test_readers_find_an_empty_list_that_says_why(
    reporting: Reporting, function: Function
) -> None:
    reader = await signed_in(reporting, function)
    assert "Er is nog geen rapport dat je kan lezen." in await reader.sees("/rapporten")
