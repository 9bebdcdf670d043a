"""No page of the figures leaves a sentence in Dutch where another language is asked for."""

import re
from uuid import uuid4

import httpx
import pytest

from chassis.web import Function
from launcher import untranslated
from reporting.regie.rules.kinds import PARTNERS

from .support import records
from .support import report_pages as reports
from .support.browser import signed_in
from .support.events import inspection
from .support.meetings import corrected, filled_in, recorded
from .support.regulation import instrument, proposal
from .support.regulation import recorded as noted
from .support.reporting import Reporting

LANGUAGES = pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
QUOTED = re.compile(r'<(\w+)[^>]* lang="nl"[^>]*>.*?</\1>', re.S)
"""The plan's own words about an indicator."""


def left_in_dutch(answer: httpx.Response, language: str) -> list[str]:
    assert answer.status_code in (200, 422), answer.text
    return untranslated.left_in_dutch(QUOTED.sub(" ", answer.text), "reporting", language)


@LANGUAGES
async def test_no_page_of_figures_leaves_a_sentence_in_dutch(
    reporting: Reporting, language: str
) -> None:
    await reporting.told(inspection())
    pages = {
        Function.DIENST_PROSTITUTIEBELEID: ("2026", "2026-H1", "2026-03", "2199-H2", "x"),
        Function.POLITIE_TEAMLEIDER: ("2026",),
    }
    for function, periods in pages.items():
        reader = await signed_in(reporting, function, f"taal-{language}")
        for period in periods:
            answer = await reader.get(f"/cijfers?periode={period}&taal={language}")
            assert left_in_dutch(answer, language) == [], (function, period)


@LANGUAGES
async def test_no_page_of_meetings_leaves_a_sentence_in_dutch(
    reporting: Reporting, language: str
) -> None:
    office = await signed_in(reporting, Function.DIENST_PROSTITUTIEBELEID, f"taal-{language}")
    empty = await office.get(f"/overleg?jaar=2020&taal={language}")
    assert left_in_dutch(empty, language) == []
    meeting = await recorded(office, partners=list(PARTNERS))
    await office.does(f"{meeting}/verbeteren", **corrected(1, forum="kerngroep", reden="Xyz."))
    await office.does(f"{meeting}/opvolging/0", versie=2)
    gone = await recorded(office, forum="intersectoraal")
    await office.does(f"{gone}/intrekken", versie=1, reden="Xyz.")
    await office.get("/overleg")  # takes what was told in Dutch
    paths = ("", "/nieuw", *(f"{path[8:]}" for path in (meeting, gone)))
    paths += tuple(f"{meeting[8:]}/{step}" for step in ("verbeteren", "intrekken"))
    for path in paths:
        answer = await office.get(f"/overleg{path}?taal={language}")
        assert left_in_dutch(answer, language) == [], path
    wrong = {"agenda": "Bel 0470 12 34 56", "wie1": "", "volgende": "2026-03-01"}
    for each in wrong:
        answer = await office.post("/overleg/nieuw", **filled_in(**{each: wrong[each]}))
        assert left_in_dutch(answer, language) == [], each


@LANGUAGES
async def test_no_page_of_regulation_leaves_a_sentence_in_dutch(
    reporting: Reporting, language: str
) -> None:
    office = await signed_in(reporting, Function.DIENST_PROSTITUTIEBELEID, f"taal-{language}")
    taal = f"?taal={language}"
    assert left_in_dutch(await office.get(f"/reglementering{taal}"), language) == []
    tried = instrument(geprobeerd="2026-03-01", bruikbaar="bruikbaar", resultaat="Xyz.")
    records = [await noted(office, form) for form in (proposal(partners=list(PARTNERS)), tried)]
    taken = proposal(overlegd="2026-02-01", ingediend="2026-03-01", partners=["pers"])
    decided = taken | {"beslist": "2026-04-01", "beslissing": "verworpen", "reden": "Xyz."}
    await office.does(f"{records[0]}/bijwerken", versie=1, **decided)
    gone = await noted(office, instrument())
    await office.does(f"{gone}/intrekken", versie=1, reden="Xyz.")
    await office.get("/reglementering")  # takes what was told in Dutch
    steps = [f"{record}/{step}" for record in records for step in ("bijwerken", "intrekken")]
    new = [f"/reglementering/nieuw/{kind}" for kind in ("voorstel", "instrument")]
    for path in ("/reglementering", *records, gone, *steps, *new):
        assert left_in_dutch(await office.get(f"{path}{taal}"), language) == [], path
    wrong = {
        "overlegd": "2026-01-01",
        "beslist": "2199-01-01",
        "nota": "x",
        "waarover": "controleren",
    }
    answer = await office.post(new[0], sleutel=str(uuid4()), **proposal(**wrong))
    assert left_in_dutch(answer, language) == []


