"""The weights of the matcher: frozen, with a version, shipped as JSON or calibrated later."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Model:
    """``bits`` per field and level. ``match_at`` and ``new_at`` are posteriors.

    ``match_at`` states the accepted rate of false links: one in a thousand automatic ones at most.
    """

    version: str
    known_share: float
    population: int
    match_at: float
    new_at: float
    exact: float
    bits: Mapping[str, Mapping[str, float]]

    @property
    def prior(self) -> float:
        """Odds in bits that a claim is one given known person rather than somebody new."""
        return math.log2(self.known_share / self.population / (1 - self.known_share))

    @classmethod
    @cache
    def shipped(cls) -> "Model":
        return cls.from_json(files("databank.models").joinpath("shipped.json").read_text())

    @classmethod
    def from_json(cls, text: str) -> "Model":
        return cls(**json.loads(text))

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)
