"""Letters of an integrity investigation: by whom they are seen, what they say, when they go."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.integrity_investigations.erase import destroy_when_over
from enforcement.integrity_investigations.letters import OUTLINES as INTEGRITY
from enforcement.integrity_investigations.rules import MEASURES
from enforcement.notifications.city import City as CityData
from enforcement.notifications.post import deem_received
from enforcement.notifications.render import render
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.integrity import LAWYER, Investigation
from ..support.letters import ADDRESS
from ..support.pdf import must_be_read_aloud, text_of

CITY = CityData.load(None)
OFFICE = Function.DIENST_PROSTITUTIEBELEID
ON = date(2026, 3, 16)
NAME = "Kanariewicz"
OWNER = {
    "rol": "overtreder",
    "naam": NAME,
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}
GIVEN: dict[str, Any] = {
    "hearing_when": "donderdag 2 april 2026 om 10.00 uur",
    "hearing_where": "Voorbeeldplein 1, zaal 2",
    "motivation": "Er zijn vragen over wie de zaak betaalt.",
    "defence_answer": "U zei dat u het niet wist.",
}
WANTED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.UITNODIGING_HOORZITTING: (
        "nog geen beslissing",
        "donderdag 2 april 2026 om 10.00 uur",
        "zaal 2",
        "Er zijn vragen over wie de zaak betaalt.",
        "uw vergunning te schorsen of om uw vergunning op te heffen",
        "geen maatregel nemen",
        "binnen 15 dagen vanaf de kennisgeving",
        "geldige reden",
        "advocaat",
        "U mag uw dossier inkijken",
        "tolk",
        CITY.mayor,
    ),
    LetterKind.BESLISSING: (
        "besliste op 10 maart 2026, op voorstel van de burgemeester",
        "uw vergunning te schorsen",
        "3 maanden",
        "Een andere zaakvoerder.",
        "15 dagen na de kennisgeving",
        "werkt ze niet voor de uitspraak",
        "U zei dat u het niet wist.",
        "Er zijn vragen over wie de zaak betaalt.",
        "binnen 60 dagen vanaf de kennisgeving",
        "beroep tot nietigverklaring",
        "Raad van State",
        "gedateerd en ondertekend verzoekschrift",
        "trekt het college de beslissing in",
        "Bijlagen",
        "(DIOB)",
        CITY.college,
    ),
    LetterKind.AFLOOP: ("geen maatregel", "20 maart 2026", "is vernietigd", CITY.college),
    LetterKind.HERNEMING: (
        "besliste op 10 maart 2026 om uw vergunning te schorsen",
        "is op 16 maart 2026 ingetrokken: ze heeft nooit bestaan",
        "De termijn om tegen de ingetrokken beslissing beroep in te stellen, loopt niet meer",
        "We beslissen opnieuw",
        CITY.college,
    ),
}
"""NGW art. 119ter §§8, 11 and 13; Bestuursdecreet II.20 and II.21."""
ALWAYS = (
    "artikel 119ter van de Nieuwe Gemeentewet",
    "Politieverordening van 1 december 2025",
    "Voorbeeldstraat 5, 2000",
    "vernietigd, met deze brief",
    CITY.contact.phone,
)
OF_OTHERS = ("geldboete", "politierechtbank", "artikel 45", "€", "133ter")


def told(kind: LetterKind, **changes: Any) -> dict[str, Any]:
    """No more than a letter of this kind cannot do without."""
    investigation = {
        "place": "Voorbeeldstraat 5, 2000",
        "subject": "verklaring",
        "ordinance": "Politieverordening van 1 december 2025",
        "started_on": "1 februari 2026",
        "possible": ["schorsing", "opheffing"],
        "measure": "schorsing",
        "months": 3,
        "conditions": "Een andere zaakvoerder.",
        "decided_on": "10 maart 2026",
        "ending": "geen_maatregel",
        "reversal": None,
        "ended_on": "20 maart 2026",
    }
    given = {name: GIVEN[name] for name in INTEGRITY[kind].needs}
    return {
        "city": CITY.told(),
        "to": {
            "name": "Ilinca Voorbeeld",
            "lines": ["Teststraat 5 bus 2", "2000 Voorbeeld"],
            "role": "overtreder",
            "greeting": "heer, mevrouw",
        },
        "how": "Aangetekend",
        "reference": "INT/2026/000001",
        "day": "16 maart 2026",
        "reports": [],
        "facts": [],
        "minor": False,
        "appeal_days": 60,
        "defence_days": 15,
        "effect_days": 15,
        "retention_years": 5,
        "ended": [
            {
                "ending": "ingetrokken",
                "body": "college",
                "what": "schorsing",
                "renewal": 0,
                "decided_on": "10 maart 2026",
                "ended_on": "16 maart 2026",
                "earlier_until": None,
                "anew": True,
            }
        ],
        "investigation": investigation | changes,
        "particulars": Particulars(**given).said(),
    }


@pytest.mark.parametrize("kind", INTEGRITY)
async def test_a_letter_of_an_investigation_says_what_the_law_wants_and_can_be_read_aloud(
    kind: LetterKind, tmp_path: Path
) -> None:
    rendered = await render(INTEGRITY[kind].words, ON, told(kind))
    text = text_of(rendered.pdf)
    assert [part for part in (*WANTED[kind], *ALWAYS) if part not in text] == []
    assert [part for part in OF_OTHERS if part in text] == []
    must_be_read_aloud(rendered.pdf, tmp_path)


@pytest.mark.parametrize("measure", [each for fits in MEASURES.values() for each in fits])
async def test_each_measure_has_its_words(measure: str, tmp_path: Path) -> None:
    changes = {"measure": str(measure), "possible": [str(measure)]}
    for kind in (LetterKind.BESLISSING, LetterKind.UITNODIGING_HOORZITTING):
        rendered = await render(INTEGRITY[kind].words, ON, told(kind, **changes))
        must_be_read_aloud(rendered.pdf, tmp_path)
        assert ("3 maanden" in text_of(rendered.pdf)) is (
            kind is LetterKind.BESLISSING and measure == "schorsing"
        )


@pytest.mark.parametrize(
    ("ending", "reversal", "wanted"),
    [
        ("opgeheven", None, "de voorwaarden zijn vervuld"),
        ("ingetrokken", "nieuwe_elementen", "ingetrokken, door nieuwe elementen."),
        ("ingetrokken", "eigen_fout", "ingetrokken."),
        ("ingetrokken", None, "ingetrokken."),
        ("vernietigd", None, "De Raad van State heeft ze vernietigd"),
    ],
)
async def test_each_ending_has_its_words(ending: str, reversal: str | None, wanted: str) -> None:
    kind = LetterKind.AFLOOP
    said = told(kind, ending=ending, reversal=reversal)
    text = text_of((await render(INTEGRITY[kind].words, ON, said)).pdf)
    assert wanted in text
    assert "krijgt u meteen terug" in text
    assert "Er komt geen maatregel" not in text


async def named(case: Investigation) -> str:
    """The page of its letters, with somebody who gets them."""
    letters = f"/brieven/dossier/{case.case_id}"
    await case.lawyer.does(f"{letters}/geadresseerden", **OWNER)
    return letters


async def drafted(
    case: Investigation, rows: asyncpg.Connection, kind: str, **particulars: str
) -> str:
    """The page of a letter that the lawyer of the case drafted."""
    await case.lawyer.does(f"/brieven/dossier/{case.case_id}/nieuw", soort=kind, **particulars)
    newest = "SELECT letter_id FROM letter WHERE case_id = $1 ORDER BY drafted_at DESC LIMIT 1"
    return f"/brieven/{await rows.fetchval(newest, case.case_id)}"


async def reads(reader: Browser, letter: str) -> str:
    file = await reader.get(f"{letter}/brief.pdf")
    return await asyncio.to_thread(text_of, file.content)


async def sent(case: Investigation, letter: str, received_on: date | None = None) -> None:
    """The mayor's office checks what the lawyer drafted; then it leaves."""
    letter_id = letter.rpartition("/")[2]
    await case.mayor.does("/brieven/nakijken", brief=letter_id)
    today = str(city_day(case.city.now))
    await case.lawyer.does("/brieven/posten", brief=letter_id, gepost=today)
    if received_on is not None:
        await case.lawyer.does(f"{letter}/ontvangst", ontvangen=str(received_on))


