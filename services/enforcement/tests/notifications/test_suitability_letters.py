"""Letters of a suitability declaration: what each must say, and what follows when it arrives."""

import asyncio
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.notifications.city import City as CityData
from enforcement.notifications.render import render, templates
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.suitability.letters import OUTLINES as SUITABILITY

from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.letters import ADDRESS
from ..support.pdf import must_be_read_aloud, text_of

CITY = CityData.load(None)
ON = date(2026, 3, 16)
OFFICER, COLLEAGUE = Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE = Function.COLLEGE_SECRETARIS
REFUSE = {
    "outcome": "geweigerd",
    "motivation": "De brandweer gaf een ongunstig advies.",
    "defenceAnswer": "Gelezen.",
}
COUNCIL = (
    "binnen 60 dagen vanaf de kennisgeving",
    "beroep tot nietigverklaring",
    "Raad van State",
    "gedateerd en ondertekend verzoekschrift",
    "houdt de beslissing niet tegen",
    "uiterst dringende noodzakelijkheid",
)
EVERYTHING: dict[str, Any] = {
    "motivation": "De vluchtweg is niet vrij.",
    "hearing_when": "donderdag 2 april 2026 om 10.00 uur",
    "hearing_present": "u en uw advocaat",
    "hearing_report": "U vraagt uitstel voor de vluchtweg.",
}
WANTED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.AANVULLING: (
        "Plan van het kadaster",
        "binnen 30 dagen vanaf de kennisgeving",
        "stopzetten",
    ),
    LetterKind.UITNODIGING_HOORZITTING: (
        "nog geen beslissing",
        "De vluchtweg is niet vrij.",
        "binnen 15 dagen vanaf de kennisgeving",
        "advocaat",
        "U mag uw dossier inkijken",
    ),
    LetterKind.VERSLAG_HOORZITTING: (
        "donderdag 2 april 2026 om 10.00 uur",
        "u en uw advocaat",
        "U vraagt uitstel voor de vluchtweg.",
        "nog geen beslissing",
        "U mag uw dossier inkijken",
    ),
    LetterKind.BESLISSING: (
        "besliste op 10 maart 2026 over uw aanvraag, op grond van het reglement van de stad",
        "Het college van burgemeester en schepenen",
        "onder voorwaarden",
        "Branddeur plaatsen, ten laatste op 1 juni 2026",
        "De vluchtweg is niet vrij.",
        "R-01, R-02",
        "31 mei 2028",
        *COUNCIL,
        CITY.college,
    ),
    LetterKind.HERINNERING_VERNIEUWING: ("31 mei 2028", "vernieuwing", "geen sanctie"),
    LetterKind.VERVALLEN: ("31 mei 2028", "geen sanctie", "nieuwe aanvraag"),
    LetterKind.STOPZETTING: (
        "20 maart 2026 stopgezet",
        "geen weigering",
        "De vluchtweg is niet vrij.",
        "nieuwe aanvraag",
        "binnen 60 dagen vanaf de kennisgeving",
        "Raad van State",
    ),
    LetterKind.HERNEMING: (
        "besliste op 10 maart 2026",
        "op 20 maart 2026 ingetrokken",
        "Het pand mag niet gebruikt worden",
        "De vluchtweg is niet vrij.",
        "binnen 60 dagen vanaf de kennisgeving",
        "Raad van State",
    ),
    LetterKind.MELDING_BEOORDEELD: (
        "U meldde op 5 maart 2026 een andere houder",
        "nieuwe aanvraag nodig",
        "geldt verder voor wie en voor wat ze gegeven is",
        "De vluchtweg is niet vrij.",
        "binnen 60 dagen vanaf de kennisgeving",
        "Raad van State",
    ),
}
"""By Bestuursdecreet II.20 and II.21, the hearing as a principle, and art. 19 on the Council."""
CONTACT = (CITY.contact.who, CITY.contact.phone, CITY.contact.mail, CITY.contact.visit)
OF_OTHERS = ("geldboete", "politierechtbank", "sanctionerend ambtenaar", "artikel 45", "€")


