"""What a fact may cost changes on a screen or over HTTP, by two people, and never backwards."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from launcher.sandbox import Sandbox

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.procedure import OFFICER, FineCase, fine

LAWYER, CLERK, PATH = Function.JURIST_BH, Function.DOSSIERBEHANDELAAR_BH, "/boeteregels"
FACT = "niet-aangegeven"
PROPOSALS = "/v1/fine-rule-proposals"


@pytest.fixture(autouse=True)
async def rules_as_before(sandbox: Sandbox, app: FastAPI) -> AsyncIterator[None]:
    async with sandbox.keeping("enforcement", "gas_rule"):
        yield


@pytest.fixture(autouse=True)
async def no_proposal_waits(rows: asyncpg.Connection) -> None:
    await rows.execute(
        "UPDATE fine_rule_proposal SET state = 'ingetrokken' WHERE state = 'voorgesteld'"
    )


def proposal(begins: date, **changes: str) -> dict[str, str]:
    return {
        "feit": FACT,
        "vanaf": begins.isoformat(),
        "hoogste": "120",
        "artikel": "politiecodex, artikel 12",
        "misdrijf": "",
        "bron": "gemeenteraad 1/12/2025",
        "reden": "De raad wijzigde het artikel.",
        "sleutel": str(uuid4()),
    } | changes


def over_http(begins: date, **changes: object) -> dict[str, Any]:
    return {
        "factCode": FACT,
        "validFrom": begins.isoformat(),
        "maxEur": 120,
        "article": "politiecodex, artikel 12",
        "source": "gemeenteraad 1/12/2025",
        "reason": "De raad wijzigde het artikel.",
    } | changes


async def lawyer(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, LAWYER, f"jurist-{uuid4().hex[:8]}")


async def held(city: City, on: date, fact: str = FACT) -> Any:
    listed = await city.sees(CLERK, f"/v1/fine-rules?pagesize=500&on={on}")
    return {row["factCode"]: row["maxEur"] for row in listed["_embedded"]["fineRules"]}.get(fact)


async def test_two_people_change_what_a_fact_costs_and_an_old_case_keeps_its_rule(
    app: FastAPI, city: City
) -> None:
    """The rule of the day of the fact: the day before, the day, and the day after."""
    begins = city.today + timedelta(days=2)
    old = await (await FineCase.opens(city, app)).ready()
    first, second = await lawyer(app, city), await lawyer(app, city)
    path = await first.does(f"{PATH}/nieuw", **proposal(begins))
    assert "Wacht op een tweede persoon" in await second.sees(PATH)
    assert await held(city, begins) is None, "nothing holds by it yet"
    told = await first.is_told(f"{path}/beslissing", besluit="goedkeuren", reden="Snel.")
    assert "Een collega beslist erover." in told
    shown = await second.sees(path)
    assert "€ 120" in shown and "€ 500" in shown and "Voorgesteld door een collega" in shown
    await second.does(f"{path}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    days = (begins - timedelta(days=1), begins, begins + timedelta(days=1))
    assert [await held(city, day) for day in days] == [None, 120, 120]
    assert await held(city, begins, "*") == 500
    old.go_to(begins + timedelta(days=1))
    new = await (await FineCase.opens(city, app)).ready(120)
    for case in (old, new):
        await case.asked_around()
    status, reason = await new.tries("fine", OFFICER, **fine(121))
    assert status == 409 and "hoogstens € 120" in reason
    await new.does("fine", OFFICER, **fine(120))
    await old.does("fine", OFFICER, **fine(250))


async def test_nobody_decides_alone_and_not_even_the_database_lets_them(
    city: City, rows: asyncpg.Connection
) -> None:
    begins = city.today + timedelta(days=5)
    made = await city.does(LAWYER, PROPOSALS, over_http(begins), subject="een")
    path = f"{PROPOSALS}/{made['proposalId']}"
    yes = {"approved": True, "reason": "Nagelezen."}
    for function in (LAWYER, OFFICER):
        own = await city.call(function, "POST", f"{path}/decision", yes, subject="een")
        assert own.json()["code"] == "tweede-persoon-nodig"
    with pytest.raises(asyncpg.CheckViolationError):
        await rows.execute(
            "UPDATE fine_rule_proposal SET state = 'goedgekeurd', decided_by = 'een'"
            " WHERE proposal_id = $1",
            made["proposalId"],
        )
    with pytest.raises(asyncpg.NoDataFoundError):
        await rows.execute("SELECT put_fine_rule_in_force($1)", made["proposalId"])
    again = await city.call(LAWYER, "POST", PROPOSALS, over_http(begins), subject="twee")
    assert again.status_code == 409 and "wacht al een voorstel" in again.text
    stranger = await city.call(LAWYER, "POST", f"{path}/withdrawal", subject="twee")
    assert stranger.status_code == 403
    done = await city.does(OFFICER, f"{path}/decision", yes, subject="twee")
    assert done["state"] == "goedgekeurd" and await held(city, begins) == 120
    twice = await city.call(LAWYER, "POST", f"{path}/decision", yes, subject="drie")
    assert twice.status_code == 409


@pytest.mark.parametrize(
    ("days", "amount", "mixed", "field"),
    [
        (-1, 120, None, None),
        (0, 500, None, None),
        (1, 500, "licht", None),
        (0, 500, "licht", "validFrom"),
        (3654, 120, None, "validFrom"),
        (1, 501, None, "maxEur"),
    ],
)
async def test_a_rule_stays_within_the_law_and_is_never_stricter_for_facts_of_before(
    city: City, days: int, amount: int, mixed: str | None, field: str | None
) -> None:
    """GAS law art. 4: 500 euros; a lower maximum may hold for facts of before."""
    body = over_http(city.today + timedelta(days=days), maxEur=amount, mixed=mixed)
    answer = await city.call(LAWYER, "POST", PROPOSALS, body)
    if field is None:
        assert answer.status_code == 201, answer.text
        return
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert (await city.sees(CLERK, PROPOSALS))["_embedded"]["fineRuleProposals"] == []


async def test_a_raised_maximum_begins_tomorrow_at_the_earliest_also_when_agreed_late(
    city: City,
) -> None:
    lower = over_http(city.today - timedelta(days=3))
    made = await city.does(LAWYER, PROPOSALS, lower, subject="een")
    yes = {"approved": True, "reason": "Nagelezen."}
    await city.does(OFFICER, f"{PROPOSALS}/{made['proposalId']}/decision", yes, subject="twee")
    raised = over_http(city.today + timedelta(days=1), maxEur=300)
    made = await city.does(LAWYER, PROPOSALS, raised, subject="een")
    city.later(days=1)
    path = f"{PROPOSALS}/{made['proposalId']}/decision"
    late = await city.call(OFFICER, "POST", path, yes, subject="twee")
    assert late.status_code == 422 and "nooit voor feiten van vroeger" in late.text
    assert await held(city, city.today + timedelta(days=1)) == 120
    no = {"approved": False, "reason": "De dag is voorbij."}
    assert (await city.does(OFFICER, path, no, subject="twee"))["state"] == "afgewezen"


@pytest.mark.parametrize("days", [-11, -10, -9])
async def test_no_fact_gets_a_rule_of_its_own_above_what_held_for_every_fact_since(
    city: City, days: int
) -> None:
    """500 for every fact until ten days ago, 100 from then on: not 300 from the day before that."""
    yes = {"approved": True, "reason": "Nagelezen."}
    lower = over_http(city.today - timedelta(days=10), factCode="*", maxEur=100)
    made = await city.does(LAWYER, PROPOSALS, lower, subject="een")
    await city.does(OFFICER, f"{PROPOSALS}/{made['proposalId']}/decision", yes, subject="twee")
    for amount, expected in ((300, 422), (101, 422), (100, 201)):
        own = over_http(city.today + timedelta(days=days), maxEur=amount)
        answer = await city.call(LAWYER, "POST", PROPOSALS, own, subject="een")
        assert answer.status_code == expected, answer.text
        if expected == 422:
            assert [error["field"] for error in answer.json()["errors"]] == ["validFrom"]


async def test_a_form_says_what_is_wrong_at_each_field(app: FastAPI, city: City) -> None:
    browser = await lawyer(app, city)
    wrong = proposal(city.today, vanaf="", artikel="x", hoogste="veel")
    page = await browser.post(f"{PATH}/nieuw", wrong)
    assert page.status_code == 422
    for field in ("vanaf-error", "artikel-error", "hoogste-error"):
        assert field in page.text
    stricter = await browser.post(f"{PATH}/nieuw", proposal(city.today, misdrijf="licht"))
    assert stricter.status_code == 422 and "vanaf-error" in stricter.text
    clerk = await signed_in(app, city, CLERK)
    assert (await clerk.get(f"{PATH}/nieuw")).status_code == 403
    assert "Stel een nieuwe versie voor" not in await clerk.sees(PATH)


YES = {"approved": True, "reason": "Nagelezen."}


async def agreed(city: City, begins: date, **changes: object) -> None:
    made = await city.does(LAWYER, PROPOSALS, over_http(begins, **changes), subject="een")
    await city.does(OFFICER, f"{PROPOSALS}/{made['proposalId']}/decision", YES, subject="twee")


async def test_a_version_that_does_not_hold_yet_is_taken_back_by_two_and_locks_its_fact_no_more(
    app: FastAPI, city: City
) -> None:
    """Until the day before it begins; cases about facts of before never knew it."""
    begins = city.today + timedelta(days=2)
    await agreed(city, begins - timedelta(days=1), maxEur=300)
    await agreed(city, begins)
    sooner = over_http(begins - timedelta(days=1), maxEur=200)
    assert (await city.call(LAWYER, "POST", PROPOSALS, sooner)).status_code == 422
    first, second = await lawyer(app, city), await lawyer(app, city)
    page = f"{PATH}/terugnemen?feit={FACT}&vanaf={begins}"
    assert page.replace("&", "&amp;") in (await first.get(PATH)).text
    assert (await first.post(page, {"reden": "", "sleutel": str(uuid4())})).status_code == 422
    path = await first.does(page, reden="De raad stelde het uit.", sleutel=str(uuid4()))
    assert "Terug te nemen" in await second.sees(PATH)
    assert await held(city, begins) == 120, "nothing changes by one person"
    await second.does(f"{path}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    assert [await held(city, begins + timedelta(days=day)) for day in (-1, 0, 400)] == [300] * 3
    over = {"factCode": FACT, "validFrom": f"{begins}", "reason": "Weg ermee."}
    gone = await city.call(LAWYER, "POST", "/v1/fine-rule-withdrawals", over)
    assert gone.status_code == 404


async def test_what_is_taken_back_leaves_the_version_before_its_own_end(
    city: City,
) -> None:
    """The rule had an end of its own: the day before it holds, on it and after it no longer."""
    begins, ends = city.today + timedelta(days=2), city.today + timedelta(days=9)
    await agreed(city, begins - timedelta(days=1), maxEur=300)
    async with city.sandbox.asking("enforcement", owner=True) as conn:
        await conn.execute("UPDATE gas_rule SET valid_to = $2 WHERE fact_code = $1", FACT, ends)
    for amount in (120, 100):
        await agreed(city, begins, maxEur=amount)
        over = {"factCode": FACT, "validFrom": f"{begins}", "reason": "De raad stelde het uit."}
        made = await city.does(LAWYER, "/v1/fine-rule-withdrawals", over, subject="een")
        path = f"{PROPOSALS}/{made['proposalId']}/decision"
        await city.does(OFFICER, path, YES, subject="twee")
        days = (begins, ends - timedelta(days=1), ends, ends + timedelta(days=1))
        assert [await held(city, day) for day in days] == [300, 300, None, None]


@pytest.mark.parametrize(("days", "status"), [(-1, 201), (0, 409), (1, 409)])
async def test_a_version_that_holds_is_never_taken_back(city: City, days: int, status: int) -> None:
    begins = city.today + timedelta(days=2)
    await agreed(city, begins)
    city.later(days=2 + days)
    over = {"factCode": FACT, "validFrom": f"{begins}", "reason": "Weg ermee."}
    answer = await city.call(LAWYER, "POST", "/v1/fine-rule-withdrawals", over, subject="een")
    assert answer.status_code == status, answer.text
    if status == 201:
        city.later(days=1)
        path = f"{PROPOSALS}/{answer.json()['proposalId']}/decision"
        late = await city.call(OFFICER, "POST", path, YES, subject="twee")
        assert late.status_code == 409 and "geldt al" in late.text
    assert await held(city, begins) == 120


async def test_two_proposals_at_the_same_moment_are_one_and_a_refusal(city: City) -> None:
    bodies = [over_http(city.today + timedelta(days=day)) for day in (3, 4)]
    answers = await asyncio.gather(
        *(city.call(LAWYER, "POST", PROPOSALS, body) for body in bodies for _ in range(2))
    )
    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]


async def test_a_rule_that_is_milder_for_facts_of_before_shows_the_fines_above_it(
    app: FastAPI, city: City
) -> None:
    """And whoever decides about older facts sees that the rule of today is milder."""
    older = await (await FineCase.opens(city, app)).ready(250)
    city.later(days=3)
    since = city.today
    decided = await (await FineCase.opens(city, app)).fined(200)
    low = await (await FineCase.opens(city, app)).fined(100)
    await agreed(city, since)
    said = {}
    for case in (older, decided, low):
        lines = (await case.look())["timeline"]
        said[case.case_id] = [line["reason"] for line in lines if line["step"] == "na_te_kijken"]
    assert said == {older.case_id: [], decided.case_id: ["mildere_regel"], low.case_id: []}
    officer = await signed_in(app, city, OFFICER, "weegt-milder")
    page = await officer.sees(f"/dossiers/{older.case_id}/beslissen")
    assert "De regel van vandaag is milder: hoogstens: € 120" in page
