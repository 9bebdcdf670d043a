"""Publish an approved version, once and for all; or take one back."""

import asyncio
from collections.abc import Callable
from functools import partial
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from reporting.periods.rules import Period
from reporting.regie.rules.no_names import NAMES_SOMEBODY, names_somebody
from reporting.report_content.rules.canonical import read
from reporting.report_content.rules.differences import differences
from reporting.report_content.rules.readership import Readership
from reporting.report_register import kinds, take_step
from reporting.report_register.read_reports import content_of, words_of
from reporting.report_register.rules.formats import Format
from reporting.report_register.rules.kind import Audience, must_hold
from reporting.report_register.rules.lifecycle import State, Step
from reporting.report_register.store import files, reports
from reporting.report_register.store.tables import VersionRow
from reporting.report_register.take_step import Signer
from reporting.reports.generate import last_published
from reporting.reports.render_html import as_html
from reporting.reports.render_package import as_package
from reporting.reports.render_pdf import as_pdf
from reporting.reports.render_tables import as_csv, as_sdmx, as_workbook
from reporting.reports.rules.edition import Edition
from reporting.reports.sign import frozen_digest, is_intact, must_suit
from reporting.settings import ReportingSettings

NOT_SIGNED = "nog niet goedgekeurd"
"""In the place of the hash, in a draft."""
RENDERERS = {
    Format.HTML: as_html,
    Format.PDF: as_pdf,
    Format.XLSX: as_workbook,
    Format.CSV: as_csv,
    Format.SDMX: as_sdmx,
}


async def publish_report(
    tx: Transaction, report_id: UUID, by: Signer, settings: ReportingSettings, *, seen: int
) -> VersionRow:
    """Make the files of an approved version and keep them; a version before it is replaced.

    Raises ``StepRefusedError`` when what is there is not what was signed.
    """
    row = await take_step.begin(tx, report_id, Step.PUBLICEREN, seen=seen)
    if not is_intact(row):
        raise StepRefusedError(
            lazy("De cijfers of de tekst zijn niet meer die welke zijn goedgekeurd.")
        )
    must_suit(row, row.audiences)
    before = await last_published(tx, report_id, row.version)
    if before is not None and before.state is State.GEPUBLICEERD:
        await take_step.note(tx, before, Step.VERVANGEN, by)
    row.published_at = tx.now
    await take_step.note(tx, row, Step.PUBLICEREN, by)
    await long_work.computes(tx)
    await _keep(tx, row, Readership.INTERN, _render)
    if Audience.PUBLIEK in row.audiences:
        await _keep(tx, row, Readership.PUBLIEK, partial(_with_package, settings))
    return row


async def _keep(
    tx: Transaction,
    row: VersionRow,
    readership: Readership,
    render: Callable[[Edition], dict[Format, bytes]],
) -> None:
    rendered = await asyncio.to_thread(render, await edition_of(tx, row, readership))
    for format_, content in rendered.items():
        await files.add(tx, row.report_id, row.version, format_, content, readership)


async def withdraw(
    tx: Transaction, report_id: UUID, reason: str, by: Signer, *, seen: int
) -> VersionRow:
    """Take back the published version: it counts no more, and may only be replaced."""
    if names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
    row = await take_step.begin(tx, report_id, Step.INTREKKEN, seen=seen)
    await take_step.note(tx, row, Step.INTREKKEN, by, reason)
    return row


async def edition_of(tx: Transaction, row: VersionRow, readership: Readership) -> Edition:
    """A version as its files show it to its readers; of a draft as they would."""
    planned = await reports.get(tx, row.report_id)
    period = Period.parse(planned.period)
    before = await last_published(tx, row.report_id, row.version, readership)
    report = read(content_of(row, readership))
    public = report.readership is Readership.PUBLIEK
    earlier = before and (before.public_content if public else before.content)
    return Edition(
        report=report,
        words=words_of(row, readership),
        kind=must_hold(kinds.for_period(planned.kind, period), period),
        version=row.version,
        audiences=tuple(Audience(each) for each in row.audiences),
        frozen=frozen_digest(row, readership) if row.frozen else NOT_SIGNED,
        reason=row.reason,
        changes=differences(read(earlier), report) if earlier else (),
    )


async def render_draft(edition: Edition, format_: Format) -> bytes:
    """A file of a version that is not published yet, for those who work on it."""
    return await asyncio.to_thread(RENDERERS[format_], edition)


def _render(edition: Edition) -> dict[Format, bytes]:
    return {format_: renderer(edition) for format_, renderer in RENDERERS.items()}


def _with_package(settings: ReportingSettings, edition: Edition) -> dict[Format, bytes]:
    rendered = _render(edition)
    return {**rendered, Format.ZIP: as_package(edition, rendered, settings)}
