"""The rows that feed each indicator, and what a year lacks of them.

An indicator of an organisation is fed by its contacts or by its activities. How many rows and in
which months is noted when a delivery is read, so that it can still be told once its rows are gone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from contracts.codes import CareOrganisation
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.records import Activity, Contact, Period, Rows


class Completeness(StrEnum):
    VOLLEDIG = "volledig"
    GEDEELTELIJK = "gedeeltelijk"
    """Some months that should have a figure have none."""
    LEEG = "leeg"
    """Accepted without a row that counts here: nothing happened, or it was forgotten."""
    ONTBREEKT = "ontbreekt"
    """Nothing was accepted."""
    ONBEKEND = "onbekend"
    """Delivered before this was noted."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The number of rows that feed an indicator, and the months (``JJJJ-MM``) that have any."""

    rows: int
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """The rows that feed an indicator. ``monthly``: a month without a row lacks something."""

    contact: Callable[[Contact], bool] | None = None
    activity: Callable[[Activity], bool] | None = None
    monthly: bool = False


def _of_types(*types: str) -> Callable[[Activity], bool]:
    return lambda row: row.type in types


def _is_consultation(place: str) -> Callable[[Contact], bool]:
    return lambda row: row.aard == "consultatie" and row.plaats == place


WEBSITES = "IND-1.2-09"
"""Also fed by the figures of websites that are noted by month."""
CLIENTS = Requirement(contact=lambda row: row.client_code is not None)
CONTACTS = Requirement(contact=lambda _row: True)
GUIDANCE = Requirement(contact=lambda row: bool(row.begeleiding_status or row.doorverwijzing_soort))
COOPERATION = Requirement(activity=_of_types(codes.SAMENWERKING))
OF_ALL: Mapping[str, Requirement] = {
    "IND-1-01": CLIENTS,
    "IND-1-02": Requirement(contact=lambda row: row.soort == "medisch"),
    "IND-1-03": Requirement(contact=lambda row: row.soort == "psychosociaal"),
    "IND-1-04": GUIDANCE,
}
OF_ONE: Mapping[CareOrganisation, Mapping[str, Requirement]] = {
    CareOrganisation.GHAPRO: {
        "IND-1.1-01": CLIENTS,
        "IND-1.1-02": CONTACTS,
        "IND-1.1-03": Requirement(contact=_is_consultation("vast")),
        "IND-1.1-04": Requirement(contact=_is_consultation("mobiel")),
        "IND-1.1-05": GUIDANCE,
        "IND-1.1-06": COOPERATION,
    },
    CareOrganisation.BOYS: {
        "IND-1.2-01": Requirement(activity=_of_types("dropin", "vormingsmoment")),
        "IND-1.2-02": Requirement(activity=_of_types("internetpermanentie", "online_sessie")),
        "IND-1.2-03": Requirement(activity=_of_types("outreachmoment")),
        "IND-1.2-04": CONTACTS,
        "IND-1.2-05": CLIENTS,
        "IND-1.2-06": GUIDANCE,
        "IND-1.2-07": COOPERATION,
        "IND-1.2-08": Requirement(activity=_of_types("doktersconsultatie", "swab2know")),
        WEBSITES: Requirement(
            activity=_of_types(*(codes.WEBSITE + site for site in codes.SITES)), monthly=True
        ),
    },
    CareOrganisation.FREECLINIC: {
        "IND-1.3-01": CLIENTS,
        "IND-1.3-02": CONTACTS,
        "IND-1.3-03": Requirement(activity=_of_types("maatschappelijk_herstel")),
        "IND-1.3-04": COOPERATION,
        "IND-1.3-05": GUIDANCE,
    },
}


def requirements(organisation: CareOrganisation) -> Mapping[str, Requirement]:
    """The indicators that an organisation feeds, and by what."""
    return {**OF_ALL, **OF_ONE[organisation]}


def coverage(organisation: CareOrganisation, rows: Rows) -> dict[str, Any]:
    """The coverage of each indicator as it is kept; see :func:`read`."""
    return {
        indicator: {"rows": len(months), "months": sorted(set(months))}
        for indicator, need in requirements(organisation).items()
        for months in [[*_months(need, rows)]]
    }


def read(kept: Mapping[str, Any]) -> dict[str, Coverage]:
    """The way back from :func:`coverage`."""
    return {
        indicator: Coverage(each["rows"], tuple(each["months"])) for indicator, each in kept.items()
    }


def together(deliveries: Iterable[Mapping[str, Coverage]]) -> dict[str, Coverage]:
    """The coverage of a year that came in halves."""
    found: dict[str, Coverage] = {}
    for each in deliveries:
        for indicator, more in each.items():
            so_far = found.get(indicator, Coverage(0, ()))
            months = sorted({*so_far.months, *more.months})
            found[indicator] = Coverage(so_far.rows + more.rows, tuple(months))
    return found


def assess(need: Requirement, covered: Coverage | None, period: Period) -> Completeness:
    """Completeness of one indicator in a period, by what was accepted of it.

    Most of the work comes and goes: there a half-year needs one month. What is counted every month
    needs them all.
    """
    if covered is None:
        return Completeness.ONTBREEKT
    months = set(covered.months) & set(period.months)
    if not months:
        return Completeness.LEEG
    halves = [Period(period.year, half) for half in ((period.half,) if period.half else (1, 2))]
    is_whole = (
        months == set(period.months)
        if need.monthly
        else all(months & set(half.months) for half in halves)
    )
    return Completeness.VOLLEDIG if is_whole else Completeness.GEDEELTELIJK


def months_without(covered: Coverage, period: Period) -> Collection[str]:
    return [month for month in period.months if month not in covered.months]


def _months(need: Requirement, rows: Rows) -> Iterable[str]:
    if need.contact is not None:
        yield from (row.maand for row in rows.contacten if need.contact(row))
    if need.activity is not None:
        yield from (row.maand for row in rows.activiteiten if need.activity(row))
