"""Publications of care organisations, as the registry tells them."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from contracts.registry import AggregatePublished, CareYearFrozen, Cell, IndicatorCoverage

from .events import moment


def cell(
    measure: str,
    value: int | None,
    rounded_to: int | None = None,
    first: int | None = None,
    **codes: str,
) -> Cell:
    return Cell(measure=measure, dimensions=codes, value=value, rounded_to=rounded_to, first=first)


def published(organisation: str, cells: Iterable[Cell], **changes: Any) -> AggregatePublished:
    told = tuple(cells)
    facts: dict[str, Any] = {
        "aggregate_id": uuid4(),
        "organisation": organisation,
        "year": 2025,
        "half": None,
        "revision": 1,
        "threshold": 5,
        "suppressed": sum(each.value is None for each in told),
        "cells": told,
        "published_at": moment("2026-02-10T10:00:00+01:00"),
    }
    return AggregatePublished(**facts | changes)


def frozen(*aggregates: AggregatePublished, **changes: Any) -> CareYearFrozen:
    facts: dict[str, Any] = {
        "freeze_id": uuid4(),
        "year": 2025,
        "without": (),
        "aggregate_ids": tuple(each.aggregate_id for each in aggregates),
        "coverage": (
            IndicatorCoverage(organisation="GHAPRO", indicator="IND-1-01", completeness="volledig"),
        ),
        "frozen_at": moment("2026-03-01T10:00:00+01:00"),
    }
    return CareYearFrozen(**facts | changes)
