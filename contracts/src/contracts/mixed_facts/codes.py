"""Codes of mixed facts."""

from enum import StrEnum


class ProsecutorAnswer(StrEnum):
    """The prosecutor waives, and leaves the facts to the city; or prosecutes."""

    AFGEZIEN = "afgezien"
    VERVOLGT = "vervolgt"
