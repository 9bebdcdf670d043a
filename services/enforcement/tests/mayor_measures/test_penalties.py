"""Penalty payments of art. 133ter: what a breach forfeits, until the ceiling, and its end."""

from datetime import date, timedelta
from typing import Any

import asyncpg
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.penalty import PenaltyTerms, forfeited
from enforcement.payments.rules.reference import written

from ..notifications.test_order_letters import TO, Post
from ..support.browser import signed_in
from ..support.city import LACKING, City
from ..support.measures import PUBLIC_ORDER, WORKER, Measure
from ..support.sales import house_is_sold

FINANCE = Function.FINANCIEN
OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR

CENTS = st.integers(1, 1_000_000)


@given(CENTS, CENTS, st.sampled_from(PenaltyUnit), st.lists(st.integers(1, 40), max_size=20))
def test_no_more_than_the_ceiling_is_ever_forfeited(
    amount: int, more: int, unit: PenaltyUnit, breaches: list[int]
) -> None:
    terms = PenaltyTerms(amount, unit, amount + more)
    total, due = 0, 0
    for days in breaches:
        due += forfeited(terms, days, total)
        total = due
    units = {
        PenaltyUnit.INEENS: min(1, len(breaches)),
        PenaltyUnit.PER_OVERTREDING: len(breaches),
        PenaltyUnit.PER_DAG: sum(breaches),
    }
    assert total == min(terms.ceiling_cents, amount * units[unit])


async def penalised(app: FastAPI, city: City) -> Measure:
    """A closure that works, under a penalty of € 500 for each breach, € 1200 at most."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    await case.does(
        case.mayor,
        "dwangsom",
        bedrag="500",
        eenheid="per_overtreding",
        maximum="1200",
        uiterlijk=str(case.today),
        reden="De deur ging weer open.",
        zeker="ja",
    )
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    return case


async def checked(case: Measure, *, complied: bool) -> None:
    """The police answer what the city asks."""
    city = case.city
    await case.does(case.worker, "controle-vragen")
    asked = [e.data for e in await city.sandbox.recorded("enforcement", ExecutionCheckRequested)]
    mine = next(each for each in asked if each["premisesId"] == case.premises_id)
    city.later(days=1)
    event = ExecutionChecked(
        case_id=mine["caseId"],
        premises_id=case.premises_id,
        complied=complied,
        checked_at=city.now,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))


def breach(case: Measure) -> dict[str, str]:
    return {"dag": str(case.today), "overmacht": "true", "reden": "PV 12/26.", "zeker": "ja"}


async def test_each_breach_forfeits_until_the_ceiling_and_is_collected(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    for amount in (500, 500, 200):
        city.later(days=1)
        await case.does(case.worker, "verbeurd", **breach(case))
        assert f"€ {amount}" in await case.worker.sees(case.page)
    assert "hoogste totaal" in await case.refused(case.worker, "verbeurd", **breach(case))
    await case.does(case.worker, "geind", dag=str(case.today))
    shown = await case.worker.sees(case.page)
    assert shown.count("geïnd op") == 3
    assert "Er is geen verbeurde dwangsom" in await case.refused(
        case.worker, "geind", dag=str(case.today)
    )


async def test_nothing_is_forfeited_without_a_breach_that_the_police_saw(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    city.later(days=2)
    assert "De politie zag nog niet" in await case.refused(case.worker, "verbeurd", **breach(case))
    await checked(case, complied=True)
    assert "De politie zag nog niet" in await case.refused(case.worker, "verbeurd", **breach(case))


async def test_days_of_grace_and_force_majeure_forfeit_nothing(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    grace = str(case.today)
    await checked(case, complied=False)
    refused = await case.refused(case.worker, "verbeurd", **breach(case) | {"dag": grace})
    assert "nog geen dwangsom" in refused
    refused = await case.refused(case.worker, "verbeurd", **breach(case) | {"overmacht": ""})
    assert "Bij overmacht is er geen dwangsom" in refused
    assert "Verbeurd" not in await case.worker.sees(case.page)


async def test_what_is_prescribed_is_not_collected(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    over = case.today + timedelta(days=372)  # a leap year, and a weekend
    city.later(days=375)
    assert "al verjaard" in await case.refused(case.worker, "geind", dag=str(over))
    assert "verjaard op" in await case.worker.sees(case.page)


async def test_amounts_are_typed_in_euro_and_cent(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    penalty = {"eenheid": "per_dag", "uiterlijk": str(case.today), "reden": "Xyz.", "zeker": "ja"}
    for wrong in ("250,505", "veel"):
        told = await case.refused(case.mayor, "dwangsom", **penalty, bedrag=wrong, maximum="5000")
        assert "Schrijf een bedrag zoals 150 of 150,50." in told
    told = await case.refused(case.mayor, "dwangsom", **penalty, bedrag="0", maximum="5000")
    assert "Bedrag in euro" in told
    told = await case.refused(case.mayor, "dwangsom", **penalty, bedrag="250,50", maximum="250,49")
    assert "Het maximum is minstens het bedrag zelf." in told
    await case.does(case.mayor, "dwangsom", **penalty, bedrag="250,50", maximum="5.000,00")
    assert "€ 250,50" in await case.worker.sees(case.page)


async def test_a_penalty_is_owed_until_the_days_of_grace_of_the_next_are_over(
    app: FastAPI, city: City
) -> None:
    """The last day of grace of the second, and the day after it; no day is owed under both."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    first = {"eenheid": "per_dag", "maximum": "5000", "reden": "Xyz.", "zeker": "ja"}
    await case.does(case.mayor, "dwangsom", **first, bedrag="100", uiterlijk=str(case.today))
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await checked(case, complied=False)
    begun = case.today
    grace = begun + timedelta(days=3)
    await case.does(case.mayor, "dwangsom", **first, bedrag="300", uiterlijk=str(grace))
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    city.later(days=6)
    await case.does(case.worker, "verbeurd", **breach(case) | {"dag": str(grace)})
    assert [claim["owedCents"] for claim in await claims_of(case)] == [10_000]
    days = {"dag": str(begun), "tot": str(grace + timedelta(days=1))}
    told = await case.refused(case.worker, "verbeurd", **breach(case) | days)
    assert f"Vanaf {grace + timedelta(days=1):%d/%m/%Y} geldt een andere dwangsom." in told
    after = {"dag": str(grace + timedelta(days=1))}
    await case.does(case.worker, "verbeurd", **breach(case) | after)
    owed = sorted(claim["owedCents"] for claim in await claims_of(case))
    assert owed == [10_000, 30_000]


