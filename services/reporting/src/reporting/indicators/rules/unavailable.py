"""Sources that do not exist yet, in words that a reader of the page understands.

When one of these comes to exist, its constant goes, and the compiler shows what can be counted.
"""

JUDICIAL = "gerechtelijke maatregelen van het parket"
NOT_RELEASED = "cijfers die de politie nog niet vrijgaf"
SOME_HALF_NOT_RELEASED = "een halfjaar dat de politie nog niet vrijgaf"
NOT_BY_MONTH = "aanhoudingen en maatregelen zijn er per halfjaar, niet per maand"
SNAPSHOT_OF_MONTH = "momentopname van de databank"
NOT_MEASURED = "meting van de bereikbaarheid van de databank"
SOME_DAYS_NOT_MEASURED = "meting van de databank op sommige dagen"
NOT_OVER_YEARS = "aantallen personen zijn er per jaar, niet over jaren heen"
PERSONS_NEVER_TOLD = "aantallen gecontroleerde personen van vóór de meldingen van de databank"
PERSONS_NOT_BY_MONTH = "aantallen gecontroleerde personen zijn er per halfjaar, niet per maand"
