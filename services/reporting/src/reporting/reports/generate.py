"""Generate the figures of a report: its first version, once more, or an erratum."""

import asyncio
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from reporting.care.read_year import read_year
from reporting.care.rules.year import CareYear
from reporting.indicators.catalogue import catalogue
from reporting.indicators.compute import gather
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.inspections import inspections_by_day
from reporting.indicators.rules.terms import terms_met
from reporting.periods.rules import Period, PeriodKind
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.report_content.rules.canonical import canonical, digest, read
from reporting.report_content.rules.content import Report
from reporting.report_content.rules.differences import Difference, differences, revise
from reporting.report_content.rules.for_public import for_public
from reporting.report_content.rules.readership import Readership
from reporting.report_register import kinds, take_step
from reporting.report_register.rules.kind import Audience, Kind, must_hold
from reporting.report_register.rules.lifecycle import State, Step
from reporting.report_register.store import reports
from reporting.report_register.store.tables import ReportRow, VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports.rules.builders import build
from reporting.reports.rules.material import IndicatorFigure, Material


async def generate(tx: Transaction, report_id: UUID, by: Signer) -> VersionRow:
    """The first version, with the figures as they are known now. Raises ``StepRefusedError``."""
    planned = await reports.lock(tx, report_id)
    if await reports.versions(tx, report_id):
        raise StepRefusedError(lazy("Dit rapport is al opgemaakt."))
    return await _add(tx, planned, await figures_now(tx, planned), 1, by)


async def regenerate(tx: Transaction, report_id: UUID, by: Signer, *, seen: int) -> VersionRow:
    """The figures of a version that nobody checked yet, once more; its words stay."""
    row = await take_step.begin(tx, report_id, Step.GENEREREN, seen=seen)
    planned = await reports.get(tx, report_id)
    await _set_figures(tx, row, await figures_now(tx, planned))
    row.makers = sorted({*row.makers, by.subject})
    await take_step.note(tx, row, Step.GENEREREN, by)
    return row


async def correct(tx: Transaction, report_id: UUID, reason: str, by: Signer) -> VersionRow:
    """An erratum: the next version of a published report, with what differs marked ``[r]``.

    Raises ``StepRefusedError`` while another version is under way, or where nothing differs.
    """
    planned = await reports.lock(tx, report_id)
    newest = next(iter(await reports.versions(tx, report_id)), None)
    if newest is None or newest.state not in {State.GEPUBLICEERD, State.INGETROKKEN}:
        raise StepRefusedError(lazy("Een erratum volgt op een gepubliceerd rapport."))
    if names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
    report = await figures_now(tx, planned)
    if newest.state is State.GEPUBLICEERD and not differences(read(newest.content), report):
        raise StepRefusedError(lazy("Er is niets veranderd: alle cijfers zijn dezelfde."))
    return await _add(tx, planned, report, newest.version + 1, by, reason=reason, before=newest)


async def differences_now(tx: Transaction, row: VersionRow) -> tuple[Difference, ...]:
    """The figures that changed since the version was generated."""
    return differences(
        read(row.content), await figures_now(tx, await reports.get(tx, row.report_id))
    )


async def figures_now(tx: Transaction, planned: ReportRow) -> Report:
    """The report as it would be generated now, without a mark of what was revised."""
    period = Period.parse(planned.period)
    kind = must_hold(kinds.for_period(planned.kind, period), period)
    return Report(
        kind=kind.code,
        period=period.id,
        title=kind.title_of(period),
        as_of=tx.now,
        sections=build(kind, await _material(tx, period, kind.indicators)),
    )


async def _material(tx: Transaction, period: Period, beginnings: tuple[str, ...]) -> Material:
    today = city_day(tx.now)
    evidence = await gather(tx, period, today)
    earlier = await gather(tx, period.previous, today) if period.previous else None
    return Material(
        period=period,
        as_of=tx.now,
        ended=period.ended(today),
        care=evidence.care,
        terms=terms_met(evidence),
        inspected=inspections_by_day(evidence),
        care_year=await _care_year(tx, period),
        figures={
            name: IndicatorFigure(
                id=name,
                action=entry.action,
                wording=entry.wording,
                definition=entry.definition,
                unit=entry.unit,
                source=entry.source,
                source_service=entry.source_service,
                counts=entry.counts,
                counts_of=entry.counts_of,
                outcome=answer(name, evidence),
                before=answer(name, earlier) if earlier else None,
            )
            for name, entry in catalogue().items()
            if name.startswith(beginnings)
        },
    )


async def _care_year(tx: Transaction, period: Period) -> CareYear | None:
    if period.kind is not PeriodKind.JAAR:
        return None
    return await read_year(tx, period.year, revised=True)


async def _set_figures(tx: Transaction, row: VersionRow, report: Report) -> None:
    """Keep the figures for who serves the plan, and those that follow from them for everybody."""
    before = await last_published(tx, row.report_id, row.version)
    content = canonical(revise(report, read(before.content)) if before else report)
    row.content, row.digest, row.as_of = content, digest(content), tx.now
    row.public_content = row.public_digest = None
    if Audience.PUBLIEK in kind_of(report).audiences:
        public = await asyncio.to_thread(for_public, report)
        seen = await last_published(tx, row.report_id, row.version, Readership.PUBLIEK)
        if seen is not None and seen.public_content is not None:
            public = revise(public, read(seen.public_content))
        row.public_content = canonical(public)
        row.public_digest = digest(row.public_content)


def kind_of(report: Report) -> Kind:
    period = Period.parse(report.period)
    return must_hold(kinds.for_period(report.kind, period), period)


async def last_published(
    tx: Transaction,
    report_id: UUID,
    before: int | None = None,
    readership: Readership = Readership.INTERN,
) -> VersionRow | None:
    """The newest version, of those before the given one, that its readers have seen."""
    return next(
        (
            row
            for row in await reports.versions(tx, report_id)
            if row.published_at is not None
            and (before is None or row.version < before)
            and (readership is Readership.INTERN or Audience.PUBLIEK in row.audiences)
        ),
        None,
    )


async def _add(
    tx: Transaction,
    planned: ReportRow,
    report: Report,
    number: int,
    by: Signer,
    *,
    reason: str | None = None,
    before: VersionRow | None = None,
) -> VersionRow:
    """``before`` is the version of which it takes over the words."""
    row = VersionRow(
        report_id=planned.report_id,
        version=number,
        state=State.GEGENEREERD,
        edition=0,
        as_of=tx.now,
        content=b"",
        digest="",
        words=before.words if before else {},
        public_words=before.public_words if before else {},
        makers=[by.subject],
        audiences=[*kind_of(report).default_audiences],
        reason=reason,
    )
    await _set_figures(tx, row, report)
    await take_step.note(tx, row, Step.GENEREREN, by, reason)
    return row
