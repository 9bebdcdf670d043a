"""Whether an offender as an officer typed them may be somebody who is known.

Only for protection: whoever may be a victim is not punished, so a likeness is enough to wait. It
says nothing about who somebody is, and no file shows it.
"""

from collections.abc import Collection
from enum import StrEnum

from databank.search.rules import agrees, features
from linkage.claim import Features

MOST_LIKELY = 20
"""More persons than this are too many to know whether one of them is protected."""
MOST_CLAIMS = 2_000
"""More claims than this are not compared."""


class Doubt(StrEnum):
    """A reason why nobody can tell whom a name means: then people consult first."""

    MOGELIJK_SIGNAAL = "mogelijk_signaal"
    NAAM_TE_KORT = "naam_te_kort"
    TE_VEEL_GEGEVENS = "te_veel_gegevens"
    TE_VEEL_PERSONEN = "te_veel_personen"


def doubt(written: Collection[Features], claims: int, likely: int) -> Doubt | None:
    """The doubt about a name by its readings, and how many claims and persons it may mean."""
    if not written:
        return Doubt.NAAM_TE_KORT
    if claims > MOST_CLAIMS:
        return Doubt.TE_VEEL_GEGEVENS
    return Doubt.TE_VEEL_PERSONEN if likely > MOST_LIKELY else None


def readings(name: str, birth_date: str | None) -> list[Features]:
    """Every way to part a written name into given names and family name.

    None for one word, or for signs that are no letters.
    """
    words = name.split()
    parted = [
        features(
            given_names=" ".join(words[:place]),
            family_name=" ".join(words[place:]),
            birth_date=birth_date,
        )
        for place in range(1, len(words))
    ]
    return [reading for reading in parted if reading.given and reading.family]


def may_be(written: Features, claim: Features) -> bool:
    """Both names are alike and the birth dates agree; without birth dates both names are equal."""
    hit = agrees(written, claim)
    levels = dict(hit.why) if hit else {}
    names = [levels.get("family"), levels.get("given")]
    return all(names) and ("birth" in levels or names == ["exact", "exact"])
