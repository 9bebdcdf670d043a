"""What enforcement adds to the data-protection officer's pages (``chassis.web.access_log``).

It keeps persons by case, and knows nobody apart from that: so the officer asks who looked at the
persons of a case.
"""

from uuid import UUID

import asyncpg

from chassis.web import Function
from chassis.web.access_log.review import Oversight, Subject
from chassis.web.access_log.review import router as overseeing
from chassis.web.pages.languages import mark

GAS, SANCTION = "gas-case", "sanction-case"
CASE = """
SELECT $2 AS kind FROM gas_case WHERE case_id = $1
 UNION ALL SELECT $3 FROM sanction_case WHERE case_id = $1
"""


async def subjects_of(conn: asyncpg.Connection, case_id: UUID) -> list[Subject] | None:
    kind = await conn.fetchval(CASE, case_id, GAS, SANCTION)
    return [Subject(kind, str(case_id))] if kind else None


OVERSIGHT = Oversight(
    Function.FUNCTIONARIS_STAD,
    subjects_of,
    purposes={
        "procedure": mark("Een lopende procedure"),
        "beroep": mark("Beroep tegen een beslissing"),
        "inzage": mark("Iemand vraagt inzage in het eigen dossier"),
    },
    kinds={GAS: mark("GAS-dossier"), SANCTION: mark("Sanctiedossier")},
    files=(GAS, SANCTION),
    asks=mark("Wie keek naar de personen van dit dossier?"),
    number=mark("Nummer van het dossier"),
    hint=mark("Het lange nummer uit de lijst hieronder."),
    several=mark("Dossiers"),
    nobody=mark("Niemand keek naar de personen van dit dossier."),
)
router = overseeing(OVERSIGHT)
