"""Finance's screens: what waits, a claim, its bookings and steps, bank statements."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.payments.rules.euros import cents_of
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.camt import PAYER_IBAN, camt, entry
from ..support.city import City
from ..support.fines import FINANCE, final_fine, paid
from ..support.letters import address


@pytest.fixture
async def finance(app: FastAPI, city: City) -> Browser:
    return await signed_in(app, city, FINANCE, f"fin-{uuid4().hex[:6]}")


def page_of(path: str) -> str:
    return path.replace("/v1/claims", "/betalingen")


def key() -> str:
    return str(uuid4())


async def upload(finance: Browser, data: bytes) -> Any:
    return await finance.send("/betalingen/afschriften", {"bestand": ("a.xml", data, "text/xml")})


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("150", 15_000),
        ("150,5", 15_050),
        ("150,05", 15_005),
        ("150.05", 15_005),
        ("€ 1.250,00", 125_000),
        ("1 250", 125_000),
        ("1.250", 125_000),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, cents: int) -> None:
    assert cents_of(text) == cents


@pytest.mark.parametrize("text", ["", "veel", "1,2,3", "-5", "1.25,00", "12,345", "1e3", "5 0"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Schrijf een bedrag"):
        cents_of(text)


async def test_finance_begins_with_what_waits_for_it(
    city: City, app: FastAPI, finance: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("enforcement.payments.pages.claims.ON_A_PAGE", 10_000)
    assert (await finance.get("/")).headers["location"] == "/vandaag"
    path = await final_fine(city, app, 15_000)
    number = (await city.sees(FINANCE, path))["number"]
    seen = await finance.sees("/betalingen")
    assert number in seen
    city.later(days=40)
    late = (await finance.sees("/betalingen")).partition("Klaar voor de volgende stap")[2]
    assert number in late.partition("Alles wat te betalen is")[0]


async def test_what_waits_for_finance_stands_on_the_first_page_alone(
    app: FastAPI, city: City
) -> None:
    """Each page of all that is to be paid began with every list once more."""
    await final_fine(city, app, 15_000)
    city.later(days=60)
    finance = await signed_in(app, city, Function.FINANCIEN)
    begins = "Klaar voor de volgende stap"
    assert begins in await finance.sees("/betalingen")
    behind = await finance.sees("/betalingen?page=2")
    assert begins not in behind
    assert "Alles wat te betalen is" in behind


async def test_a_payment_is_booked_once_however_often_its_form_is_sent(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 15_000)
    page = page_of(path)
    sent = {"bedrag": "50,25", "sleutel": key()}
    for _ in range(2):
        assert await finance.does(f"{page}/betaling", **sent) == page
    assert (await city.sees(FINANCE, path))["paidCents"] == 5_025
    assert "€ 99,75" in await finance.sees(page)
    told = await finance.is_told(f"{page}/betaling", bedrag="veel", sleutel=key())
    assert "Schrijf een bedrag zoals 150 of 150,50." in told
    tomorrow = city_day(city.now) + timedelta(days=1)
    late = await finance.is_told(f"{page}/betaling", bedrag="5", dag=str(tomorrow), sleutel=key())
    assert "Deze dag ligt in de toekomst." in late
    assert (await city.sees(FINANCE, path))["paidCents"] == 5_025


async def test_too_much_is_given_back_and_a_wrong_booking_undone(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 15_000)
    page = page_of(path)
    await finance.does(f"{page}/betaling", bedrag="200", sleutel=key())
    assert "€ 50,00" in await finance.sees(f"{page}/terugbetaling")
    told = await finance.is_told(f"{page}/terugbetaling", bedrag="51", sleutel=key())
    assert "Zoveel is er niet te veel betaald." in told
    await finance.does(f"{page}/terugbetaling", bedrag="50", sleutel=key())
    bookings = (await city.sees(FINANCE, path))["bookings"]
    (wrong,) = [each["bookingId"] for each in bookings if each["kind"] == "betaling"]
    (given,) = [each["bookingId"] for each in bookings if each["kind"] == "terugbetaling"]
    correction = f"{page}/boekingen/{wrong}"
    early = await finance.post(correction, {"reden": "Betaling van iemand anders."})
    assert early.status_code == 409, "150 and 50 more would be asked"
    assert (await city.sees(FINANCE, path))["state"] == "betaald"
    await finance.does(f"{page}/boekingen/{given}", reden="Terugbetaling van iemand anders.")
    assert "Waarom?" in await finance.sees(correction)
    await finance.is_told(correction)
    await finance.does(correction, reden="Betaling van iemand anders.")
    assert (await finance.get(correction)).status_code == 409
    assert (await finance.get(f"{page}/boekingen/{uuid4()}")).status_code == 404
    assert (await city.sees(FINANCE, path))["state"] == "te_betalen"


async def test_an_afbetaling_is_agreed_followed_and_stopped(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 10_000)
    page = page_of(path)
    first = city_day(city.now) + timedelta(days=10)
    told = await finance.is_told(f"{page}/afbetaling", delen="3", eerste="2020-01-01")
    assert "De eerste termijn kan niet voor vandaag vallen." in told
    await finance.is_told(f"{page}/afbetaling", delen="1", eerste=str(first))
    await finance.does(f"{page}/afbetaling", delen="3", eerste=str(first))
    seen = await finance.sees(page)
    assert "€ 33,34" in seen and seen.count("€ 33,33") == 2
    city.later(days=15)
    assert "gemist" in await finance.sees(page)
    assert "Afbetaling niet gevolgd" in await finance.sees("/betalingen")
    await finance.is_told(f"{page}/afbetaling/stop")
    await finance.does(f"{page}/afbetaling/stop", reden="Niet gevolgd.")
    assert "Er is geen afbetaling afgesproken." in await finance.sees(page)


async def test_an_afbetaling_that_was_paid_whole_is_stopped_by_nobody(
    city: City, app: FastAPI, finance: Browser
) -> None:
    """Until a payment is booked back: then it goes on."""
    path = await final_fine(city, app, 10_000)
    page = page_of(path)
    await finance.does(f"{page}/afbetaling", delen="2", eerste=str(city.today + timedelta(days=9)))
    await paid(city, path, 5_000)
    assert "Stop de afbetaling" in await finance.sees(page)
    await paid(city, path, 5_000)
    seen = await finance.sees(page)
    assert "Deze afbetaling is helemaal betaald." in seen and "Stop de afbetaling" not in seen
    stopped = await finance.post(f"{page}/afbetaling/stop", {"reden": "Niet gevolgd."})
    assert stopped.status_code == 409
    (booking, *_) = (await city.sees(FINANCE, path))["bookings"]
    reason = "Betaling van iemand anders."
    await finance.does(f"{page}/boekingen/{booking['bookingId']}", reden=reason)
    assert "Stop de afbetaling" in await finance.sees(page)
    await finance.does(f"{page}/afbetaling/stop", reden="Niet gevolgd.")


async def test_each_step_has_a_page_and_what_is_final_warns(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 10_000)
    page = page_of(path)
    assert (await finance.get(f"{page}/stap/payment-reminder")).status_code == 409
    city.later(days=40)
    links = re.findall(r'href="([^"]+/stap/[^"]+)"', (await finance.get(page)).text)
    assert [link.rpartition("/")[2] for link in links] == [
        "payment-reminder",
        "prescription-interrupted",
        "write-off",
    ]
    assert "ongedaan" not in await finance.sees(f"{page}/stap/payment-reminder")
    assert await finance.does(f"{page}/stap/payment-reminder") == page
    assert "Dit kan je niet ongedaan maken." in await finance.sees(f"{page}/stap/write-off")
    told = await finance.is_told(f"{page}/stap/write-off")
    assert "Zeg waarom, of waardoor." in told
    await finance.does(f"{page}/stap/write-off", reden="Nergens ingeschreven.")
    assert (await city.sees(FINANCE, path))["state"] == "oninbaar"
    assert (await finance.get(f"{page}/stap/onbekend")).status_code == 422


async def test_a_statement_is_read_and_its_line_matched_by_somebody_who_says_why_they_look(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 15_000)
    number = (await city.sees(FINANCE, path))["number"]
    cents = 10_000 + uuid4().int % 1_000_000
    file = camt((uuid4().hex, [entry(cents, city_day(city.now), "boete parking")]))
    assert (await upload(finance, file)).headers["location"] == "/betalingen"
    home = await finance.get("/betalingen")
    assert "1 lijn te bekijken." in words(home.text)
    assert (await upload(finance, file)).status_code == 303
    assert "1 lijn was er al." in await finance.sees("/betalingen")
    lines = (await city.sees(FINANCE, "/v1/statement-lines?pagesize=500"))["_embedded"]["lines"]
    (line,) = [each["lineId"] for each in lines if each["amountCents"] == cents]
    page = f"/betalingen/lijnen/{line}"
    assert PAYER_IBAN not in await finance.sees(page)
    assert PAYER_IBAN in await finance.sees(f"{page}?doel=procedure")
    told = await finance.is_told(f"{page}/koppelen", boete="GAS/1999/000001")
    assert "Er is geen boete met dit nummer of deze mededeling." in told
    assert await finance.does(f"{page}/koppelen", boete=number) == "/betalingen"
    await finance.is_told(f"{page}/ongedaan")
    assert await finance.does(f"{page}/ongedaan", reden="Toch niet.") == page
    await finance.is_told(f"{page}/terzijde")
    await finance.does(f"{page}/terzijde", reden="Parkeren.")
    assert "alleen te zien zolang de lijn te bekijken is" in await finance.sees(
        f"{page}?doel=procedure"
    )


@pytest.mark.parametrize("data", [b"", b"geen xml", camt(("1", []), iban="")])
async def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    finance: Browser, data: bytes
) -> None:
    answer = await upload(finance, data)
    assert answer.status_code == 422
    assert 'id="bestand-error"' in answer.text


@pytest.mark.parametrize("function", [Function.JURIST_BH, Function.SANCTIONEREND_AMBTENAAR])
async def test_the_screens_are_finance_s_alone(
    city: City, app: FastAPI, function: Function
) -> None:
    other = await signed_in(app, city, function)
    assert (await other.get("/betalingen")).status_code == 403


async def test_nothing_on_the_screens_names_the_offender(
    city: City, app: FastAPI, finance: Browser
) -> None:
    path = await final_fine(city, app, 15_000)
    for page in ("/betalingen", page_of(path)):
        assert "Ilinca" not in (await finance.get(page)).text


async def test_finance_has_a_reminder_made_that_somebody_of_the_cases_checks(
    app: FastAPI, city: City, finance: Browser
) -> None:
    path = await final_fine(city, app, 10_000)
    case_id = path.rpartition("/")[2]
    button = "Laat de brief maken"
    assert button not in await finance.sees(page_of(path)), "the days to pay still run"
    city.later(days=40)
    assert button in await finance.sees(page_of(path))
    form = {"soort": "payment-reminder"}
    assert await finance.does(f"{page_of(path)}/brief", **form) == page_of(path)
    assert "adres" in (await finance.sees(page_of(path))).lower(), "nobody knows where it goes"
    await address(city, case_id, "overtreder")
    await finance.does(f"{page_of(path)}/brief", **form)
    told = await finance.sees(page_of(path))
    assert "De brief is gemaakt. Een collega kijkt hem na" in told
    assert "Onbestaandewicz" not in told
    listed = await city.sees(Function.JURIST_BH, f"/v1/letters?caseId={case_id}")
    (letter,) = listed["_embedded"]["letters"]
    assert (letter["kind"], letter["state"]) == ("herinnering", "concept")
    assert (await finance.get(f"/brieven/{letter['letterId']}")).status_code == 403
    await finance.does(f"{page_of(path)}/brief", **form)
    assert "Deze brief is er al." in await finance.sees(page_of(path))
    listed = await city.sees(Function.JURIST_BH, f"/v1/letters?caseId={case_id}")
    assert len(listed["_embedded"]["letters"]) == 1
