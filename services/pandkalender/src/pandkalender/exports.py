"""Lists that owners may take with them: their own shifts and rooms, nothing of others (DP-07)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.access_log.review import access_list
from chassis.web.exports import Batch, Choice, Column, ExportList, ExportQuery, Exports, moment_text
from chassis.web.pages.languages import mark
from pandkalender.authorisation import DATA_PROTECTION, OWNERS
from pandkalender.oversight import OVERSIGHT
from pandkalender.premises import store as premises
from pandkalender.shifts import labels
from pandkalender.shifts.store import export_rows
from pandkalender.shifts.store.export_rows import ExportFilter, Place
from pandkalender.shifts.store.shift_rows import ShiftRow
from pandkalender.workers.rules.owner_view import OWNER_VIEW

MOST_PREMISES = 500
"""Premises of one owner to choose from."""
PURPOSES = {
    "eigen_administratie": mark("Mijn eigen administratie of boekhouding"),
    "vraag_van_werker": mark("Iemand vraagt wat ik over haar of hem aangaf"),
    "vraag_van_overheid": mark("De politie of de stad vraagt me deze gegevens"),
}
YES_NO = {True: "ja", False: "nee"}


async def _count_shifts(tx: Transaction, wanted: ExportQuery) -> int:
    return await export_rows.count_shifts(tx, _filter(wanted))


async def _read_shifts(
    tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    place = Place(datetime.fromisoformat(after[0]), UUID(after[1])) if after else None
    shifts = await export_rows.list_shifts(tx, _filter(wanted), place, limit)
    about = [("worker", str(shift.worker_id)) for shift in shifts]
    last = shifts[-1] if len(shifts) == limit else None
    return Batch(
        [_columns(shift, tx.now) for shift in shifts],
        about,
        [last.starts_at.isoformat(), str(last.shift_id)] if last else None,
    )


def _columns(shift: ShiftRow, now: datetime) -> list[Any]:
    """The columns of the owner's screen, without paper numbers."""
    return [
        shift.premises_label,
        shift.room_label,
        moment_text(shift.starts_at),
        moment_text(shift.ends_at),
        moment_text(shift.ended_at),
        labels.PLANNING[shift.state(now)],
        YES_NO[shift.late],
        moment_text(shift.declared_at),
        labels.IDENTITY[shift.identity_status],
        shift.worker.given_names,
        shift.worker.family_name,
        shift.worker.birth_date,
    ]


async def _count_rooms(tx: Transaction, wanted: ExportQuery) -> int:
    return await export_rows.count_rooms(tx, _filter(wanted))


async def _read_rooms(
    tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    place = UUID(after[0]) if after else None
    rooms = await export_rows.list_rooms(tx, _filter(wanted), place, limit)
    last = [str(rooms[-1].room_id)] if len(rooms) == limit else None
    return Batch([[room.premises, room.room, room.shifts] for room in rooms], [], last)


def _filter(wanted: ExportQuery) -> ExportFilter:
    premises_id = UUID(wanted.choice) if wanted.choice else None
    return ExportFilter(wanted.organisation, wanted.starts_at, wanted.ends_at, premises_id)


async def _own_premises(tx: Transaction, actor: Actor) -> Sequence[tuple[str, str]]:
    rows = await premises.list_premises(tx, actor.organisation, tx.now, MOST_PREMISES, 0)
    return [(str(row.premises_id), row.label) for row in rows]


BY_PREMISES = Choice(mark("Pand"), _own_premises)

SHIFTS = ExportList(
    code="shiften",
    label=mark("Mijn shiften"),
    explains=mark("Wat je aangaf in een periode: kamer, uren, status en wie er werkte."),
    columns=(
        Column("pand", width=24),
        Column("kamer", width=10),
        Column("begin", "moment"),
        Column("einde", "moment"),
        Column("beëindigd op", "moment"),
        Column("stand", width=14),
        Column("te laat aangegeven", width=12),
        Column("aangegeven op", "moment"),
        Column("identiteit", width=22),
        Column("voornamen"),
        Column("naam"),
        Column("geboortedatum", width=14),
    ),
    functions=OWNERS,
    purposes=PURPOSES,
    personal=True,
    count=_count_shifts,
    read=_read_shifts,
    choice=BY_PREMISES,
    own=True,
    longest=OWNER_VIEW.days,
    oldest=OWNER_VIEW.days,
)
ROOMS = ExportList(
    code="kamers",
    label=mark("Mijn kamers"),
    explains=mark("Je panden en kamers, met hoeveel shiften er begonnen. Zonder namen."),
    columns=(Column("pand", width=24), Column("kamer", width=10), Column("shiften", "number", 10)),
    functions=OWNERS,
    purposes=PURPOSES,
    personal=False,
    count=_count_rooms,
    read=_read_rooms,
    choice=BY_PREMISES,
    own=True,
    longest=OWNER_VIEW.days,
    oldest=OWNER_VIEW.days,
)

EXPORTS = Exports(
    listings=(SHIFTS, ROOMS, access_list(OVERSIGHT)), approvers=OWNERS, overseers=DATA_PROTECTION
)
"""A large one needs a second person of the same organisation, owner or manager."""
