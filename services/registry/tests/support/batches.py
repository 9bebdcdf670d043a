"""A year as it was told, and batches of clients who come late or go."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from registry.counts.rules.aggregation import aggregate
from registry.disclosure.rules.protect import protect
from registry.disclosure.rules.publication import Figures
from registry.disclosure.rules.question import Question
from registry.minimum_format.rules.records import Activity, Client, Contact, Rows

from .protecting import YEAR

GENDERS = ("vrouw", "vrouw", "man", "trans_vrouw")
AGES = ("21-24", "25-29", "30-39", "40-49", "50_plus")
ORIGINS = ("eu_oost", "belgie", "afrika", "latijns_amerika", "azie")


def persons(branches: Mapping[str, int], prefix: str = "", contacts: int = 1) -> Rows:
    """So many of each branch, of all other kinds as many of each."""
    clients = [
        Client(
            f"{prefix}{branch}{nr}",
            AGES[nr % 5],
            GENDERS[nr % 4],
            ORIGINS[nr % 5],
            branch,
            ("nieuw", "gekend")[nr % 2],
        )
        for branch, number in branches.items()
        for nr in range(number)
    ]
    natures, places = ("consultatie", "crisis", "informatie"), ("vast", "mobiel", "online")
    acts = [
        Contact(
            f"2025-{(nr + each) % 12 + 1:02}",
            ("medisch", "psychosociaal")[nr % 2],
            natures[nr % 3],
            places[(nr // 2) % 3],
            one.client_code,
            (("mentaal", "huisvesting", "andere")[nr % 3],),
            (None, "huisarts", "caw", "juridisch")[nr % 4],
            (None, "lopend")[nr % 2],
        )
        for nr, one in enumerate(clients)
        for each in range(contacts)
    ]
    return Rows(tuple(clients), tuple(acts))


def together(*batches: Rows) -> Rows:
    return Rows(
        tuple(row for batch in batches for row in batch.clienten),
        tuple(row for batch in batches for row in batch.contacten),
        tuple(row for batch in batches for row in batch.activiteiten),
    )


def without(rows: Rows, codes: Collection[str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(row for row in rows.clienten if row.client_code not in codes),
        contacten=tuple(row for row in rows.contacten if row.client_code not in codes),
    )


def told_of(rows: Rows) -> Figures:
    """As the Boysproject's first telling: what is hidden, and which figures are shown."""
    counts = aggregate(rows, YEAR.months)
    return protect(Question("BOYS", YEAR, counts, rows, b"a secret of the first time"))[YEAR]


BRANCHES = {"raam": 40, "straat": 40, "escort": 40}
OLD = together(
    persons(BRANCHES),
    persons({"gestopt": 3}),
    Rows(activiteiten=(Activity("2025-03", "swab2know", 30, partner_soort="itg"),)),
    Rows(activiteiten=(Activity("2025-04", "outreachmoment", 7, aard="straat"),)),
)
TOLD = told_of(OLD)


def late(number: int, contacts: int = 1) -> Rows:
    """A mixed batch."""
    by_branch = {nr: number // 3 + (nr < number % 3) for nr in range(3)}
    return persons(dict(zip(BRANCHES, by_branch.values(), strict=True)), "late ", contacts)


def gone(number: int) -> set[str]:
    """The first of each branch in turn."""
    ordered = sorted(OLD.clienten[:120], key=lambda row: int(row.client_code.lstrip("aceiorst mp")))
    return {row.client_code for row in ordered[:number]}
