"""Letters of a sanction: what the law wants in each, and no word of a fine."""

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts.codes import SanctionKind
from enforcement.notifications.city import City as CityData
from enforcement.notifications.render import render, templates
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.sanctions.letters import OUTLINES as SANCTION
from launcher.sandbox import Sandbox

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import WORKER, address
from ..support.pdf import must_be_read_aloud, text_of
from ..support.sanctions import (
    COLLEGE,
    decided,
    decision,
    heard,
    invited,
    propose,
    proposed,
    warned,
)

CITY = CityData.load(None)
ON = date(2026, 3, 16)
EXTRACT = "Artikel 12: geef elke shift vooraf aan."
EVERYTHING: dict[str, Any] = {
    "hearing_when": "donderdag 2 april 2026 om 10.00 uur",
    "hearing_where": "Voorbeeldplein 1, zaal 2",
    "hearing_present": "u en uw advocaat",
    "hearing_report": "U erkent de feiten niet.",
    "rule_extract": EXTRACT,
    "envisaged_sanction": "Een schorsing van een maand.",
    "motivation": "Twee keer geen aangifte.",
    "defence_answer": "U zei dat u er niet was. Het verslag zegt iets anders.",
    "proportionality": "Het is zo kort als kan.",
}
FACTS = ("3 maart 2026", "artikel 12 van het politiereglement", "AN.55.L1.000123/2026")
COUNSEL = "laten bijstaan of laten vertegenwoordigen door een advocaat"
INSPECT = "U mag uw dossier inkijken"
INVITATION = (
    *FACTS,
    "donderdag 2 april 2026 om 10.00 uur",
    "zaal 2",
    EXTRACT,
    "Een schorsing van een maand.",
    "binnen 15 dagen vanaf de kennisgeving",
    "artikel 45",
    COUNSEL,
    INSPECT,
    "tolk",
)
WANTED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.WAARSCHUWING: (*FACTS, EXTRACT, "artikel 45", INSPECT),
    LetterKind.UITNODIGING_HOORZITTING: INVITATION,
    LetterKind.UITNODIGING_OPNIEUW: (*INVITATION, "in de plaats van die uitnodiging"),
    LetterKind.VERSLAG_HOORZITTING: (*FACTS, "U erkent de feiten niet.", "u en uw advocaat"),
    LetterKind.VOORSTEL: (
        *FACTS,
        "een schorsing van uw geschiktheidsverklaring",
        "nog geen beslissing",
        "Twee keer geen aangifte.",
        "Het is zo kort als kan.",
        INSPECT,
    ),
    LetterKind.BESLISSING: (
        *FACTS,
        "Het college van burgemeester en schepenen besliste op 10 maart 2026",
        "een schorsing van uw geschiktheidsverklaring",
        "20 maart 2026",
        "19 april 2026",
        "U kreeg een waarschuwing op 5 februari 2026",
        "U zei dat u er niet was.",
        "Twee keer geen aangifte.",
        "Het is zo kort als kan.",
        "artikel 45",
        "artikel 133ter",
        "binnen 60 dagen vanaf de kennisgeving",
        "beroep tot nietigverklaring",
        "Raad van State",
        "gedateerd en ondertekend verzoekschrift",
        "houdt de beslissing niet tegen",
        "uiterst dringende noodzakelijkheid",
        COUNSEL,
        INSPECT,
        CITY.college,
    ),
    LetterKind.OPHEFFING: ("opgeheven op 1 april 2026", "Twee keer geen aangifte."),
    LetterKind.HERNEMING: (
        "besliste op 10 maart 2026 tot een schorsing van uw geschiktheidsverklaring",
        "is op 16 maart 2026 ingetrokken: ze heeft nooit bestaan",
        "Twee keer geen aangifte.",
        "De termijn om tegen de ingetrokken beslissing beroep in te stellen, loopt niet meer",
        "We beslissen opnieuw",
        CITY.college,
    ),
}
"""Contents by GAS law art. 45, the hearing as a principle, and art. 19 on the Council of State."""
CONTACT = (CITY.contact.who, CITY.contact.phone, CITY.contact.mail, CITY.contact.visit)
OF_A_FINE = ("geldboete", "politierechtbank", "sanctionerend ambtenaar", "€", "Mededeling")


def told(letter_kind: LetterKind, **changes: Any) -> dict[str, Any]:
    """No more than a letter of this kind cannot do without."""
    given = {name: EVERYTHING[name] for name in SANCTION[letter_kind].needs}
    fact = CITY.fact_text("raam.niet-aangegeven")
    sanction = {
        "proposed": "schorsing",
        "kind": "schorsing",
        "body": "college",
        "deciders": ["college"],
        "decided_on": "10 maart 2026",
        "starts": "20 maart 2026",
        "last_day": "19 april 2026",
        "warned_on": "5 februari 2026",
        "reopened_on": "1 april 2026",
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
        "reference": "SAN/2026/000001",
        "day": "16 maart 2026",
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
        "reports": ["AN.55.L1.000123/2026"],
        "facts": [
            {
                "day": "3 maart 2026",
                "hour": "22.10 uur",
                "place": "Voorbeeldstraat 5",
                "what": fact.what,
                "article": fact.article,
                "report": "AN.55.L1.000123/2026",
            }
        ],
        "minor": False,
        "defence_days": 15,
        "appeal_days": 60,
        "sanction": sanction | changes,
        "particulars": Particulars(**given).said(),
    }


