"""Labels of what a measurement tells of the sector, and may leave out."""

from chassis.web.pages.languages import mark
from databank.population.rules.told import TOTAL
from databank.population.rules.untold import PERSONS, PLACES

COUNTED = {
    (PERSONS, TOTAL): mark("alle aantallen van personen"),
    (PERSONS, "branches"): mark("personen per vorm"),
    (PERSONS, "visibilities"): mark("personen per zichtbaarheid"),
    (PERSONS, "known"): mark("nieuwe en gekende personen"),
    (PERSONS, "age_bands"): mark("personen per leeftijd"),
    (PERSONS, "origin_groups"): mark("personen per groep van nationaliteiten"),
    (PERSONS, "branch_counts"): mark("personen in één of meer vormen"),
    (PERSONS, "moves"): mark("verschuivingen tussen vormen"),
    (PLACES, TOTAL): mark("alle aantallen van instellingen"),
    (PLACES, "branches"): mark("instellingen per vorm"),
    (PLACES, "visibilities"): mark("instellingen per zichtbaarheid"),
}
