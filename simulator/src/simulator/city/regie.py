"""Meetings, notes and agreements that the city steers its policy with."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from chassis.days import city_moment
from simulator.city.past import YEARS
from simulator.city.span import Span, moment

PER_YEAR: dict[tuple[str, str], tuple[float, str, tuple[str, ...]]] = {
    ("overleg", "eigenaars"): (2, "Overleg met de eigenaars", ("eigenaars",)),
    ("overleg", "kerngroep"): (6, "Kerngroep geschiktheid", ("brandweer", "stedenbouw")),
    ("overleg", "sectoraal_veiligheid"): (4, "Veiligheidspartners", ("lokale_politie", "parket")),
    ("overleg", "sectoraal_hulpverlening"): (4, "Hulpverlening", ("ghapro", "boysproject")),
    ("overleg", "intersectoraal"): (2, "Intersectoraal overleg", ("lokale_politie", "ghapro")),
    ("overleg", "werkgroep_partners"): (10, "Werkgroep handhaving", ("lokale_politie",)),
    ("overleg", "adhoc_breed"): (20, "Overleg over een dossier", ("referentiemagistraat",)),
    ("overleg", "adhoc_pta_recherche"): (20, "Intern overleg", ("recherche_zeden",)),
    ("nota", "beleid"): (3, "Nota over de tippelzone", ()),
    ("nota", "signaal"): (2, "Signaal over online aanbod", ()),
    ("overeenkomst", "convenant"): (3, "Samenwerking met een partner", ("free_clinic",)),
    ("toelichting", "overheid"): (22, "Toelichting over het beleid", ("andere_stad",)),
    ("rapportagemoment", "plangroep_halfjaar"): (6, "Stand van zaken", ("plangroep",)),
    ("rapportagemoment", "inventaris"): (1, "Jaar van de inventaris", ("lokale_politie",)),
    ("rapportagemoment", "sectoranalyse"): (1, "Sector van het jaar", ("plangroep",)),
    ("rapportagemoment", "hulpverlening"): (1, "Hulpverlening van het jaar", ("plangroep",)),
    ("rapportagemoment", "veiligheidsactoren"): (1, "Veiligheid van het jaar", ("parket",)),
    ("rapportagemoment", "databank_beleid"): (4, "Databank: evaluatie", ("plangroep",)),
    ("rapportagemoment", "databank_handhaving"): (4, "Databank: handhaving", ("lokale_politie",)),
    ("informatieoverdracht", "beleid"): (12, "Stand van het plan", ("kabinet",)),
    ("knelpunt", "lacune"): (4, "Opvang in het weekend", ("zorgorganisatie",)),
}
"""Number a year, subject and partners, by kind and type."""
EARLIER = ("overleg", "nota", "toelichting")
"""Kinds of the years behind the city."""
REVIEWED_AFTER = timedelta(days=90)
"""The first milestone of an agreement, after its signature."""
REPORT_DUE = timedelta(days=7)
"""After the report that the city publishes: its offices are on time."""


@dataclass(frozen=True, slots=True)
class Record:
    """Something that took place on the day it is recorded."""

    at: datetime
    kind: str
    type: str
    subject: str
    partners: tuple[str, ...]

    def body(self, on: date) -> dict[str, Any]:
        body: dict[str, Any] = {
            "kind": self.kind,
            "type": self.type,
            "date": on.isoformat(),
            "subject": self.subject,
            "partners": list(self.partners),
        }
        if self.kind == "overeenkomst":
            body["signedOn"] = on.isoformat()
            due = on + REVIEWED_AFTER
            task = {"what": "Eerste opvolging", "by": self.partners[0], "due": due.isoformat()}
            body["followUp"] = [task]
        if self.kind == "rapportagemoment":
            body["until"] = (on + REPORT_DUE).isoformat()
        return body


def build(span: Span, chance: Random) -> list[Record]:
    """As many as fall in these days, and one at least of each, so that no figure stays empty."""
    return [
        Record(_office_hours(span, chance), kind, kind_type, subject, partners)
        for (kind, kind_type), (yearly, subject, partners) in PER_YEAR.items()
        for _ in range(max(1, round(yearly * span.days / 365)))
    ]


def earlier(chance: Random) -> list[Record]:
    """Of the two years behind the city one of each kind and type, but reports: those are written
    about a year, and published.
    """
    return [
        Record(
            city_moment(date(year, chance.randint(1, 12), chance.randint(1, 28)), time(10)),
            kind,
            kind_type,
            subject,
            partners,
        )
        for year in YEARS
        for (kind, kind_type), (_, subject, partners) in PER_YEAR.items()
        if kind in EARLIER
    ]


def _office_hours(span: Span, chance: Random) -> datetime:
    return moment(chance.randrange(span.days), 9) + timedelta(minutes=chance.randint(0, 480))