def told(letter_kind: LetterKind, **changes: Any) -> dict[str, Any]:
    """No more than a letter of this kind cannot do without."""
    given = {name: EVERYTHING[name] for name in SUITABILITY[letter_kind].needs}
    declaration = {
        "permit_type": "raam",
        "place": "Voorbeeldstraat 5, 2000",
        "rooms": ["R-01", "R-02"],
        "filed_on": "1 februari 2026",
        "missing": ["Plan van het kadaster"],
        "outcome": "voorwaardelijk",
        "renewal": False,
        "works": False,
        "decided_on": "10 maart 2026",
        "valid_from": "10 maart 2026",
        "valid_to": "31 mei 2028",
        "stopped_on": "20 maart 2026",
        "own_wish": False,
        "retaken": {"on": "20 maart 2026", "what": "toekenning"},
        "change": {"kind": "houder", "outcome": "nieuwe_aanvraag", "told_on": "5 maart 2026"},
        "conditions": [{"what": "Branddeur plaatsen", "by": "1 juni 2026"}],
    }
    return {
        "city": CITY.told(),
        "to": {
            "name": "Ilinca Voorbeeld",
            "lines": ["Teststraat 5 bus 2", "2000 Voorbeeld"],
            "role": "overtreder",
            "greeting": "heer, mevrouw",
        },
        "how": "Aangetekend",
        "reference": "GV/2026/000001",
        "day": "16 maart 2026",
        "reports": [],
        "facts": [],
        "minor": False,
        "appeal_days": 60,
        "completion_days": 30,
        "defence_days": 15,
        "declaration": declaration | changes,
        "particulars": Particulars(**given).said(),
    }


@pytest.mark.parametrize("kind", SUITABILITY)
async def test_a_letter_of_a_declaration_says_what_it_must_and_can_be_read_aloud(
    kind: LetterKind, tmp_path: Path
) -> None:
    rendered = await render(SUITABILITY[kind].words, ON, told(kind))
    text = text_of(rendered.pdf)
    assert [part for part in (*WANTED[kind], *CONTACT) if part not in text] == []
    assert [part for part in OF_OTHERS if part in text] == []
    assert "geschiktheidsverklaring voor raamprostitutie voor Voorbeeldstraat 5, 2000" in text
    must_be_read_aloud(rendered.pdf, tmp_path)
    assert len({each.digest for each in templates(SUITABILITY[kind].words)}) > 0


@pytest.mark.parametrize(
    ("changes", "wanted", "absent"),
    [
        ({"outcome": "toegekend", "conditions": []}, "verklaring is toegekend", "voorwaarden"),
        ({"outcome": "geweigerd"}, "Het pand mag niet gebruikt worden", "Geldig: van"),
        (
            {"outcome": "geweigerd", "renewal": True, "works": True},
            "Uw huidige verklaring geldt nog tot en met 31 mei 2028",
            "Geldig: van",
        ),
        ({"permit_type": "escortbureau"}, "voor een escortbureau", "raamprostitutie"),
        ({"permit_type": "escortbureau", "rooms": []}, "Geldig: van", "Ruimten:"),
    ],
)
async def test_each_decision_says_which_one_it_is_and_how_to_go_to_the_council(
    changes: dict[str, Any], wanted: str, absent: str
) -> None:
    words = SUITABILITY[LetterKind.BESLISSING].words
    text = text_of((await render(words, ON, told(LetterKind.BESLISSING, **changes))).pdf)
    assert wanted in text
    assert absent not in text
    assert [part for part in COUNCIL if part not in text] == []


@pytest.mark.parametrize(
    ("kind", "wanted", "absent"),
    [
        ("houder", "De verklaring gaat over op de nieuwe houder", "Uw verklaring geldt verder"),
        ("houder", "Is de verklaring geschorst, dan blijft ze dat", "Uw verklaring geldt verder"),
        ("beheerder", "Uw verklaring geldt verder, tot en met 31 mei 2028", "nieuwe houder"),
    ],
)
async def test_an_accepted_sale_is_told_as_a_transfer_and_not_as_still_the_sellers(
    kind: str, wanted: str, absent: str
) -> None:
    words = SUITABILITY[LetterKind.MELDING_BEOORDEELD].words
    change = {"kind": kind, "outcome": "aanvaard", "told_on": "5 maart 2026"}
    letter = told(LetterKind.MELDING_BEOORDEELD, change=change)
    text = text_of((await render(words, ON, letter)).pdf)
    assert wanted in text
    assert absent not in text
    assert "tot en met 31 mei 2028" in text


