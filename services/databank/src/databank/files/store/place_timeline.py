"""Query of the timeline of an establishment, by event time; it names nobody."""

from uuid import UUID

import asyncpg

from databank.files.rules.timeline import Kind
from databank.files.store.timeline import RANKS, TimelineEntry, TimelinePage
from databank.premises.store.premises import DECLARED

_ENTRIES = f"""
SELECT starts_at, 'aangifte', shift_id, coalesce(ended_at, ends_at), verification, state, room_id,
       link.person_id, jsonb_build_object('late', late, 'lapse', lapse_reason)
  FROM shift JOIN membership AS link ON link.claim_id = shift.claim_id AND until_at IS NULL
 WHERE premises_id = $2
 UNION ALL
SELECT observed_at, 'verificatie', id, NULL, outcome, NULL, room_id, person_id, NULL
  FROM verification WHERE premises_id = $2 AND withdrawn_at IS NULL
 UNION ALL
SELECT coalesce(completed_at, started_at), 'controle', id, NULL, kind, coalesce(result, state),
       NULL, NULL, jsonb_build_object('persons', (
         SELECT count(*) FROM inspection_person
          WHERE inspection_id = inspection.id AND withdrawn_at IS NULL))
  FROM inspection_establishment JOIN inspection ON inspection.id = inspection_id
 WHERE establishment_id = $1
 UNION ALL
SELECT fact_at, 'vaststelling', id, NULL, fact_code, state, NULL, NULL,
       jsonb_build_object('kind', report_kind, 'number', report_number)
  FROM finding
 WHERE establishment_id = $1 OR premises_id = $2
    OR inspection_id IN (SELECT inspection_id FROM inspection_establishment
                          WHERE inspection_establishment.establishment_id = $1)
 UNION ALL
SELECT begins_at, 'sanctie', case_id, ends_at, kind, NULL, NULL, NULL, NULL
  FROM suspension WHERE premises_id = $2
 UNION ALL
SELECT lifted_at, 'opheffing', case_id, NULL, kind, NULL, NULL, NULL, NULL
  FROM suspension WHERE premises_id = $2 AND lifted_at IS NOT NULL
 UNION ALL
SELECT coalesce(checked_at, requested_at), 'uitvoering', case_id, NULL, kind,
       CASE WHEN state = 'open' THEN 'open' WHEN complied THEN 'nageleefd'
            ELSE 'niet_nageleefd' END,
       NULL, NULL, NULL
  FROM execution_check WHERE premises_id = $2
 UNION ALL
SELECT told_at, 'geschiktheid', premises_id, NULL, NULL, {DECLARED}, NULL, NULL, NULL
  FROM suitability WHERE premises_id = $2
 UNION ALL
SELECT fact.happened_at, 'waarneming', fact.fact_id, NULL, source, fact.state, NULL,
       link.person_id, NULL
  FROM legacy_fact AS place
  JOIN legacy_fact AS fact ON fact.row_id = place.row_id AND fact.kind = 'waarneming'
  JOIN legacy_row ON legacy_row.id = fact.row_id AND superseded_at IS NULL
  LEFT JOIN membership AS link ON link.claim_id = legacy_row.claim_id AND link.until_at IS NULL
 WHERE place.kind = 'instelling' AND place.fact_id = $1 AND fact.happened_at IS NOT NULL
"""  # noqa: S608  # from here

TIMELINE = f"""
WITH entry (at, kind, id, until_at, code, state, room_id, person_id, facts) AS ({_ENTRIES}),
     page AS (
       SELECT entry.*, count(*) OVER () AS total FROM entry
        ORDER BY at DESC, CASE kind {RANKS} END, id OFFSET $3 LIMIT $4)
SELECT page.*, window_room.label AS room
  FROM page LEFT JOIN window_room ON window_room.room_id = page.room_id
 ORDER BY at DESC, CASE kind {RANKS} END, id
"""  # noqa: S608  # kinds, from here


async def of(
    conn: asyncpg.Connection,
    establishment_id: UUID,
    premises_id: UUID | None,
    offset: int,
    limit: int,
) -> TimelinePage:
    """The newest entries first."""
    rows = await conn.fetch(TIMELINE, establishment_id, premises_id, offset, limit)
    return TimelinePage([_entry(row) for row in rows], rows[0]["total"] if rows else 0)


def _entry(row: asyncpg.Record) -> TimelineEntry:
    return TimelineEntry(
        at=row["at"],
        kind=Kind(row["kind"]),
        id=row["id"],
        until_at=row["until_at"],
        code=row["code"],
        state=row["state"],
        room=row["room"],
        facts=row["facts"] or {},
        person_id=row["person_id"],
    )
