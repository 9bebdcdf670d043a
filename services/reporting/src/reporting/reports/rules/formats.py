"""Formats of a published report."""

from dataclasses import dataclass
from enum import StrEnum

from reporting.reports.rules.content import Report
from reporting.reports.rules.differences import Difference
from reporting.reports.rules.kind import Audience, Kind
from reporting.reports.rules.readership import Readership


class Format(StrEnum):
    HTML = "html"
    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    SDMX = "sdmx"
    ZIP = "zip"


MEDIA_TYPE = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.SDMX: "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
    Format.ZIP: "application/zip",
}
SUFFIX = {
    Format.HTML: ".html",
    Format.PDF: ".pdf",
    Format.XLSX: ".xlsx",
    Format.CSV: ".csv",
    Format.SDMX: "-sdmx.csv",
    Format.ZIP: ".zip",
}


@dataclass(frozen=True, slots=True)
class Edition:
    """All that a file of a version says: figures, words by chapter, and what it corrects.

    ``reason`` and ``changes`` are of an erratum. ``frozen`` is the hash of what was approved.
    """

    report: Report
    words: dict[str, str]
    kind: Kind
    version: int
    audiences: tuple[Audience, ...]
    frozen: str
    reason: str | None = None
    changes: tuple[Difference, ...] = ()

    def name(self, format_: Format) -> str:
        """The name of a file, the same for the same version."""
        return f"{self._stem}{SUFFIX[format_]}"

    def picture_name(self, code: str) -> str:
        """The name of the picture of a table, in the package."""
        return f"{self._stem}-{code}.svg"

    @property
    def _stem(self) -> str:
        of_all = "-publiek" if self.report.readership is Readership.PUBLIEK else ""
        return f"{self.report.kind}-{self.report.period}-v{self.version}{of_all}"
