"""The law as data: complete, dated, and each figure with its source."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from contracts.codes import SanctionKind
from enforcement.legal_terms.rules import Roll, Unit
from enforcement.migrations.seed import rows

TERMS = rows("legal_terms", "term")
HANDBOOK = [
    "gas.defence_days",
    "gas.start_letter_form",
    "gas.hearing_min_fine_eur",
    "gas.decision_months",
    "gas.decision_months_mediation",
    "gas.appeal_months",
    "gas.enforceable_after",
    "gas.payment_days",
    "gas.fine_prescription_years",
    "gas.max_fine_adult_eur",
    "gas.max_fine_minor_eur",
    "gas.min_age",
    "gas.minor_mediation",
    "gas.community_service_max_hours",
    "gas.recidivism_months",
    "gas.pv_transmission",
    "gas.prosecutor_window",
    "gas.register_retention_years",
    "sanction.prior_warning_required",
    "sanction.defence_days",
    "sanction.temp_closure_max",
    "rvs.annulment_days",
    "mayor.closure_trafficking_max_months",
    "mayor.closure_trafficking_steps",
    "mayor.closure_134quater_max_months",
    "mayor.provisional_134ter",
    "mayor.general_135",
    "mayor.streetban_max",
    "suitability.decision_days",
    "suitability.validity_months",
    "suitability.criminal_record_max_age",
    "pandkalender.min_lead_minutes",
    "databank.identity_validation_due_hours",
    "databank.first_contact_due_days",
    "access_request.days",
]


def test_every_term_of_the_handbook_is_there() -> None:
    assert set(HANDBOOK) <= {term["id"] for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term['id']}@{term['valid_from']}")
def test_a_figure_names_its_basis_and_how_sure_it_is(term: dict[str, Any]) -> None:
    assert term["legal_basis_id"]
    assert term["confidence"] in {"verified", "likely", "unverified", "config"}
    if term["confidence"] == "verified":
        assert term["verified_on"] <= date(2026, 11, 24)
        assert term["source_url"].startswith("http")
    assert term["on_expiry"] in {"flag", "task", "block"}
    unit, roll = Unit(term["unit"]), Roll(term["roll_rule"])
    assert ("value" in term) == (unit is not Unit.RULE)
    counts = unit in {Unit.DAYS, Unit.MONTHS, Unit.YEARS}
    assert (term["counting_rule"] != "none") == counts
    assert counts or roll is Roll.NONE


@pytest.mark.parametrize(
    ("name", "entries", "key"),
    [("legal_terms", "term", "id"), ("deciding_bodies", "body", "kind")],
)
def test_on_every_day_at_most_one_version_holds(name: str, entries: str, key: str) -> None:
    versions = defaultdict(list)
    for row in rows(name, entries):
        versions[row[key]].append((row["valid_from"], row.get("valid_to", date.max)))
    for periods in versions.values():
        periods.sort()
        assert all(start < end for start, end in periods)
        assert all(before[1] <= after[0] for before, after in pairwise(periods))


def test_every_sanction_has_a_deciding_body_today() -> None:
    assert {row["kind"] for row in rows("deciding_bodies", "body")} == set(SanctionKind)
