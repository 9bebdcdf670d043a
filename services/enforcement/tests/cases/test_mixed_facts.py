"""Mixed facts: the police hear that the city waits, and the city what the prosecutor said."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import ProsecutorAnswered
from contracts.enforcement import GasOutcomeReached, ProsecutorAsked
from contracts.mixed_facts.codes import ProsecutorAnswer

from ..support.browser import signed_in
from ..support.city import City
from ..support.measures import WORKER
from ..support.procedure import FineCase
from ..support.reports import at, reported


async def answers(city: City, finding_id: UUID, answer: ProsecutorAnswer) -> None:
    event = ProsecutorAnswered(finding_id=finding_id, answer=answer, answered_at=city.now)
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))


async def asked(city: City, case_id: str) -> list[dict[str, Any]]:
    told = [each.data for each in await city.sandbox.recorded("enforcement", ProsecutorAsked)]
    return [each for each in told if each["caseId"] == case_id]


async def mixed_case(app: FastAPI, city: City) -> tuple[FineCase, UUID]:
    case = await FineCase.opens(city, app)
    await case.does("prosecutor-referral", mixed="zwaar")
    (told,) = await asked(city, str(case.case_id))
    (finding_id,) = told["findingIds"]
    return case, UUID(finding_id)


async def test_the_police_hear_that_the_city_waits_and_a_waiver_lets_the_case_go_on(
    app: FastAPI, city: City
) -> None:
    case, finding_id = await mixed_case(app, city)
    assert (await case.look())["state"] == "wacht_op_parket"
    await answers(city, finding_id, ProsecutorAnswer.AFGEZIEN)
    assert (await case.look())["state"] == "geregistreerd"


async def test_what_the_prosecutor_takes_over_is_no_case_of_the_city_any_more(
    app: FastAPI, city: City
) -> None:
    case, finding_id = await mixed_case(app, city)
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    assert (await case.look())["state"] == "overgenomen_door_parket"
    told = [each.data for each in await city.sandbox.recorded("enforcement", GasOutcomeReached)]
    outcome = {each["caseId"]: each["outcome"] for each in told}
    assert outcome[str(case.case_id)] == "overgenomen_door_parket"


async def test_an_answer_about_one_of_several_findings_is_weighed_by_a_person(
    app: FastAPI, city: City
) -> None:
    case, finding_id = await mixed_case(app, city)
    other = await FineCase.opens(city, app)
    await other.does("prosecutor-referral", mixed="licht")
    (told,) = await asked(city, str(other.case_id))
    await case.does("join", intoId=str(other.case_id), samePerson=True)
    await answers(city, UUID(told["findingIds"][0]), ProsecutorAnswer.VERVOLGT)
    await answers(city, finding_id, ProsecutorAnswer.AFGEZIEN)
    worker = await signed_in(app, city, WORKER, "leest-parket")
    pages = [await worker.sees(f"/dossiers/{each.case_id}") for each in (case, other)]
    assert any(page.count("De politie kreeg antwoord van het parket") == 2 for page in pages)


async def test_a_sanction_and_a_measure_go_on_and_say_what_the_prosecutor_does(
    app: FastAPI, city: City
) -> None:
    finding_id = await reported(city, place=at("Elders"))
    case = await city.case_of(finding_id)
    worker = await signed_in(app, city, Function.JURIST_BH, "leest-parket")
    start = {"soort": "openbare_orde", "aanleiding": "Verstoring."}
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **start)
    city.later(minutes=1)
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    for page in (f"/dossiers/{case['caseId']}", measure):
        assert "De politie kreeg antwoord van het parket" in await worker.sees(page)
    assert (await city.case_of(finding_id))["state"] == "vaststelling_ontvangen"


async def test_an_answer_that_comes_twice_counts_once(app: FastAPI, city: City) -> None:
    case, finding_id = await mixed_case(app, city)
    event = ProsecutorAnswered(
        finding_id=finding_id,
        answer=ProsecutorAnswer.AFGEZIEN,
        answered_at=city.now - timedelta(hours=1),
    )
    for _ in range(2):
        ids = await city.sandbox.publish(event, at=city.now)
        await city.sandbox.handled("enforcement", ids)
    assert (await case.look())["state"] == "geregistreerd"


async def test_a_prosecution_of_facts_whose_fine_was_under_way_stands_on_todays_list(
    app: FastAPI, city: City
) -> None:
    """Nobody is punished twice for one fact (GAS law art. 23): a person looks before a decision."""
    case = await (await FineCase.opens(city, app)).started()
    finding_id = UUID((await case.look())["findingId"])
    city.later(minutes=1)
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    assert await case.state() == "opgestart", "no clock and no event ends it"
    worker = await signed_in(app, city, WORKER, "leest-parket")
    page = await worker.sees(f"/dossiers/{case.case_id}")
    assert "Ook het parket of de strafrechter heeft deze feiten." in page
    assert "(vandaag)" in page


async def test_a_waiver_after_the_start_asks_nobody_to_look(app: FastAPI, city: City) -> None:
    case = await (await FineCase.opens(city, app)).started()
    finding_id = UUID((await case.look())["findingId"])
    await answers(city, finding_id, ProsecutorAnswer.AFGEZIEN)
    worker = await signed_in(app, city, WORKER, "leest-parket")
    assert "(vandaag)" not in await worker.sees(f"/dossiers/{case.case_id}")


async def test_a_prosecution_told_twice_or_without_a_fine_asks_nobody_to_look(
    app: FastAPI, city: City
) -> None:
    """No fine is on its way where the prosecutor took the facts over, or the city let them go."""
    taken, finding_id = await mixed_case(app, city)
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    city.later(minutes=1)
    await answers(city, finding_id, ProsecutorAnswer.VERVOLGT)
    closed = await FineCase.opens(city, app)
    await closed.does("inadmissible", Function.SANCTIONEREND_AMBTENAAR, motivation="Geen inbreuk.")
    ended = UUID((await closed.look())["findingId"])
    await answers(city, ended, ProsecutorAnswer.VERVOLGT)
    worker = await signed_in(app, city, WORKER, "leest-parket")
    for case in (taken, closed):
        page = await worker.sees(f"/dossiers/{case.case_id}")
        assert "De politie kreeg antwoord van het parket" in page
        assert "Weeg dat eerst af" not in page
        assert "(vandaag)" not in page
