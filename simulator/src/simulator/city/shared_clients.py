"""People behind the clients of a year: some come to two organisations, and nobody is told who.

Only the simulator knows these numbers; what leaves it are codes that an organisation makes.
"""

from collections.abc import Iterable, Mapping

from contracts.codes import CareOrganisation
from simulator.city.care import Tables

SHARED = {CareOrganisation.BOYS: 40, CareOrganisation.FREECLINIC: 10}
"""So many clients come to the organisation of ``FIRST`` too. Together they are a multiple of the
base to which their number is rounded, so that the same city always shows the same total."""
FIRST = CareOrganisation.GHAPRO

People = Mapping[CareOrganisation, Mapping[str, int]]
"""The number of a person, by organisation and client code."""


def people(years: Iterable[Tables]) -> People:
    """``years`` has the year of each organisation once; halves are left out."""
    whole = {each.organisation: each for each in years if each.half is None}
    first = met(whole[FIRST])
    numbers = {code: number for number, code in enumerate(first)}
    found = {FIRST: numbers}
    known, new = iter(range(len(first))), len(first)
    for organisation, shared in SHARED.items():
        found[organisation] = {}
        for place, code in enumerate(met(whole[organisation])):
            if place < shared:
                found[organisation][code] = next(known)
            else:
                found[organisation][code], new = new, new + 1
    return found


def met(tables: Tables) -> list[str]:
    """Clients with a contact under their own code: who has none was not reached."""
    reached = {row["client_code"] for row in tables.contacten}
    return [row["client_code"] for row in tables.clienten if row["client_code"] in reached]


def erased(tables: Tables) -> set[str]:
    """Codes of contacts that were told in a half, and whose client is gone since."""
    known = {row["client_code"] for row in tables.clienten}
    return {row["client_code"] for row in tables.contacten} - known - {""}


def distinct(found: People) -> int:
    return len({number for numbers in found.values() for number in numbers.values()})
