"""The databank's tables and every query, one module per thing.

``TABLES`` is the whole schema, as the migrations leave it (without the bus's and the access log's).
"""

from databank.store import (
    assessments,
    back_tests,
    branch_shifts,
    candidates,
    changes,
    checks,
    claims,
    contacts,
    findings,
    inspections,
    learned,
    legacy,
    lineage,
    pattern_cases,
    pattern_work,
    persons,
    premises,
    presences,
    reviews,
    rules,
    shifts,
    sightings,
    signals,
    verdicts,
    verifications,
)
from databank.store.table import Table

__all__ = [
    "TABLES",
    "assessments",
    "back_tests",
    "branch_shifts",
    "candidates",
    "changes",
    "checks",
    "claims",
    "contacts",
    "findings",
    "inspections",
    "learned",
    "legacy",
    "lineage",
    "pattern_cases",
    "pattern_work",
    "persons",
    "premises",
    "presences",
    "reviews",
    "rules",
    "shifts",
    "sightings",
    "signals",
    "verdicts",
    "verifications",
]

TABLES = Table.metadata
