"""Import bank statements: each transaction once, on the one fine that it names, or looked at.

The bytes are read in a process of its own (``chassis.uploads``) before any transaction begins.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

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
    earlier = await _earlier(tx, statement, statement_id)
    parted = await _parted(tx, statement, earlier)
    result.statements += 1
    for line in statement.lines:
        alike = earlier.of(line)
        if line.key in known or _is_known(line, alike, parted):
            result.known += 1
            continue
        resembles = next((each for each in alike if _may_be(line, each)), None)
        concerns = concerns_fines(line)
        row = await statements.keep_line(
            tx,
            statement_id,
            statement.iban,
            line,
            LineState.TE_BEKIJKEN if concerns else LineState.TERZIJDE,
            None if resembles is None else resembles.line_id,
        )
        if not concerns:
            result.aside += 1
        elif resembles is None and await _match(tx, row, line):
            result.matched += 1
        else:
            await statements.keep_payer(tx, row.line_id, line.payer)
            result.to_look_at += 1


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Lines of other statements by the values of their marks: a file may tell of thousands."""

    by_value: Mapping[str, Sequence[LineSeen]]

    def of(self, line: StatementLine) -> list[LineSeen]:
        """Those that may be the same, each once."""
        values = {mark.value for mark in line.marks}
        found = {
            seen.line_id: seen for value in sorted(values) for seen in self.by_value.get(value, ())
        }
        return [*found.values()]


async def _earlier(tx: Transaction, statement: Statement, statement_id: UUID) -> _Earlier:
    marks = {mark for line in statement.lines for mark in line.marks}
    by_value = defaultdict(list)
    for seen in await statements.seen(tx, statement.iban, marks, statement_id):
        for mark in seen.marks:
            by_value[mark.value].append(seen)
    return _Earlier(by_value)


async def _parted(tx: Transaction, statement: Statement, earlier: _Earlier) -> set[UUID]:
    """Lines that waited as one amount of which this statement tells each payment: done with."""
    wholes = {
        seen.line_id
        for line in statement.lines
        for seen in earlier.of(line)
        if seen.state == LineState.TE_BEKIJKEN
        and identity.is_whole_of(line.marks, line.booked_on, seen)
    }
    parted = set()
    for line_id in sorted(wholes):
        row = await statements.get_for_update(tx, line_id)
        if row.state is LineState.TE_BEKIJKEN:  # nobody looked at it meanwhile
            row.state, row.reason = LineState.TERZIJDE, match_line.PARTED
            row.looked_at, row.looked_by = tx.now, BANK.subject
            await statements.erase_payer(tx, line_id)
            parted.add(line_id)
    return parted


def _is_known(line: StatementLine, alike: Sequence[LineSeen], parted: set[UUID]) -> bool:
    return any(
        identity.is_same(line.marks, line.booked_on, seen)
        or (identity.is_whole_of(line.marks, line.booked_on, seen) and seen.line_id not in parted)
        for seen in alike
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
