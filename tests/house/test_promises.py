"""Promises on screens and in notices: each is kept by code, and says the figure that the code has.

A text with a term, or with who sees what, that no code makes true is a lie to somebody who cannot
look. Whoever changes a term here meets the words that told of it, and the other way round.
"""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chassis.web import security_events
from chassis.web.exports import store as exports
from chassis.web.pages.privacy import NOTICES
from databank.access.break_glass import rules as break_glass
from databank.access.purposes import rules as purposes
from databank.research_cases import rules as research_cases
from databank.review import take_back
from enforcement.payments import labels as payments
from enforcement.payments import match_line
from enforcement.payments.rules.claim import GRACE_DAYS, ClaimStep
from pandkalender.workers.rules import owner_view
from registry.uploads import keep_upload
from registry.year_file import rules as year_file

from .test_texts import PACKAGES, texts

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ROOT / "services"
TERMS: dict[str, Any] = {
    row["id"]: row["value"]
    for row in tomllib.loads(
        (SERVICES / "enforcement/src/enforcement/data/legal_terms.toml").read_text()
    )["term"]
    if "value" in row
}
KEPT = {
    ("chassis", "Een bestand dat je ophaalt, wissen we na een dag."): (
        exports.A_DAY,
        timedelta(days=1),
    ),
    ("chassis", "We wissen het na een dag."): (exports.A_DAY, timedelta(days=1)),
    ("chassis", "ga je hoogstens drie maanden terug"): (
        owner_view.OWNER_VIEW,
        timedelta(days=92),
    ),
    ("pandkalender", "Je kan drie maanden terugkijken."): (
        owner_view.OWNER_VIEW,
        timedelta(days=92),
    ),
    ("chassis", "We bewaren dit een jaar."): (security_events.KEPT, timedelta(days=365)),
    ("databank", "in een noodgeval drie uur open"): (break_glass.ACCESS, timedelta(hours=3)),
    ("databank", "De toegang is open, voor drie uur."): (break_glass.ACCESS, timedelta(hours=3)),
    ("databank", "Je keuze geldt acht uur, of"): (research_cases.TERM, timedelta(hours=8)),
    ("databank", "Ze geldt acht uur."): (purposes.TERM, timedelta(hours=8)),
    ("databank", "je eigen antwoord terug, en binnen een dag"): (
        take_back.WITHIN,
        timedelta(days=1),
    ),
    ("registry", "Dit kan een uur lang"): (year_file.OPEN_FOR, timedelta(hours=1)),
    ("registry", "het opgeleverde bestand hoogstens een maand"): (
        keep_upload.KEPT,
        timedelta(days=30),
    ),
    ("enforcement", "Wie betaalde, wordt %(num)s dagen later gewist."): (
        match_line.KEPT,
        timedelta(days=30),
    ),
    ("enforcement", "Het dossier blijft vijf jaar bewaard en wordt dan vernietigd."): (
        TERMS["integrity.file_retention_years"],
        5,
    ),
    ("enforcement", "Vijf jaar na de sanctie of het voorgestelde alternatief"): (
        TERMS["gas.register_retention_years"],
        5,
    ),
    ("enforcement", "na een wachttijd van vijftien dagen"): (
        TERMS["integrity.effective_after_days"],
        15,
    ),
    ("enforcement", "Een dwangsom verjaart na een jaar."): (
        TERMS["mayor.dwangsom_prescription_years"],
        1,
    ),
    ("enforcement", "De stafhouder wijst binnen twee werkdagen een advocaat aan."): (
        TERMS["gas.minor_lawyer_days"],
        2,
    ),
    ("enforcement", "Zij moeten klaar zijn binnen zes maanden daarna."): (
        TERMS["gas.community_service_months"],
        6,
    ),
}
"""What is said, in which package, with the value in the code and the literal that it means."""
GONE = [
    "kijken we na een jaar na",
    "De stad ziet aantallen",
    "De stad ziet alleen aantallen",
    "Namen van slachtoffers zie je niet",
    "gaat het naar het archief",
    "Elke keer dat je een dossier opent",
    "Alleen je eigen organisatie ziet wat je doorgeeft",
    "blijven tot twee jaar",
    "Alleen jouw organisatie ziet ze zo",
    "Wie betaalde, is gewist",
]
"""What was said, and no code did; see the notices for what is true."""


def said(package: str) -> str:
    """All texts of a package, one a line."""
    found = [each for each in PACKAGES if each.name == package]
    return "\n".join(
        text if isinstance(text, str) else text[0] for each in found for text in texts(each)
    )


@pytest.mark.parametrize(("where", "promise"), KEPT, ids=lambda value: str(value)[:40])
def test_a_term_that_is_promised_is_the_term_that_is_kept(where: str, promise: str) -> None:
    held, literal = KEPT[where, promise]
    assert promise in said(where), "the words changed: change them here too, or the promise is gone"
    assert held == literal


@pytest.mark.parametrize("words", GONE)
def test_no_screen_says_again_what_no_code_does(words: str) -> None:
    assert [each.name for each in PACKAGES if words in said(each.name)] == []


def test_the_days_that_a_letter_leaves_to_pay_stand_beside_its_step() -> None:
    for step in (ClaimStep.REMINDER, ClaimStep.NOTICE):
        assert f"Daarna zijn er {GRACE_DAYS} dagen." in payments.HINT[step]
    assert GRACE_DAYS == 14


def test_the_letter_of_a_fine_names_the_years_of_the_register() -> None:
    words = (SERVICES / "enforcement/src/enforcement/data/letters/house.typ").read_text()
    assert "worden daar vijf jaar bewaard" in " ".join(words.split())


def test_a_worker_is_promised_no_sooner_than_the_police_ask_of_themselves() -> None:
    """An hour for force and fear, seven days for anything else: signal terms of the databank."""
    migrations = SERVICES / "databank/src/databank/migrations/versions"
    rows = [
        row
        for path in sorted(migrations.glob("*.py"))
        for row in re.findall(r"\('(dringend|gewoon)', '[\d-]+', (\d+)\)", path.read_text())
    ]
    assert rows == [("dringend", "60"), ("gewoon", "10080")]
    lines = (SERVICES / "pandkalender/src/pandkalender/data/help_lines.toml").read_text()
    promised = tomllib.loads(lines)
    assert promised["urgent_within_hours"] == 1
    assert promised["other_within_days"] == 7
    assert "Dringende signalen bekijk je binnen het uur." in said("databank")


def test_the_notices_tell_owners_that_the_city_can_know_names() -> None:
    notices = {
        domain.name: " ".join(text for _, text in each) for domain, (_, each) in NOTICES.items()
    }
    assert (
        "de naam van iemand over wie de politie haar een vaststelling geeft" in notices["EIGENAAR"]
    )
    assert "Dit systeem wist personen niet vanzelf." in notices["POLITIE"]
    assert "De studiedienst kan de rijen van een jaar ophalen" in notices["ZORG"]
    worker = said("worker_portal")
    assert "dan kan ze je naam aan de stad geven" in worker
