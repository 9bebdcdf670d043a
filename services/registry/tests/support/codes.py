"""Other codes for the same clients: all of them, some, or each another's."""

import random
from collections.abc import Collection
from dataclasses import replace

from registry.minimum_format.rules.records import Rows


def renumbered(rows: Rows, seed: int, share: float = 1.0) -> Rows:
    """Some are new codes, the others those of other clients."""
    dice = random.Random(seed)
    codes = [row.client_code for row in rows.clienten if dice.random() < share]
    others = dice.sample(codes, len(codes))
    return with_codes(
        rows,
        {
            code: other if dice.random() < 0.5 else f"z{nr}"
            for nr, (code, other) in enumerate(zip(codes, others, strict=True))
        },
    )


def renewed(rows: Rows, codes: Collection[str]) -> Rows:
    """These clients under a code that nobody had."""
    return with_codes(rows, {code: f"new {code}" for code in codes})


def with_codes(rows: Rows, codes: dict[str, str]) -> Rows:
    return replace(
        rows,
        clienten=tuple(
            replace(row, client_code=codes.get(row.client_code, row.client_code))
            for row in rows.clienten
        ),
        contacten=tuple(
            replace(row, client_code=codes.get(row.client_code or "", row.client_code))
            for row in rows.contacten
        ),
    )
