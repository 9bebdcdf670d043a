"""Editions: a version of a report as its files show it to its readers."""

from dataclasses import dataclass

from reporting.report_content.rules.content import Report
from reporting.report_content.rules.differences import Difference
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.formats import SUFFIX, Format
from reporting.report_register.rules.kind import Audience, Kind


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
