"""Bank statements: what a line of one is, and what may become of it without a person.

How a bank writes them is in ``camt``; when two of them tell of one transaction, in ``identity``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from enforcement.payments.rules.identity import Mark

FIELD = "bestand"
LAST_DIGITS = 4
"""Of an account that is not the city's: enough to find the file, and to name nobody."""


class LineState(StrEnum):
    TE_BEKIJKEN = "te_bekijken"
    GEKOPPELD = "gekoppeld"
    TERZIJDE = "terzijde"


class UnsoundStatementError(FieldRefusedError):
    """The file is no statement that can be booked; nothing of it is kept."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__(FIELD, reason)


class LineNotFoundError(NotFoundError):
    """There is no such line of a statement."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze lijn"))


@dataclass(frozen=True, slots=True, repr=False)
class Payer:
    """The other side of a line, as the bank names it; prints nothing."""

    name: str
    iban: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """``key`` is the same whenever the same statement tells of this transaction; ``marks`` say in
    any other file that it is the same.

    ``amount_cents`` is negative for money that left. ``references`` are those of fines in its text.
    ``returned``: the bank took back what it booked before, or a payment came back. ``bundled``:
    several transactions in one amount, which the bank does not part.
    """

    key: str
    amount_cents: int
    booked_on: date
    references: tuple[str, ...]
    payer: Payer
    marks: frozenset[Mark]
    returned: bool = False
    bundled: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """``digest`` is of all its lines: the same statement twice is the same digest."""

    iban: str
    reference: str
    lines: tuple[StatementLine, ...]

    @property
    def digest(self) -> str:
        lines = "\n".join(f"{each.key} {each.amount_cents}" for each in self.lines)
        return sha256(lines.encode()).hexdigest()


def single_reference(line: StatementLine) -> str | None:
    """The one fine that a payment names; None when it names none, or several, or is no payment."""
    if line.amount_cents <= 0 or line.returned or line.bundled or len(line.references) != 1:
        return None
    return line.references[0]


def concerns_fines(line: StatementLine) -> bool:
    """Whether finance has to look at a line; money that left without our reference is not ours,
    unless it is a payment that came back.
    """
    return line.amount_cents > 0 or line.returned or bool(line.references)


def check_account(statement: Statement, own: frozenset[str]) -> None:
    """Only what came on an account of the city pays a fine. Raises ``UnsoundStatementError``."""
    if statement.iban not in own:
        raise UnsoundStatementError(
            lazy(
                "Dit afschrift is van een rekening die eindigt op %(digits)s. Dat is geen rekening "
                "van de stad voor geldboetes. Er is niets geboekt.",
                digits=statement.iban[-LAST_DIGITS:],
            )
        )
