"""Why a claim is where it is, in words that an officer understands."""

from typing import Any


def sentences(ranked: dict[str, Any]) -> list[str]:
    return []