async def drafted(city: City, filed: dict[str, Any], kind: str, **particulars: Any) -> str:
    """The path of a letter that the office drafted, to the owner."""
    case_id = filed["dossierId"]
    who = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICER, f"/v1/cases/{case_id}/addressees", who)
    body = {"caseId": case_id, "kind": kind, **particulars}
    answer = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    return f"/v1/letters/{answer.json()[0]['letterId']}"


async def sent(city: City, path: str) -> None:
    """A second person checks it; then it leaves."""
    own = await city.call(OFFICER, "POST", f"{path}/check", {})
    assert own.status_code == 403
    await city.does(COLLEAGUE, f"{path}/check", subject="collega")
    await city.does(OFFICER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})


async def reads(app: FastAPI, city: City, path: str) -> str:
    browser = await signed_in(app, city, OFFICER, "leest-brieven")
    file = await browser.get(f"{path.removeprefix('/v1').replace('letters', 'brieven')}/brief.pdf")
    return await asyncio.to_thread(text_of, file.content)


async def term(city: City, path: str, term_id: str) -> date:
    terms = (await city.sees(OFFICER, path))["terms"]
    return next(date.fromisoformat(each["lastDay"]) for each in terms if each["termId"] == term_id)


async def test_a_refusal_goes_out_by_two_people_and_its_arrival_starts_the_appeal(
    city: City, app: FastAPI
) -> None:
    filed = await city.ready()
    await city.hears(filed["path"])
    await city.does(COLLEGE, f"{filed['path']}/decision", REFUSE)
    letter = await drafted(city, filed, "beslissing")
    text = await reads(app, city, letter)
    assert "De brandweer gaf een ongunstig advies." in text
    assert "uw aanvraag is geweigerd" in text
    await sent(city, letter)
    city.later(days=7)

    async def notified() -> bool:
        listed = (await city.sees(OFFICER, filed["path"]))["terms"]
        return "rvs.annulment_days" in {each["termId"] for each in listed}

    await city.clock_moves_on(notified)


async def test_an_invitation_begins_the_term_when_it_arrives(city: City, app: FastAPI) -> None:
    filed = await city.ready()
    path = filed["path"]
    body = {"caseId": filed["dossierId"], "kind": "uitnodiging_hoorzitting", "motivation": "x"}
    refused = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert "Plan eerst de hoorzitting" in refused.text
    hearing_at = city.now + timedelta(days=40)
    await city.does(OFFICER, f"{path}/hearing-invitation", {"hearingAt": hearing_at.isoformat()})
    before = (await city.sees(OFFICER, path))["defenceUntil"]
    city.later(days=5)  # it leaves later than planned
    letter = await drafted(
        city, filed, "uitnodiging_hoorzitting", motivation="De vluchtweg is niet vrij."
    )
    text = await reads(app, city, letter)
    assert "De vluchtweg is niet vrij." in text
    assert f"{city_day(hearing_at).day} " in text.split("Wanneer")[1][:60]
    await sent(city, letter)
    city.later(days=8)

    async def longer() -> bool:
        return bool((await city.sees(OFFICER, path))["defenceUntil"] > before)

    await city.clock_moves_on(longer)


