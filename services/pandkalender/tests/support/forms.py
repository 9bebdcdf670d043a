"""Forms of the owner's pages, filled in as a browser sends them."""

import re

from .city import Owner

TODAY = "2026-01-05"


def new_person(owner: Owner, nr: int, **other: str) -> dict[str, str]:
    return {
        "ruimte": str(owner.rooms[0]),
        "dag": TODAY,
        "slot": "nacht",
        "voornamen": f"Ana{nr}",
        "naam": "Voorbeeld",
        "geboorte-dag": "3",
        "geboorte-maand": "2",
        "geboorte-jaar": "1999",
        "nationaliteit": "ROU",
        "document": "paspoort",
        "document-land": "ROU",
        "document-nummer": f"RO-{nr:06d}",
    } | other


def taps_to_declare(page: str) -> dict[str, str]:
    """What the form sends when nothing but a person is chosen: all that is filled in already."""
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    chosen = re.search(r'name="slot"[^>]*value="([a-z]+)" checked', page)
    day = re.search(r'name="dag"[^>]*value="([^"]+)"', page)
    assert chosen and day
    return hidden | {"slot": chosen[1], "dag": day[1]}
