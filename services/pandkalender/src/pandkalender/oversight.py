"""The calendar's part in the data-protection officer's pages (``chassis.web.access_log``)."""

from uuid import UUID

import asyncpg

from chassis.web import Function
from chassis.web.access_log.review import Oversight, Subject
from chassis.web.access_log.review import router as overseeing
from chassis.web.pages.languages import mark
from pandkalender.workers.log_access import SHIFTS, WORKER, WORKERS
from pandkalender.workers.store import workers


async def subjects_of(conn: asyncpg.Connection, worker_id: UUID) -> list[Subject] | None:
    """Somebody as one owner declared her or him: the calendar does not know that two are one."""
    return [Subject(WORKER, str(worker_id))] if await workers.exists(conn, worker_id) else None


OVERSIGHT = Oversight(
    Function.FUNCTIONARIS_POLITIE,
    subjects_of,
    purposes={
        "toezicht": mark("Toezicht op raamprostitutie"),
        "bescherming": mark("Bescherming van minderjarigen en mogelijke slachtoffers"),
        "eigen_administratie": mark("Eigen administratie van de eigenaar"),
        "vraag_van_werker": mark("Vraag van wie er werkt aan de eigenaar"),
        "vraag_van_overheid": mark("Vraag van politie of stad aan de eigenaar"),
    },
    kinds={
        WORKER: mark("Persoon die werkt"),
        SHIFTS: mark("Lijst van aangiften"),
        WORKERS: mark("Personen"),
    },
    parts={"page": mark("bladzijde")},
    files=(WORKER,),
    hint=mark("Het lange nummer uit de lijst hieronder. Elke eigenaar heeft zijn eigen nummers."),
)
router = overseeing(OVERSIGHT)