async def test_what_is_missing_is_asked_by_letter_and_its_term_begins_when_it_arrives(
    city: City, app: FastAPI
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(
        OFFICER, f"{path}/completeness", {"complete": False, "missing": ["Statuten", "Plan"]}
    )
    before = await term(city, path, "suitability.completion_days")
    city.later(days=3)
    letter = await drafted(city, filed, "aanvulling")
    text = await reads(app, city, letter)
    assert "Statuten" in text and "Plan" in text
    await sent(city, letter)
    city.later(days=8)

    async def longer() -> bool:
        return await term(city, path, "suitability.completion_days") > before

    await city.clock_moves_on(longer)


async def test_no_letter_goes_before_what_it_is_about_happened(city: City) -> None:
    filed = await city.granted()
    who = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICER, f"/v1/cases/{filed['dossierId']}/addressees", who)
    for kind, reason in (
        ("aanvulling", "Zeg eerst wat er ontbreekt"),
        ("uitnodiging_hoorzitting", "Plan eerst de hoorzitting"),
        ("vervallen", "niet vervallen"),
        ("verslag_hoorzitting", "nog geen hoorzitting"),
        ("waarschuwing", "bestaat niet voor dit soort dossier"),
    ):
        body = {"caseId": filed["dossierId"], "kind": kind}
        refused = await city.call(OFFICER, "POST", "/v1/letters", body)
        assert reason in refused.text, (kind, refused.text)
    await city.does(Function.EIGENAAR, f"{filed['path']}/renewal", {}, organisation="OWN-001")
    for kind in ("beslissing", "herinnering_vernieuwing"):
        body = {"caseId": filed["dossierId"], "kind": kind}
        assert (await city.call(OFFICER, "POST", "/v1/letters", body)).status_code == 409


async def test_the_office_sees_the_letters_of_declarations_alone(
    city: City, app: FastAPI, rows: Any
) -> None:
    officer = await signed_in(app, city, OFFICER, "leest-brieven")
    filed = await city.granted()
    await drafted(city, filed, "herinnering_vernieuwing")
    assert "GAS-dossier" not in await officer.sees("/brieven/te-maken")
    opening = await officer.get("/brieven/te-maken?soort=gas-case:opstartbrief")
    assert opening.status_code == 409
    assert "GAS/" not in await officer.sees("/brieven?lijst=nakijken")
    finding_id = await city.transfers()
    case = await rows.fetchval("SELECT case_id FROM gas_case WHERE finding_id = $1", finding_id)
    if case is None:
        case = await rows.fetchval("SELECT case_id FROM gas_case LIMIT 1")
    assert (await officer.get(f"/brieven/dossier/{case}")).status_code == 404


@pytest.mark.parametrize(("told_of_it", "least"), [(True, 59), (False, 175)])
async def test_a_decision_whose_letter_names_no_appeal_can_be_contested_longer(
    city: City, told_of_it: bool, least: int
) -> None:
    """Four months and 60 days (coordinated laws on the Council of State, art. 19)."""
    filed = await city.ready()
    await city.hears(filed["path"])
    await city.does(COLLEGE, f"{filed['path']}/decision", REFUSE)
    body = {"remedyTold": told_of_it}
    await city.does(OFFICER, f"{filed['path']}/decision-notification", body)
    last = await term(city, filed["path"], "rvs.annulment_days")
    assert least <= (last - city_day(city.now)).days <= least + 12


async def test_the_form_of_the_notification_asks_whether_the_appeal_was_named(
    city: City, app: FastAPI
) -> None:
    officer = await signed_in(app, city, OFFICER, "ambtenaar-1")
    filed = await city.ready()
    await city.hears(filed["path"])
    await city.does(COLLEGE, f"{filed['path']}/decision", REFUSE)
    page = f"/geschiktheid/{filed['dossierId']}"
    assert "vier maanden later" in await officer.sees(page)
    await officer.does(f"{page}/kennisgeving", zonder_beroep="true")
    last = await term(city, filed["path"], "rvs.annulment_days")
    assert (last - city_day(city.now)).days > 170


async def test_a_stopped_application_is_told_with_its_reason(city: City, app: FastAPI) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICER, f"{path}/completeness", {"complete": False, "missing": ["Plan"]})
    who = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICER, f"/v1/cases/{filed['dossierId']}/addressees", who)
    body = {"caseId": filed["dossierId"], "kind": "stopzetting"}
    early = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert "niet stopgezet" in early.text
    reason = {"reason": "Er kwam geen plan."}
    await city.does(OFFICER, f"{path}/discontinuation", reason)
    text = await reads(app, city, await drafted(city, filed, "stopzetting"))
    assert "Er kwam geen plan." in text
    assert "omdat u ze introk" not in text


