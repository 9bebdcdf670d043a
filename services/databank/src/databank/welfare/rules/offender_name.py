"""Whether an offender as an officer typed them may be somebody who is known.

Only for protection: whoever may be a victim is not punished, so a likeness is enough to wait. It
says nothing about who somebody is, and no file shows it.
"""

from databank.files.rules.search import agrees, features
from linkage.claim import Features


def readings(name: str, birth_date: str | None) -> list[Features]:
    """Every way to part a written name into given names and family name; none for one word."""
    words = name.split()
    return [
        features(
            given_names=" ".join(words[:place]),
            family_name=" ".join(words[place:]),
            birth_date=birth_date,
        )
        for place in range(1, len(words))
    ]


def may_be(written: Features, claim: Features) -> bool:
    """Both names are alike and the birth dates agree; without birth dates both names are equal."""
    hit = agrees(written, claim)
    levels = dict(hit.why) if hit else {}
    names = [levels.get("family"), levels.get("given")]
    return all(names) and ("birth" in levels or names == ["exact", "exact"])