async def test_only_who_investigates_finds_its_letters(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).advised()
    letters = await named(case)
    hearing_on = city_day(city.now) + timedelta(days=30)
    await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
    body = {"hearing_where": "Zaal 2", "motivation": "Vragen over het geld."}
    letter = await drafted(case, rows, "uitnodiging_hoorzitting", **body)
    number = await rows.fetchval(
        "SELECT number FROM integrity_investigation WHERE case_id = $1", case.case_id
    )
    for reader in (case.lawyer, case.mayor):
        assert NAME in await reader.sees(letters)
        assert NAME in await reads(reader, letter)
        assert number in await reader.sees("/brieven?lijst=nakijken")
    for function in (
        Function.DOSSIERBEHANDELAAR_BH,
        Function.SANCTIONEREND_AMBTENAAR,
        Function.PROSTITUTIEAMBTENAAR,
    ):
        other = await signed_in(app, city, function, f"kijkt-{function}")
        for path in (letters, f"{letters}/nieuw?soort=afloop", letter, f"{letter}/brief.pdf"):
            answer = await other.get(path)
            assert answer.status_code == 404, (function, path)
            assert NAME not in answer.text
        assert number not in await other.sees("/brieven?lijst=nakijken")
        listed = await city.call(function, "GET", f"/v1/letters?caseId={case.case_id}")
        assert case.case_id not in listed.text.replace(f"caseId={case.case_id}", "")
        checked = await city.call(
            function, "POST", f"/v1/letters/{letter.rpartition('/')[2]}/check", {}
        )
        assert checked.status_code == 404
    college = await case.college.get(letters)
    assert college.status_code == 403


