"""The databank's part of the data-protection officer's pages (``chassis.web.access_log``)."""

from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from chassis.days import city_day
from chassis.web import Function
from chassis.web.access_log.review import Figure, Oversight, Subject
from chassis.web.access_log.review import router as overseeing
from chassis.web.pages.languages import mark
from databank.access import store
from databank.access.purposes.labels import PURPOSE
from databank.access.reading_budget import store as reading
from databank.access.reading_budget.request import LEESRUIMTE
from databank.access.reading_budget.rules import UNUSUAL
from databank.access.shields.shield import AFSCHERMING, NOODTOEGANG
from databank.persons.store import persons
from databank.research_cases.rules import KIND, LONG_OPEN
from databank.search.labels import SEARCH_FIELD
from databank.watch_requests.request import SEINING


async def subjects_of(conn: asyncpg.Connection, person_id: UUID) -> list[Subject] | None:
    """The ids that stand for the person now and before, and what is about any of them."""
    survivor = await persons.survivor(conn, person_id)
    if survivor is None:
        return None
    ids = [survivor, *await persons.former_ids(conn, survivor)]
    about = await store.about_persons(conn, ids, NOODTOEGANG)
    return [
        *(Subject("person", str(each)) for each in ids),
        *(Subject(row.kind, str(row.id)) for row in about),
    ]


async def figures(conn: asyncpg.Connection, since: datetime, until: datetime) -> list[Figure]:
    """Use of the log in a period, in numbers."""
    use = await store.figures(conn, since, until, until - LONG_OPEN)
    first, last = city_day(since), city_day(until - timedelta(microseconds=1))
    asked, granted = await reading.asked(conn, first, last)
    return [
        Figure(mark("Keren dat iemand buiten de eigen taak zocht"), use.outside_searches),
        Figure(mark("Mensen die dat deden"), use.outside_people),
        Figure(mark("Noodtoegang gevraagd"), use.emergencies_asked),
        Figure(mark("Noodtoegang gekregen"), use.emergencies_granted),
        Figure(mark("Nog niet beoordeeld"), use.emergencies_unjudged),
        Figure(
            mark("Mensen die op een dag ongewoon veel personen lazen"),
            await reading.unusual_readers(conn, first, last, UNUSUAL),
        ),
        Figure(mark("Uitwisselingen met partners"), use.exchanges),
        Figure(mark("Uitwisselingen over een persoon"), use.exchanges_about_persons),
        Figure(mark("Gerechtelijke informatie die met toelating vertrok"), use.judicial_leaves),
        Figure(mark("Meer leesruimte gevraagd"), asked),
        Figure(mark("Meer leesruimte gekregen"), granted),
        Figure(mark("Dossiers die de recherche opende"), use.cases_opened),
        Figure(
            mark("Dossiers van de recherche die langer dan een jaar open zijn"),
            use.cases_long_open,
        ),
    ]


PURPOSES = {
    **{code.value: label for code, label in PURPOSE.items()},
    NOODTOEGANG: mark("Noodtoegang"),
    AFSCHERMING: mark("Afscherming van een dossier"),
    LEESRUIMTE: mark("Leesruimte"),
    SEINING: mark("Seining"),
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
    "first_contacts": mark("Eerste contacten"),
    "branch_shifts": mark("Verschuivingen"),
    "possible_moves": mark("Mogelijke verschuivingen"),
    "patterns": mark("Patronen"),
    "signals": mark("Signalen"),
    "questions": mark("Vragen over identiteit"),
    "search": mark("Zoekopdracht"),
    "exchange": mark("Uitwisseling met een partner"),
    "exchanges": mark("Uitwisselingen met partners"),
    "execution_check": mark("Controle op de uitvoering"),
    "purpose": mark("Doel"),
    "legacy_run": mark("Overname van een oudere databank"),
    KIND: mark("Dossier van de recherche"),
    NOODTOEGANG: mark("Noodtoegang"),
    LEESRUIMTE: mark("Leesruimte"),
    SEINING: mark("Seining"),
}
PARTS = {
    **SEARCH_FIELD,
    "aangiften": mark("aangiften"),
    "inrichtingen": mark("inrichtingen"),
    "inrichting": mark("inrichting"),
    "inspecties": mark("controles"),
    "eerste contacten": mark("eerste contacten"),
    "verschuivingen": mark("verschuivingen"),
    "patronen": mark("patronen"),
    "signalen": mark("signalen"),
    "seiningen": mark("seiningen"),
    "vragen": mark("vragen"),
    "vaststellingen": mark("vaststellingen"),
    "uitwisselingen": mark("uitwisselingen"),
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