@pytest.mark.parametrize("kind", SANCTION)
async def test_a_letter_of_a_sanction_says_what_the_law_wants_in_it(
    kind: LetterKind, tmp_path: Path
) -> None:
    rendered = await render(SANCTION[kind].words, ON, told(kind))
    text = text_of(rendered.pdf)
    assert [part for part in (*WANTED[kind], *CONTACT) if part not in text] == []
    assert [part for part in OF_A_FINE if part in text] == []
    must_be_read_aloud(rendered.pdf, tmp_path)
    versions = templates(SANCTION[kind].words)
    assert len({version.digest for version in versions}) == len(versions) > 0


@pytest.mark.parametrize("kind", SanctionKind)
async def test_a_decision_says_which_one_it_is_and_how_to_go_to_the_council(
    kind: SanctionKind,
) -> None:
    words = SANCTION[LetterKind.BESLISSING].words
    changes = {"kind": str(kind), "starts": None, "last_day": None, "body": "burgemeester"}
    text = text_of((await render(words, ON, told(LetterKind.BESLISSING, **changes))).pdf)
    lasts = kind not in (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)
    assert ("de kennisgeving van deze brief Einde" in text.replace(": ", " ")) is lasts
    assert ("verzegelen" in text) is lasts
    nothing = kind is SanctionKind.GEEN_SANCTIE
    assert ("Wat moet u doen: niets" in text) is nothing
    assert ("in verhouding tot de feiten" in text) is not nothing
    assert "binnen 60 dagen vanaf de kennisgeving" in text
    assert "De burgemeester besliste op" in text


COLLEGE_SAID, MAYOR_SAID = "het college van burgemeester en schepenen", "de burgemeester"


