"""Files of premises and of owners: all that runs and ran, with days, within what one may read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.cases.rules import CaseKind
from enforcement.registers.rules import RetentionGround
from enforcement.registers.store import destructions
from enforcement.search.rules import Declared, Effect, holdings

from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import final_fine
from ..support.letters import ADDRESS, another_letter, fine_case
from ..support.measures import PUBLIC_ORDER, Measure
from ..support.sales import sells
from ..support.sanctions import contested, decided, notified

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, OFFICE = Function.SANCTIONEREND_AMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, OWNER, FINANCE = (
    Function.COLLEGE_SECRETARIS,
    Function.EIGENAAR,
    Function.FINANCIEN,
)


def code() -> str:
    """An owner of this test alone."""
    return f"OWN-{uuid4().hex[:8]}"


def written(day: date) -> str:
    return f"{('ma', 'di', 'wo', 'do', 'vr', 'za', 'zo')[day.weekday()]} {day.day}/{day:%m/%Y}"


def declared(
    former: Sequence[str] = (),
    handed_over: Sequence[date] = (),
    ended_on: date | None = None,
    valid_to: date | None = date(2031, 1, 4),
) -> Declared:
    return Declared(
        dossier_id=uuid4(),
        number="GV/2026/000001",
        state="toegekend",
        owner="OWN-B",
        premises_id=uuid4(),
        place="Voorbeeldstraat 1",
        valid_from=date(2026, 1, 5),
        valid_to=valid_to,
        suspended_from=None,
        suspended_to=None,
        ended_on=ended_on,
        former=former,
        handed_over=handed_over,
    )


@pytest.mark.parametrize(
    ("row", "held"),
    [
        (declared(), [("OWN-B", date(2026, 1, 5), None)]),
        (
            declared(["OWN-A"], [date(2026, 6, 1)]),
            [
                ("OWN-B", date(2026, 6, 1), None),
                ("OWN-A", date(2026, 1, 5), date(2026, 6, 1)),
            ],
        ),
        (
            declared(["OWN-A", "OWN-C"], [date(2026, 6, 1), date(2027, 6, 1)], date(2028, 1, 1)),
            [
                ("OWN-B", date(2027, 6, 1), date(2028, 1, 1)),
                ("OWN-C", date(2026, 6, 1), date(2027, 6, 1)),
                ("OWN-A", date(2026, 1, 5), date(2026, 6, 1)),
            ],
        ),
        # Whatever runs out is noted on the day after its last.
        (declared(ended_on=date(2031, 1, 5)), [("OWN-B", date(2026, 1, 5), date(2031, 1, 4))]),
    ],
    ids=["one", "sold", "sold twice and ended", "ran out"],
)
def test_owners_then_and_now(row: Declared, held: list[tuple[str, date, date | None]]) -> None:
    assert [
        (each.owner, each.since, each.until) for each in holdings([row], date(2031, 1, 4))
    ] == held


@pytest.mark.parametrize(
    ("today", "state", "until"),
    [
        (date(2031, 1, 3), "toegekend", None),
        (date(2031, 1, 4), "toegekend", None),
        (date(2031, 1, 5), "toegekend", date(2031, 1, 4)),
        (date(2031, 1, 5), "vernieuwing_lopend", None),
    ],
)
def test_nobody_holds_a_declaration_after_its_last_day_noted_or_not(
    today: date, state: str, until: date | None
) -> None:
    (held,) = holdings([replace(declared(), state=state)], today)
    assert held.until == until


async def test_what_ended_comes_page_by_page_in_a_file(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Fifty a page; what runs, and what restricts, stands on the first alone."""
    owner = code()
    filed = await city.files(owner)
    await rows.execute(
        """
        INSERT INTO dossier (dossier_id, number, premises_id, owner, reason, state, filed_at, rooms,
                             conditions, advice_round, advices_requested, advices_awaited, heard)
        SELECT gen_random_uuid(), 'GV/' || $2 || lpad(n::text, 3, '0'), premises_id, owner, reason,
               'stopgezet', filed_at - n * interval '1 day', '[]', '[]', 0, 0, 0, false
          FROM dossier, generate_series(1, 51) AS n WHERE dossier_id = $1
        """,
        UUID(filed["dossierId"]),
        code(),
    )
    office = await signed_in(app, city, OFFICE)
    for path in (f"/zoeken/eigenaars/{owner}", f"/zoeken/panden/{filed['premisesId']}"):
        first, second = (await office.get(path)).text, (await office.get(f"{path}?page=2")).text
        assert "Afgesloten (51)" in first
        assert (first.count("/geschiktheid/"), second.count("/geschiktheid/")) == (51, 1)
        assert filed["number"] in first and filed["number"] not in second
        assert f"{path}?page=2" in first


