"""Oversight by the data-protection officer: additions to the pages of ``chassis.web.access_log``.

It keeps persons by case, and knows nobody apart from that: so the officer asks who looked at the
persons of a case.
"""

from uuid import UUID

import asyncpg

from chassis.web import Function
from chassis.web.access_log.review import Oversight, Subject
from chassis.web.access_log.review import router as review_router
from chassis.web.pages.languages import mark
from enforcement.applications.consult_applicant import SUBJECT as APPLICATION
from enforcement.cases.labels import KIND, PURPOSE
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.payments.consult_payer import SUBJECT as PAYER_OF_LINE
from enforcement.search.find import SUBJECT as SEARCH


async def subjects_of(conn: asyncpg.Connection, case_id: UUID) -> list[Subject] | None:
    kind = await findings.kind_of_case(conn, case_id)
    return [Subject(kind, str(case_id))] if kind else None


OVERSIGHT = Oversight(
    Function.FUNCTIONARIS_STAD,
    subjects_of,
    purposes={**PURPOSE},
    kinds={
        **KIND,
        PAYER_OF_LINE: mark("Lijn van een rekeningafschrift"),
        "gas-register": mark("GAS-register"),
        APPLICATION: mark("Aanvraag van een verklaring"),
        SEARCH: mark("Zoekopdracht op naam"),
    },
    files=tuple(CaseKind),
    asks=mark("Wie keek naar de personen van dit dossier?"),
    number=mark("Nummer van het dossier"),
    hint=mark("Het lange nummer uit de lijst hieronder."),
    several=mark("Dossiers"),
    nobody=mark("Niemand keek naar de personen van dit dossier."),
)
router = review_router(OVERSIGHT)
