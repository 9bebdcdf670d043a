"""Lists that owners may take with them: their own shifts and rooms, nothing of others (DP-07)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.access_log.review import listing as accesses
from chassis.web.exports import Batch, Choice, Column, ExportQuery, Exports, Listing, moment_text
from chassis.web.pages.languages import mark
from pandkalender.authorisation import DATA_PROTECTION, OWNERS
from pandkalender.oversight import OVERSIGHT
from pandkalender.premises import store as premises
from pandkalender.shifts import labels as shifts
from pandkalender.shifts.api.views import owner_fields
from pandkalender.shifts.store import exports

OWNER_VIEW = 92
"""Days that an owner looks back (handbook §4.9)."""
PURPOSES = {
    "eigen_administratie": mark("Mijn eigen administratie of boekhouding"),
    "vraag_van_werker": mark("Iemand vraagt wat ik over haar of hem aangaf"),
    "vraag_van_overheid": mark("De politie of de stad vraagt me deze gegevens"),
}
YES_NO = {True: "ja", False: "nee"}


async def _count_shifts(tx: Transaction, wanted: ExportQuery) -> int:
    return await exports.count_shifts(tx, wanted)


async def _read_shifts(
    tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    place = (datetime.fromisoformat(after[0]), UUID(after[1])) if after else None
    rows = await exports.shifts(tx, wanted, place, limit)
    found = [_shift(row, tx.now) for row in rows]
    about = [("worker", str(row["worker_id"])) for row in rows]
    last = rows[-1] if len(rows) == limit else None
    return Batch(
        found, about, [last["starts_at"].isoformat(), str(last["shift_id"])] if last else None
    )


def _shift(row: Any, now: datetime) -> list[Any]:
    """What the owner's screen shows, and no paper numbers."""
    shown = owner_fields(row, None, now)
    return [
        row["premises"],
        row["room"],
        moment_text(row["starts_at"]),
        moment_text(row["ends_at"]),
        moment_text(row["ended_at"]),
        shifts.PLANNING[shown["state"]],
        YES_NO[row["late"]],
        moment_text(row["declared_at"]),
        shifts.IDENTITY[shown["identity_status"]],
        row["given_names"],
        row["family_name"],
        row["birth_date"],
    ]


async def _count_rooms(tx: Transaction, wanted: ExportQuery) -> int:
    return await exports.count_rooms(tx, wanted)


async def _read_rooms(
    tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
) -> Batch:
    rows = await exports.rooms(tx, wanted, UUID(after[0]) if after else None, limit)
    found = [[row["premises"], row["room"], row["shifts"]] for row in rows]
    last = [str(rows[-1]["room_id"])] if len(rows) == limit else None
    return Batch(found, [], last)


async def _own_premises(tx: Transaction, actor: Actor) -> Sequence[tuple[str, str]]:
    rows = await premises.list_premises(tx, actor.organisation, tx.now, 500, 0)
    return [(str(row["premises_id"]), row["label"]) for row in rows]


BY_PREMISES = Choice(mark("Pand"), _own_premises)

SHIFTS = Listing(
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
    longest=OWNER_VIEW,
    oldest=OWNER_VIEW,
)
ROOMS = Listing(
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
    longest=OWNER_VIEW,
    oldest=OWNER_VIEW,
)

EXPORTS = Exports(
    listings=(SHIFTS, ROOMS, accesses(OVERSIGHT)), approvers=OWNERS, overseers=DATA_PROTECTION
)
"""A large one needs a second person of the same organisation, owner or manager."""
