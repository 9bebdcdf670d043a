"""The checklist of a visit: dated points, and the finding at each of them in a room."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from contracts.codes import VisitResult
from enforcement.cases.rules import CaseNotFoundError

RoomFindings = Mapping[str, str]
"""Findings in a room by point."""


class PointFinding(StrEnum):
    """``nvt``: the point does not apply to this room."""

    IN_ORDE = "in_orde"
    TEKORT = "tekort"
    NVT = "nvt"


class Point(BaseModel):
    """A thing that is looked at from ``valid_from`` until and including ``valid_until``.

    ``types`` are the types of permit at whose visits it is; without them at every visit.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str = Field(pattern=r"^[a-z][a-z_]{1,40}$")
    valid_from: date
    valid_until: date | None = None
    types: tuple[str, ...] = ()

    def is_due(self, on: date, permit_type: str) -> bool:
        holds = self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)
        return holds and (not self.types or permit_type in self.types)


class VisitOverError(CaseNotFoundError):
    """There is no such visit, or it is over: what was found then stays as it was found."""


@cache
def all_points() -> tuple[Point, ...]:
    text = (files("enforcement") / "data" / "visit_points.toml").read_text(encoding="utf-8")
    return tuple(Point.model_validate(each) for each in tomllib.loads(text)["point"])


def points(on: date, permit_type: str) -> list[str]:
    """Codes of the points that are looked at on a day for a type of permit, in their order."""
    return [point.code for point in all_points() if point.is_due(on, permit_type)]


def result_of(rooms: Mapping[str, RoomFindings]) -> VisitResult:
    """One shortcoming in one room is one of the premises."""
    short = any(PointFinding.TEKORT in findings.values() for findings in rooms.values())
    return VisitResult.TEKORTEN if short else VisitResult.IN_ORDE
