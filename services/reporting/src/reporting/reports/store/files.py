"""Files of published versions: written once, and given as they are."""

from uuid import UUID

from sqlmodel import select

from chassis.db import Transaction
from reporting.reports.rules.canonical import digest
from reporting.reports.rules.formats import Format
from reporting.reports.store.tables import FileRow


async def add(
    tx: Transaction, report_id: UUID, version: int, format_: Format, content: bytes
) -> None:
    tx.session.add(
        FileRow(
            report_id=report_id,
            version=version,
            format=format_,
            content=content,
            digest=digest(content),
        )
    )
    await tx.session.flush()


async def get(tx: Transaction, report_id: UUID, version: int, format_: Format) -> FileRow | None:
    return await tx.session.get(FileRow, (report_id, version, format_))


async def formats(tx: Transaction, report_id: UUID, version: int) -> list[Format]:
    """The formats in which a version was published."""
    query = select(FileRow.format).where(FileRow.report_id == report_id, FileRow.version == version)
    known = set((await tx.session.exec(query)).all())
    return [each for each in Format if each in known]
