"""The registry's part in the data-protection officer's pages (``chassis.web.access_log``).

It keeps nobody by an id: its log says who took how many rows of which year, and what for.
"""

from uuid import UUID

import asyncpg

from chassis.web import Function
from chassis.web.access_log.review import Oversight, Subject
from chassis.web.access_log.review import router as review_router
from chassis.web.pages.languages import mark
from registry.year_file.labels import PURPOSE
from registry.year_file.read_year_file import SUBJECT


async def subjects_of(_conn: asyncpg.Connection, _id: UUID) -> list[Subject] | None:
    """Nobody: a client has a code of one organisation and one year, and no id here."""
    return None


OVERSIGHT = Oversight(
    Function.FUNCTIONARIS_ZORG,
    subjects_of,
    purposes=PURPOSE,
    kinds={SUBJECT: mark("Jaarbestand zorg")},
    parts={
        "clienten": mark("cliënten"),
        "contacten": mark("contacten"),
        "activiteiten": mark("activiteiten"),
        "rijen": mark("rijen"),
    },
    files=(),
    hint=mark("Het register kent niemand bij nummer. Zoek hieronder op soort en dag."),
)
router = review_router(OVERSIGHT)