async def test_who_withdrew_an_application_reads_so_and_of_no_remedy(
    city: City, app: FastAPI
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    reason = {"reason": "Op vraag van de aanvrager."}
    await city.does(OFFICER, f"{path}/application-withdrawal", reason)
    letter = await drafted(city, filed, "stopzetting")
    text = await reads(app, city, letter)
    assert "omdat u ze introk" in text
    assert "Raad van State" not in text


@pytest.mark.parametrize("granted", [True, False])
async def test_a_decision_that_was_taken_back_is_told_until_it_is_decided_anew(
    city: City, app: FastAPI, granted: bool
) -> None:
    filed = await (city.granted() if granted else city.ready())
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    college = Function.COLLEGE_SECRETARIS
    if not granted:
        await city.hears(path)
        refusal = {
            "outcome": "geweigerd",
            "motivation": "Ongunstig advies.",
            "defenceAnswer": "Gelezen.",
        }
        await city.does(college, f"{path}/decision", refusal)
    who = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICER, f"/v1/cases/{filed['dossierId']}/addressees", who)
    body = {"caseId": filed["dossierId"], "kind": "herneming"}
    early = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert "nam geen beslissing terug" in early.text
    said = {"restart": "beslissing", "motivation": "Het verkeerde pand."}
    await city.does(college, f"{path}/retake", said)
    text = await reads(app, city, await drafted(city, filed, "herneming"))
    assert "Het verkeerde pand." in text and "beslissing: " not in text
    assert ("Raad van State" in text) is granted
    assert ("Uw aanvraag is dus niet geweigerd" in text) is not granted
    anew = {"outcome": "toegekend", "motivation": "Alles is in orde.", **LACKING}
    await city.does(college, f"{path}/decision", anew)
    late = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [("aanvaard", "De verandering is aanvaard"), ("nieuwe_aanvraag", "nieuwe aanvraag nodig")],
)
async def test_an_assessed_change_is_told_with_its_reason(
    city: City, app: FastAPI, outcome: str, wanted: str
) -> None:
    filed = await city.granted()
    change = {"kind": "beheerder", "note": "Een nieuwe beheerder."}
    told_of = await city.does(OFFICER, f"{filed['path']}/changes", change)
    who = {**ADDRESS, "role": "overtreder"}
    await city.does(OFFICER, f"/v1/cases/{filed['dossierId']}/addressees", who)
    body = {"caseId": filed["dossierId"], "kind": "melding_beoordeeld"}
    early = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert "nog geen melding beoordeeld" in early.text
    seen = await city.sees(OFFICER, filed["path"])
    change_id = seen["changes"][0]["changeId"]
    assert told_of
    assessment = {
        "outcome": outcome,
        "reason": "De moraliteit is nagegaan: in orde.",
        "manager": "BEH-001",
    }
    await city.does(OFFICER, f"{filed['path']}/changes/{change_id}/assessment", assessment)
    text = await reads(app, city, await drafted(city, filed, "melding_beoordeeld"))
    assert "een andere beheerder" in text
    assert "De moraliteit is nagegaan: in orde." in text
    assert wanted in text
    assert ("Raad van State" in text) is (outcome == "nieuwe_aanvraag")


async def assessed(city: City, path: str, kind: str, outcome: str, reason: str) -> None:
    """A change that the owner told now, and the office assessed an hour later."""
    told_of = await city.does(OFFICER, f"{path}/changes", {"kind": kind})
    city.later(hours=1)
    said = {
        "outcome": outcome,
        "reason": reason,
        "manager": "BEH-001",
        "holder": "OWN-094",
        "newHolder": True,
    }
    await city.does(OFFICER, f"{path}/changes/{told_of['changeId']}/assessment", said)


