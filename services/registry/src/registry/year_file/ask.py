"""Ask for rows of the year file: a purpose and a reason first, the rows afterwards."""

from uuid import uuid4

from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from chassis.web import Actor
from registry.minimum_format.rules.columns import TableName
from registry.year_file import store
from registry.year_file.rules import FileFormat, wrong_reason
from registry.year_file.store import YearFileTaking


async def ask(
    tx: Transaction,
    year: int,
    table: TableName,
    file_format: FileFormat,
    *,
    actor: Actor,
    purpose: str,
    reason: str | None,
) -> YearFileTaking:
    """Note what this person alone may fetch now. Raises ``FieldRefusedError``.

    A program gives no reason: its purpose stands in the request, and it in the log.
    """
    if reason is not None and (wrong := wrong_reason(reason)):
        raise FieldRefusedError("reason", wrong)
    taking = YearFileTaking(
        taking_id=uuid4(),
        asked_at=tx.now,
        subject=actor.subject,
        function=str(actor.function),
        organisation=actor.organisation,
        year=year,
        table_name=table,
        format=file_format,
        purpose=purpose,
        reason=reason.strip() if reason else None,
    )
    await store.add(tx, taking)
    return taking
