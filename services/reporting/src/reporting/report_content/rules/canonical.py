"""Canonical JSON of a report: the same content gives the same bytes, and so the same hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from contracts.codes import CountKind
from reporting.charts.rules.pictures import PictureKind
from reporting.figures.rules.remarks import Remark
from reporting.report_content.rules.content import Cell, Report, Section, Table
from reporting.report_content.rules.marks import Mark
from reporting.report_content.rules.readership import Readership


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
        **({"readership": report.readership} if report.readership is not Readership.INTERN else {}),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "paragraphs": list(section.paragraphs),
        **_said_to_all(section.paragraphs),
        "tables": [_table(table) for table in section.tables],
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "code": table.code,
        "caption": table.caption,
        "header": list(table.header),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "notes": list(table.notes),
        **_said_to_all(table.notes),
        "keys": table.keys,
        "persons": table.persons,
        **({"counts": [*table.counts]} if table.counts else {}),
        **({"adds": [*table.adds]} if table.adds else {}),
        **({"source": table.source} if table.source else {}),
        **({"picture": table.picture} if table.picture else {}),
        **({"inside": [*table.inside]} if table.inside else {}),
    }


def _said_to_all(texts: Iterable[str]) -> dict[str, dict[str, str]]:
    """By its text, what everybody reads in place of a remark."""
    said = {str(each): each.for_all for each in texts if isinstance(each, Remark)}
    return {"saidToAll": said} if said else {}


def _cell(cell: Cell) -> Any:
    known = {"first": cell.first, "terms": cell.terms or None, "least": cell.least}
    more = {name: value for name, value in known.items() if value is not None}
    if cell.mark is None and not cell.margin and not more:
        return cell.value
    return {"value": cell.value, "mark": cell.mark, "margin": cell.margin, **more}


def read(content: bytes) -> Report:
    """The report that these bytes are; of releases up to 0.2 without what its figures count."""
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
                paragraphs=_read_words(section["paragraphs"], section),
                tables=tuple(_read_table(table) for table in section["tables"]),
            )
            for section in told["sections"]
        ),
        readership=Readership(told.get("readership", Readership.INTERN)),
    )


def _read_table(told: dict[str, Any]) -> Table:
    return Table(
        code=told["code"],
        caption=told["caption"],
        header=tuple(told["header"]),
        rows=tuple(tuple(_read_cell(cell) for cell in row) for row in told["rows"]),
        notes=_read_words(told["notes"], told),
        keys=told["keys"],
        counts=tuple(CountKind(each) for each in told.get("counts", ())),
        adds=tuple(told.get("adds", ())),
        source=told.get("source", ""),
        picture=PictureKind(told["picture"]) if "picture" in told else None,
        inside=tuple(told.get("inside", ())),
    )


def _read_words(texts: Iterable[str], told: Mapping[str, Any]) -> tuple[str, ...]:
    said = told.get("saidToAll", {})
    return tuple(Remark(each, said[each]) if each in said else each for each in texts)


def _read_cell(told: Any) -> Cell:
    if not isinstance(told, dict):
        return Cell(told)
    mark = None if told["mark"] is None else Mark(told["mark"])
    return Cell(
        told["value"],
        mark,
        told["margin"],
        told.get("first"),
        told.get("terms", 0),
        told.get("least"),
    )
