"""Sources that do not exist yet, in words that a reader of the page understands.

When one of these comes to exist, its constant goes, and the compiler shows what can be counted.
"""

MAYOR = "maatregelen van de burgemeester (bevelen)"
ARRESTS = "registratie van aanhoudingen in de databank"
JUDICIAL = "gerechtelijke maatregelen van het parket"
DISTINCT_PERSONS = "telling van verschillende personen in de databank (nu alleen per controle)"
PERSON_SNAPSHOT = "maandelijkse momentopname van personen in de databank"
REPORTS = "rapportgenerator"
PUBLISHED_REPORTS = "rapportgenerator (gepubliceerde rapporten als rapportagemoment)"
AVAILABILITY = (
    "meting van de bereikbaarheid van de databank",
    "overzetten van de drie oude databanken",
)
