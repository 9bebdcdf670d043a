"""Parse XML into its elements, one row each: no I/O, run by the child process.

Expat reads it. A document type is refused, so that no entity is ever declared, small or far away.
"""

from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from chassis.uploads.limits import Fault, Limits, UnreadableFileError

DEEPEST = 64
_TEXT = 3
"""The place of the text in a row."""


def elements(data: bytes, limits: Limits) -> Iterator[list[Any]]:
    """Rows as ``chassis.uploads.read_xml`` describes them. Raises ``UnreadableFileError``."""
    rows: list[list[Any]] = []
    around: list[tuple[int, str, list[str]]] = []
    """Of each element that is open: its place, its namespace and its text so far."""

    def begin(name: str, attributes: list[str]) -> None:
        if len(around) == DEEPEST:
            raise UnreadableFileError(Fault.NO_XML, limits)
        if len(rows) == limits.rows:
            raise UnreadableFileError(Fault.TOO_MANY_ROWS, limits)
        namespace, _, local = name.rpartition(" ")
        outer = around[-1][1] if around else ""
        rows.append([len(around), local, "" if namespace == outer else namespace, "", *attributes])
        if len(rows[-1]) > limits.columns:
            raise UnreadableFileError(Fault.TOO_WIDE, limits, len(rows))
        around.append((len(rows) - 1, namespace, []))

    def end(_name: str) -> None:
        place, _, pieces = around.pop()
        rows[place][_TEXT] = "".join(pieces).strip()
        if any(len(cell) > limits.length for cell in rows[place][1:]):
            raise UnreadableFileError(Fault.CELL_TOO_LONG, limits, place + 1)

    def text(piece: str) -> None:
        around[-1][2].append(piece)

    def refuse(*_declaration: Any) -> None:
        raise UnreadableFileError(Fault.NO_XML, limits)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.ordered_attributes = True
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise UnreadableFileError(Fault.NO_XML, limits) from None
    yield from rows