@pytest.mark.parametrize(
    ("deciders", "named"),
    [
        (["college"], COLLEGE_SAID),
        (["burgemeester"], MAYOR_SAID),
        (["burgemeester", "college"], f"{MAYOR_SAID} of {COLLEGE_SAID}"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "about"),
    [
        (LetterKind.WAARSCHUWING, "dan kan {} uw vergunning of verklaring schorsen"),
        (LetterKind.UITNODIGING_HOORZITTING, "uw verweer kon geven, beslist {} (artikel 45"),
        (LetterKind.UITNODIGING_OPNIEUW, "uw verweer kon geven, beslist {} (artikel 45"),
        (LetterKind.VOORSTEL, "We stellen aan {} voor om te beslissen"),
    ],
)
async def test_a_letter_before_the_decision_names_who_decides_in_this_city(
    kind: LetterKind, about: str, deciders: list[str], named: str
) -> None:
    text = text_of((await render(SANCTION[kind].words, ON, told(kind, deciders=deciders))).pdf)
    assert about.format(named) in text
    if deciders == ["burgemeester"]:
        assert "college" not in text


async def test_an_invitation_and_a_proposal_name_the_mayor_where_the_city_lets_the_mayor_decide(
    city: City, app: Any, sandbox: Sandbox
) -> None:
    """A city that lets the mayor close, and the college decide all else (ambiguity A3)."""
    async with (
        sandbox.keeping("enforcement", "deciding_body"),
        sandbox.asking("enforcement", owner=True) as conn,
    ):
        query = "UPDATE deciding_body SET body = 'burgemeester' WHERE kind = 'tijdelijke_sluiting'"
        await conn.execute(query)
        case = await invited(city)
        await address(city, case["caseId"], "overtreder")
        more = {
            "hearingWhere": "Zaal 2",
            "ruleExtract": EXTRACT,
            "envisagedSanction": "Een tijdelijke sluiting.",
        }
        text = await reads(app, city, await letter(city, case, "uitnodiging_hoorzitting", **more))
        assert f"beslist {MAYOR_SAID} of {COLLEGE_SAID} (artikel 45" in text
        await heard(city, case["path"])
        await propose(city, case["path"], "tijdelijke_sluiting")
        text = await reads(app, city, await letter(city, case, "voorstel"))
        assert f"We stellen aan {MAYOR_SAID} voor om te beslissen" in text


async def letter(city: City, case: dict[str, Any], kind: str, **particulars: Any) -> str:
    """The path of a letter that was drafted."""
    body = {"caseId": case["caseId"], "kind": kind, **particulars}
    answer = await city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    (made,) = answer.json()
    return f"/v1/letters/{made['letterId']}"


async def posted(city: City, path: str) -> None:
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    await city.does(WORKER, f"{path}/posting", {"postedOn": f"{city_day(city.now)}"})


async def reads(app: Any, city: City, path: str) -> str:
    browser = await signed_in(app, city, WORKER, "leest-brieven")
    file = await browser.get(f"{path.removeprefix('/v1').replace('letters', 'brieven')}/brief.pdf")
    return await asyncio.to_thread(text_of, file.content)


async def test_the_decision_of_a_closure_goes_out_with_the_bodys_own_reasons(
    city: City, app: Any
) -> None:
    case = await proposed(city, "tijdelijke_sluiting")
    await address(city, case["caseId"], "overtreder")
    proposal = await letter(city, case, "voorstel")
    text = await reads(app, city, proposal)
    assert "een tijdelijke sluiting van uw zaak" in text
    assert "Herhaling." in text
    assert "Zo kort als kan." in text
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert "nog geen beslissing" in refused.json()["title"]
    starts = city.now + timedelta(days=10)
    measure = decision("tijdelijke_sluiting", starts, starts + timedelta(days=30))
    await city.does(COLLEGE, f"{case['path']}/decision", measure)
    other = {"defenceAnswer": "Neen.", "motivation": "Zomaar.", "proportionality": "Kort."}
    refused = await city.call(WORKER, "POST", "/v1/letters", body | other)
    assert {each["field"] for each in refused.json()["errors"]} == {*other}
    path = await letter(city, case, "beslissing")
    text = await reads(app, city, path)
    assert "U erkende het, en zei niet waarom." in text
    assert "Korter helpt niet." in text and "Zo kort als kan." not in text
    assert "Twee keer geen aangifte." in text
    assert "tijdelijke sluiting" in text
    assert "binnen 60 dagen" in text
    assert "geldboete" not in text
    await posted(city, path)
    city.later(days=7)

    async def notified() -> bool:
        return bool((await city.sees(WORKER, case["path"]))["state"] == "ter_kennis_gebracht")

    await city.clock_moves_on(notified)


async def test_no_letter_goes_before_what_it_is_about_happened(city: City) -> None:
    case = await warned(city)
    await address(city, case["caseId"], "overtreder")
    for kind, reason in (
        ("uitnodiging_hoorzitting", "Plan eerst de hoorzitting"),
        ("voorstel", "Maak eerst een voorstel op"),
        ("opheffing", "niet opgeheven"),
        ("opstartbrief", "bestaat niet voor dit soort dossier"),
        ("aanmaning", "bestaat niet voor dit soort dossier"),
    ):
        body = {"caseId": case["caseId"], "kind": kind}
        refused = await city.call(WORKER, "POST", "/v1/letters", body)
        assert reason in refused.json()["title"], (kind, refused.text)


async def test_an_invitation_names_the_hearing_as_it_was_planned(city: City, app: Any) -> None:
    case = await warned(city)
    await address(city, case["caseId"], "overtreder")
    await city.transfers(case["premisesId"])
    hearing_at = city.now + timedelta(days=20)
    invitation = {"hearingAt": hearing_at.isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", invitation)
    more = {
        "hearingWhere": "Zaal 2",
        "ruleExtract": EXTRACT,
        "envisagedSanction": "Een schorsing.",
    }
    path = await letter(city, case, "uitnodiging_hoorzitting", **more)
    text = await reads(app, city, path)
    assert f"{city_day(hearing_at).day} " in text.split("Wanneer")[1][:60]
    await posted(city, path)
    city.later(days=7)
    again = await letter(city, case, "uitnodiging_opnieuw", **more)
    assert "in de plaats van die uitnodiging" in await reads(app, city, again)


async def test_a_lifting_is_told_with_its_reason(city: City, app: Any) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=40)
    await address(city, case["caseId"], "overtreder")
    await city.does(WORKER, f"{case['path']}/notification", {})
    reason = {"motivation": "De eigenaar bracht alles in orde."}
    await city.does(COLLEGE, f"{case['path']}/reopening", reason)
    text = await reads(app, city, await letter(city, case, "opheffing"))
    assert "De eigenaar bracht alles in orde." in text


async def test_a_case_of_a_declaration_is_known_to_letters_and_has_addressees(
    city: City, app: Any
) -> None:
    """Its own kinds of letters come with their words; those of a sanction are no part of it."""
    dossier = await city.granted()
    await address(city, dossier["dossierId"], "overtreder")
    body = {"caseId": dossier["dossierId"], "kind": "waarschuwing", "ruleExtract": EXTRACT}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert "bestaat niet voor dit soort dossier" in refused.json()["title"]
    browser = await signed_in(app, city, WORKER, "leest-brieven")
    page = await browser.get(f"/brieven/dossier/{dossier['dossierId']}")
    assert "Onbestaandewicz" in page.text


async def test_a_case_that_was_invited_writes_no_warning_again_by_mistake(city: City) -> None:
    case = await invited(city)
    await address(city, case["caseId"], "overtreder")
    body = {"caseId": case["caseId"], "kind": "waarschuwing", "ruleExtract": EXTRACT}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert refused.status_code == 409
    assert "voor een nieuwe vaststelling" in refused.json()["title"]
