"""Import bank statements: each transaction once, on the one fine that it names, or looked at.

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
from enforcement.payments import match_line
from enforcement.payments.rules import identity
from enforcement.payments.rules.camt import read_statements
from enforcement.payments.rules.statement import (
    LineState,
    Statement,
    StatementLine,
    UnsoundStatementError,
    check_account,
    concerns_fines,
    single_reference,
)
from enforcement.payments.store import statements
from enforcement.payments.store.statements import LineSeen

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


async def import_statements(
    tx: Transaction, own: frozenset[str], found: Sequence[Statement], by: By
) -> ImportResult:
    """All of a file or nothing; ``own`` are the accounts on which fines are paid.

    Raises ``UnsoundStatementError``.
    """
    for statement in found:
        check_account(statement, own)
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
    marks = identity.sought(mark for line in statement.lines for mark in line.marks)
    earlier = await statements.seen(tx, statement.iban, marks, statement_id)
    wholes = await _parted(tx, statement, earlier)
    result.statements += 1
    for line in statement.lines:
        if line.key in known or _is_known(line, earlier, wholes):
            result.known += 1
            continue
        resembles = next((each for each in earlier if _may_be(line, each)), None)
        concerns = concerns_fines(line)
        row = await statements.keep_line(
            tx,
            statement_id,
            statement.iban,
            line,
            LineState.TE_BEKIJKEN if concerns else LineState.TERZIJDE,
            None if resembles is None else resembles.line.line_id,
        )
        if not concerns:
            result.aside += 1
        elif resembles is None and await _match(tx, row, line):
            result.matched += 1
        else:
            await statements.keep_payer(tx, row.line_id, line.payer)
            result.to_look_at += 1


async def _parted(
    tx: Transaction, statement: Statement, earlier: Sequence[LineSeen]
) -> list[LineSeen]:
    """Lines that waited as one amount of which this statement tells each payment: done with."""
    found = [
        seen
        for seen in earlier
        if seen.line.state is LineState.TE_BEKIJKEN
        and any(identity.is_whole_of(line.marks, line.booked_on, seen) for line in statement.lines)
    ]
    for seen in found:
        seen.line.state, seen.line.reason = LineState.TERZIJDE, match_line.PARTED
        seen.line.looked_at, seen.line.looked_by = tx.now, BANK.subject
        await statements.erase_payer(tx, seen.line.line_id)
    return found


def _is_known(line: StatementLine, earlier: Sequence[LineSeen], parted: Sequence[LineSeen]) -> bool:
    return any(
        identity.is_same(line.marks, line.booked_on, seen)
        or (identity.is_whole_of(line.marks, line.booked_on, seen) and seen not in parted)
        for seen in earlier
    )


def _may_be(line: StatementLine, seen: LineSeen) -> bool:
    return identity.may_be_same(line.marks, line.booked_on, seen)


async def _match(tx: Transaction, row: statements.Line, line: StatementLine) -> bool:
    """Book a line on the fine that it names, whatever is still owed there."""
    reference = single_reference(line)
    return reference is not None and await match_line.match_reference(tx, row, reference, BANK)


def _said(error: UnreadableFileError) -> LazyMessage:
    if error.fault in PASSED_ON:
        return error.text
    return lazy("Dit bestand is te groot of is geen rekeningafschrift in CAMT.053 of CAMT.054.")
