"""The checklist of documents by permit type and kind, dated: a city changes it without us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis import own_file
from contracts.codes import ApplicationKind

WINDOW = "raam"
"""The permit type of window premises, which this calendar is about."""
OTHER = "ander"
"""A document that no line asks for, such as what the city's letter wants besides."""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentLine(_Data):
    """A document that is asked from ``valid_from`` until and including ``valid_until``."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,40}$")]
    permit_type: str
    kinds: tuple[ApplicationKind, ...] = Field(min_length=1)
    required: bool = True
    valid_from: date
    valid_until: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class Checklist(_Data):
    """All lines of a city."""

    document: tuple[DocumentLine, ...] = Field(min_length=1)

    @classmethod
    def load(cls, path: Path | None) -> Self:
        """The city's own, or the one that comes with the calendar; ``OwnFileError``."""
        return own_file.load(
            cls,
            "KRACHTLIJN_PANDKALENDER_APPLICATION_DOCUMENTS",
            path,
            "pandkalender",
            "application_documents.toml",
        )

    def lines(self, permit_type: str, kind: ApplicationKind, on: date) -> list[DocumentLine]:
        """The lines for an application of a day, required ones first."""
        lines = [
            line
            for line in self.document
            if line.permit_type == permit_type and kind in line.kinds and line.holds(on)
        ]
        return sorted(lines, key=lambda line: not line.required)

    def missing(
        self, permit_type: str, kind: ApplicationKind, on: date, present: Collection[str]
    ) -> list[str]:
        """Codes of required documents that are not there."""
        lines = self.lines(permit_type, kind, on)
        return [line.code for line in lines if line.required and line.code not in present]


@dataclass(frozen=True, slots=True)
class ApplicationTerms:
    """Days that a draft waits for its owner, and that an application is kept once it ended."""

    draft_days: int
    kept_days: int
