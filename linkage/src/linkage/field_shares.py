"""The m and u probabilities of a field's levels, from counts and from what was shipped."""

from collections.abc import Mapping

from linkage.model import CLOSER, FARTHEST, Model
from linkage.schema import Levels
from linkage.term_frequencies import Tables

PRIOR_M, PRIOR_U = 100.0, 1000.0
"""Observations that the shipped numbers count for, as a prior: of m and of u."""
SPOILED_ALIKE = ("family", "given", "street", "house", "postcode", "municipality")
MOST_SPOILED = 4.0
"""Fields that one hand spoils alike, and how many times as often as shipped at the most: what some
of them show is expected of the others before they show it themselves."""


def m_shares(counts: Tables, model: Model, field: str) -> dict[str, float]:
    """As counted; what it was taken for before goes by the slips in the other fields."""
    shipped = model.fields[field]["m"]
    if field in SPOILED_ALIKE:
        different = shipped["different"] * spoiled(counts, model, field)
        rest = (1 - different) / (1 - shipped["different"])
        shipped = {level: rest * p for level, p in shipped.items()} | {"different": different}
    return _shares(counts.get(f"m:{field}", {}), shipped, PRIOR_M)


def u_shares(counts: Tables, model: Model, field: str) -> dict[str, float]:
    """As counted among strangers."""
    return _shares(counts.get(f"u:{field}", {}), model.fields[field]["u"], PRIOR_U)


def spoiled(counts: Tables, model: Model, but: str) -> float:
    """The times as often as was shipped that the other fields differ for one person."""
    seen = expected = 1.0
    for field in SPOILED_ALIKE:
        if field != but and field in model.fields:
            levels = counts.get(f"m:{field}", {})
            seen += levels.get("different", 0.0)
            expected += sum(levels.values()) * model.fields[field]["m"]["different"]
    return min(max(seen / expected, 1.0), MOST_SPOILED)


def bounded(bits: dict[str, float], shipped: Mapping[str, float]) -> dict[str, float]:
    """Within bounds of what was shipped, the right way up, and never less for what is closer."""
    for level, learned in bits.items():
        bits[level] = min(max(learned, shipped[level] - FARTHEST), shipped[level] + FARTHEST)
    if "different" in bits:
        bits["different"] = min(bits["different"], 0.0)
    for chain in CLOSER:
        known = [level for level in chain if level in bits]
        for farther, closer in zip(known[::-1], known[-2::-1], strict=False):
            bits[closer] = max(bits[closer], bits[farther])
    return bits


def _shares(counts: Mapping[str, float], shipped: Levels, weight: float) -> dict[str, float]:
    total = sum(counts.values()) + weight
    return {level: (counts.get(level, 0.0) + weight * p) / total for level, p in shipped.items()}
