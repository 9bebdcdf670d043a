"""Import bank statements: each line once, booked on the one fine that it names, or to be looked at.

The bytes are read in a process of its own (``chassis.uploads``) before any transaction begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from chassis.uploads import Fault, Limits, UnreadableFileError
from chassis.uploads.reader import read_xml
from enforcement.cases.store.timeline import By
from enforcement.payments import book
from enforcement.payments.rules.statement import (
    LineState,
    Statement,
    StatementLine,
    UnsoundStatementError,
    concerns_fines,
    read_statements,
    single_reference,
)
from enforcement.payments.store import claims, statements

LIMITS = Limits(rows=400_000, columns=20)
BANK = By("systeem", "rekeningafschrift")
PASSED_ON = {Fault.NO_XML, Fault.TOO_LARGE, Fault.BUSY}


@dataclass(slots=True)
class ImportResult:
    """``known``: lines, or whole statements, that were read before and did nothing now."""

    statements: int = 0
    known: int = 0
    matched: int = 0
    to_look_at: int = 0
    aside: int = 0


async def parse(content: bytes) -> list[Statement]:
    """The statements of an uploaded file. Raises ``UnsoundStatementError``."""
    if not content:
        raise UnsoundStatementError(lazy("Kies een bestand."))
    try:
        return read_statements(await read_xml(content, LIMITS))
    except UnreadableFileError as error:
        raise UnsoundStatementError(_said(error)) from None


async def import_statements(tx: Transaction, found: Sequence[Statement], by: By) -> ImportResult:
    """All of a file or nothing. Raises ``UnsoundStatementError``."""
    await statements.lock_accounts(tx, {statement.iban for statement in found})
    result = ImportResult()
    for statement in found:
        await _import(tx, statement, by, result)
    return result


async def _import(tx: Transaction, statement: Statement, by: By, result: ImportResult) -> None:
    today = city_day(tx.now)
    if any(line.booked_on > today for line in statement.lines):
        raise UnsoundStatementError(lazy("Dit afschrift heeft een boeking in de toekomst."))
    before = await statements.find(tx, statement.iban, statement.reference)
    if before is not None and before.digest != statement.digest:
        raise UnsoundStatementError(
            lazy("Dit afschrift is al ingelezen met andere bedragen. Vraag de bank wat juist is.")
        )
    if before is not None:
        result.known += len(statement.lines)
        return
    keys = [line.key for line in statement.lines]
    statement_id = await statements.keep(tx, statement, by.subject)
    known = await statements.known_keys(tx, statement.iban, keys)
    result.statements += 1
    for line in statement.lines:
        if line.key in known:
            result.known += 1
            continue
        if not concerns_fines(line):
            await statements.keep_line(tx, statement_id, statement.iban, line, LineState.TERZIJDE)
            result.aside += 1
            continue
        row = await statements.keep_line(
            tx, statement_id, statement.iban, line, LineState.TE_BEKIJKEN
        )
        if await _match(tx, row, line):
            result.matched += 1
        else:
            await statements.keep_payer(tx, row.line_id, line.payer)
            result.to_look_at += 1


async def _match(tx: Transaction, row: statements.Line, line: StatementLine) -> bool:
    """Book a line on the claim that it names, whatever is still owed there."""
    reference = single_reference(line)
    case_id = None if reference is None else await claims.case_of_reference(tx, reference)
    if case_id is None:
        return False
    await book.register_payment(
        tx, case_id, line.amount_cents, line.booked_on, BANK, line_id=row.line_id
    )
    row.state, row.case_id = LineState.GEKOPPELD, case_id
    row.looked_at, row.looked_by = tx.now, BANK.subject
    await tx.session.flush()
    return True


def _said(error: UnreadableFileError) -> LazyMessage:
    if error.fault in PASSED_ON:
        return error.text
    return lazy("Dit bestand is te groot of is geen rekeningafschrift in CAMT.053.")
