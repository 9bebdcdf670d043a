"""Lists that may leave the databank: their columns, and who may take which (handbook §4.3).

People are in them by their id and, only in the list of an establishment, by name. Of signals only
numbers leave.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.access_log.review import access_list
from chassis.web.exports import Batch, Choice, Column, ExportList, ExportQuery, Exports, moment_text
from chassis.web.pages.languages import mark
from contracts.codes import SIGNAL_LABELS
from databank.access.shields.shield import is_any_shielded
from databank.authorisation import DATA_PROTECTION, LEADERS, OFFICERS
from databank.detection.branch_shifts import labels as branch_shift_labels
from databank.detection.cases import labels as case_labels
from databank.files.store import exports
from databank.oversight import OVERSIGHT
from databank.screens import labels as screens

MOST_PLACES = 1_000
"""Establishments to choose from."""
PURPOSES = {
    "toezicht": mark("Toezicht"),
    "bescherming": mark("Bescherming van iemand"),
    "dossier": mark("Een lopend dossier"),
}
PERSON = "person"


async def _branch_shifts(
    tx: Transaction, query: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    rows = await exports.branch_shifts(tx, query, _place(after), limit)
    lines = [
        [
            str(row.person_id),
            screens.branch_word(row.from_branch),
            moment_text(row.from_seen_at),
            screens.branch_word(row.to_branch),
            moment_text(row.to_seen_at),
            round(100 * row.confidence, 1),
            row.rule_version,
            branch_shift_labels.BASIS[row.basis] if row.basis else "",
            case_labels.STATE[row.state],
            moment_text(row.detected_at),
        ]
        for row in rows
    ]
    about = [(PERSON, str(row.person_id)) for row in rows]
    after = _next(rows[-1].to_seen_at, rows[-1].id) if len(rows) == limit else None
    return Batch(lines, about, after)


async def _inspections(
    tx: Transaction, query: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    """Inspections without persons: how many were checked; a private home has no address here."""
    rows = await exports.inspections(tx, query, _place(after), limit)
    lines = [
        [
            str(row.id),
            moment_text(row.completed_at),
            screens.branch_word(row.branch),
            row.visibility.replace("_", " "),
            row.kind.replace("_", " "),
            row.result.replace("_", " "),
            row.places,
            row.persons,
            row.officer,
        ]
        for row in rows
    ]
    about = [("inspection", str(row.id)) for row in rows]
    after = _next(rows[-1].completed_at, rows[-1].id) if len(rows) == limit else None
    return Batch(lines, about, after)


async def _persons(
    tx: Transaction, query: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    rows = await exports.persons(tx, query, UUID(after[0]) if after else None, limit)
    lines = [
        [
            str(row.person_id),
            row.given_names,
            row.family_name,
            row.birth_date,
            row.roles,
            row.identity_state.replace("_", " "),
            moment_text(row.first_at),
            moment_text(row.last_at),
            row.times,
        ]
        for row in rows
    ]
    about = [(PERSON, str(row.person_id)) for row in rows]
    return Batch(lines, about, [str(rows[-1].person_id)] if len(rows) == limit else None)


async def _may_leave(tx: Transaction, about: Sequence[tuple[str, str]]) -> bool:
    """As when it was made: a shielded file opens with an agreement of its own, never by a list."""
    persons = [UUID(subject_id) for kind, subject_id in about if kind == PERSON]
    return not await is_any_shielded(tx, persons)


async def _count_signals(tx: Transaction, query: ExportQuery) -> int:
    return len(await exports.signals(tx, query))


async def _signals(
    tx: Transaction, query: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    rows = await exports.signals(tx, query)
    lines: list[list[str | int]] = [
        [row.month, SIGNAL_LABELS[row.kind], row.state, row.signals] for row in rows[:limit]
    ]
    return Batch(lines, [], None)


async def _branches(tx: Transaction, actor: Actor) -> Sequence[tuple[str, str]]:
    return [*screens.branch_words().items()]


async def _establishments(tx: Transaction, actor: Actor) -> Sequence[tuple[str, str]]:
    rows = await exports.establishments(tx, MOST_PLACES)
    return [(str(row.id), f"{row.label} ({screens.branch_word(row.branch)})") for row in rows]


def _place(after: list[Any] | None) -> tuple[datetime, UUID] | None:
    return (datetime.fromisoformat(after[0]), UUID(after[1])) if after else None


def _next(at: datetime, row_id: UUID) -> list[Any]:
    """The place after a row, as the next batch gets it."""
    return [at.isoformat(), str(row_id)]


BRANCH_SHIFTS = ExportList(
    code="verschuivingen",
    label=mark("Verschuivingen"),
    explains=mark("Wie in een periode van vorm wisselde, met de stand van de beoordeling."),
    columns=(
        Column("persoon", width=38),
        Column("van"),
        Column("gezien op", "moment"),
        Column("naar"),
        Column("daar gezien op", "moment"),
        Column("zekerheid (%)", "number", 12),
        Column("versie van de regel", "number", 12),
        Column("steunt op"),
        Column("stand"),
        Column("gevonden op", "moment"),
    ),
    functions=OFFICERS,
    purposes=PURPOSES,
    personal=True,
    count=exports.count_branch_shifts,
    read=_branch_shifts,
    may_leave=_may_leave,
)
INSPECTIONS = ExportList(
    code="controles",
    label=mark("Controles"),
    explains=mark(
        "Controles in alle vormen: waar, wanneer, resultaat. Niet wie er gecontroleerd werd."
    ),
    columns=(
        Column("controle", width=38),
        Column("afgerond op", "moment"),
        Column("vorm"),
        Column("zichtbaarheid"),
        Column("soort"),
        Column("resultaat", width=24),
        Column("plaatsen", width=30),
        Column("personen", "number", 10),
        Column("vaststeller"),
    ),
    functions=OFFICERS,
    purposes=PURPOSES,
    personal=True,
    count=exports.count_inspections,
    read=_inspections,
    choice=Choice(mark("Vorm"), _branches),
)
PERSONS = ExportList(
    code="personen-van-een-plaats",
    label=mark("Personen van een plaats"),
    explains=mark("Wie in een periode op één plaats gecontroleerd of aangegeven werd."),
    columns=(
        Column("persoon", width=38),
        Column("voornamen"),
        Column("naam"),
        Column("geboortedatum", width=14),
        Column("hoedanigheid"),
        Column("identiteit"),
        Column("eerst gezien", "moment"),
        Column("laatst gezien", "moment"),
        Column("aantal keer", "number", 10),
    ),
    functions=OFFICERS,
    purposes=PURPOSES,
    personal=True,
    count=exports.count_persons,
    read=_persons,
    may_leave=_may_leave,
    choice=Choice(mark("Plaats"), _establishments, required=True),
)
SIGNALS = ExportList(
    code="aantal-signalen",
    label=mark("Aantal signalen"),
    explains=mark("Hoeveel signalen er waren, per maand en soort. Zonder inhoud, zonder personen."),
    columns=(
        Column("maand", width=10),
        Column("soort", width=34),
        Column("stand"),
        Column("aantal", "number", 10),
    ),
    functions=OFFICERS,
    purposes=PURPOSES,
    personal=False,
    count=_count_signals,
    read=_signals,
)

EXPORTS = Exports(
    listings=(BRANCH_SHIFTS, INSPECTIONS, PERSONS, SIGNALS, access_list(OVERSIGHT)),
    approvers=LEADERS,
    overseers=DATA_PROTECTION,
)
"""Leadership agrees to large ones; the police's data-protection officer sees who took what."""
