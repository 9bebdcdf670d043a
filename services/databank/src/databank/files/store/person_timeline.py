"""Query of the timeline of a person: everything in every branch, by event time."""

from uuid import UUID

import asyncpg

from contracts.branches import Branch
from databank.files.rules.timeline import Kind
from databank.files.store.timeline import RANKS, PlaceLink, TimelineEntry, TimelinePage

_ENTRY = "(at, kind, id, branch, from_branch, until_at, code, state, premises_id, room_id, facts)"

_ENTRIES = """
SELECT starts_at, 'aangifte', shift_id, 'raam', NULL, coalesce(ended_at, ends_at), verification,
       state, premises_id, room_id, jsonb_build_object('late', late, 'lapse', lapse_reason)
  FROM membership JOIN shift ON shift.claim_id = membership.claim_id
 WHERE membership.person_id = $1 AND until_at IS NULL
 UNION ALL
SELECT worker_answer.at, 'antwoord', shift.shift_id, 'raam', NULL, NULL, answer, NULL, premises_id,
       room_id, jsonb_build_object('reasons', reasons)
  FROM membership JOIN shift ON shift.claim_id = membership.claim_id
  JOIN worker_answer ON worker_answer.shift_id = shift.shift_id
 WHERE membership.person_id = $1 AND until_at IS NULL
 UNION ALL
SELECT observed_at, 'verificatie', id, 'raam', NULL, NULL, outcome, NULL, premises_id, room_id, NULL
  FROM verification WHERE person_id = $1 AND withdrawn_at IS NULL
 UNION ALL
(SELECT DISTINCT ON (inspection.id) coalesce(completed_at, started_at), 'controle', inspection.id,
       branch, NULL, NULL, role, coalesce(result, state), NULL::uuid, NULL::uuid, NULL
  FROM inspection_person JOIN inspection ON inspection.id = inspection_id
 WHERE person_id = $1 AND inspection_person.withdrawn_at IS NULL ORDER BY inspection.id, position)
 UNION ALL
(SELECT DISTINCT ON (source_kind, source_id, seen_at) seen_at, 'waarneming', id, branch, NULL, NULL,
       source_kind, CASE WHEN withdrawn_at IS NULL THEN 'geldig' ELSE 'ingetrokken' END, NULL, NULL,
       NULL
  FROM sighting
 WHERE person_id = $1 AND source_kind NOT IN ('shift', 'inspection', 'verification')
 ORDER BY source_kind, source_id, seen_at, id)
 UNION ALL
SELECT fact_at, 'vaststelling', id, branch, NULL, NULL, fact_code, state, premises_id, NULL,
       jsonb_build_object('kind', report_kind, 'number', report_number)
  FROM finding WHERE person_id = $1
 UNION ALL
SELECT to_seen_at, 'verschuiving', id, to_branch, from_branch, NULL, NULL,
       CASE WHEN withdrawn_at IS NULL THEN state ELSE 'ingetrokken' END, NULL, NULL,
       CASE WHEN withdrawn_at IS NULL THEN jsonb_build_object('basis', basis) END
  FROM branch_shift_case WHERE person_id = $1 AND NOT shadow
 UNION ALL
SELECT at, 'identiteit', id, NULL, NULL, NULL, method, outcome, NULL, NULL,
       jsonb_build_object('reason', reason)
  FROM identity_validation WHERE person_id = $1
 UNION ALL
SELECT coalesce(held_at, opened_at), 'eerste_contact', id, branch, NULL, due_at, NULL,
       CASE WHEN lapsed_at IS NULL THEN state ELSE 'niet_gekomen' END, NULL, NULL,
       jsonb_build_object('overdue', overdue)
  FROM first_contact WHERE person_id = $1
 UNION ALL
SELECT at, CASE kind WHEN 'samengevoegd' THEN 'samenvoeging' ELSE 'splitsing' END, id, NULL, NULL,
       NULL, ground, CASE WHEN undone_by IS NULL THEN 'geldig' ELSE 'ongedaan' END, NULL, NULL, NULL
  FROM person_change WHERE person_id = $1 OR other_person_id = $1
 UNION ALL
SELECT raised_at, 'signaal', id, NULL, NULL, NULL, kind, state, NULL, NULL,
       jsonb_build_object('priority', priority)
  FROM signal WHERE person_id = $1
"""


TIMELINE = f"""
WITH entry {_ENTRY} AS ({_ENTRIES}),
     page AS (
       SELECT entry.*, count(*) OVER () AS total FROM entry
        WHERE $2::text IS NULL OR $2 IN (branch, from_branch)
        ORDER BY at DESC, CASE kind {RANKS} END, id OFFSET $3 LIMIT $4)
SELECT page.*, establishment.id AS establishment_id, establishment.label AS place,
       window_room.label AS room, places.labels AS places, ARRAY(
         SELECT DISTINCT b FROM entry, unnest(ARRAY[branch, from_branch]) AS t (b)
          WHERE b IS NOT NULL) AS branches
  FROM page
  LEFT JOIN establishment ON establishment.premises_id = page.premises_id
  LEFT JOIN window_room ON window_room.room_id = page.room_id
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('id', at.id, 'label', at.label) ORDER BY at.label, at.id)
              AS labels
         FROM inspection_establishment JOIN establishment AS at ON at.id = establishment_id
        WHERE page.kind = '{Kind.CONTROLE}' AND inspection_id = page.id) AS places ON true
 ORDER BY at DESC, CASE kind {RANKS} END, page.id
"""  # noqa: S608  # kinds, from here


async def of(
    conn: asyncpg.Connection, person_id: UUID, branch: Branch | None, offset: int, limit: int
) -> TimelinePage:
    """The newest entries first; with ``branch``, of that one and out of it.

    What a rule in shadow found is left out: nobody knows of it.
    """
    rows = await conn.fetch(TIMELINE, person_id, branch, offset, limit)
    branches = [Branch(code) for code in rows[0]["branches"]] if rows else []
    return TimelinePage([_entry(row) for row in rows], rows[0]["total"] if rows else 0, branches)


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
        branch=Branch(row["branch"]) if row["branch"] else None,
        from_branch=Branch(row["from_branch"]) if row["from_branch"] else None,
        establishment_id=row["establishment_id"],
        place=row["place"],
        places=[PlaceLink(**place) for place in row["places"] or ()],
    )
