"""Search: a case by what stands on a paper, a person behind a purpose, within what one may read."""

import re
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.identity import FactPlace, OffenderIdentity
from contracts.sealed import Sealed
from enforcement.payments.reserve_reference import reserve_reference

from ..support.browser import signed_in
from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.street_bans import Ban

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, OFFICE = Function.SANCTIONEREND_AMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, FINANCE = Function.COLLEGE_SECRETARIS, Function.FINANCIEN
WHY = {"Krachtlijn-Purpose": "procedure"}


def somebody(name: str, birth_date: str | None = "1980-02-03") -> Sealed[OffenderIdentity]:
    return Sealed.of(OffenderIdentity(name=name, birth_date=birth_date))


def rare() -> str:
    """A word of a name that nobody else has in these tests."""
    return "Z" + "".join(chr(ord("a") + int(sign, 16)) for sign in uuid4().hex[:10])


async def fine(city: City, **fields: Any) -> dict[str, Any]:
    finding_id = await city.transfers(**fields)
    listed = await city.sees(LAWYER, f"/v1/gas-cases?findingId={finding_id}")
    case: dict[str, Any] = listed["_embedded"]["gasCases"][0]
    return case | {"findingId": str(finding_id)}


async def numbers(city: City, function: Function, text: str) -> list[str]:
    found = await city.does(function, "/v1/case-searches", {"text": text})
    return [case["number"] for case in found["cases"]]


async def people(city: City, function: Function, name: str, **fields: Any) -> dict[str, list[str]]:
    """The numbers of the cases of each person found, by name."""
    body = {"name": name, **fields}
    found = await city.does(function, "/v1/case-person-searches", body, **WHY)
    return {who["name"]: [case["number"] for case in who["cases"]] for who in found["persons"]}


async def test_a_case_is_found_by_its_number_however_it_is_written(city: City) -> None:
    case = await fine(city)
    _, year, serial = case["number"].split("/")
    for typed in (case["number"], case["number"].lower(), f" gas {year}/{int(serial)} "):
        assert await numbers(city, WORKER, typed) == [case["number"]]
    assert case["number"] in await numbers(city, WORKER, f"{year}/{serial}"), "any procedure"
    assert await numbers(city, WORKER, f"SAN/{year}/{serial}") != [case["number"]]
    assert await numbers(city, WORKER, f"GAS/{year}/{int(serial) + 700_000}") == []


async def test_a_case_is_found_by_its_report_also_once_it_ended(city: City) -> None:
    report = f"AN.77.L1.{uuid4().int % 10**9:09}/2026"
    case = await fine(city, report_number=report)
    path = f"/v1/gas-cases/{case['caseId']}"
    await city.does(OFFICER, f"{path}/inadmissible", {"motivation": "Geen inbreuk."})
    assert await numbers(city, WORKER, report) == [case["number"]]
    assert await numbers(city, OFFICER, report.replace(".", " ").lower()) == [case["number"]]
    assert await numbers(city, WORKER, report[9:]) == [case["number"]], "the end of it"


async def test_a_case_is_found_by_the_reference_of_its_payment(app: FastAPI, city: City) -> None:
    case = await fine(city)
    async with app.state.database.begin(city.now) as tx:
        said = await reserve_reference(tx, UUID(case["caseId"]))
    reference = "".join(sign for sign in said if sign.isdigit())
    assert len(reference) == 12
    for typed in (said, f"{reference[:3]} {reference[3:7]} {reference[7:]}", reference):
        assert await numbers(city, WORKER, typed) == [case["number"]]
    found = await city.does(FINANCE, "/v1/case-searches", {"text": reference})
    assert found["cases"] == [] and found["places"] == []
    assert found["debt"] == {"caseId": case["caseId"], "number": case["number"]}
    assert (await city.does(FINANCE, "/v1/case-searches", {"text": "Voorbeeldstraat"}))[
        "debt"
    ] is None


