"""The register of regulation: proposals from draft to decision, instruments and their results."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from reporting.authorisation import READERS, REGULATORS
from reporting.regie.rules.kinds import PARTNERS
from reporting.regulation.rules import (
    OPEN,
    TOPICS,
    Decision,
    Entry,
    Kind,
    Status,
    Verdict,
    check,
    is_address,
    needs_reason,
)

from ..support.browser import signed_in
from ..support.regulation import instrument, proposal, recorded
from ..support.reporting import Reporting

LAWYER = Function.JURIST_BH
TODAY = date(2026, 7, 1)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 7, 9))
ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(Kind),
    topic=st.sampled_from([topic for topics in TOPICS.values() for topic in topics]),
    day=st.dates(date(2026, 1, 1), date(2026, 7, 9)),
    subject=st.just("Noodverlichting"),
    partners=st.lists(st.sampled_from(["brandweer", "iemand"]), max_size=1).map(tuple),
    consulted_on=DAYS,
    submitted_on=DAYS,
    decided_on=DAYS,
    decision=st.none() | st.sampled_from(Decision),
    tried_on=DAYS,
    verdict=st.none() | st.sampled_from(Verdict),
    result=st.sampled_from(["", "Dekt maar een deel van de zaken"]),
)


@given(ENTRIES)
def test_what_is_kept_went_step_by_step_and_says_who_was_asked(entry: Entry) -> None:
    if check(entry, TODAY):
        return
    taken = [entry.day, entry.consulted_on, entry.submitted_on, entry.decided_on]
    if entry.kind is Kind.INSTRUMENT:
        assert taken[1:] == [None, None, None]
        taken = [entry.day, entry.tried_on]
        assert bool(entry.result) == (entry.status in {Status.BRUIKBAAR, Status.NIET_BRUIKBAAR})
    days = [day for day in taken if day is not None]
    assert days == taken[: len(days)], "no step is left out"
    assert days == sorted(days)
    assert days[-1] <= TODAY
    if entry.consulted_on is not None:
        assert entry.partners
    assert set(entry.partners) <= set(PARTNERS)
    assert (entry.status in OPEN) == (entry.decision is None and entry.verdict is None)


@given(ENTRIES, st.dates(date(2026, 1, 1), TODAY))
def test_only_a_next_step_needs_no_reason(entry: Entry, day: date) -> None:
    fresh = replace(entry, consulted_on=None, result="")
    assert not needs_reason(fresh, replace(fresh, consulted_on=day))
    moved = replace(fresh, consulted_on=day)
    assert needs_reason(moved, replace(moved, consulted_on=day + timedelta(days=1)))
    assert needs_reason(moved, fresh)
    assert needs_reason(fresh, replace(fresh, subject="Andere zaak"))


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("https://documenten.stad.example/nota-12", True),
        ("http://documenten.stad.example/nota-12", False),
        ("javascript:alert(1)", False),
        ("https://iemand@stad.example/nota", False),
        ("https://stad.example/nota?naam=Voorbeeld", False),
        ('https://stad.example/"><script>', False),
        ("https://[stad.example/nota", False),
        ("nota 12", False),
    ],
)
def test_a_note_is_an_address_that_may_be_a_link(text: str, fits: bool) -> None:
    assert is_address(text) is fits


async def test_a_proposal_goes_from_draft_to_decision(reporting: Reporting) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    page = await recorded(lawyer, proposal())
    assert "Ontwerp" in await lawyer.sees(page)
    steps: list[tuple[dict[str, Any], str]] = [
        ({"partners": ["brandweer"], "overlegd": "2026-02-02"}, "Overlegd met partners"),
        ({"ingediend": "2026-03-03"}, "Ingediend"),
        ({"beslist": "2026-05-05", "beslissing": "aangenomen"}, "Aangenomen"),
    ]
    form = proposal()
    for version, (step, status) in enumerate(steps, start=1):
        form |= step
        await lawyer.does(f"{page}/bijwerken", versie=version, **form)
        assert status in await lawyer.sees(page)
    shown = await lawyer.sees(page)
    for text in ("ma 2/02/2026", "di 3/03/2026", "di 5/05/2026", "Brandweer", "Versie 4"):
        assert text in shown, text
    raw = (await lawyer.get(page)).text
    assert 'href="https://documenten.stad.example/nota-12" rel="noreferrer"' in raw
    listed = await lawyer.sees("/reglementering")
    assert "1 aangenomen" in listed
    assert "Eisen voor noodverlichting in een raam" in listed


async def test_an_instrument_is_tried_and_has_a_result(reporting: Reporting) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    page = await recorded(lawyer, instrument())
    assert "Nog te proberen" in await lawyer.sees(page)
    tried = instrument(geprobeerd="2026-03-01")
    await lawyer.does(f"{page}/bijwerken", versie=1, **tried)
    assert "Wordt beproefd" in await lawyer.sees(page)
    told = await lawyer.is_told(
        f"{page}/bijwerken", versie=2, **tried | {"bruikbaar": "niet_bruikbaar"}
    )
    assert "Zeg in een paar woorden wat het opleverde." in told
    ended = tried | {"bruikbaar": "niet_bruikbaar", "resultaat": "Geldt niet voor woningen"}
    await lawyer.does(f"{page}/bijwerken", versie=2, **ended)
    shown = await lawyer.sees(page)
    assert "Niet bruikbaar" in shown
    assert "Geldt niet voor woningen" in shown
    assert "Horecaverordening" not in await lawyer.sees("/reglementering?soort=voorstel")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"waarover": "controleren"}, "Kies waarover het gaat uit de lijst."),
        ({"onderwerp": "Mevrouw Voorbeeld"}, "Schrijf geen namen, nummers of adressen"),
        ({"overlegd": "2026-02-02"}, "Zeg met welke partners er overlegd is."),
        ({"ingediend": "2026-02-02"}, "Vul eerst in wanneer de stap ervoor gezet is."),
        (
            {"partners": ["brandweer"], "overlegd": "2026-01-02"},
            "Deze dag ligt voor die van de stap ervoor.",
        ),
        ({"dag": "2026-07-02"}, "Deze dag is nog niet voorbij."),
        ({"beslissing": "aangenomen"}, "Zeg wat er beslist is, en wanneer."),
        ({"nota": "C:\\nota's\\12.docx"}, "Geef het adres van de nota"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    reporting: Reporting, changes: dict[str, Any], said: str
) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    form = proposal(**changes) | {"sleutel": str(uuid4())}
    answer = await lawyer.post("/reglementering/nieuw/voorstel", **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert re.search(r'govuk-error-summary.*href="#\w+"', answer.text, re.S)
    assert "Er is nog niets genoteerd." in await lawyer.sees("/reglementering")


async def test_a_form_that_is_sent_twice_makes_one_proposal(reporting: Reporting) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    form = proposal() | {"sleutel": str(uuid4())}
    await lawyer.does("/reglementering/nieuw/voorstel", **form)
    assert await lawyer.does("/reglementering/nieuw/voorstel", **form) == "/reglementering"
    assert (await lawyer.sees("/reglementering")).count("noodverlichting") == 1


async def test_what_was_said_changes_only_with_a_reason_and_stays_readable(
    reporting: Reporting,
) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    page = await recorded(lawyer, proposal())
    other = proposal(onderwerp="Eisen voor brandblussers")
    told = await lawyer.is_told(f"{page}/bijwerken", versie=1, **other)
    assert "Zeg waarom je verandert wat er stond." in told
    await lawyer.does(f"{page}/bijwerken", versie=1, reden="Ander onderwerp.", **other)
    shown = await lawyer.sees(page)
    assert "Ander onderwerp." in shown
    assert "Versie 1" in shown
    told = await lawyer.is_told(f"{page}/bijwerken", versie=1, reden="Nog eens.", **proposal())
    assert "Iemand anders heeft dit intussen verbeterd." in told


async def test_what_is_withdrawn_counts_no_more_and_is_never_changed(reporting: Reporting) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    page = await recorded(lawyer, proposal())
    told = await lawyer.is_told(f"{page}/intrekken", versie=1, reden="Bel 0470 12 34 56")
    assert "Schrijf geen namen" in told
    await lawyer.does(f"{page}/intrekken", versie=1, reden="Dubbel genoteerd.")
    assert "Ingetrokken" in await lawyer.sees(page)
    assert "1 ontwerp" not in await lawyer.sees("/reglementering")
    answer = await lawyer.post(f"{page}/bijwerken", versie=2, **proposal())
    assert answer.status_code == 409


@pytest.mark.parametrize("function", sorted(READERS))
async def test_a_reader_sees_it_and_only_who_writes_it_is_offered_a_step(
    reporting: Reporting, function: Function
) -> None:
    lawyer = await signed_in(reporting, LAWYER)
    page = await recorded(lawyer, proposal())
    reader = await signed_in(reporting, function, f"lezer-{function}")
    assert ("Werk bij" in await reader.sees(page)) is (function in REGULATORS)
    form = proposal() | {"versie": 1, "ingediend": "", "reden": "Tikfout."}
    if function not in REGULATORS:
        assert (await reader.post(f"{page}/bijwerken", **form)).status_code == 403


async def test_the_register_over_http(reporting: Reporting) -> None:
    body = {
        "kind": "voorstel",
        "topic": "prostitutie",
        "date": "2026-01-12",
        "subject": "Uren van de gedoogzone",
        "partners": ["brandweer"],
        "consultedOn": "2026-02-01",
    }
    made = await reporting.post("/v1/regulation-records", body)
    assert made.status_code == 201, made.text
    assert made.json()["status"] == "overlegd"
    address = made.headers["location"]
    step = {"version": 1, "submittedOn": "2026-03-01"}
    assert (await reporting.post(f"{address}/version", step)).json()["status"] == "ingediend"
    stale = await reporting.post(f"{address}/version", step)
    assert stale.status_code == 409
    back = {"version": 2, "submittedOn": None}
    assert (await reporting.post(f"{address}/version", back)).status_code == 422
    taken = await reporting.post(f"{address}/version", back | {"reason": "Te vroeg genoteerd."})
    assert taken.json()["status"] == "overlegd"
    whole = (await reporting.get(address)).json()
    assert [each["status"] for each in whole["history"]] == ["overlegd", "ingediend", "overlegd"]
    listed = (await reporting.get("/v1/regulation-records", kind="voorstel")).json()
    assert [each["version"] for each in listed["_embedded"]["regulationRecords"]] == [3]
    assert (await reporting.get(f"/v1/regulation-records/{uuid4()}")).status_code == 404