@LANGUAGES
async def test_no_page_of_reports_leaves_a_sentence_in_dutch(
    reporting: Reporting, language: str
) -> None:
    maker = await signed_in(reporting, Function.REPORTING_MEDEWERKER, f"taal-{language}")
    taal = f"?taal={language}"
    for empty in ("/rapporten", "/rapporten/planning"):
        assert left_in_dutch(await maker.get(f"{empty}{taal}"), language) == [], empty
    draft = await reports.planned(maker, "inventaris", "2025")
    assert left_in_dutch(await maker.get(f"{draft}{taal}"), language) == []
    await maker.does(f"{draft}/opmaken")
    out = await reports.published(reporting)
    await maker.get("/rapporten")  # takes what was told in Dutch
    steps = [f"{draft}/tekst", f"{draft}/verschillen", f"{draft}/stap/controleren"]
    steps += [f"{out}/beslissing/intrekken", f"{out}/erratum", f"{out}/verschillen"]
    for path in ("/rapporten", "/rapporten/planning", draft, out, *steps):
        assert left_in_dutch(await maker.get(f"{path}{taal}"), language) == [], path
    for path in (f"{out}/erratum", f"{out}/beslissing/intrekken", "/rapporten/planning"):
        assert left_in_dutch(await maker.post(path, editie="1"), language) == [], path
    await reports.takes(maker, draft, "stap/controleren")
    await maker.get("/rapporten")
    assert left_in_dutch(await maker.get(f"{draft}{taal}"), language) == []
    assert left_in_dutch(await maker.post(f"{draft}/stap/nalezen", editie="2"), language) == []


@LANGUAGES
async def test_no_page_of_regie_leaves_a_sentence_in_dutch(
    reporting: Reporting, language: str
) -> None:
    office = await signed_in(reporting, Function.DIENST_PROSTITUTIEBELEID, f"taal-{language}")
    for path in ("/regie", "/jaarkalender"):
        assert left_in_dutch(await office.get(f"{path}?taal={language}"), language) == [], path
    for path in records.FORMS:
        signed = {"ondertekend": "2026-02-01"} if path == "overeenkomsten" else {}
        page = await records.noted(office, path, onderwerp="Xyz.", **signed)
        await office.get("/regie")  # takes what was told in Dutch
        for step in ("", "/verbeteren", "/intrekken"):
            answer = await office.get(f"{page}{step}?taal={language}")
            assert left_in_dutch(answer, language) == [], f"{page}{step}"
        for where in (f"/regie/{path}", f"/regie/{path}?jaar=2020", f"/regie/{path}/nieuw"):
            mark = "&" if "?" in where else "?"
            answer = await office.get(f"{where}{mark}taal={language}")
            assert left_in_dutch(answer, language) == [], where
        wrong = records.filled_in(path, status="verzonnen", partners=["niemand"], onderwerp="Xyz.")
        answer = await office.post(f"/regie/{path}/nieuw", **wrong)
        assert left_in_dutch(answer, language) == [], path
    answer = await office.get(f"/jaarkalender/abonnement?taal={language}")
    assert left_in_dutch(answer, language) == []
