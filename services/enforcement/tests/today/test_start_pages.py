"""First pages of a city in which all kinds of cases stand: exactly what each function owes."""

import re
from datetime import date, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested
from launcher.page_walk import words

from ..support.advices import adviser, asked
from ..support.browser import signed_in
from ..support.city import City
from ..support.fines import final_fine
from ..support.integrity import Investigation, ordinance
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.procedure import FineCase
from ..support.sanctions import contested, proposed, warned
from ..support.street_bans import Ban

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, OFFICE = Function.SANCTIONEREND_AMBTENAAR, Function.DIENST_PROSTITUTIEBELEID
COLLEGE, MAYOR = Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER
FINANCE = Function.FINANCIEN


@pytest.fixture(autouse=True)
def all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave cases that wait, too."""
    for place in ("compile.MOST_ROWS", "compile.LOOKED_AT", "compile.COUNTED", "store.MOST_ROWS"):
        monkeypatch.setattr(f"enforcement.today.{place}", 10_000)


async def begins(app: FastAPI, city: City, function: Function, path: str = "/vandaag") -> str:
    browser = await signed_in(app, city, function, f"begint-{uuid4().hex[:8]}")
    return (await browser.get(path)).text


async def waits(app: FastAPI, city: City, function: Function) -> dict[str, list[str]]:
    """What the first page says that somebody owes, by the number of the case."""
    sent = await begins(app, city, function)
    rows = re.findall(r"<tr.*?</tr>", sent.partition("<tbody")[2].partition("</tbody>")[0], re.S)
    found = {}
    for row in rows:
        number, *owed = [words(each) for each in re.findall(r"<a [^>]*>(.*?)</a>", row, re.S)]
        found[number] = [each.partition(" : ")[0] for each in owed]
    return found


async def ends_on(rows: asyncpg.Connection, case_id: str, term_id: str, last_day: date) -> None:
    """A term of a case gets another last day, and begins to count ten days before."""
    done = await rows.execute(
        "UPDATE case_term SET last_day = $3, safe_day = $4 WHERE case_id = $1 AND term_id = $2",
        UUID(case_id),
        term_id,
        last_day,
        last_day - timedelta(days=10),
    )
    assert done == "UPDATE 1"


async def test_a_late_yearly_visit_waits_for_the_service_that_visits_and_for_nobody_else(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Domain 2.2: each house is visited each year, by the service. A lawful permit is no case that
    the college is late in taking back, nor one in which somebody has still to be heard."""
    granted = await city.granted()
    await ends_on(rows, granted["dossierId"], "suitability.yearly_visit", city.today)
    for _last, late in ((city.today, False), (city.today + timedelta(days=1), True)):
        office = await waits(app, city, OFFICE)
        assert office[granted["number"]] == ["Bezoek noteren"]
        said = words(await begins(app, city, OFFICE)).partition(granted["number"])[2][:200]
        assert ("1 dag te laat" in said) is late
        for function in (WORKER, LAWYER, COLLEGE, MAYOR):
            assert granted["number"] not in await waits(app, city, function), function
            assert granted["number"] not in await begins(app, city, function, "/werklijst")
        city.later(days=1)