async def test_premises_show_all_that_runs_and_ran_by_address(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    street = f"Sint-{rare()}élaan"
    place = {"label": "P-9", "street": street, "houseNumber": "12A", "postcode": "2000"}
    declared = await city.granted(place=place)
    premises_id = declared["premisesId"]
    finding_id = await city.transfers(premises_id)
    sanction = await city.case_of(finding_id)
    plain = street.replace("é", "e").replace("Sint-", "sint ")
    for typed in (f"{street} 12A", f"12a {plain}", plain[:12]):
        found = await city.does(WORKER, "/v1/case-searches", {"text": typed})
        assert [each["premisesId"] for each in found["places"]] == [premises_id], typed
        assert {each["number"] for each in found["cases"]} == {
            declared["number"],
            sanction["number"],
        }
    assert await numbers(city, WORKER, f"{street} 14") == []
    assert await numbers(city, OFFICE, f"{street} 12A") == [declared["number"]]
    assert await numbers(city, OFFICER, f"{street} 12A") == [], "fines alone"
    file = await city.sees(OFFICE, f"/v1/premises/{premises_id}/cases")
    assert [case["number"] for case in file["cases"]] == [declared["number"]]
    page = await (await signed_in(app, city, WORKER)).sees(f"/zoeken/panden/{premises_id}")
    assert f"{street} 12A" in page
    assert "Loopt nu (2)" in page
    gone = await city.call(WORKER, "GET", f"/v1/premises/{uuid4()}/cases")
    assert gone.status_code == 404


async def test_premises_are_found_by_who_reads_declarations_or_has_a_case_there(
    app: FastAPI, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handbook §4.3: a sanctioning officer reads no declaration, nor where one was asked for."""
    street = f"{rare()}straat"
    place = {"label": "P-9", "street": street, "houseNumber": "12A", "postcode": "2000"}
    declared = await city.granted(place=place)
    await city.transfers(declared["premisesId"])
    found = await city.does(OFFICER, "/v1/case-searches", {"text": f"{street} 12A"})
    assert (found["places"], found["cases"]) == ([], [])
    path = f"/v1/premises/{declared['premisesId']}/cases"
    assert (await city.call(OFFICER, "GET", path)).status_code == 404
    monkeypatch.setattr("enforcement.search.find.MOST_CASES", 1)
    many = await city.does(WORKER, "/v1/case-searches", {"text": f"{street} 12A"})
    assert (many["tooMany"], many["cases"]) == (True, [])
    assert [each["premisesId"] for each in many["places"]] == [declared["premisesId"]]
    worker = await signed_in(app, city, WORKER)
    page = (await worker.get(await worker.does("/zoeken", zoek=f"{street} 12A"))).text
    assert f"/zoeken/panden/{declared['premisesId']}" in page


async def test_a_sealed_place_is_found_by_nobody(city: City) -> None:
    """Where somebody was found outside window premises may be a home."""
    street = f"{rare()}straat"
    home = FactPlace(label="woning", street=street, house_number="3", postcode="2000")
    await fine(city, place=Sealed.of(home), branch="privehuis")
    found = await city.does(WORKER, "/v1/case-searches", {"text": f"{street} 3"})
    assert (found["cases"], found["places"]) == ([], [])


async def test_each_procedure_is_found_by_those_who_read_it(app: FastAPI, city: City) -> None:
    """A measure, a ban and an investigation stand before the college only with an order."""
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    ban = await Ban.starts(app, city)
    with ordinance(app):
        filed = await city.ready()
        investigation = await Investigation.starts(app, city, nummer=filed["number"])
        pages = {
            "BM": measure.page,
            "SV": ban.page,
            "INT": investigation.page,
        }
        for prefix, path in pages.items():
            browser = await signed_in(app, city, LAWYER)
            number = re.search(rf"{prefix}/\d{{4}}/\d{{6}}", (await browser.get(path)).text)
            assert number is not None
            assert await numbers(city, LAWYER, number[0]) == [number[0]]
            assert await numbers(city, COLLEGE, number[0]) == []
            assert await numbers(city, OFFICER, number[0]) == []
            assert await numbers(city, OFFICE, number[0]) == []
            reads = [] if prefix == "INT" else [number[0]]
            assert await numbers(city, WORKER, number[0]) == reads


async def test_a_name_is_found_over_accents_and_order_for_a_purpose(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    last = rare()
    first = await fine(city, offender=somebody(f"Éloïse {last}-Voorbeeld"))
    second = await fine(city, offender=somebody(f"{last.upper()} VOORBEELD Eloise"))
    other = await fine(city, offender=somebody(f"Eloise {last} Voorbeeld", "1981-02-03"))
    undated = await fine(city, offender=somebody(f"Eloise {last} Voorbeeld", None))
    looked = await rows.fetchval("SELECT count(*) FROM access_log")
    found = await city.does(
        WORKER, "/v1/case-person-searches", {"name": f"voorbeeld {last.lower()}"}, **WHY
    )
    cases = [{case["number"] for case in who["cases"]} for who in found["persons"]]
    assert {first["number"], second["number"]} in cases, "one person"
    assert {other["number"]} in cases
    assert {undated["number"]} in cases, "without a date nobody is held for another"
    assert len(cases) == 3
    logged = await rows.fetch(
        "SELECT subject_kind, subject_id, purpose FROM access_log ORDER BY position OFFSET $1",
        looked,
    )
    assert ("search", "naam: 3 personen", "procedure") in [tuple(row) for row in logged]
    assert {row["subject_id"] for row in logged if row["subject_kind"] == "gas-case"} == {
        case["caseId"] for case in (first, second, other, undated)
    }
    assert not any(last.lower() in row["subject_id"].lower() for row in logged)
    born = await people(city, OFFICER, last, birthDate="1981-02-03")
    assert [*born.values()] == [[other["number"]]]
    refused = await city.call(WORKER, "POST", "/v1/case-person-searches", {"name": last})
    assert refused.status_code == 403, "no purpose"
    little = await city.call(WORKER, "POST", "/v1/case-person-searches", {"name": "Bo"}, **WHY)
    assert (little.status_code, little.json()["errors"][0]["field"]) == (422, "name")
    for function in (OFFICE, COLLEGE, FINANCE):
        refused = await city.call(
            function, "POST", "/v1/case-person-searches", {"name": last}, **WHY
        )
        assert refused.status_code == 403


async def test_too_many_persons_are_shown_as_none(city: City) -> None:
    last = rare()
    for number in range(21):
        who = somebody(f"{rare()} {last}", f"19{60 + number}-01-01")
        await city.transfers(offender=who)
        found = await city.does(WORKER, "/v1/case-person-searches", {"name": last}, **WHY)
        assert (len(found["persons"]), found["tooMany"]) == (
            (number + 1, False) if number < 20 else (0, True)
        )


async def test_a_birth_date_narrows_a_name_that_too_many_have(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enforcement.search.find.MOST_RECORDS", 2)
    last = rare()
    for year in (1961, 1962, 1963):
        await fine(city, offender=somebody(f"Jan {last}", f"{year}-05-04"))
    found = await city.does(WORKER, "/v1/case-person-searches", {"name": last}, **WHY)
    assert (found["tooMany"], found["persons"]) == (True, [])
    narrowed = await people(city, WORKER, last, birthDate="1962-05-04")
    assert [len(cases) for cases in narrowed.values()] == [1]


async def test_who_searches_for_many_names_waits_and_that_is_noted(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    me = f"vist-{uuid4().hex[:8]}"
    body = {"name": rare()}
    for _ in range(30):
        answer = await city.call(
            WORKER, "POST", "/v1/case-person-searches", body, subject=me, **WHY
        )
        assert answer.status_code == 200
    refused = await city.call(WORKER, "POST", "/v1/case-person-searches", body, subject=me, **WHY)
    assert (refused.status_code, refused.json()["code"]) == (429, "te-vaak")
    noted = await rows.fetchval(
        "SELECT subject_id FROM access_log WHERE actor_subject = $1 ORDER BY position DESC LIMIT 1",
        me,
    )
    assert noted == "geweigerd: te veel zoekopdrachten"
    again = {"text": "GAS/2026/000001"}
    assert (await city.does(WORKER, "/v1/case-searches", again, subject=me)) is not None
    city.later(minutes=15)
    await city.does(WORKER, "/v1/case-person-searches", body, subject=me, **WHY)


async def test_a_person_has_one_page_of_what_the_reader_may_read(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    name = ban.who.value.name
    worker = await signed_in(app, city, WORKER, f"zoekt-{uuid4().hex[:6]}")
    officer = await signed_in(app, city, OFFICER)
    leads = await worker.does("/zoeken/personen", naam=name, doel="procedure", geboren="1980-04-03")
    assert name.split()[0].lower() not in leads.lower()
    (link,) = re.findall(r'href="(/zoeken/personen/[^"]+)"', (await worker.get(leads)).text)
    assert (await officer.get(leads)).status_code == 404, "a search of somebody else"
    assert "doel=procedure" in link
    seen = await worker.sees(link)
    assert name in seen
    assert "Straatverbod" in seen and "GAS-dossier" in seen
    api = f"/v1/case-persons/{link.partition('?')[0].rpartition('/')[2]}"
    pages = [await city.sees(WORKER, f"{api}?pagesize=1&page={nr}", **WHY) for nr in (1, 2)]
    assert sorted(case["kind"] for each in pages for case in each["cases"]) == [
        "gas-case",
        "street-ban",
    ]
    assert pages[0]["_page"]["totalElements"] == 2
    theirs = await officer.sees(link)
    assert "GAS-dossier" in theirs and "Straatverbod" not in theirs
    asked = await worker.sees(link.partition("?")[0])
    assert name not in asked and "waarvoor" in asked
    assert (await worker.get(f"/zoeken/personen/{uuid4()}?doel=procedure")).status_code == 404
    office = await signed_in(app, city, OFFICE)
    assert (await office.get(link)).status_code == 403


async def test_a_hold_says_no_more_in_a_search_than_in_a_list(app: FastAPI, city: City) -> None:
    """DP-11: those who work on the case read "overleg", and nobody ever why."""
    last = rare()
    case = await fine(city, offender=somebody(f"Ana {last}"), on_hold=True)
    worker = await signed_in(app, city, WORKER)
    leads = await worker.does("/zoeken/personen", naam=last, doel="procedure")
    found = await worker.sees(leads)
    assert f"{case['number']} (Opgeschort: overleg)" in found
    assert "slachtoffer" not in found.lower()
    debt = await city.does(FINANCE, "/v1/case-searches", {"text": case["number"]})
    assert debt["debt"] is None
    assert "state" not in str(debt)


async def test_the_page_says_what_to_do_when_nothing_fits(app: FastAPI, city: City) -> None:
    worker = await signed_in(app, city, WORKER)
    empty = await worker.sees("/zoeken")
    assert "Zoek een dossier" in empty and "Zoek op naam" in empty
    assert "Vul meer in" in await worker.is_told("/zoeken", zoek="12")
    nothing = await worker.sees(await worker.does("/zoeken", zoek="GAS/2019/999999"))
    assert "Niets gevonden" in nothing and "GAS/2026/000123" in nothing
    told = await worker.is_told("/zoeken/personen", naam="Voorbeeld")
    assert "Kies waarvoor je deze persoon zoekt." in told
    nobody = await worker.does("/zoeken/personen", naam=rare(), doel="inzage")
    assert "Niemand gevonden" in await worker.sees(nobody)
    money = await signed_in(app, city, FINANCE)
    said = await money.sees("/zoeken")
    assert "Zoek een geldboete of dwangsom" in said and "Zoek op naam" not in said