async def test_the_mayors_office_finds_no_letters_but_those(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    mayor = await signed_in(app, city, Function.KABINET_BURGEMEESTER, "leest-brieven")
    filed = await city.granted()
    assert (await mayor.get(f"/brieven/dossier/{filed['dossierId']}")).status_code == 404
    assert "GAS-dossier" not in await mayor.sees("/brieven/te-maken")


async def test_no_letter_goes_before_what_it_is_about_happened(
    app: FastAPI, city: City, on: None
) -> None:
    case = await Investigation.of_declaration(app, city)
    letters = await named(case)
    given = {"hearing_where": "Zaal 2", "motivation": "Vragen.", "defence_answer": "Neen."}
    for kind, reason in (
        ("uitnodiging_hoorzitting", "Plan eerst de hoorzitting"),
        ("beslissing", "nog geen beslissing"),
        ("afloop", "nog niet afgelopen"),
    ):
        said = await case.lawyer.is_told(f"{letters}/nieuw", soort=kind, **given)
        assert reason in said, kind


async def test_the_time_to_prepare_runs_from_the_arrival_of_the_invitation(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).advised()
    await named(case)
    hearing_on = city_day(city.now) + timedelta(days=40)
    await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
    before = await _last_day(rows, case, "sanction.defence_days")
    city.later(days=9)  # it leaves later than planned
    body = {"hearing_where": "Zaal 2", "motivation": "Vragen over het geld."}
    letter = await drafted(
        case,
        rows,
        "uitnodiging_hoorzitting",
        wijze="aangetekend_met_ontvangstbewijs",
        **body,
    )
    assert f"{hearing_on.day} " in (await reads(case.lawyer, letter)).split("Wanneer")[1][:60]
    await sent(case, letter, received_on=city_day(city.now))
    assert await _last_day(rows, case, "sanction.defence_days") > before
    assert "Uitnodiging ter kennis gebracht" in await case.lawyer.sees(case.page)


async def test_an_invitation_that_arrives_after_its_hearing_gives_no_chance(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).advised()
    await named(case)
    hearing_on = city_day(city.now) + timedelta(days=30)
    await case.does(case.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
    before = await _last_day(rows, case, "sanction.defence_days")
    letter = await drafted(
        case,
        rows,
        "uitnodiging_hoorzitting",
        wijze="aangetekend_met_ontvangstbewijs",
        hearing_where="Zaal 2",
        motivation="Vragen.",
    )
    city.later(days=30)
    await sent(case, letter, received_on=city_day(city.now))
    assert "kwam te laat aan" in await case.lawyer.sees(case.page)
    assert await _last_day(rows, case, "sanction.defence_days") > before
    city.later(days=2)
    assert "niet op tijd aan" in await case.refused(case.lawyer, "niet-verschenen")


async def test_a_decision_works_fifteen_days_after_its_letter_arrived(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).decided("opheffing")
    await named(case)
    letter = await drafted(case, rows, "beslissing", wijze="tegen_ontvangstbewijs")
    text = await reads(case.lawyer, letter)
    assert "uw vergunning op te heffen" in text
    assert "Feiten die vaststaan." in text
    assert "Kanarie in" not in text
    await sent(case, letter, received_on=city_day(city.now))
    assert "Ter kennis gebracht" in await case.lawyer.sees(case.page)
    ends = await _last_day(rows, case, "integrity.effective_after_days")
    assert 15 <= (ends - city_day(city.now)).days <= 18
    city.later(days=20)
    await case.becomes("De beslissing werkt")


async def test_an_application_that_an_investigation_refused_gets_no_letter_of_its_own(
    app: FastAPI, city: City, on: None
) -> None:
    """It would say the number of the investigation as its reason, and notify the refusal twice."""
    filed = await city.ready()
    case = await Investigation.starts(app, city, nummer=filed["number"])
    await city.does(
        OFFICE, f"/v1/cases/{filed['dossierId']}/addressees", {**ADDRESS, "role": "overtreder"}
    )
    await case.works("weigering")
    body = {"caseId": filed["dossierId"], "kind": "beslissing"}
    refused = await city.call(OFFICE, "POST", "/v1/letters", body)
    assert (refused.status_code, "Een ander onderzoek besliste hier" in refused.text) == (409, True)
    office = await signed_in(app, city, OFFICE, "leest-te-maken")
    page = await office.sees("/brieven/te-maken?soort=suitability-dossier:beslissing")
    assert filed["number"] not in page


async def test_who_was_investigated_is_told_that_no_measure_follows(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).consulted()
    await named(case)
    await case.does(case.mayor, "beeindigen", motivering="Er is niets gevonden.", zeker="ja")
    text = await reads(case.lawyer, await drafted(case, rows, "afloop"))
    assert "Er is niets gevonden." in text
    assert "geen maatregel" in text
    assert "Kanarie in" not in text


@pytest.mark.parametrize("step", ["intrekken", "hernemen"])
async def test_a_decision_that_was_taken_back_is_told_with_why(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, step: str
) -> None:
    """New elements are said of a decision that they ended, and of no other."""
    case = await (await Investigation.of_declaration(app, city)).works("opheffing")
    await named(case)
    restart = {"vanaf": "niets"} if step == "hernemen" else {}
    await case.does(case.college, step, **restart, zeker="ja")
    text = await reads(
        case.lawyer, await drafted(case, rows, "afloop", motivation="Nieuwe stukken.")
    )
    assert "Nieuwe stukken." in text
    assert "ingetrokken" in text
    assert ("door nieuwe elementen" in text) is (step == "intrekken")


@pytest.mark.parametrize(
    ("step", "wanted"),
    [("opheffen", "de voorwaarden zijn vervuld"), ("uitspraak", "De Raad van State heeft ze")],
)
async def test_nobody_types_why_the_conditions_or_a_judge_ended_a_decision(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None, step: str, wanted: str
) -> None:
    """The letter says it by itself, and so it may be made with all others."""
    conditions = {"maanden": "2", "voorwaarden": "Een andere zaakvoerder."}
    case = await (await Investigation.of_declaration(app, city)).works("schorsing", **conditions)
    await named(case)
    if step == "opheffen":
        await case.does(case.college, "opheffen", zeker="ja")
    else:
        await case.does(case.lawyer, "raad-van-state", schorsing="geen")
        ruling = {"uitspraak": "vernietiging", "zeker": "ja"}
        await case.does(case.lawyer, "raad-van-state-uitspraak", **ruling)
    awaited = "/v1/awaited-letters/cases?caseKind=integrity-investigation&kind=afloop&pagesize=100"
    cases = (await city.sees(LAWYER, awaited))["_embedded"]["cases"]
    assert [each["byHand"] for each in cases if each["caseId"] == case.case_id] == [False]
    text = await reads(case.lawyer, await drafted(case, rows, "afloop"))
    assert wanted in text and "Waarom?" not in text
    form = {"soort": "afloop", "motivering": "Eigen woorden."}
    typed = await case.lawyer.post(f"/brieven/dossier/{case.case_id}/nieuw", form)
    assert "Eigen woorden." not in typed.text or typed.status_code == 422


async def test_letters_and_addresses_go_with_the_file_after_five_years(
    app: FastAPI, city: City, rows: asyncpg.Connection, on: None
) -> None:
    case = await (await Investigation.of_declaration(app, city)).consulted()
    await named(case)
    await case.does(case.mayor, "beeindigen", motivering="Er is niets gevonden.", zeker="ja")
    page = await drafted(case, rows, "afloop")
    await sent(case, page)
    assert await _kept(rows, case) == {"letter": 1, "case_document": 1, "addressee": 1}
    five_years_on = timedelta(days=5 * 365 + 3)
    async with app.state.database.begin(city.now + five_years_on) as tx:
        await destroy_when_over(tx, UUID(case.case_id))
    assert await _kept(rows, case) == {"letter": 0, "case_document": 0, "addressee": 0}
    async with app.state.database.begin(city.now + five_years_on) as tx:
        await deem_received(
            tx, UUID(page.rpartition("/")[2])
        )  # whose day had not come: nothing to do


async def _kept(rows: asyncpg.Connection, case: Investigation) -> dict[str, int]:
    tables = ("letter", "case_document", "addressee")
    count = "SELECT count(*) FROM {} WHERE case_id = $1"
    return {each: await rows.fetchval(count.format(each), case.case_id) for each in tables}


async def _last_day(rows: asyncpg.Connection, case: Investigation, term_id: str) -> date:
    query = "SELECT last_day FROM case_term WHERE case_id = $1 AND term_id = $2"
    day: date = await rows.fetchval(query, case.case_id, term_id)
    return day
