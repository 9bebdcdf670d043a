"""Lines of CSV as offices save it: encodings and separators are found out, not asked."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from databank.legacy_import.rules.rows import FormatError

_SEPARATORS = ";,\t|"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """A record of the file; with line breaks in its fields it spans several lines."""

    first: int
    last: int
    fields: list[str]
    trouble: str | None = None

    @property
    def place(self) -> str:
        return (
            f"regel {self.first}" if self.first == self.last else f"regels {self.first}-{self.last}"
        )

    def __repr__(self) -> str:
        return f"<{self.place}>"


def encoding(path: Path) -> str:
    """The encoding, by byte order mark; then UTF-8 when all of it is; then cp1252, as Access."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def header(path: Path, expected: Sequence[str]) -> tuple[str, list[str]]:
    """Separator and names of the columns: the separator that finds most names expected."""
    with path.open(encoding=encoding(path), errors="replace", newline="") as file:
        first = file.readline()

    def named(separator: str) -> list[str]:
        return [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]

    best = max(_SEPARATORS, key=lambda separator: len(set(named(separator)) & set(expected)))
    return best, named(best)


def lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[list[str], Line]]:
    """The records under the header, each with the names of the columns.

    Raises :class:`FormatError` when a column is missing. A record with too few or too many fields,
    or with a quote that nobody closed, comes with its trouble.
    """
    separator, names = header(path, columns)
    missing = [name for name in columns if name not in names]
    if missing:
        raise FormatError(f"Deze kolommen ontbreken: {', '.join(missing)}.")
    with path.open(encoding=encoding(path), errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=separator, doublequote=True, strict=True)
        next(reader)
        while True:
            first = reader.line_num + 1
            try:
                fields = next(reader)
            except StopIteration:
                return
            except csv.Error:
                why = "Een aanhalingsteken op deze regel is niet gesloten of staat verkeerd."
                yield names, Line(first, max(first, reader.line_num), [], why)
                continue
            if not any(field.strip() for field in fields):
                continue
            why = f"Deze regel heeft {len(fields)} velden in plaats van {len(names)}."
            trouble = why if len(fields) != len(names) else None
            yield names, Line(first, reader.line_num, fields, trouble)
