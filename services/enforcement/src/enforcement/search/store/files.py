"""What stands in the file of premises or an owner beside its cases; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all
from contracts.codes import OffenderRole
from enforcement.cases.rules import CaseKind
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import LetterState
from enforcement.search.rules import MOST_LETTERS, Declared, Effect
from enforcement.suitability.rules import ENDED


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter of a case, without whom it went to. ``on`` is the last day that is known of it."""

    letter_id: UUID
    case_id: UUID
    number: str
    kind: LetterKind
    state: LetterState
    on: date


@dataclass(frozen=True, slots=True)
class FineAt:
    """A fine of whoever exploited premises, with the moment of the fact."""

    case_id: UUID
    premises_id: UUID
    fact_at: datetime


DECLARED = """
SELECT d.dossier_id, d.number, d.state, d.owner, d.premises_id,
       p.street || ' ' || p.house_number AS place, d.valid_from, d.valid_to,
       d.suspended_from, d.suspended_to,
       (SELECT max((coalesce(t.happened_at, t.at) AT TIME ZONE 'Europe/Brussels')::date)
          FROM timeline t WHERE t.case_id = d.dossier_id AND d.state = ANY($1)
           AND t.step IN ('withdrawal', 'expiry', 'relinquishment')) AS ended_on,
       ARRAY(SELECT h.former FROM dossier_change h WHERE h.dossier_id = d.dossier_id
               AND h.former IS NOT NULL ORDER BY h.assessed_at) AS former,
       ARRAY(SELECT (h.assessed_at AT TIME ZONE 'Europe/Brussels')::date FROM dossier_change h
              WHERE h.dossier_id = d.dossier_id
                AND h.former IS NOT NULL ORDER BY h.assessed_at) AS handed_over
  FROM dossier d JOIN premises p USING (premises_id)
 WHERE d.valid_from IS NOT NULL
   AND NOT EXISTS (SELECT FROM register_destruction x WHERE x.case_id = d.dossier_id)
"""
AT = f"{DECLARED} AND d.premises_id = $2 ORDER BY d.valid_from, d.filed_at"
OF_OWNER = f"""
{DECLARED} AND (d.owner = $2 OR EXISTS (
   SELECT FROM dossier_change h WHERE h.dossier_id = d.dossier_id AND h.former = $2))
 ORDER BY d.valid_from, d.filed_at
"""
FINES = """
SELECT g.case_id, g.premises_id, f.fact_at
  FROM gas_case g JOIN finding f USING (finding_id)
 WHERE g.premises_id = ANY($1) AND g.offender_role = $2 ORDER BY f.fact_at
"""
EFFECTS = """
SELECT e.*, NULL::integer AS amount_cents, NULL::text AS unit, NULL::integer AS ceiling_cents
  FROM (
SELECT case_id, 'sanction-case' AS kind, number, decision_kind AS what,
       effect_from AS begins_at, effect_to AS ends_at,
       least(reopened_at, stayed_at, annulled_at) AS undone_at,
       annulled_at IS NOT NULL AS annulled
  FROM sanction_case WHERE effect_from IS NOT NULL AND case_id = ANY($1)
 UNION ALL
SELECT case_id, 'mayor-measure', number, content, effect_from, effect_to,
       least(ended_at, stayed_at, annulled_at), annulled_at IS NOT NULL
  FROM mayor_measure WHERE effect_from IS NOT NULL AND case_id = ANY($1)
 UNION ALL
SELECT case_id, 'integrity-investigation', number, decided, effect_from, effect_to,
       least(lifted_at, stayed_at, undone_at),
       undone_at IS NOT NULL AND coalesce(ruling = 'vernietiging', false)
  FROM integrity_investigation WHERE effect_from IS NOT NULL AND case_id = ANY($1)
 UNION ALL
SELECT case_id, 'street-ban', number, 'straatverbod', works_from,
       (last_day + 1)::timestamp AT TIME ZONE 'Europe/Brussels', least(ended_at, stayed_at),
       coalesce(how = 'vernietigd', false)
  FROM street_ban_case WHERE works_from IS NOT NULL AND case_id = ANY($1)) AS e
 ORDER BY begins_at DESC, number
"""
HELD = """
SELECT FROM (
   SELECT former AS owner, lag(assessed_at) OVER (ORDER BY assessed_at) AS since,
          assessed_at AS until
     FROM dossier_change WHERE dossier_id = l.case_id AND former IS NOT NULL
    UNION ALL
   SELECT owner, (SELECT max(assessed_at) FROM dossier_change
                   WHERE dossier_id = l.case_id AND former IS NOT NULL), NULL
     FROM dossier WHERE dossier_id = l.case_id) AS held
 WHERE held.owner = $4 AND (held.until IS NULL OR l.drafted_at < held.until)
   AND (held.since IS NULL OR held.since <= (
        SELECT max(a.named_at) FROM addressee a
         WHERE a.case_id = l.case_id AND a.role = l.role AND a.named_at <= l.drafted_at))
"""
"""Whether the declaration was an owner's when a letter was made, and the letter went to an address
that was given since: until somebody gives that of the buyer, letters go to the seller.
"""
LETTERS = f"""
SELECT letter_id, case_id, case_number AS number, kind, state,
       coalesce(returned_on, notified_on, posted_on,
                (drafted_at AT TIME ZONE 'Europe/Brussels')::date) AS on
  FROM letter l WHERE case_id = ANY($1) AND case_kind = ANY($2) AND state <> 'geannuleerd'
   AND ($4::text IS NULL OR case_kind <> $5 OR EXISTS ({HELD}))
 ORDER BY drafted_at DESC, letter_id LIMIT $3
"""  # noqa: S608


async def declared_at(tx: Transaction, premises_id: UUID) -> list[Declared]:
    """Declarations of premises that were granted once, the oldest first."""
    return await fetch_all(tx.conn, Declared, AT, [*map(str, ENDED)], premises_id)


async def declared_of(tx: Transaction, owner: str) -> list[Declared]:
    """Those that an owner holds or held, the oldest first."""
    return await fetch_all(tx.conn, Declared, OF_OWNER, [*map(str, ENDED)], owner)


async def fines_at(tx: Transaction, premises_ids: Collection[UUID]) -> list[FineAt]:
    """Fines for what whoever exploits premises did there; no client's and no worker's."""
    return await fetch_all(tx.conn, FineAt, FINES, [*premises_ids], str(OffenderRole.EXPLOITANT))


async def effects(tx: Transaction, case_ids: Collection[UUID]) -> list[Effect]:
    """What decisions in these cases restrict or did, the latest first."""
    return await fetch_all(tx.conn, Effect, EFFECTS, [*case_ids])


async def newest_letters(
    tx: Transaction,
    case_ids: Collection[UUID],
    kinds: Collection[CaseKind],
    owner: str | None = None,
) -> list[SentLetter]:
    """The newest letters of these cases that were not cancelled; one more than are shown.

    ``owner``: of a declaration that was sold, those of the time in which this owner held it alone.
    """
    values = [*case_ids], [*map(str, kinds)], MOST_LETTERS + 1, owner, CaseKind.SUITABILITY
    return await fetch_all(tx.conn, SentLetter, LETTERS, *values)
