"""Canonical JSON of a report: the same content gives the same bytes, and so the same hash."""

import hashlib
import json
from datetime import datetime
from typing import Any

from reporting.charts.rules.pictures import PictureKind
from reporting.reports.rules.content import Cell, Report, Section, Table
from reporting.reports.rules.marks import Mark


def canonical(report: Report) -> bytes:
    """Sorted keys, no white space, UTF-8 (as RFC 8785 has it for texts and whole numbers)."""
    return canonical_json(document(report))


def canonical_json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def document(report: Report) -> dict[str, Any]:
    return {
        "kind": report.kind,
        "period": report.period,
        "title": report.title,
        "asOf": report.as_of.isoformat(),
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "code": table.code,
        "caption": table.caption,
        "header": list(table.header),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "notes": list(table.notes),
        "keys": table.keys,
        "persons": table.persons,
        **({"picture": table.picture} if table.picture else {}),
    }


def _cell(cell: Cell) -> Any:
    if cell.mark is None and not cell.margin:
        return cell.value
    return {"value": cell.value, "mark": cell.mark, "margin": cell.margin}


def read(content: bytes) -> Report:
    """The report that these bytes are."""
    told = json.loads(content)
    return Report(
        kind=told["kind"],
        period=told["period"],
        title=told["title"],
        as_of=datetime.fromisoformat(told["asOf"]),
        sections=tuple(
            Section(
                code=section["code"],
                title=section["title"],
                paragraphs=tuple(section["paragraphs"]),
                tables=tuple(_read_table(table) for table in section["tables"]),
            )
            for section in told["sections"]
        ),
    )


def _read_table(told: dict[str, Any]) -> Table:
    return Table(
        code=told["code"],
        caption=told["caption"],
        header=tuple(told["header"]),
        rows=tuple(tuple(_read_cell(cell) for cell in row) for row in told["rows"]),
        notes=tuple(told["notes"]),
        keys=told["keys"],
        persons=told["persons"],
        picture=PictureKind(told["picture"]) if "picture" in told else None,
    )


def _read_cell(told: Any) -> Cell:
    if not isinstance(told, dict):
        return Cell(told)
    mark = None if told["mark"] is None else Mark(told["mark"])
    return Cell(told["value"], mark, told["margin"])