@pytest.mark.parametrize(
    ("now", "works", "over"),
    [
        (datetime(2026, 3, 1, 22, 59, tzinfo=UTC), False, False),
        (datetime(2026, 3, 1, 23, tzinfo=UTC), True, False),
        (datetime(2026, 3, 31, 21, 59, tzinfo=UTC), True, False),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), False, True),
    ],
    ids=["day before", "first day", "last day", "day after"],
)
def test_a_suspension_works_on_its_first_and_its_last_day(
    now: datetime, works: bool, over: bool
) -> None:
    """From 2 to 31 March, in Brussels."""
    begins, ends = datetime(2026, 3, 1, 23, tzinfo=UTC), datetime(2026, 3, 31, 22, tzinfo=UTC)
    march = Effect(uuid4(), CaseKind.SANCTION, "SAN/1", "schorsing", begins, ends, None)
    assert (march.works(now), march.is_over(now)) == (works, over)
    assert march.last_moment is not None and city_day(march.last_moment) == date(2026, 3, 31)
    lifted = Effect(uuid4(), CaseKind.SANCTION, "SAN/1", "schorsing", begins, ends, begins)
    assert not lifted.works(now) and lifted.is_over(now)


async def test_a_sale_shows_the_owner_then_and_the_owner_now(app: FastAPI, city: City) -> None:
    seller, buyer = code(), code()
    filed = await city.granted(seller)
    city.later(days=40)
    sanction = await city.case_of(await city.transfers(filed["premisesId"]))
    fine_id = await city.transfers(filed["premisesId"], procedure="gas")
    client_id = await city.transfers(
        filed["premisesId"], procedure="gas", offender_role="prostituant"
    )
    city.later(days=1)
    await sells(city, filed["path"], seller, buyer)
    sold_on, granted_on = city.today, city.today - timedelta(days=41)
    place = await city.sees(WORKER, f"/v1/premises/{filed['premisesId']}/cases")
    assert [(each["owner"], each["since"], each["until"]) for each in place["owners"]] == [
        (buyer, f"{sold_on}", None),
        (seller, f"{granted_on}", f"{sold_on}"),
    ]
    theirs = await city.sees(WORKER, f"/v1/owners/{seller}/cases")
    numbers = {}
    for finding_id in (fine_id, client_id):
        listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
        numbers[finding_id] = listed["_embedded"]["gasCases"][0]["number"]
    assert {case["number"] for case in theirs["cases"]} == {sanction["number"], numbers[fine_id]}
    assert {*numbers.values()} < {case["number"] for case in place["cases"]}
    mine = await city.sees(WORKER, f"/v1/owners/{buyer}/cases")
    assert [case["number"] for case in mine["cases"]] == [filed["number"]]
    worker = await signed_in(app, city, WORKER)
    seen = await worker.sees(f"/zoeken/eigenaars/{seller}")
    assert f"Van {written(granted_on)} tot en met {written(sold_on)}" in seen
    assert sanction["number"] in seen and buyer not in seen
    house = (await worker.get(f"/zoeken/panden/{filed['premisesId']}")).text
    assert house.index(f"/zoeken/eigenaars/{buyer}") < house.index(f"/zoeken/eigenaars/{seller}")
    found = await worker.sees(await worker.does("/zoeken", zoek=buyer.lower()))
    assert f"Eigenaar {buyer}" in found


async def named_in(city: City, filed: dict[str, Any], name: str) -> str:
    """Give the address of whoever gets the letters of a declaration now, in place of another's."""
    path = f"/v1/cases/{filed['dossierId']}/addressees"
    said = await city.does(OFFICE, path, {**ADDRESS, "role": "overtreder", "name": name})
    return str(said["addresseeId"])


