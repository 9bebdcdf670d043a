"""A letter asks for what is open, to the cent, and only while it may be asked."""

import io
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from enforcement.payments.store import claims

from ..support.browser import Browser, signed_in
from ..support.camt import entry
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid
from ..support.letters import address
from .test_import import reads

WORKER, CHECKER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
AMOUNT = re.compile(r"Bedrag:? € ?([\d.]+)(?:,(\d\d))?")


async def drafts(city: City, path: str, kind: str = "herinnering") -> Any:
    """A clerk of the cases has the letter made."""
    return await city.call(WORKER, "POST", "/v1/letters", {"caseId": path[-36:], "kind": kind})


async def asked_in(app: FastAPI, city: City, letter_id: str) -> int:
    """The cents that a letter asks for, as its reader reads them."""
    browser = await signed_in(app, city, WORKER, f"leest-{uuid4().hex[:6]}")
    pdf = await browser.get(f"/brieven/{letter_id}/brief.pdf")
    pages = PdfReader(io.BytesIO(pdf.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    found = AMOUNT.search(text)
    assert found is not None, text
    return 100 * int(found[1].replace(".", "")) + int(found[2] or "0")


async def checked(city: City, letter_id: str) -> Any:
    path = f"/v1/letters/{letter_id}/check"
    return await city.call(CHECKER, "POST", path, subject=f"collega-{uuid4().hex[:6]}")


async def posted(city: City, letter_id: str) -> Any:
    body = {"postedOn": f"{city_day(city.now)}"}
    return await city.call(WORKER, "POST", f"/v1/letters/{letter_id}/posting", body)


@pytest.fixture
async def finance(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, FINANCE, f"fin-{uuid4().hex[:6]}")


async def late_fine(city: City, app: FastAPI, cents: int = 10_000) -> str:
    """A fine whose days to pay are over, with the address of whoever owes it."""
    path = await final_fine(city, app, cents)
    await address(city, path[-36:], "overtreder")
    city.later(days=40)
    return path


async def test_a_paid_fine_gets_no_letter_by_any_way(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await late_fine(city, app)
    await paid(city, path, 10_000)
    for kind in ("herinnering", "aanmaning"):
        assert (await drafts(city, path, kind)).status_code == 409
    page = path.replace("/v1/claims", "/betalingen")
    await finance.does(f"{page}/brief", soort="payment-reminder")
    listed = await city.sees(CHECKER, f"/v1/letters?caseId={path[-36:]}")
    assert listed["_embedded"]["letters"] == []


async def test_what_is_left_of_three_parts_is_asked_to_the_cent(
    city: City, app: FastAPI, finance: Browser
) -> None:
    """33.34, 33.33 and 33.33: the first was paid, the second was not."""
    path = await late_fine(city, app)
    first = city_day(city.now) + timedelta(days=10)
    page = path.replace("/v1/claims", "/betalingen")
    await finance.does(f"{page}/afbetaling", delen="3", eerste=str(first))
    await paid(city, path, 3_334)
    assert (await drafts(city, path)).status_code == 409, "the plan is kept"
    city.later(days=60)
    await finance.does(f"{page}/brief", soort="payment-reminder")
    listed = await city.sees(CHECKER, f"/v1/letters?caseId={path[-36:]}")
    (letter,) = listed["_embedded"]["letters"]
    assert await asked_in(app, city, letter["letterId"]) == 6_666


async def test_a_payment_in_between_stops_the_letter_and_the_next_says_what_is_left(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await late_fine(city, app)
    (first,) = (await drafts(city, path)).json()
    await paid(city, path, 2_500)
    refused = await checked(city, first["letterId"])
    assert refused.status_code == 409
    assert "Het dossier veranderde na het maken van de brief." in refused.text
    await finance.does(f"{path.replace('/v1/claims', '/betalingen')}/brief", soort=REMINDER)
    listed = await city.sees(CHECKER, f"/v1/letters?caseId={path[-36:]}&pagesize=50")
    states = {each["letterId"]: each["state"] for each in listed["_embedded"]["letters"]}
    assert states.pop(first["letterId"]) == "geannuleerd"
    (second,) = states
    assert await asked_in(app, city, second) == 7_500
    assert (await checked(city, second)).is_success
    reference = (await city.sees(FINANCE, path))["reference"]
    await reads(city, entry(7_500, city_day(city.now), structured=reference))
    assert (await posted(city, second)).status_code == 409
    assert (await city.sees(FINANCE, path))["state"] == "betaald"


async def test_who_waits_for_consultation_stands_ready_for_no_next_step(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await late_fine(city, app)
    seen = await city.sees(WORKER, path.replace("/v1/claims", "/v1/gas-cases"))
    assert "Klaar voor de volgende stap" in await finance.sees("/betalingen")
    assert seen["number"] in await ready(city, app)
    await waits(city, seen["findingId"], on_hold=True)
    assert seen["number"] not in await ready(city, app)
    assert (await drafts(city, path)).status_code == 409


async def ready(city: City, app: FastAPI) -> list[str]:
    """Cases of claims for the next step: all of them, where a page shows those due first."""
    async with app.state.database.begin(city.now) as tx:
        return [row.number for row in await claims.late(tx, city.today, 10_000)]


async def waits(city: City, finding_id: str, *, on_hold: bool) -> None:
    """The police ask to wait with a finding, or no longer."""
    event = FindingHoldChanged(finding_id=UUID(finding_id), on_hold=on_hold, changed_at=city.now)
    ids = await city.sandbox.publish(event, at=city.now)
    await city.sandbox.handled("enforcement", ids)


REMINDER = "payment-reminder"
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 9_999)),
        st.tuples(st.just("plan"), st.integers(2, 4)),
        st.tuples(st.just("days"), st.sampled_from([1, 16, 35])),
        st.tuples(st.just("undo"), st.integers(0, 3)),
        st.tuples(st.sampled_from(["hold", "release", "appeal", "ask", "ask", "post"]), st.just(0)),
    ),
    min_size=2,
    max_size=7,
)
KINDS = {"te_betalen": "herinnering", "herinnerd": "aanmaning"}


@given(ACTS)
@example([("ask", 0), ("pay", 3_333), ("post", 0), ("ask", 0), ("post", 0), ("days", 35)])
@example([("ask", 0), ("hold", 0), ("post", 0), ("release", 0), ("post", 0)])
@example([("ask", 0), ("appeal", 0), ("post", 0), ("ask", 0)])
@example([("plan", 3), ("ask", 0), ("pay", 3_334), ("days", 35), ("days", 35), ("ask", 0)])
@settings(
    max_examples=settings().max_examples // 20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_never_more_is_asked_than_is_open_and_nothing_of_who_may_not_be_asked(
    city: City, app: FastAPI, acts: list[tuple[str, int]]
) -> None:
    path = await late_fine(city, app)
    case = path.replace("/v1/claims", "/v1/gas-cases")
    finding = (await city.sees(WORKER, case))["findingId"]
    letter, paid_cents, undone = "", 0, set[str]()
    for act, value in acts:
        claim = await city.sees(FINANCE, path)
        assert claim["owedCents"] == 10_000 and claim["paidCents"] == paid_cents
        assert claim["outstandingCents"] == max(0, 10_000 - paid_cents)
        assert claim["creditCents"] == max(0, paid_cents - 10_000)
        match act:
            case "pay":
                await paid(city, path, value)
                paid_cents += value
            case "undo":
                open_ones = [
                    each
                    for each in claim["bookings"]
                    if each["kind"] == "betaling" and each["bookingId"] not in undone
                ]
                if open_ones:
                    wrong = open_ones[value % len(open_ones)]
                    where = f"{path}/bookings/{wrong['bookingId']}/correction"
                    await city.does(FINANCE, where, {"reason": "x"})
                    undone.add(wrong["bookingId"])
                    paid_cents -= wrong["amountCents"]
            case "plan":
                left = claim["outstandingCents"]
                first = city_day(city.now) + timedelta(days=10)
                parts = [left // value + (left % value if nr == 0 else 0) for nr in range(value)]
                plan = [
                    {"dueOn": f"{first + timedelta(days=30 * nr)}", "amountCents": cents}
                    for nr, cents in enumerate(parts)
                ]
                await city.call(FINANCE, "POST", f"{path}/instalments", {"instalments": plan})
            case "days":
                city.later(days=value)
            case "hold" | "release":
                await waits(city, finding, on_hold=act == "hold")
            case "appeal":
                in_time = date.fromisoformat(claim["dueOn"]) - timedelta(days=32)
                lodged = {"lodgedAt": day_start(in_time).isoformat()}
                await city.call(WORKER, "POST", f"{case}/appeal", lodged)
            case "ask" | "post":
                letter = await _tries(app, city, path, act, letter)


async def _tries(app: FastAPI, city: City, path: str, act: str, letter: str) -> str:
    """Draft a letter, or check and post the one there is: where that goes, it is lawful now."""
    claim = await city.sees(FINANCE, path)
    fine = await city.sees(WORKER, path.replace("/v1/claims", "/v1/gas-cases"))
    if act == "ask":
        answer = await drafts(city, path, KINDS.get(claim["state"], "aanmaning"))
        made = answer.json()[0]["letterId"] if answer.is_success else ""
        went = answer.is_success
    else:
        first = await checked(city, letter) if letter else None
        went = first is not None and first.is_success and (await posted(city, letter)).is_success
        made = "" if went else letter
    if went:
        assert claim["outstandingCents"] > 0
        assert fine["onHold"] is False and fine["state"] in ("te_betalen", "aanmaning")
        assert all(part["state"] != "open" for part in claim["instalments"]) or any(
            part["state"] == "gemist" for part in claim["instalments"]
        )
        assert await asked_in(app, city, made or letter) == claim["outstandingCents"]
    return made
