"""Agenda as files: a PDF that is archived and read aloud, and a table for a spreadsheet.

Both are in Dutch, whatever language the secretary works in.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

import typst

from chassis.web.exports.file_formats import harmless
from enforcement.mayor_measures.agenda import OrderItem
from enforcement.mayor_measures.labels import ASKED, BASIS, CONTENT
from enforcement.mayor_measures.labels import KIND as MEASURE
from enforcement.sanctions.agenda import Agenda, AgendaItem
from enforcement.sanctions.labels import BODY, DEFENCE, KIND

FactInWords = Callable[[str], str]
COLUMNS: Mapping[str, str] = {
    "number": "dossier",
    "place": "pand",
    "owner": "eigenaar",
    "fact": "feit",
    "fact_on": "dag van het feit",
    "warned_on": "gewaarschuwd op",
    "next_fact_on": "volgende vaststelling op",
    "defence": "verweer",
    "kind": "voorstel",
    "motivation": "motivering",
    "proportionality": "evenredigheid",
    "measure": "maatregel",
    "basis": "rechtsgrond",
    "content": "bevel",
    "signed_on": "ondertekend op",
    "last_day": "laatste dag",
}
UNKNOWN_PLACE = "Plaats zonder vergunning: het adres staat in het dossier"


def as_pdf(agenda: Agenda, fact: FactInWords, made_on: date) -> bytes:
    """PDF/A-2a and PDF/UA-1. Blocking: run it in a thread."""
    told = {
        "body": BODY[agenda.body],
        "meets_on": f"{agenda.meets_on:%d/%m/%Y}",
        "made_on": f"{made_on:%d/%m/%Y}",
        "dated": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "items": [_said(item, fact) for item in agenda.due],
        "orders": [_ordered(item) for item in agenda.orders],
    }
    source = (files("enforcement") / "data" / "agenda.typ").read_bytes()
    sources: Any = {"main": source}
    compiler = typst.Compiler(
        sources, ignore_system_fonts=True, sys_inputs={"told": json.dumps(told)}
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(pdf, bytes)
    return pdf


def as_csv(agenda: Agenda, fact: FactInWords) -> bytes:
    """As Belgian spreadsheets read it: UTF-8 with a byte order mark, semicolons, no formulas."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS.values())
    for said in (*(_said(item, fact) for item in agenda.due), *map(_ordered, agenda.orders)):
        table.writerow([harmless(said.get(name) or "") for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _said(item: AgendaItem, fact: FactInWords) -> dict[str, str | None]:
    return {
        "number": item.number,
        "place": item.place or UNKNOWN_PLACE,
        "owner": item.owner,
        "fact": fact(item.fact_code),
        "fact_on": _day(item.fact_on),
        "warned_on": _day(item.warned_on),
        "next_fact_on": _day(item.next_fact_on),
        "defence": "; ".join(f"{DEFENCE[step]} op {on:%d/%m/%Y}" for step, on in item.defence),
        "kind": KIND[item.kind],
        "motivation": item.motivation,
        "proportionality": item.proportionality,
    }


def _ordered(item: OrderItem) -> dict[str, str | None]:
    signed, last = _day(item.signed_on), _day(item.last_day)
    return {
        "number": item.number,
        "place": item.place or UNKNOWN_PLACE,
        "owner": item.owner,
        "kind": ASKED[item.asked],
        "measure": MEASURE[item.kind],
        "basis": BASIS[item.basis],
        "content": CONTENT[item.content],
        "signed_on": signed,
        "last_day": last,
        "motivation": item.motivation,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%d/%m/%Y}"
