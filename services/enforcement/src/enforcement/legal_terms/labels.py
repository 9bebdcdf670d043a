"""Labels of legal terms: figures with their unit, how sure they are, procedures, days to go."""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files

from chassis.web.pages.languages import gettext, mark, ngettext
from enforcement.legal_terms.rules import Confidence, Roll, Unit, WorkingDays, distance

GROUP: Mapping[str, str] = {
    "gas": mark("Geldboete (GAS)"),
    "sanction": mark("Schorsing, opheffing en sluiting"),
    "mayor": mark("Maatregelen van de burgemeester"),
    "integrity": mark("Integriteitsonderzoek"),
    "rvs": mark("Beroep bij de Raad van State"),
    "suitability": mark("Geschiktheidsverklaring"),
    "access_request": mark("Vragen om inzage"),
    "pandkalender": mark("Pandkalender"),
    "databank": mark("Politie"),
}
"""By the first word of a term's id, in the order of the page."""
CONFIDENCE = {
    Confidence.VERIFIED: mark("Gelezen in de tekst"),
    Confidence.LIKELY: mark("Waarschijnlijk, nog na te lezen"),
    Confidence.UNVERIFIED: mark("Niet nagekeken"),
    Confidence.CONFIG: mark("Keuze van de stad"),
}
ROLL = {
    Roll.NONE: mark("Blijft op die dag"),
    Roll.NEXT_WORKING_DAY: mark("Schuift op naar de volgende werkdag"),
}


def _said() -> Mapping[str, str]:
    text = (files("enforcement") / "data" / "legal_terms.toml").read_text(encoding="utf-8")
    return {each["id"]: each["description"] for each in tomllib.loads(text)["term"]}


TERM: Mapping[str, str] = _said()
"""What a term is called, by its id."""


def figure(value: int | None, unit: str) -> str:
    """A figure in words: "15 dagen", "€ 500"."""
    if value is None:
        return gettext("Regel zonder getal")
    said = {
        Unit.MINUTES: ngettext("%(num)s minuut", "%(num)s minuten", value),
        Unit.HOURS: ngettext("%(num)s uur", "%(num)s uur", value),
        Unit.DAYS: ngettext("%(num)s dag", "%(num)s dagen", value),
        Unit.MONTHS: ngettext("%(num)s maand", "%(num)s maanden", value),
        Unit.YEARS: ngettext("%(num)s jaar", "%(num)s jaar", value),
        Unit.WORKING_DAYS: ngettext("%(num)s werkdag", "%(num)s werkdagen", value),
        Unit.EUR: "€ %(num)s",
        Unit.AGE: gettext("vanaf %(num)s jaar"),
        Unit.TIMES: ngettext("%(num)s keer", "%(num)s keer", value),
    }
    return said[Unit(unit)] % {"num": value}


def left(day: date, today: date, days: WorkingDays) -> str:
    """The days to go in words: "nog 3 werkdagen", "2 dagen te laat"."""
    span = distance(day, today, days)
    if span.days < 0:
        late = -span.days
        return ngettext("%(num)s dag te laat", "%(num)s dagen te laat", late) % {"num": late}
    if not span.working:
        if span.days == 0:
            return gettext("vandaag")
        return ngettext("nog %(num)s dag", "nog %(num)s dagen", span.days) % {"num": span.days}
    if span.days == 0:
        return gettext("geen werkdag meer ervoor")
    return ngettext("nog %(num)s werkdag", "nog %(num)s werkdagen", span.days) % {"num": span.days}
