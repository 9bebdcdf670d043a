"""Whereabouts behind the evidence of a signal: place, room, hours, and who wrote it down.

Evidence keeps ids; what the police know of them may come later than the signal, and is read when
somebody looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import typed
from databank.tables import columns

LEADS = {
    "shiftId": "shift",
    "otherShiftId": "shift",
    "roomId": "room",
    "premisesId": "premises",
    "verificationId": "verification",
    "inspectionId": "inspection",
    "validationId": "validation",
    "findingId": "finding",
    "caseId": "pattern",
}
"""Name of a fact -> the thing that its id is of."""

FOUND = """
SELECT lead.nr, establishment.id AS establishment_id, establishment.label, establishment.street,
       establishment.house_number, establishment.postcode, establishment.owner,
       thing.room_id, window_room.label AS room, thing.starts_at, thing.ends_at, thing.claim_id,
       thing.noted_by
  FROM unnest($1::int[], $2::text[], $3::uuid[]) AS lead (nr, kind, id)
 CROSS JOIN LATERAL (
       SELECT premises_id, NULL::uuid AS establishment_id, room_id, starts_at,
              coalesce(ended_at, ends_at) AS ends_at, claim_id, NULL AS noted_by
         FROM shift WHERE lead.kind = 'shift' AND shift_id = lead.id
        UNION ALL
       SELECT premises_id, NULL, room_id, NULL, NULL, NULL, officer
         FROM verification WHERE lead.kind = 'verification' AND id = lead.id
        UNION ALL
       SELECT NULL, establishment_id, NULL, NULL, NULL, NULL, officer
         FROM inspection LEFT JOIN inspection_establishment ON inspection_id = inspection.id
        WHERE lead.kind = 'inspection' AND inspection.id = lead.id
        UNION ALL
       SELECT NULL, NULL, NULL, NULL, NULL, NULL, officer
         FROM identity_validation WHERE lead.kind = 'validation' AND id = lead.id
        UNION ALL
       SELECT finding.premises_id, finding.establishment_id, NULL, NULL, NULL, NULL, noted_by
         FROM finding WHERE lead.kind = 'finding' AND id = lead.id
        UNION ALL
       SELECT premises_id, NULL, lead.id, NULL, NULL, NULL, NULL
         FROM window_room WHERE lead.kind = 'room' AND room_id = lead.id
        UNION ALL
       SELECT lead.id, NULL, NULL, NULL, NULL, NULL, NULL WHERE lead.kind = 'premises'
        UNION ALL
       SELECT DISTINCT shift.premises_id, NULL::uuid, shift.room_id, NULL::timestamptz,
              NULL::timestamptz, NULL::uuid, NULL
         FROM pattern_case, jsonb_array_elements(evidence) AS source
         JOIN shift ON shift_id = (source ->> 'id')::uuid
        WHERE lead.kind = 'pattern' AND pattern_case.id = lead.id
       ) AS thing
  LEFT JOIN establishment ON establishment.id = thing.establishment_id
       OR (thing.establishment_id IS NULL AND establishment.premises_id = thing.premises_id)
  LEFT JOIN window_room ON window_room.room_id = thing.room_id
 ORDER BY lead.nr, starts_at, establishment.street, room
"""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A place that evidence leads to, as far as the police know it; its ``repr`` prints nothing.

    ``claim_id``: what was declared there. ``owner`` is the code of the owner's organisation.
    """

    establishment_id: UUID | None
    label: str | None
    street: str | None
    house_number: str | None
    postcode: str | None
    owner: str | None
    room_id: UUID | None
    room: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    claim_id: UUID | None
    noted_by: str | None

    def __repr__(self) -> str:
        return "<whereabouts>"

    @property
    def is_place(self) -> bool:
        return self.establishment_id is not None or self.room_id is not None

    @property
    def address(self) -> str | None:
        """As on an envelope, without the postcode; the label where there is no street."""
        if self.street is None:
            return self.label
        return " ".join(filter(None, (self.street, self.house_number)))


async def of_leads(
    conn: asyncpg.Connection, leads: Sequence[tuple[int, str, UUID]]
) -> dict[int, list[Whereabouts]]:
    """The places of each lead (number, kind of thing, id); several leads may have one number."""
    found: dict[int, list[Whereabouts]] = {number: [] for number, _, _ in leads}
    for row in await conn.fetch(FOUND, *columns(leads, 3)):
        found[row["nr"]].append(typed(Whereabouts, row))
    return found
