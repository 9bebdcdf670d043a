"""What the databank adds to the data-protection officer's pages (``chassis.web.access_log``)."""

from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.web import Function
from chassis.web.access_log.review import Figure, Oversight, Subject
from chassis.web.access_log.review import router as overseeing
from chassis.web.pages.languages import mark
from databank.access.case_scope.rules import KIND, LONG_OPEN
from databank.access.purposes.labels import PURPOSE
from databank.access.shields.shield import AFSCHERMING, NOODTOEGANG
from databank.files.labels import SEARCH_FIELD
from databank.matching.store import persons

ABOUT = """
SELECT 'signal' AS kind, id FROM signal WHERE person_id = ANY($1::uuid[])
 UNION ALL SELECT $2, id FROM emergency_access WHERE person_id = ANY($1::uuid[])
"""
OUTSIDE = """
SELECT count(*) AS reasons, count(DISTINCT subject) AS people
  FROM purpose_grant WHERE reason IS NOT NULL AND granted_at >= $1 AND granted_at < $2
"""
EMERGENCIES = """
SELECT count(*) AS asked, count(until) AS granted,
       count(*) FILTER (WHERE until IS NOT NULL AND verdict IS NULL) AS unjudged
  FROM emergency_access WHERE asked_at >= $1 AND asked_at < $2
"""

CASES = """
SELECT count(*) FILTER (WHERE opened_at >= $1 AND opened_at < $2) AS opened,
       count(*) FILTER (WHERE closed_at IS NULL AND opened_at < $3) AS long_open
  FROM research_case
"""


async def subjects_of(conn: asyncpg.Connection, person_id: UUID) -> list[Subject] | None:
    """The ids that stand for the person now and before, and what is about any of them."""
    survivor = await persons.survivor(conn, person_id)
    if survivor is None:
        return None
    ids = [survivor, *await persons.former_ids(conn, survivor)]
    about = await conn.fetch(ABOUT, ids, NOODTOEGANG)
    return [
        *(Subject("person", str(one)) for one in ids),
        *(Subject(row["kind"], str(row["id"])) for row in about),
    ]


async def figures(conn: asyncpg.Connection, since: datetime, until: datetime) -> list[Figure]:
    outside = await conn.fetchrow(OUTSIDE, since, until)
    emergency = await conn.fetchrow(EMERGENCIES, since, until)
    cases = await conn.fetchrow(CASES, since, until, until - LONG_OPEN)
    return [
        Figure(mark("Keren dat iemand buiten de eigen taak zocht"), outside["reasons"]),
        Figure(mark("Mensen die dat deden"), outside["people"]),
        Figure(mark("Noodtoegang gevraagd"), emergency["asked"]),
        Figure(mark("Noodtoegang gekregen"), emergency["granted"]),
        Figure(mark("Nog niet beoordeeld"), emergency["unjudged"]),
        Figure(mark("Dossiers die de recherche opende"), cases["opened"]),
        Figure(
            mark("Dossiers van de recherche die langer dan een jaar open zijn"), cases["long_open"]
        ),
    ]


PURPOSES = {
    **{code.value: label for code, label in PURPOSE.items()},
    NOODTOEGANG: mark("Noodtoegang"),
    AFSCHERMING: mark("Afscherming van een dossier"),
}
KINDS = {
    "person": mark("Persoon"),
    "establishment": mark("Inrichting"),
    "signal": mark("Signaal"),
    "finding": mark("Vaststelling"),
    "findings": mark("Vaststellingen"),
    "inspection": mark("Controle"),
    "inspections": mark("Controles"),
    "shifts": mark("Aangiften"),
    "search": mark("Zoekopdracht"),
    "purpose": mark("Doel"),
    "legacy_run": mark("Overname van een oudere databank"),
    KIND: mark("Dossier van de recherche"),
    NOODTOEGANG: mark("Noodtoegang"),
}
PARTS = {
    **SEARCH_FIELD,
    "aangiften": mark("aangiften"),
    "inrichtingen": mark("inrichtingen"),
    "inrichting": mark("inrichting"),
    "inspecties": mark("controles"),
    "vaststellingen": mark("vaststellingen"),
    "personen": mark("personen"),
    "gezocht": mark("gezocht"),
    "gevonden": mark("gevonden"),
    "geweigerd": mark("geweigerd"),
    "te veel personen": mark("te veel personen"),
    "te veel zoekopdrachten": mark("te veel zoekopdrachten"),
}
HINT = mark("Ook inzagen onder vroegere nummers komen mee.")

OVERSIGHT = Oversight(
    Function.FUNCTIONARIS_POLITIE,
    subjects_of,
    PURPOSES,
    KINDS,
    parts=PARTS,
    hint=HINT,
    figures=figures,
)
router = overseeing(OVERSIGHT)
