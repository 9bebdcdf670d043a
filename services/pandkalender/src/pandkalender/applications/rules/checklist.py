"""The checklist of documents by permit type and kind, dated: a city changes it without us."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from chassis import own_file
from contracts.codes import ApplicationKind
from contracts.permits.types import PermitType, PermitTypes

OTHER = "ander"
"""A document that no line asks for, such as what the city's letter wants besides."""


TYPES_SETTING = "KRACHTLIJN_PANDKALENDER_PERMIT_TYPES"


def load_types(path: Path | None, checklist: "Checklist") -> PermitTypes:
    """The city's own types, or those of the contracts. Raises ``OwnFileError``, also where the
    checklist asks documents for a type that is none."""
    types = own_file.load(PermitTypes, TYPES_SETTING, path, "contracts", "permit_types.toml")
    if unknown := {line.permit_type for line in checklist.document} - types.codes:
        raise own_file.OwnFileError(
            f"{TYPES_SETTING} ({path}): the checklist of documents is also about "
            f"'{min(unknown)}', which is no type of permit."
        )
    return types


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
    """All lines of a city. ``placeholder``: ours, to try the platform with."""

    placeholder: bool = False
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

    def offered(self, types: PermitTypes, on: date) -> list[PermitType]:
        """The types that an owner can apply for: given on that day, with documents to ask."""
        kind = ApplicationKind.AANVRAAG
        return [each for each in types.offered(on) if self.lines(each.code, kind, on)]

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
