"""Results of a validation: errors, and questions for a person."""

from dataclasses import dataclass

from registry.deliveries.rules.minimum_format import TableName


@dataclass(frozen=True, slots=True)
class Finding:
    """An error. ``row`` is the number in the file, where the header is row 1; the whole table is
    row 1 too. ``reason`` in Dutch."""

    table: TableName
    row: int
    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """Not wrong, but somebody should look. ``text`` in Dutch, with numbers only."""

    table: TableName
    text: str
