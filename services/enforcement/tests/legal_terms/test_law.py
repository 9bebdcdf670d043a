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


COUNTED = {Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS}
CITY_ACTS = {
    "gas.decision_months",
    "gas.decision_months_mediation",
    "gas.decision_months_mediation_agreed",
    "gas.fine_prescription_years",
    "gas.pv_transmission",
    "gas.pv_transmission_caught_in_act",
    "gas.prosecutor_window",
    "access_request.days",
    "access_request.extension_days",
}
CITIZEN_ACTS = {"gas.defence_days", "gas.appeal_months", "rvs.annulment_days"}


def version(term_id: str, on: date) -> dict[str, Any] | None:
    held = [
        row
        for row in TERMS
        if row["id"] == term_id and row["valid_from"] <= on < row.get("valid_to", date.max)
    ]
    return held[0] if held else None


@pytest.mark.parametrize(
    ("term_id", "day", "value"),
    [
        # law of 11 December 2023, arts. 3 and 29: in force on 8 January 2024
        ("gas.max_fine_adult_eur", date(2024, 1, 7), 350),
        ("gas.max_fine_adult_eur", date(2024, 1, 8), 500),
        ("gas.max_fine_minor_eur", date(2026, 1, 1), 175),
        # fifteen months since the same day
        ("gas.decision_months_mediation_agreed", date(2024, 1, 7), None),
        ("gas.decision_months_mediation_agreed", date(2024, 1, 8), 15),
        # caught in the act: repealed on 5 October 2018
        ("gas.pv_transmission_caught_in_act", date(2018, 10, 4), 1),
        ("gas.pv_transmission_caught_in_act", date(2018, 10, 5), None),
        ("gas.community_service_months", date(2026, 1, 1), 6),
        ("gas.log_retention_years", date(2026, 1, 1), 5),
        ("mayor.closure_trafficking_max_months", date(2013, 1, 6), None),
        ("mayor.closure_trafficking_max_months", date(2013, 1, 7), 6),
        ("mayor.closure_trafficking_renewals", date(2024, 2, 16), None),
        ("mayor.closure_trafficking_renewals", date(2024, 2, 17), 2),
        ("mayor.closure_134quater_max_months", date(1999, 6, 20), 3),
        ("mayor.dwangsom_prescription_years", date(2024, 2, 17), 1),
        ("integrity.investigation_days", date(2024, 2, 17), 50),
        ("integrity.investigation_extension_days", date(2024, 2, 17), 30),
        ("integrity.diob_advice_days", date(2024, 2, 17), 30),
        ("integrity.effective_after_days", date(2024, 2, 17), 15),
        ("integrity.suspension_max_months", date(2024, 2, 17), 6),
    ],
)
def test_a_figure_holds_from_the_day_that_the_law_says(
    term_id: str, day: date, value: int | None
) -> None:
    held = version(term_id, day)
    assert (held and held["value"]) == value


def test_the_council_is_told_of_a_closure_until_the_college_confirms_it() -> None:
    before = version("mayor.closure_trafficking_steps", date(2024, 2, 16))
    after = version("mayor.closure_trafficking_steps", date(2024, 2, 17))
    assert before and "gemeenteraad" in before["description"]
    assert after and "college" in after["description"]


def test_only_terms_in_which_the_citizen_acts_roll_to_a_working_day() -> None:
    rolls = {row["id"]: Roll(row["roll_rule"]) for row in TERMS}
    assert {rolls[term_id] for term_id in CITY_ACTS} == {Roll.NONE}
    assert {rolls[term_id] for term_id in CITIZEN_ACTS} == {Roll.NEXT_WORKING_DAY}


def test_decisions_must_arrive_in_time_and_assume_that_the_first_day_counts() -> None:
    decisions = [row for row in TERMS if row["id"].startswith("gas.decision_months")]
    assert [row["value"] for row in decisions] == [6, 12, 15]
    assert all(row["start_counts"] and row["notified_within"] for row in decisions)


def test_a_term_lengthens_one_that_counts() -> None:
    counting = {row["id"] for row in TERMS if Unit(row["unit"]) in COUNTED}
    longer = [row for row in TERMS if "extends" in row]
    assert longer
    assert {row["extends"] for row in longer} | {row["id"] for row in longer} <= counting


def test_every_term_of_the_handbook_is_there() -> None:
    assert set(HANDBOOK) <= {term["id"] for term in TERMS}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: f"{term['id']}@{term['valid_from']}")
def test_a_figure_names_its_basis_and_how_sure_it_is(term: dict[str, Any]) -> None:
    assert term["legal_basis_id"]
    assert term["confidence"] in {"verified", "likely", "unverified", "config"}
    if term["confidence"] == "verified":
        assert term["verified_on"] <= date(2026, 11, 27)
        assert term["source_url"].startswith("http")
    assert term["on_expiry"] in {"flag", "task", "block"}
    unit, roll = Unit(term["unit"]), Roll(term["roll_rule"])
    assert ("value" in term) == (unit is not Unit.RULE)
    counts = unit in COUNTED
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