async def test_a_letter_tells_each_change_that_no_letter_told_yet(city: City, app: FastAPI) -> None:
    filed = await city.granted()
    path = filed["path"]
    await assessed(city, path, "ander", "nieuwe_aanvraag", "De gevel is beschermd.")
    await assessed(city, path, "beheerder", "aanvaard", "De moraliteit is in orde.")
    letter = await drafted(city, filed, "melding_beoordeeld")
    text = await reads(app, city, letter)
    assert "De moraliteit is in orde." in text and "De gevel is beschermd." in text
    assert "een verandering" in text and "Doe daarvoor een nieuwe aanvraag" in text
    assert "Raad van State" in text, "what was refused can be contested"
    await sent(city, letter)
    await assessed(city, path, "beheerder", "aanvaard", "Ook de tweede is in orde.")
    body = {"caseId": filed["dossierId"], "kind": "melding_beoordeeld"}
    answer = await city.call(OFFICER, "POST", "/v1/letters", body)
    text = await reads(app, city, f"/v1/letters/{answer.json()[0]['letterId']}")
    assert "Ook de tweede is in orde." in text
    assert "De gevel is beschermd." not in text and "De moraliteit is in orde." not in text


async def test_a_buyer_is_told_of_no_change_of_before_the_sale(city: City, app: FastAPI) -> None:
    filed = await city.granted()
    path = filed["path"]
    await assessed(city, path, "ander", "nieuwe_aanvraag", "De gevel is beschermd.")
    await assessed(city, path, "houder", "aanvaard", "De koop is nagegaan.")
    text = await reads(app, city, await drafted(city, filed, "melding_beoordeeld"))
    assert "De koop is nagegaan." in text and "De gevel is beschermd." not in text


@pytest.mark.parametrize("named", [{}, {"escortbureau": "artikel 3 van het reglement"}])
def test_a_city_that_named_no_regulation_for_a_type_names_none(named: dict[str, str]) -> None:
    city = CITY.model_copy(update={"regulations": named})
    assert city.regulation("raam") is None
    assert city.regulation("escortbureau") == named.get("escortbureau")
    assert CITY.regulation("raam") == "artikel 4 van het politiereglement op de raamprostitutie"
    assert (
        CITY.regulation("evenement") == "artikel 3 van het politiereglement op de seksuitbatingen"
    )


async def test_no_decision_leaves_that_names_no_regulation(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision says on which rule it rests (law of 29 July 1991, art. 3)."""
    filed = await city.granted()
    example = files("enforcement").joinpath("data", "city.toml").read_text()
    before, _, rest = example.partition("[regulations]")
    own = tmp_path / "stad.toml"
    own.write_text(before + rest[rest.index("# Of bank statements") :])
    case_id = filed["dossierId"]
    await city.does(OFFICER, f"/v1/cases/{case_id}/addressees", {**ADDRESS, "role": "overtreder"})
    body = {"caseId": case_id, "kind": "beslissing"}
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_CITY", str(own))
    refused = await city.call(OFFICER, "POST", "/v1/letters", body)
    assert refused.status_code == 409
    assert "noemde het reglement nog niet" in refused.text
    monkeypatch.delenv("KRACHTLIJN_ENFORCEMENT_CITY")
    assert (await city.call(OFFICER, "POST", "/v1/letters", body)).is_success


async def test_a_decision_names_its_regulation_and_prints_the_reasons_that_it_takes_over(
    city: City, app: FastAPI
) -> None:
    filed = await city.files()
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICER, f"{path}/completeness", {"complete": True})
    await city.does(OFFICER, f"{path}/advice-requests", {"services": ["brandweer", "stedenbouw"]})
    for service, why in (("brandweer", "De trap is te smal."), ("stedenbouw", "Geen vergunning.")):
        advice = {"service": service, "outcome": "ongunstig", "reasons": why}
        await city.does(OFFICER, f"{path}/advices", advice)
    await city.hears(path)
    await city.does(COLLEGE, f"{path}/decision", REFUSE | {"quoted": ["brandweer"]})
    text = await reads(app, city, await drafted(city, filed, "beslissing"))
    assert "op grond van artikel 4 van het politiereglement op de raamprostitutie" in text
    assert "neemt daarbij over wat de brandweer in het advies schreef" in text
    assert "De trap is te smal." in text
    assert "Geen vergunning." not in text
