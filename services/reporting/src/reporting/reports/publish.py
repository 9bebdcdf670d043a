"""Publish an approved version, once and for all; or take one back."""

import asyncio
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from reporting.indicators.rules.periods import Period
from reporting.regie.rules.minutes import NAMES_SOMEBODY, names_somebody
from reporting.reports import kinds, take_step
from reporting.reports.generate import last_published
from reporting.reports.render_html import as_html
from reporting.reports.render_package import as_package
from reporting.reports.render_pdf import as_pdf
from reporting.reports.render_tables import as_csv, as_sdmx, as_workbook
from reporting.reports.rules.canonical import read
from reporting.reports.rules.differences import differences
from reporting.reports.rules.formats import Edition, Format
from reporting.reports.rules.kind import Audience, must_hold
from reporting.reports.rules.lifecycle import State, Step
from reporting.reports.sign import is_intact
from reporting.reports.store import files, reports
from reporting.reports.store.tables import VersionRow
from reporting.reports.take_step import Signer
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
    before = await last_published(tx, report_id, row.version)
    if before is not None and before.state is State.GEPUBLICEERD:
        await take_step.note(tx, before, Step.VERVANGEN, by)
    row.published_at = tx.now
    await take_step.note(tx, row, Step.PUBLICEREN, by)
    edition = await edition_of(tx, row)
    await long_work.computes(tx)
    rendered = await asyncio.to_thread(_render, edition)
    if Audience.PUBLIEK in edition.audiences:
        rendered[Format.ZIP] = await asyncio.to_thread(as_package, edition, rendered, settings)
    for format_, content in rendered.items():
        await files.add(tx, report_id, row.version, format_, content)
    return row


async def withdraw(
    tx: Transaction, report_id: UUID, reason: str, by: Signer, *, seen: int
) -> VersionRow:
    """Take back the published version: it counts no more, and may only be replaced."""
    if names_somebody(reason):
        raise FieldRefusedError("reason", NAMES_SOMEBODY)
    row = await take_step.begin(tx, report_id, Step.INTREKKEN, seen=seen)
    await take_step.note(tx, row, Step.INTREKKEN, by, reason)
    return row


async def edition_of(tx: Transaction, row: VersionRow) -> Edition:
    """A version as its files show it; of a draft as they would."""
    planned = await reports.get(tx, row.report_id)
    period = Period.parse(planned.period)
    before = await last_published(tx, row.report_id, row.version)
    report = read(row.content)
    return Edition(
        report=report,
        words=row.words,
        kind=must_hold(kinds.for_period(planned.kind, period), period),
        version=row.version,
        audiences=tuple(Audience(each) for each in row.audiences),
        frozen=row.frozen or NOT_SIGNED,
        reason=row.reason,
        changes=differences(read(before.content), report) if before else (),
    )


async def render_draft(edition: Edition, format_: Format) -> bytes:
    """A file of a version that is not published yet, for those who work on it."""
    return await asyncio.to_thread(RENDERERS[format_], edition)


def _render(edition: Edition) -> dict[Format, bytes]:
    return {format_: renderer(edition) for format_, renderer in RENDERERS.items()}
