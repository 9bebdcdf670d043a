"""Files of published versions, by who may read them: written once, and given as they are."""

from uuid import UUID

from sqlmodel import select

from chassis.db import Transaction
from reporting.report_content.rules.canonical import digest
from reporting.report_content.rules.readership import Readership
from reporting.report_register.rules.formats import Format
from reporting.report_register.store.tables import FileRow, PublicFileRow

TABLE: dict[Readership, type[FileRow] | type[PublicFileRow]] = {
    Readership.INTERN: FileRow,
    Readership.PUBLIEK: PublicFileRow,
}


async def add(
    tx: Transaction,
    report_id: UUID,
    version: int,
    format_: Format,
    content: bytes,
    readership: Readership = Readership.INTERN,
) -> None:
    tx.session.add(
        TABLE[readership](
            report_id=report_id,
            version=version,
            format=format_,
            content=content,
            digest=digest(content),
        )
    )
    await tx.session.flush()


async def get(
    tx: Transaction,
    report_id: UUID,
    version: int,
    format_: Format,
    readership: Readership = Readership.INTERN,
) -> FileRow | PublicFileRow | None:
    return await tx.session.get(TABLE[readership], (report_id, version, format_))


async def formats(
    tx: Transaction, report_id: UUID, version: int, readership: Readership = Readership.INTERN
) -> list[Format]:
    """The formats in which a version was published."""
    table = TABLE[readership]
    query = select(table.format).where(table.report_id == report_id, table.version == version)
    known = set((await tx.session.exec(query)).all())
    return [each for each in Format if each in known]
