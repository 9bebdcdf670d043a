"""Read reports as a function may see them: each with the newest version that it may know of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.roles import Function
from reporting.periods.rules import Period
from reporting.report_content.rules.readership import Readership
from reporting.report_register import kinds
from reporting.report_register.rules.kind import Audience, Kind
from reporting.report_register.rules.lifecycle import ReportNotFoundError, State
from reporting.report_register.sight import makes, readership, sees
from reporting.report_register.store import reports
from reporting.report_register.store.tables import ReportRow, VersionRow


@dataclass(frozen=True, slots=True)
class ReportInSight:
    """``version`` is the newest that the reader may know of; None of a report that is planned."""

    report: ReportRow
    kind: Kind
    period: Period
    version: VersionRow | None
    versions: tuple[VersionRow, ...]
    first_published: date | None
    function: Function

    @property
    def state(self) -> State | None:
        return self.version.state if self.version else None

    def readerships(self, row: VersionRow) -> tuple[Readership, ...]:
        """The forms in which its reader may have a version, the reader's own first.

        What was published before there were two is for everybody as it was.
        """
        audiences = [Audience(each) for each in row.audiences]
        own = readership(self.function, self.report.kind, audiences)
        if row.public_digest is None:
            return (Readership.INTERN,)
        if own is Readership.PUBLIEK:
            return (Readership.PUBLIEK,)
        also = makes(self.function, self.report.kind) or Audience.PUBLIEK in audiences
        return (Readership.INTERN, Readership.PUBLIEK) if also else (Readership.INTERN,)

    def chosen(self, row: VersionRow, asked: Readership | None) -> Readership:
        """Raises ``ReportNotFoundError`` for a form that its reader may not have."""
        offered = self.readerships(row)
        if asked is not None and asked not in offered:
            raise ReportNotFoundError
        return asked or offered[0]

    def late(self, today: date) -> bool:
        """Published after the day on which it was due, or not published by then."""
        return (self.first_published or today) > self.report.due_on


@dataclass(frozen=True, slots=True)
class OnTime:
    """Reports that were due by a day, by whether they were published in time."""

    due: int
    in_time: int
    late: int

    @property
    def missing(self) -> int:
        return self.due - self.in_time - self.late

    @property
    def rate(self) -> int | None:
        """Per cent of those due; None when none was."""
        return round(100 * self.in_time / self.due) if self.due else None


async def in_sight(tx: Transaction, function: Function) -> list[ReportInSight]:
    """All that the function may know of, the last due first."""
    lines = await reports.every(tx)
    shown = [_shown(each.report, each.versions, function) for each in lines]
    return [each for each in shown if each is not None]


async def one(tx: Transaction, report_id: UUID, function: Function) -> ReportInSight:
    """Raises ``ReportNotFoundError``, also for what the function may not know of."""
    report = await reports.get(tx, report_id)
    shown = _shown(report, tuple(await reports.versions(tx, report_id)), function)
    if shown is None:
        raise ReportNotFoundError
    return shown


async def to_make(tx: Transaction, report_id: UUID, function: Function) -> ReportInSight:
    """A report that the function works on. Raises ``ReportNotFoundError``."""
    shown = await one(tx, report_id, function)
    if not makes(function, shown.report.kind):
        raise ReportNotFoundError
    return shown


def on_time(shown: list[ReportInSight], today: date) -> OnTime:
    """Of reports that were due before today; one that is out early counts at its due day."""
    due = [each for each in shown if each.report.due_on < today or each.first_published]
    out = [each for each in due if each.first_published]
    late = sum(each.late(today) for each in out)
    return OnTime(len(due), len(out) - late, late)


def _shown(
    report: ReportRow, versions: tuple[VersionRow, ...], function: Function
) -> ReportInSight | None:
    period = Period.parse(report.period)
    kind = kinds.for_period(report.kind, period)
    if kind is None:
        return None
    visible = tuple(
        row
        for row in versions
        if sees(function, report.kind, row.state, [Audience(each) for each in row.audiences])
    )
    if not visible and not sees(function, report.kind, None, ()):
        return None
    standing = [
        row.published_at
        for row in versions
        if row.published_at is not None and row.state is not State.INGETROKKEN
    ]
    first = city_day(min(standing)) if standing else None
    newest = visible[0] if visible else None
    return ReportInSight(report, kind, period, newest, visible, first, function)


def words_of(row: VersionRow, readership: Readership) -> dict[str, str]:
    """The words of a version for a readership; an older version has one text for all."""
    if readership is Readership.PUBLIEK and row.public_words is not None:
        return row.public_words
    return row.words


def content_of(row: VersionRow, readership: Readership) -> bytes:
    """The figures of a version for a readership; an older version has one content for all."""
    if readership is Readership.PUBLIEK and row.public_content is not None:
        return row.public_content
    return row.content
