"""Parts and breakdowns of a figure, as the API answers them."""

from typing import Any


def parts(figure: dict[str, Any]) -> dict[str, Any]:
    return {part["code"]: part["value"] for part in figure["parts"]}


def split(figure: dict[str, Any], dimension: str) -> dict[str, Any]:
    (found,) = (b for b in figure["breakdowns"] if b["dimension"] == dimension)
    return {row["code"]: row["value"] for row in found["rows"]}
