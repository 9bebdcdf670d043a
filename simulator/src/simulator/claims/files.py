"""Claims with their truth from a file, as ``python -m simulator.claims`` writes them."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from simulator.claims.stream import TAKEN_AWAY, LabelledClaim

_TRUTH = ("claimId", "personTruth", "culture", "changed", "source")


class UnlabelledError(ValueError):
    """A line without ``personTruth``; the message names the line."""


def labelled_claims(path: Path, without: Collection[str] = ()) -> Iterator[LabelledClaim]:
    """In the order of the file. Persons may be numbers or any text; a culture may be missing."""
    gone = {TAKEN_AWAY[field] for field in without}
    persons: dict[Any, int] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            row = json.loads(line)
            if row.get("personTruth") is None:
                raise UnlabelledError(f"line {number} says nothing about whom it is (personTruth)")
            yield LabelledClaim(
                claim_id=str(row.get("claimId", number)),
                fields={k: v for k, v in row.items() if k not in gone and k not in _TRUTH},
                person=persons.setdefault(row["personTruth"], len(persons)),
                culture=str(row.get("culture") or "-"),
                changed=tuple(row.get("changed") or ()),
                source=str(row.get("source") or ""),
            )