async def test_each_function_begins_with_exactly_what_it_owes(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    proposal = await proposed(city)
    running = await (await Ban.starts(app, city)).works()
    due = await final_fine(city, app)
    filed, ready, granted = await city.files(), await city.ready(), await city.granted()
    advised = await asked(city, "brandweer", days=30)
    new, triaged = await FineCase.opens(city, app), await FineCase.opens(city, app)
    await triaged.does("triage", envisaged=250)
    decidable = await (await FineCase.opens(city, app)).ready()
    measure = await Measure.starts(app, city, **PUBLIC_ORDER)
    drafted = await (await Measure.starts(app, city, **PUBLIC_ORDER)).heard()
    await drafted.draw_up(grond="ngw_135", tot=str(drafted.today + timedelta(days=7)))
    ban = await Ban.starts(app, city)
    with ordinance(app):
        investigation = await Investigation.of_declaration(app, city)
    await ends_on(rows, granted["dossierId"], "suitability.yearly_visit", city.today)
    fines = [(await each.look())["number"] for each in (new, triaged, decidable)]
    claim = await city.sees(FINANCE, due)
    secret = await rows.fetchval(
        "SELECT number FROM integrity_investigation WHERE case_id = $1",
        UUID(investigation.page.rpartition("/")[2]),
    )
    numbers = {
        "proposal": (await city.sees(WORKER, proposal["path"]))["number"],
        "running ban": (await running.row())["number"],
        "fine to pay": claim["number"],
        "filed": filed["number"],
        "ready": ready["number"],
        "granted": granted["number"],
        "advised": (await city.sees(OFFICE, f"/v1/suitability-dossiers/{advised}"))["number"],
        "new fine": fines[0],
        "triaged": fines[1],
        "decidable": fines[2],
        "measure": await measure.number(),
        "draft": await drafted.number(),
        "ban": (await ban.row())["number"],
        "investigation": secret,
    }
    invite = {"measure": ["Uitnodigen voor een hoorzitting"]}
    expected: dict[Function, dict[str, list[str]]] = {
        WORKER: {
            "new fine": ["Bekijken en beoogde boete kiezen"],
            "triaged": ["Opstartbrief"],
            **invite,
        },
        LAWYER: {
            **invite,
            "investigation": ["Raadpleging noteren"],
        },
        OFFICER: {
            "decidable": [
                "Bij de politie nagaan of er overleg nodig is",
                "Beslissen: geen geldboete of een waarschuwing",
            ],
        },
        OFFICE: {"filed": ["Volledigheid nakijken"], "granted": ["Bezoek noteren"]},
        COLLEGE: {"proposal": ["De beslissing vastleggen"], "ready": ["Beslissing noteren"]},
        MAYOR: {
            "draft": ["Vastleggen dat de burgemeester ondertekende"],
            "ban": ["Waarschuwing van de burgemeester noteren"],
        },
    }
    for function, owed in expected.items():
        seen = await waits(app, city, function)
        found = {name: seen[number] for name, number in numbers.items() if number in seen}
        assert found == owed, function
    fire = await adviser(app, city, "brandweer")
    advices = words((await fire.get("/vandaag")).text)
    assert numbers["advised"] in advices
    assert not any(number in advices for name, number in numbers.items() if name != "advised")
    finance = words(await begins(app, city, FINANCE))
    assert not any(number in finance for name, number in numbers.items() if name != "fine to pay")


async def test_a_finding_that_may_follow_a_warning_waits_to_be_linked_there(
    app: FastAPI, city: City
) -> None:
    """GAS law art. 45: who was warned and is found again is sanctioned, not warned once more."""
    case = await warned(city)
    link = f"/dossiers/{case['caseId']}/volgende-vaststelling"
    finding = await city.transfers(case["premisesId"], on_hold=True)
    own = await city.case_of(finding)
    await city.does(WORKER, f"{own['path']}/release", {"motivation": "Overleg is klaar."})
    for step in ("pv-notification", "warning"):
        owed = await waits(app, city, WORKER)
        assert owed[own["number"]] == ["Een volgende vaststelling koppelen"], step
        assert link in await begins(app, city, WORKER)
        page = await begins(app, city, WORKER, f"/dossiers/{own['caseId']}")
        assert f"Kan volgen op de waarschuwing in {case['number']}" in words(page)
        assert link in page
        assert f'href="/dossiers/{case["caseId"]}"' in page
        reads = await begins(app, city, COLLEGE, f"/dossiers/{own['caseId']}")
        assert case["number"] in reads
        assert link not in reads, "the secretary links nothing"
        if step == "pv-notification":
            await city.does(WORKER, f"{own['path']}/{step}", {})
    linked = {"findingId": f"{finding}"}
    await city.does(WORKER, f"{case['path']}/next-finding", linked)
    assert own["number"] not in await waits(app, city, WORKER)


async def test_a_change_that_an_owner_reported_waits_for_the_office_until_it_is_assessed(
    app: FastAPI, city: City
) -> None:
    granted = await city.granted()
    assert granted["number"] not in await begins(app, city, OFFICE)
    await city.does(OFFICE, f"{granted['path']}/changes", {"kind": "beheerder"})
    told = f"{granted['number']} : Andere beheerder, gemeld op"
    assert told in words(await begins(app, city, OFFICE))
    for function in (WORKER, LAWYER, COLLEGE, MAYOR):
        assert told not in words(await begins(app, city, function)), function
    assessed = {"outcome": "nieuwe_aanvraag", "reason": "Er is geen uittreksel."}
    await city.does(OFFICE, f"{granted['path']}/change-assessment", assessed)
    assert told not in words(await begins(app, city, OFFICE))


async def test_an_appeal_to_the_council_of_state_waits_from_the_day_it_is_noted(
    app: FastAPI, city: City
) -> None:
    """Law on the Council of State art. 21: the file is due in days where it is of extreme urgency,
    and late it leaves proven what the owner says."""
    case = await contested(city, "definitieve_sluiting")
    lawyer = "De advocaat en de dag voor het dossier vastleggen"
    file = "Het dossier bij de Raad van State neerleggen"
    for function in (WORKER, LAWYER):
        assert (await waits(app, city, function))[case["number"]] == [lawyer], function
        browser = await signed_in(app, city, function, f"werkt-{uuid4().hex[:8]}")
        listed = await browser.sees_listed("/werklijst")
        assert lawyer in listed.partition(case["number"])[2][:300]
    for function in (OFFICE, COLLEGE, MAYOR):
        assert case["number"] not in await waits(app, city, function), function
    await city.does(WORKER, f"{case['path']}/council-lawyer", {"lawOffice": "Kantoor Voorbeeld"})
    assert (await waits(app, city, LAWYER))[case["number"]] == [lawyer, file]
    due = {"lawOffice": "Kantoor Voorbeeld", "fileDueOn": str(city.today + timedelta(days=3))}
    await city.does(WORKER, f"{case['path']}/council-lawyer", due)
    assert (await waits(app, city, LAWYER))[case["number"]] == [file]
    assert (
        "nog 3 dagen" in words(await begins(app, city, LAWYER)).partition(case["number"])[2][:200]
    )
    await city.does(WORKER, f"{case['path']}/council-file", {})
    assert case["number"] not in await waits(app, city, LAWYER), "the Council has to rule"


async def test_an_appeal_against_an_order_of_the_mayor_waits_for_a_lawyer(
    app: FastAPI, city: City
) -> None:
    measure = await (await Measure.starts(app, city, **PUBLIC_ORDER)).notified(grond="ngw_135")
    await measure.does(measure.worker, "raad-van-state", schorsing="uiterst_dringend")
    number = await measure.number()
    for function in (WORKER, LAWYER):
        owed = (await waits(app, city, function))[number]
        assert "De advocaat en de dag voor het dossier vastleggen" in owed, function


async def test_a_case_whose_decision_was_annulled_waits_for_who_decides_anew_or_closes_it(
    app: FastAPI, city: City
) -> None:
    case = await contested(city, "definitieve_sluiting")
    ruling = {"ruling": "vernietiging"}
    await city.does(WORKER, f"{case['path']}/council-ruling", ruling)
    for function in (WORKER, LAWYER):
        assert (await waits(app, city, function))[case["number"]] == ["Het dossier afsluiten"]
    anew = "De beslissing intrekken of hernemen"
    assert (await waits(app, city, COLLEGE))[case["number"]] == [anew]
    assert case["number"] not in await waits(app, city, MAYOR), "the college decided"
    await city.does(WORKER, f"{case['path']}/closing", {})
    for function in (WORKER, LAWYER, COLLEGE):
        assert case["number"] not in await waits(app, city, function), function


async def test_an_annulled_order_waits_for_the_mayor_who_may_order_anew(
    app: FastAPI, city: City
) -> None:
    measure = await (await Measure.starts(app, city, **PUBLIC_ORDER)).notified(grond="ngw_135")
    number = await measure.number()
    assert number not in await waits(app, city, MAYOR)
    await measure.does(measure.worker, "raad-van-state", schorsing="geen")
    await measure.does(
        measure.worker, "raad-van-state-uitspraak", uitspraak="vernietiging", zeker="ja"
    )
    assert (await waits(app, city, MAYOR))[number] == ["Het bevel intrekken of hernemen"]


async def test_a_hearing_is_to_be_noted_from_its_own_day_on(app: FastAPI, city: City) -> None:
    """The term for a defence may be over long before a hearing that was planned later."""
    case = await warned(city)
    await city.transfers(case["premisesId"])
    hearing = {"hearingAt": (city.now + timedelta(days=40)).isoformat()}
    received = {"receivedOn": str(city.today)}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", received | hearing)
    for days, noted in ((39, False), (1, True), (1, True)):
        city.later(days=days)
        for function in (WORKER, LAWYER):
            owed = (await waits(app, city, function)).get(case["number"], [])
            assert ("De hoorzitting vastleggen" in owed) is noted, days


async def test_a_renewal_that_was_signed_waits_to_be_notified(app: FastAPI, city: City) -> None:
    measure = await (await Measure.starts(app, city, **TRAFFICKING)).notified()
    await measure.confirmed()
    number, notify = await measure.number(), "Het bevel ter kennis brengen"
    assert notify not in (await waits(app, city, WORKER)).get(number, [])
    last = str(measure.today + timedelta(days=290))
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await measure.does(measure.mayor, "hernieuwen", tot=last, **said)
    for function in (WORKER, LAWYER):
        assert notify in (await waits(app, city, function))[number]
    await measure.does(measure.worker, "kennisgeving", beroep="true")
    assert notify not in (await waits(app, city, WORKER)).get(number, [])


async def test_a_breach_that_the_police_saw_waits_for_who_may_seal_and_then_claim(
    app: FastAPI, city: City
) -> None:
    """NGW art. 133ter: the mayor seals or sets a penalty; what is owed prescribes in a year."""
    measure = await (await Measure.starts(app, city, **PUBLIC_ORDER)).notified(grond="ngw_135")
    number = await measure.number()
    claim, seal = "Een verbeurde dwangsom vastleggen", "Verzegelen of een dwangsom opleggen"
    await measure.does(measure.worker, "controle-vragen")
    asked = [e.data for e in await city.sandbox.recorded("enforcement", ExecutionCheckRequested)]
    mine = next(each for each in asked if each["premisesId"] == measure.premises_id)
    city.later(days=1)
    seen = ExecutionChecked(
        case_id=mine["caseId"],
        premises_id=measure.premises_id,
        complied=False,
        checked_at=city.now,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(seen, at=city.now))
    assert (await waits(app, city, MAYOR))[number] == [seal]
    assert claim not in (await waits(app, city, WORKER)).get(number, [])
    penalty = {"bedrag": "500", "eenheid": "per_overtreding", "maximum": "1200"}
    why = {"uiterlijk": str(measure.today), "reden": "De deur ging weer open.", "zeker": "ja"}
    await measure.does(measure.mayor, "dwangsom", **penalty, **why)
    assert number not in await waits(app, city, MAYOR)
    await measure.does(measure.worker, "kennisgeving-dwangmiddel")
    for function in (WORKER, LAWYER):
        assert (await waits(app, city, function))[number] == [claim]


async def test_a_ban_about_to_end_is_told_while_there_is_time_to_hear_and_renew(
    app: FastAPI, city: City
) -> None:
    """A renewal follows a hearing: eight days to prepare, three working days for the letter, and a
    day to sign, so fourteen days before the last one. After the hearing it is the cabinet's."""
    ban = await (await Ban.starts(app, city)).works()
    number, last = (await ban.row())["number"], await ban.last_day()
    city.later(days=(last - city.today).days - 15)
    for function in (WORKER, LAWYER, MAYOR):
        assert number not in await waits(app, city, function), "fifteen days before"
    city.later(days=1)
    for function in (WORKER, LAWYER):
        assert (await waits(app, city, function))[number] == ["Uitnodigen voor een hoorzitting"]
    assert "14 dagen" in words(await begins(app, city, WORKER)).partition(number)[2][:200]
    assert number not in await waits(app, city, MAYOR), "nobody was heard"
    await ban.is_heard()
    city.later(days=1)
    assert (await waits(app, city, MAYOR))[number] == ["Verbod hernieuwen"]
    assert number not in await waits(app, city, WORKER)


async def test_a_closure_for_trafficking_about_to_end_is_told_to_the_cabinet_that_may_renew_it(
    app: FastAPI, city: City
) -> None:
    until = city.today + timedelta(days=60)
    measure = await (await Measure.starts(app, city, **TRAFFICKING)).notified(tot=str(until))
    await measure.confirmed()
    number = await measure.number()
    city.later(days=(until - city.today).days - 15)
    assert number not in await waits(app, city, MAYOR), "fifteen days before"
    city.later(days=1)
    assert (await waits(app, city, MAYOR))[number] == ["Het bevel hernieuwen"]
    for function in (WORKER, LAWYER):
        assert number not in await waits(app, city, function)
