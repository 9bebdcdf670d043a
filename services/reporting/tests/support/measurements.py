"""Measurements of the sector and of the databank, as the police tell them."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from chassis.days import day_start
from contracts.databank import (
    BranchReadingsMeasured,
    ExpectedRecallMeasured,
    OperationMeasured,
    PopulationMeasured,
)

from .events import moment


def population(first: str, months: int, **changes: Any) -> PopulationMeasured:
    begins_at = day_start(date.fromisoformat(first))
    facts: dict[str, Any] = {
        "measurement_id": uuid4(),
        "begins_at": begins_at,
        "months": months,
        "rounded_to": 10 if months == 1 else 5,
        "persons": 40,
        "branches": {"raam": 30, "straat": 20},
        "branch_counts": {"een": 30, "meer": 10},
        "visibilities": {"zichtbaar": 40},
        "moves": {"straat:raam": 10},
        "known": {"nieuw": 10, "gekend": 30},
        "age_bands": {"van_21_tot_24": 20, "van_25_tot_29": 20},
        "origin_groups": {"eu_oost": 30, "belgie": 10},
        "establishments": 20,
        "establishment_branches": {"raam": 20},
        "establishment_visibilities": {"zichtbaar": 20},
        "measured_at": begins_at + timedelta(days=31 * months + 6),
    }
    return PopulationMeasured(**facts | changes)


def recall(first: str, **changes: Any) -> ExpectedRecallMeasured:
    begins_at = day_start(date.fromisoformat(first))
    facts: dict[str, Any] = {
        "measurement_id": uuid4(),
        "begins_at": begins_at,
        "planted": 150,
        "found": {"straat:raam": 90, "raam:massagesalon": 108},
        "hardly_visible": ("escort:raam",),
        "measured_at": begins_at + timedelta(days=272),
    }
    return ExpectedRecallMeasured(**facts | changes)


def persons_read(first: str, **persons: int) -> BranchReadingsMeasured:
    """Of a half-year, by codes as ``verschoven__straat__raam``."""
    begins_at = day_start(date.fromisoformat(first))
    return BranchReadingsMeasured(
        measurement_id=uuid4(),
        begins_at=begins_at,
        rounded_to=5,
        persons={code.replace("__", ":"): count for code, count in persons.items()},
        measured_at=begins_at + timedelta(days=272),
    )


def operation(day: str, **changes: Any) -> OperationMeasured:
    begins_at = day_start(date.fromisoformat(day))
    facts: dict[str, Any] = {
        "measurement_id": uuid4(),
        "component": "databank",
        "day_at": begins_at,
        "measured_by": "prometheus",
        "probes": 1440,
        "answered": 1440,
        "lag_seconds": 2,
        "imported": ("expert", "fiches", "verborgen"),
        "imports": 3,
        "last_import_at": moment("2026-01-04T10:00:00+01:00"),
        "measured_at": begins_at + timedelta(hours=30),
    }
    return OperationMeasured(**facts | changes)