async def claims_of(case: Measure) -> list[dict[str, Any]]:
    """The claims of a measure, as finance finds them."""
    seen = await case.city.sees(FINANCE, "/v1/claims?pagesize=100")
    claims: list[dict[str, Any]] = seen["_embedded"]["claims"]
    return [claim for claim in claims if claim["measureId"] == case.case_id]


async def test_each_breach_is_a_claim_of_its_own_with_its_reference(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    (claim,) = await claims_of(case)
    assert (claim["owedCents"], claim["state"]) == (50_000, "te_betalen")
    assert claim["number"] == await case.number()
    assert f"Mededeling: {written(claim['reference'])}" in await case.worker.sees(case.page)

    path = f"/v1/claims/{claim['caseId']}"
    await city.does(FINANCE, f"{path}/payments", {"amountCents": 20_000})
    assert "te innen tot en met" in await case.worker.sees(case.page)
    paid = await city.does(FINANCE, f"{path}/payments", {"amountCents": 30_000})
    assert paid["state"] == "betaald"
    shown = await case.worker.sees(case.page)
    assert "geïnd op" in shown and "Helemaal betaald" in shown
    wrong = paid["bookings"][-1]["bookingId"]
    await city.does(FINANCE, f"{path}/bookings/{wrong}/correction", {"reason": "Van een ander."})
    assert "te innen tot en met" in await case.worker.sees(case.page)
    assert "gas-payment-received" not in await city.told(claim["caseId"])

    await case.does(case.worker, "geind", dag=str(case.today))
    assert (await city.sees(FINANCE, path))["state"] == "betaald"


async def test_a_penalty_goes_to_the_college_for_its_visa_and_prescribes_after_a_year(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    (claim,) = await claims_of(case)
    path = f"/v1/claims/{claim['caseId']}"
    assert claim["prescribesOn"] < str(case.today + timedelta(days=367))
    city.later(days=60)
    early = await city.call(FINANCE, "POST", f"{path}/steps", {"step": "payment-reminder"})
    assert early.status_code == 409, "no letter asked it yet"
    await case.worker.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **TO)
    post, lawyer = (
        Post(city, rows, case.page),
        await signed_in(app, city, Function.JURIST_BH, "kijkt-na"),
    )
    how = {"wijze": "tegen_ontvangstbewijs"}
    letter = await post.drafted(case.worker, "dwangsom_verbeurd", **how)
    await post.arrives(letter, lawyer, case.worker)
    city.later(days=45)
    await city.does(FINANCE, f"{path}/steps", {"step": "payment-reminder"})
    city.later(days=15)
    await city.does(FINANCE, f"{path}/steps", {"step": "formal-notice"})
    city.later(days=15)
    agenda = await case.college.sees(f"/agenda?dag={case.today}")
    assert await case.number() in agenda.partition("Dwangbevelen om te viseren")[2]
    await city.does(FINANCE, f"{path}/steps", {"step": "college-visa"})
    assert await case.number() not in (await case.college.sees(f"/agenda?dag={case.today}"))
    served = await city.does(FINANCE, f"{path}/steps", {"step": "service-of-writ"})
    assert served["prescribesOn"] > claim["prescribesOn"]
    shown = await case.worker.sees(case.page)
    assert "Dwangbevel betekend" in shown
    given_up = {"step": "write-off", "reason": "Niets te halen."}
    assert (await city.does(FINANCE, f"{path}/steps", given_up))["state"] == "oninbaar"
    assert "niet meer te innen" in await case.worker.sees(case.page)
    assert "Er is geen verbeurde dwangsom" in await case.refused(
        case.worker, "geind", dag=str(case.today)
    )


async def test_what_an_annulled_order_forfeited_is_not_owed(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    (claim,) = await claims_of(case)
    path = f"/v1/claims/{claim['caseId']}"
    await city.does(FINANCE, f"{path}/payments", {"amountCents": 20_000})
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="vernietiging", zeker="ja")
    account = await city.sees(FINANCE, path)
    assert (account["outstandingCents"], account["creditCents"]) == (0, 20_000)
    assert (account["state"], account["owedCents"]) == ("betaald", 0), "nobody collects it"
    shown = await case.worker.sees(case.page)
    assert "niet langer verschuldigd" in shown
    assert "te innen tot en met" not in shown
    listed = await city.sees(WORKER, f"/v1/mayor-measures/{case.case_id}")
    assert "mayor.dwangsom_prescription_years" not in [each["termId"] for each in listed["terms"]]
    await case.refused(case.worker, "verbeurd", **breach(case))


async def test_a_breach_is_recorded_over_the_api_too(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    path = f"/v1/mayor-measures/{case.case_id}"
    said = {"firstDay": str(case.today), "reason": "De zaak was open."}
    refused = await city.call(WORKER, "POST", f"{path}/forfeiture", said)
    assert refused.status_code == 422
    await city.does(WORKER, f"{path}/forfeiture", said | {"noForceMajeure": True})
    await city.does(WORKER, f"{path}/collection", {"collectedOn": str(case.today)})
    assert await claims_of(case) == []


async def test_a_day_is_forfeited_once_and_no_day_after_the_order(app: FastAPI, city: City) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135", tot=str(case.today + timedelta(days=12)))
    by_day = {"bedrag": "100", "eenheid": "per_dag", "maximum": "5000", "reden": "Xyz."}
    await case.does(case.mayor, "dwangsom", **by_day, uiterlijk=str(case.today), zeker="ja")
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    assert "al een dwangsom vastgelegd" in await case.refused(
        case.worker, "verbeurd", **breach(case)
    )
    last: date = await case._asked("SELECT planned_to FROM mayor_measure WHERE case_id = $1")
    after = city_day(last)
    city.later(days=(after - case.today).days + 1)
    on_the_last = {"dag": str(after - timedelta(days=1))}
    too_late = await case.refused(case.worker, "verbeurd", **breach(case) | {"dag": str(after)})
    assert "werkte er geen bevel" in too_late
    await case.does(case.worker, "verbeurd", **breach(case) | on_the_last)


async def test_a_seller_owes_nothing_for_a_breach_of_the_buyer(app: FastAPI, city: City) -> None:
    """The day before the sale, the day of it, which the buyer ends, and the day after."""
    case = await penalised(app, city)
    await checked(case, complied=False)
    city.later(days=1)
    await house_is_sold(city, case.premises_id, "OWN-071")
    sold_on = case.today
    city.later(days=2)
    for days in (0, 1):
        on = {"dag": f"{sold_on + timedelta(days=days)}"}
        told = await case.refused(case.worker, "verbeurd", **breach(case) | on)
        assert "had iemand anders dit pand" in told
    before = sold_on - timedelta(days=1)
    both = breach(case) | {"dag": f"{before}", "tot": f"{sold_on}"}
    assert "had iemand anders dit pand" in await case.refused(case.worker, "verbeurd", **both)
    await case.does(case.worker, "verbeurd", **breach(case) | {"dag": f"{before}"})
    assert len(await claims_of(case)) == 1


async def test_who_only_asks_for_the_house_ends_no_penalty_of_another(
    app: FastAPI, city: City
) -> None:
    """Decision 0205: who holds it by a declaration does, the day before, the day and the day after
    it was granted."""
    case = await penalised(app, city)
    await checked(case, complied=False)
    listed = f"/v1/suitability-dossiers?premisesId={case.premises_id}"
    (dossier,) = (await city.sees(OFFICE, listed))["_embedded"]["dossiers"]
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    premises = (await city.sees(OFFICE, path))["premises"]
    place = {key: premises[key] for key in ("label", "street", "houseNumber", "postcode")}
    await city.does(OWNER, f"{path}/relinquishment", {}, organisation=dossier["owner"])
    asked = await city.ready("OWN-072", place)
    city.later(days=1)
    await case.does(case.worker, "verbeurd", **breach(case))
    city.later(days=1)
    grant = {"outcome": "toegekend", "motivation": "In orde.", **LACKING}
    await city.does(Function.COLLEGE_SECRETARIS, f"{asked['path']}/decision", grant)
    for _day in range(2):
        told = await case.refused(case.worker, "verbeurd", **breach(case))
        assert "had iemand anders dit pand" in told
        city.later(days=1)
    assert len(await claims_of(case)) == 1
