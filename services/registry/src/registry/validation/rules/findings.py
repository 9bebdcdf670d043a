"""Results of a validation: errors, and questions for a person."""

from dataclasses import dataclass
from enum import StrEnum

from chassis.messages import LazyMessage
from registry.minimum_format.rules.columns import TableName


class ErrorKind(StrEnum):
    """The kinds of error by which a delivery is put right, a kind at a time."""

    UNKNOWN_COLUMN = "unknown-column"
    CLOSED_COLUMN = "closed-column"
    DOUBLE_COLUMN = "double-column"
    MISSING_COLUMN = "missing-column"
    TOO_WIDE = "too-wide"
    REQUIRED = "required"
    UNKNOWN_CODE = "unknown-code"
    TOO_MANY_CODES = "too-many-codes"
    DOUBLE_CODE = "double-code"
    MONTH = "month"
    OUTSIDE_PERIOD = "outside-period"
    NUMBER = "number"
    PSEUDONYM = "pseudonym"
    IDENTIFIER = "identifier"
    """A name or number of somebody where a code should stand: it is nowhere kept."""
    UNKNOWN_CLIENT = "unknown-client"
    DOUBLE_ROW = "double-row"
    MINOR = "minor"
    COMBINATION = "combination"
    OTHER = "other"
    """Several kinds together, when there are very many."""


OF_HEADER = frozenset(
    {
        ErrorKind.UNKNOWN_COLUMN,
        ErrorKind.CLOSED_COLUMN,
        ErrorKind.DOUBLE_COLUMN,
        ErrorKind.MISSING_COLUMN,
    }
)
"""Where the header itself is wrong, what rows miss says nothing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An error. ``row`` is the number in the file, that of the header for the table as a whole;
    ``reason`` in Dutch, which a page translates.

    ``meant`` is the suggestion for the whole cell. ``written`` is what stands there, and only for
    spellings that can be no name: anything else stays in the file.
    """

    table: TableName
    row: int
    column: str | None
    reason: LazyMessage
    kind: ErrorKind
    written: str | None = None
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Not wrong, but somebody should look. ``text`` in Dutch, which a page
    translates, with numbers only."""

    table: TableName
    text: LazyMessage