async def reminded(city: City, filed: dict[str, Any]) -> str:
    """A letter of the declaration to whoever is its addressee now."""
    body = {"caseId": filed["dossierId"], "kind": "herinnering_vernieuwing"}
    answer = await city.call(OFFICE, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    return str(answer.json()[0]["letterId"])


async def test_a_letter_stands_in_the_file_of_the_owner_that_it_went_to(
    app: FastAPI, city: City
) -> None:
    """Over a sale: neither sees what the city wrote to the other. No letter goes until the buyer's
    address stands in place of the seller's."""
    seller, buyer = code(), code()
    filed = await city.granted(seller)
    first = await named_in(city, filed, "Onbestaandewicz")
    to_seller = await reminded(city, filed)
    city.later(days=1)
    await sells(city, filed["path"], seller, buyer)
    city.later(days=1)
    told = {"caseId": filed["dossierId"], "kind": "melding_beoordeeld"}
    of_sale = await city.call(OFFICE, "POST", "/v1/letters", told)
    assert of_sale.is_success, "who sold is told so"
    between = {"caseId": filed["dossierId"], "kind": "herinnering_vernieuwing"}
    refused = await city.call(OFFICE, "POST", "/v1/letters", between)
    assert refused.status_code == 409
    assert "Haal de adressen van voor de overdracht weg" in refused.text
    other = await city.files(buyer)
    office = await signed_in(app, city, OFFICE)
    letters_of = f"/brieven/dossier/{other['dossierId']}"
    assert "Onbestaandewicz" not in await office.sees(letters_of), "the seller's address"
    city.later(days=1)
    removed = await city.call(OFFICE, "POST", f"/v1/addressees/{first}/removal")
    assert removed.is_success
    await named_in(city, filed, "Verzonnenova")
    to_buyer = await reminded(city, filed)
    assert "Verzonnenova" in await office.sees(letters_of)
    letters = {to_seller, to_buyer}
    for path, there in (
        (f"/zoeken/eigenaars/{seller}", {to_seller}),
        (f"/zoeken/eigenaars/{buyer}", {to_buyer}),
        (f"/zoeken/panden/{filed['premisesId']}", letters),
    ):
        seen = (await office.get(path)).text
        assert {each for each in letters if each in seen} == there, path


async def test_a_suspension_stands_with_its_days_until_it_is_over(app: FastAPI, city: City) -> None:
    owner = code()
    case = await decided(city, "schorsing", 10, 20, owner)
    await notified(city, case["path"])
    first, last = city_day(case["starts"]), city_day(case["ends"] - timedelta(microseconds=1))
    days = f"Van {written(first)} tot en met {written(last)}"
    worker = await signed_in(app, city, WORKER)
    office = await signed_in(app, city, OFFICE)
    for path in (f"/zoeken/eigenaars/{owner}", f"/zoeken/panden/{case['premisesId']}"):
        seen = await worker.sees(path)
        assert "Schorsingen, sluitingen en verboden" in seen and days in seen
        assert "Begint later" in seen and "Geldt nu" not in seen
        theirs = await office.sees(path)
        assert f"Wordt geschorst {days}" in theirs, "the days lie over the declaration"
        assert case["number"] not in theirs, "the office reads no sanction"
    city.later(days=11)
    seen = await worker.sees(f"/zoeken/eigenaars/{owner}")
    assert "Geldt nu" in seen and "Begint later" not in seen
    assert f"Geschorst {days}" in await office.sees(f"/zoeken/eigenaars/{owner}")
    city.later(days=21)
    seen = await worker.sees(f"/zoeken/eigenaars/{owner}")
    assert f"Voorbij {days}" in seen and "Geldt nu" not in seen


@pytest.mark.parametrize("days", [0, 61])
async def test_what_the_council_annulled_is_no_closure_that_ran_out(
    app: FastAPI, city: City, days: int
) -> None:
    """Coordinated laws on the Council of State, art. 14: it never was, whenever that is said."""
    case = await contested(city, "tijdelijke_sluiting", 60)
    city.later(days=days)
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "vernietiging"})
    worker = await signed_in(app, city, WORKER)
    seen = await worker.sees(f"/zoeken/panden/{case['premisesId']}")
    card = seen.partition("Schorsingen, sluitingen en verboden")[2].partition(case["number"])[0]
    assert "Vernietigd" in card and "Voorbij" not in card and "Werkt niet meer" not in card


