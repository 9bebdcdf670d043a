"""Agenda as files: a PDF that is archived and read aloud, and a table for a spreadsheet.

Both are in Dutch, whatever language the secretary works in.
"""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from importlib.resources import files

from chassis.typeset import typeset
from chassis.web.exports.file_formats import harmless
from enforcement.agenda.compile import Agenda
from enforcement.agenda.labels import (
    ADVICE,
    ADVISER,
    APPLICATION,
    ASKED,
    BASIS,
    BODY,
    CONTENT,
    DEFENCE,
    LAPSED,
    LATE_ADVICE,
    ORDER,
    PERMIT,
    PROPOSAL,
    UNKNOWN_PLACE,
    VISA,
    VISIT_RESULT,
    place_of,
)
from enforcement.council_of_state.annulled_before import Annulment
from enforcement.meetings.rules import Lapse, OrderItem, VisaItem
from enforcement.sanctions.agenda import ProposalItem
from enforcement.suitability.agenda import PermitItem

FactInWords = Callable[[str], str]
DAY = timedelta(days=1)
COLUMNS: Mapping[str, str] = {
    "number": "dossier",
    "place": "pand",
    "owner": "eigenaar",
    "holder": "houder na verkoop",
    "sold_on": "verkocht op",
    "fact": "feit",
    "fact_on": "dag van het feit",
    "warned_on": "gewaarschuwd op",
    "next_fact_on": "volgende vaststelling op",
    "defence": "verweer",
    "kind": "voorstel",
    "motivation": "motivering",
    "proportionality": "evenredigheid",
    "adjourned_to": "verdaagd tot",
    "annulled": "vernietigd door de Raad van State",
    "permit_type": "soort vergunning",
    "applied_on": "gevraagd op",
    "advices": "adviezen",
    "visit": "bezoek",
    "heard_on": "gehoord op",
    "measure": "maatregel",
    "renewal": "hernieuwing",
    "basis": "rechtsgrond",
    "content": "bevel",
    "signed_on": "ondertekend op",
    "first_day": "eerste dag",
    "last_day": "laatste dag",
    "decide_by": "te beslissen op",
    "lapses_on": "vervalt op",
    "amount": "nog te betalen (euro)",
    "asked_on": "aangemaand op",
    "prescribes_on": "verjaart na",
}


def as_pdf(agenda: Agenda, fact: FactInWords, made_on: date) -> bytes:
    """PDF/A-2a and PDF/UA-1. Blocking: run it in a thread."""
    told = {
        "body": BODY[agenda.body],
        "meets_on": f"{agenda.meets_on:%d/%m/%Y}",
        "made_on": f"{made_on:%d/%m/%Y}",
        "dated": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
        "permits": [_asked(item) for item in agenda.permits],
        "items": [_said(item, fact) for item in agenda.due],
        "orders": [_ordered(item, agenda.meets_on) for item in agenda.orders],
        "visas": [_visa(item) for item in agenda.visas],
        "lapses": [_lapse(item) for item in agenda.lapses],
    }
    source = (files("enforcement") / "data" / "agenda.typ").read_bytes()
    return typeset(source, told).pdf


def as_csv(agenda: Agenda, fact: FactInWords) -> bytes:
    """As Belgian spreadsheets read it: UTF-8 with a byte order mark, semicolons, no formulas."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS.values())
    rows = (
        *map(_asked, agenda.permits),
        *(_said(item, fact) for item in agenda.due),
        *(_ordered(item, agenda.meets_on) for item in agenda.orders),
        *map(_visa, agenda.visas),
        *map(_lapse, agenda.lapses),
    )
    for said in rows:
        table.writerow([harmless(said.get(name) or "") for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def _said(item: ProposalItem, fact: FactInWords) -> dict[str, str | None]:
    return {
        "number": item.number,
        "place": item.place or UNKNOWN_PLACE,
        "owner": item.owner,
        "holder": item.holder,
        "sold_on": _day(item.sold_on),
        "fact": fact(item.fact_code),
        "fact_on": _day(item.fact_on),
        "warned_on": _day(item.warned_on),
        "next_fact_on": _day(item.next_fact_on),
        "defence": "; ".join(f"{DEFENCE[step]} op {on:%d/%m/%Y}" for step, on in item.defence),
        "kind": PROPOSAL[item.kind],
        "motivation": item.motivation,
        "proportionality": item.proportionality,
        "adjourned_to": _day(item.adjourned_to),
        "annulled": None if item.annulled is None else _judgment(item.annulled),
    }


def _asked(item: PermitItem) -> dict[str, str | None]:
    return {
        "number": item.number,
        "kind": APPLICATION[item.renewal],
        "permit_type": PERMIT.get(item.permit_type, item.permit_type),
        "place": item.place,
        "owner": item.owner,
        "applied_on": _day(item.asked_on),
        "advices": "; ".join(
            f"{ADVISER.get(service, service)}: {ADVICE[said] if said else LATE_ADVICE}"
            for service, said in item.advices
        ),
        "visit": f"{_day(item.visit[0])}, {VISIT_RESULT[item.visit[1]]}" if item.visit else None,
        "heard_on": _day(item.heard_on),
        "decide_by": _day(item.decide_by),
        "annulled": None if item.annulled is None else _judgment(item.annulled),
    }


def _ordered(item: OrderItem, meets_on: date) -> dict[str, str | None]:
    lapses = item.decide_by is not None and item.lapses_after(meets_on)
    return {
        "number": item.number,
        "place": place_of(item.kind, item.place),
        "owner": item.owner,
        "kind": ASKED[item.asked],
        "measure": ORDER[item.kind],
        "renewal": str(item.renewal or ""),
        "basis": BASIS[item.basis] if item.basis else None,
        "content": CONTENT[item.content] if item.content else None,
        "signed_on": _day(item.signed_on),
        "first_day": _day(item.first_day),
        "last_day": _day(item.last_day),
        "decide_by": _day(item.decide_by),
        "lapses_on": _day(item.decide_by + DAY) if lapses and item.decide_by else None,
        "motivation": item.motivation,
    }


def _visa(item: VisaItem) -> dict[str, str | None]:
    return {
        "number": item.number,
        "kind": VISA,
        "amount": f"{item.outstanding_cents // 100},{item.outstanding_cents % 100:02}",
        "asked_on": _day(item.asked_on),
        "prescribes_on": _day(item.prescribes_on),
    }


def _lapse(item: Lapse) -> dict[str, str | None]:
    return {
        "number": item.number,
        "kind": LAPSED,
        "measure": ORDER[item.kind],
        "lapses_on": _day(item.lapsed_on),
    }


def _judgment(annulled: Annulment) -> str:
    roll = f", rolnummer {annulled.roll_number}" if annulled.roll_number else ""
    return f"op {annulled.ruled_on:%d/%m/%Y}{roll}"


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%d/%m/%Y}"
