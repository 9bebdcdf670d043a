"""Kinds of reports: their chapters, when each is due, and to whom it may go."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from reporting.charts.rules.pictures import PictureKind
from reporting.periods.rules import Period, PeriodKind


class Audience(StrEnum):
    PUBLIEK = "publiek"
    PLANGROEP = "plangroep"
    COLLEGE = "college"
    POLITIELEIDING = "politieleiding"


JUDICIAL = "IND-2-04"
"""The indicator of the judicial chapter."""
BUILT: Mapping[str, tuple[str, ...]] = {
    "judicial": (JUDICIAL,),
    "inspection_days": (),
    "terms": (),
    "care": ("IND-1-", "IND-1.1-", "IND-1.2-", "IND-1.3-"),
}
"""The indicators that a named builder shows, by their beginnings."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Made of the indicators whose id begins so, or by the named builder."""

    code: str
    title: str
    indicators: tuple[str, ...] = ()
    builder: str = ""


@dataclass(frozen=True, slots=True)
class TablePictures:
    """The tables, by their codes, that stand with a picture of one kind."""

    picture: PictureKind
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind holds for periods that end within its validity, both days included.

    ``basis`` is what in the plan asks for it. ``due_months`` counts from the end of the period.
    """

    code: str
    title: str
    valid_from: date
    valid_until: date | None
    period: PeriodKind
    due_months: int
    basis: str
    audiences: tuple[Audience, ...]
    default_audiences: tuple[Audience, ...]
    chapters: tuple[Chapter, ...]
    pictures: tuple[TablePictures, ...] = ()

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Kind":
        """A kind of the file. Raises ``ValueError`` where the file contradicts itself."""
        kind = cls(
            code=told["code"],
            title=told["title"],
            valid_from=told["valid_from"],
            valid_until=told["valid_until"],
            period=PeriodKind(told["period"]),
            due_months=told["due_months"],
            basis=told["basis"],
            audiences=tuple(Audience(each) for each in told["audiences"]),
            default_audiences=tuple(Audience(each) for each in told["default_audiences"]),
            chapters=tuple(
                Chapter(
                    chapter["code"],
                    chapter["title"],
                    tuple(chapter.get("indicators", ())),
                    chapter.get("builder", ""),
                )
                for chapter in told["chapters"]
            ),
            pictures=tuple(
                TablePictures(PictureKind(each["picture"]), tuple(each["tables"]))
                for each in told.get("pictures", ())
            ),
        )
        if not {*kind.default_audiences} <= {*kind.audiences}:
            raise ValueError(f"{kind.code}: a default audience is not allowed")
        if any(bool(each.indicators) is bool(each.builder) for each in kind.chapters):
            raise ValueError(f"{kind.code}: a chapter has indicators or a builder")
        return kind

    def picture_of(self, code: str) -> PictureKind | None:
        """The picture of a table, by its code: the first that is said."""
        return next((each.picture for each in self.pictures if code in each.tables), None)

    @property
    def indicators(self) -> tuple[str, ...]:
        """Beginnings of the ids of all indicators that its chapters may show."""
        named = [each for chapter in self.chapters for each in chapter.indicators]
        built = [each for chapter in self.chapters for each in BUILT.get(chapter.builder, ())]
        return (*named, *built)

    def holds_for(self, period: Period) -> bool:
        within = self.valid_until is None or period.last <= self.valid_until
        return period.kind is self.period and self.valid_from <= period.last and within

    def due_on(self, period: Period) -> date:
        """The last day of the month so many months after the period."""
        months = period.last.year * 12 + period.last.month - 1 + self.due_months
        year, month = divmod(months, 12)
        return date(year, month + 1, monthrange(year, month + 1)[1])

    def title_of(self, period: Period) -> str:
        return f"{self.title}, {period.label}"


def must_hold(kind: Kind | None, period: Period) -> Kind:
    """The kind, when it is made of such a period; else ``FieldRefusedError``."""
    if kind is None:
        raise FieldRefusedError("kind", lazy("Kies een soort rapport uit de lijst."))
    if not kind.holds_for(period):
        raise FieldRefusedError("period", lazy("Van deze periode wordt zo geen rapport gemaakt."))
    return kind