async def test_a_penalty_and_seals_stand_there_while_they_hold(app: FastAPI, city: City) -> None:
    """€ 250 a day from the day after the grace, until the day before the next penalty's."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    penalty = {"eenheid": "per_dag", "maximum": "5000", "reden": "Weer open.", "zeker": "ja"}
    grace = case.today + timedelta(days=3)
    await case.does(case.mayor, "dwangsom", bedrag="250", uiterlijk=f"{grace}", **penalty)
    place = f"/zoeken/panden/{case.premises_id}"
    assert "dwangsom" not in await case.worker.sees(place), "nobody was told of it"
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await case.does(case.mayor, "verzegeling", reden="De deur ging weer open.", zeker="ja")
    async with city.sandbox.asking("enforcement") as conn:
        asked = "SELECT owner FROM mayor_measure WHERE case_id = $1"
        owner = await conn.fetchval(asked, UUID(case.case_id))
    owed_from, later = grace + timedelta(days=1), grace + timedelta(days=9)
    for path in (place, f"/zoeken/eigenaars/{owner}"):
        seen = (await case.worker.sees(path)).replace("\xa0", " ")
        assert f"Bestuurlijke dwangsom Begint later Van {written(owed_from)}" in seen
        assert "€ 250,00, per dag, hoogstens € 5.000,00" in seen
        assert f"Verzegeling Geldt nu Van {written(case.today)}" in seen
    city.later(days=4)
    assert f"Bestuurlijke dwangsom Geldt nu Van {written(owed_from)}" in await case.worker.sees(
        place
    )
    await case.does(case.mayor, "dwangsom", bedrag="500", uiterlijk=f"{later}", **penalty)
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    days = f"Van {written(owed_from)} tot en met {written(later)}"
    assert f"Bestuurlijke dwangsom Geldt nu {days}" in await case.worker.sees(place)
    said = {"reden": "Het is in orde.", "zeker": "ja"}
    await case.does(case.mayor, "opheffen", **said)
    seen = await case.worker.sees(place)
    assert "Geldt nu" not in seen
    assert f"Werkt niet meer sinds {written(case.today)}" in seen
    runs, _past, over = seen.partition("Voorbij, nog niet afgesloten (1)")
    assert await case.number() in over, "nothing of it runs"
    assert await case.number() not in runs.partition("Loopt nu")[2]


async def test_what_is_due_first_stands_on_top(city: City) -> None:
    """GAS law art. 26: six months; the older fact is due first though its case is the newer one."""
    filed = await city.granted(code())
    young = await city.transfers(filed["premisesId"], procedure="gas")
    old = await city.transfers(
        filed["premisesId"], procedure="gas", fact_at=city.now - timedelta(days=100)
    )
    expected = []
    for finding_id in (old, young):
        listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
        expected.append(listed["_embedded"]["gasCases"][0]["number"])
    file = await city.sees(WORKER, f"/v1/premises/{filed['premisesId']}/cases")
    fines = [case["number"] for case in file["cases"] if case["kind"] == "gas-case"]
    assert fines == expected


async def test_letters_and_what_is_owed_stand_there_for_who_reads_them(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    filed = await city.granted(code())
    path = f"/zoeken/panden/{filed['premisesId']}"
    started = await fine_case(city, rows)
    await another_letter(city, started, "opstartbrief")
    claim = await final_fine(city, app, 15_000)
    for case_id in (started, claim.rpartition("/")[2]):
        await rows.execute(
            "UPDATE gas_case SET premises_id = $2 WHERE case_id = $1",
            UUID(case_id),
            UUID(filed["premisesId"]),
        )
    worker, officer = await signed_in(app, city, WORKER), await signed_in(app, city, OFFICER)
    seen = (await worker.sees(path)).replace("\xa0", " ")
    assert "Opstartbrief" in seen and "nog € 150,00 van € 150,00" in seen
    assert "Onbestaandewicz" not in seen, "whom it went to stands behind a purpose"
    theirs = await officer.sees(path)
    assert "Opstartbrief" in theirs
    assert "150,00" not in theirs, "payments are for case workers and finance"
    secretary = await signed_in(app, city, COLLEGE)
    assert "Opstartbrief" not in await secretary.sees(path)


async def test_a_case_leaves_the_file_when_the_register_destroyed_its_persons(
    app: FastAPI, city: City
) -> None:
    """GAS law art. 44 §2; the night and the term are tried with the register itself."""
    owner = code()
    filed = await city.granted(owner)
    finding_id = await city.transfers(filed["premisesId"], procedure="gas")
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    fine = listed["_embedded"]["gasCases"][0]
    paths = (f"/v1/premises/{filed['premisesId']}/cases", f"/v1/owners/{owner}/cases")
    for path in paths:
        file = await city.sees(WORKER, path)
        assert {case["number"] for case in file["cases"]} == {filed["number"], fine["number"]}
    async with app.state.database.begin(city.now) as tx:
        ground = RetentionGround.REGISTER
        case_id = UUID(fine["caseId"])
        await destructions.destroy(tx, case_id, fine["number"], ground, city.today)
    for path in paths:
        file = await city.sees(WORKER, path)
        assert [case["number"] for case in file["cases"]] == [filed["number"]]


async def test_a_file_is_for_who_reads_it(app: FastAPI, city: City) -> None:
    owner = code()
    filed = await city.granted(owner)
    case = await city.case_of(await city.transfers(filed["premisesId"]))
    path = f"/v1/owners/{owner}/cases"
    seen = {
        function: {each["number"] for each in (await city.sees(function, path))["cases"]}
        for function in (WORKER, OFFICE, COLLEGE)
    }
    both = {filed["number"], case["number"]}
    assert seen == {WORKER: both, OFFICE: {filed["number"]}, COLLEGE: both}
    for function in (OFFICER, FINANCE, Function.ADVIESDIENST):
        assert (await city.call(function, "GET", path)).status_code == 403
    assert (await city.call(WORKER, "GET", f"/v1/owners/{code()}/cases")).status_code == 404
    for rubbish in ("%00", "a%00b", "x" * 65):
        for place in ("/v1/owners/{}/cases", "/zoeken/eigenaars/{}"):
            answer = await city.call(WORKER, "GET", place.format(rubbish))
            assert answer.status_code < 500
    found = await city.call(WORKER, "POST", "/v1/case-searches", {"text": "OWN\x00001"})
    assert found.status_code < 500
    officer_file = f"/v1/premises/{filed['premisesId']}/cases"
    await city.transfers(filed["premisesId"], procedure="gas")
    assert (await city.sees(OFFICER, officer_file))["owners"] == [], "no declaration is theirs"
    empty = await city.files(other := code())
    browser = await signed_in(app, city, OFFICE)
    said = await browser.sees(f"/zoeken/eigenaars/{other}")
    assert "Deze eigenaar had nog geen verklaring." in said and empty["number"] in said


async def test_a_file_comes_page_by_page_over_the_api_too(city: City) -> None:
    """Three cases in a house, two on a page; owners on each, what is restricted with its case."""
    owner = code()
    filed = await city.granted(owner)
    fines = [await city.transfers(filed["premisesId"], procedure="gas") for _ in range(2)]
    for path in (f"/v1/premises/{filed['premisesId']}/cases", f"/v1/owners/{owner}/cases"):
        whole = await city.sees(WORKER, path)
        assert (len(whole["cases"]), whole["_page"]["totalElements"]) == (1 + len(fines), 3)
        pages = [await city.sees(WORKER, f"{path}?pagesize=2&page={nr}") for nr in (1, 2, 3)]
        assert [len(each["cases"]) for each in pages] == [2, 1, 0]
        assert [case for each in pages for case in each["cases"]] == whole["cases"]
        assert {each["owners"][0]["owner"] for each in pages} == {owner}
        info = {"size": 2, "number": 2, "totalElements": 3, "totalPages": 2}
        assert pages[1]["_page"] == info
        assert (await city.call(WORKER, "GET", f"{path}?page=0")).status_code == 422
