"""A report as it is published, made without a service."""

from datetime import UTC, datetime

from reporting.periods.rules import Period
from reporting.report_content.rules.canonical import digest
from reporting.report_content.rules.content import (
    CONFIDENTIAL,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    Cell,
    Report,
    Section,
    Table,
)
from reporting.report_content.rules.marks import Mark
from reporting.report_register import kinds
from reporting.report_register.rules.kind import Audience
from reporting.reports.rules.edition import Edition


def edition(kind: str = "plan_jaar", period: str = "2026") -> Edition:
    """One with a cell of every mark, and names that a file or a line would stumble over."""
    found = kinds.for_period(kind, Period.parse(period))
    assert found is not None
    rows = (
        (Cell("totaal"), Cell("controles"), Cell(9, Mark.REVISED), Cell(7, Mark.PROVISIONAL)),
        (Cell('=SUM(A1)"; x'), Cell("personen"), CONFIDENTIAL, NOT_AVAILABLE),
        (Cell("cliënten, andere"), Cell("personen"), Cell(120, margin=5), NOT_APPLICABLE),
    )
    header = ("meting", "eenheid", f"jaar {period}", "jaar 2025")
    table = Table("IND-2.1-02", "IND-2.1-02 aantal controles", header, rows, keys=2)
    sections = (Section("veiligheid", "Krachtlijn veiligheid", (), (table,)),)
    report = Report(kind, period, "Jaarrapport", datetime(2027, 3, 1, tzinfo=UTC), sections)
    return Edition(report, {}, found, 2, (Audience.PUBLIEK,), digest(b"goedgekeurd"))
