"""A year of care that was told, when clients of it are erased afterwards.

Figures stand still below twenty changed persons: the share that is shown is the same after each
change, and what they cost is that they are a little off. Shares are those of one-way figures of
persons, over the cells with somebody in them; errors those of shown one-way figures of persons, of
contacts, and of both together.

The bar is held to figures of persons. The study behind it measured "a shown figure" of persons and
one-way contacts, and does not say which it averaged. Figures of contacts that stand are off by all
contacts of whoever is gone, spread over the cells of a line; so they, and both together, are told
beside the bar and not held to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import mean

from contracts.codes import CareOrganisation
from registry.counts.rules import cells
from registry.counts.rules.aggregation import aggregate
from registry.counts.rules.cells import Key
from registry.disclosure.rules.publication import Figures
from registry.disclosure.rules.reissue import Reissue, reissue
from registry.minimum_format.rules.records import Period, Rows

CHANGES = (1, 3, 12)
"""Clients who are erased after the year was told."""
LEAST_SHOWN = {
    CareOrganisation.FREECLINIC: 55,
    CareOrganisation.BOYS: 77,
    CareOrganisation.GHAPRO: 100,
}
"""Percent of the one-way figures of persons that are shown after one erasure, at least."""
MOST_ERROR = 0.5
"""By so much a shown one-way figure of persons is off after one erasure, on average and at most."""
PERSONS, CONTACTS = cells.CLIENTEN, cells.CONTACTEN


@dataclass(frozen=True, slots=True)
class Standing:
    """A year after so many clients were ``erased``: the percentage of one-way figures of persons
    that is ``shown``, and by how much shown ones are off, on average: of persons, of contacts, and
    of both."""

    erased: int
    shown: float
    persons_off: float
    contacts_off: float
    both_off: float


def after(
    organisation: CareOrganisation, year: Period, told: Figures, rows: Rows, secret: bytes
) -> Iterator[Standing]:
    chance = Random(len(rows.contacten))
    for number in CHANGES:
        gone = {row.client_code for row in chance.sample(rows.clienten, number)}
        left = without(rows, gone)
        again = reissue(
            Reissue(organisation.value, year.year, told=told, old=rows, new=left, secret=secret)
        )
        standing = told if again is None else again
        true = aggregate(left, year.months)
        errors = {
            measure: [
                abs(figure.value - true[key].value)
                for key, figure in standing.items()
                if is_one_way(key, measure) and figure.value is not None
            ]
            for measure in (PERSONS, CONTACTS)
        }
        yield Standing(
            erased=number,
            shown=shown(standing, PERSONS),
            persons_off=mean(errors[PERSONS]),
            contacts_off=mean(errors[CONTACTS]),
            both_off=mean([*errors[PERSONS], *errors[CONTACTS]]),
        )


def troubles(standing: Mapping[str, Sequence[Standing]]) -> list[str]:
    """A sentence for each bar that is missed, on average over the years."""
    found = []
    for organisation, least in LEAST_SHOWN.items():
        once = [each for each in standing[organisation.value] if each.erased == 1]
        share = round(mean(each.shown for each in once))
        off = mean(each.persons_off for each in once)
        if share < least:
            found.append(f"{organisation} shows {share} % after one erasure, the bar is {least} %")
        if off > MOST_ERROR:
            found.append(
                f"persons of {organisation} are {off:.2f} off after one erasure, the bar is"
                f" {MOST_ERROR}"
            )
    return found


def without(rows: Rows, codes: set[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code not in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code not in codes),
    )


def shown(figures: Figures, measure: str) -> float:
    """The share of one-way cells with somebody in them that are shown, in percent."""
    told = [
        figure.value is not None
        for key, figure in figures.items()
        if is_one_way(key, measure) and figure.value != 0
    ]
    return 100 * mean(told) if told else 0.0


def is_one_way(key: Key, measure: str) -> bool:
    return key.measure == measure and len(key.dimensions) == 1
