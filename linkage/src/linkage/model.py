"""The model: m and u probabilities and thresholds, with a version, shipped or calibrated."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from linkage.schema import Levels, Schema

CLOSER = (
    ("exact", "part", "shared", "different"),
    ("exact", "alike", "near", "different"),
    ("exact", "sound", "different"),
    ("exact", "typo", "near", "different"),
    ("exact", "recoded", "different"),
    ("exact", "swapped", "different"),
    ("exact", "month", "year", "different"),
    ("exact", "most", "half", "some", "different"),
    ("exact", "close", "near", "different"),
)
"""Levels from near to far: what is closer never speaks less for one person."""
FARTHEST = 7.0
"""Bits that learning may take a level from where it was shipped."""
SLACK, BEYOND = 0.5, 3.0
"""Bits of noise that sanity allows: between neighbouring levels, and over ``FARTHEST``."""


@dataclass(frozen=True, slots=True)
class Model:
    """The m and u probabilities per field and level: of one person, and of two strangers.

    ``u`` of an equal value is a mean; the frequency of the value itself takes its place.
    ``population`` (persons) and ``known_share`` (of claims) hold until claims tell better. ``kin``
    and ``namesake``: how many relatives or housemates, and unrelated people of the same name, of
    the person are known, per claim about somebody new. ``same_address``: how often one person gives
    one address.

    ``false_merges`` is the stated rate: so many of all automatic links may join two persons.
    ``match_at``, the probability from which a claim is linked, follows from it and from the
    probabilities seen, and is this until there are some. Under ``new_at`` nobody is asked.
    """

    version: str
    known_share: float
    population: int
    kin: float
    namesake: float
    same_address: float
    false_merges: float
    match_at: float
    new_at: float
    fields: Mapping[str, Mapping[str, Levels]]

    @classmethod
    @cache
    def shipped(cls) -> "Model":
        return cls(**json.loads(files("linkage.models").joinpath("shipped.json").read_text()))

    @classmethod
    def of(cls, schema: Schema, known_share: float = 0.5, population: int = 1_000) -> "Model":
        """The weights that the fields of a schema start from; of relatives nothing is feared."""
        return replace(
            cls.shipped(),
            version="schema-1",
            known_share=known_share,
            population=population,
            kin=0.0,
            namesake=0.0,
            fields={field.name: {"m": field.m, "u": field.u} for field in schema.fields},
        )

    @classmethod
    def from_json(cls, text: str) -> "Model":
        """A level that came after the model was made weighs as shipped."""
        model = cls(**json.loads(text))
        shipped = cls.shipped().fields
        fields = {
            field: {
                kind: {**shipped.get(field, {}).get(kind, {}), **levels}
                for kind, levels in shares.items()
            }
            for field, shares in model.fields.items()
        }
        return replace(model, fields=fields)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1)

    def bits(self, field: str, level: str) -> float:
        shares = self.fields[field]
        return math.log2(shares["m"][level] / shares["u"][level])

    def faults(self, shipped: "Model") -> list[str]:
        """Reasons not to decide with these weights; none when they are sane."""
        faults = []
        if not 0.01 <= self.known_share <= 0.99:
            faults.append(f"known_share {self.known_share:.3f} leaves nobody known, or nobody new")
        for field, shares in self.fields.items():
            bits = {level: self.bits(field, level) for level in shares["m"]}
            if bits.get("exact", 0.0) < -SLACK:
                faults.append(f"{field}: equal values speak against one person")
            if bits.get("different", 0.0) > SLACK:
                faults.append(f"{field}: different values speak for one person")
            for chain in CLOSER:
                known = [level for level in chain if level in bits]
                for closer, farther in pairwise(known):
                    if bits[closer] + SLACK < bits[farther]:
                        faults.append(
                            f"{field}: {closer} speaks less for one person than {farther}"
                        )
            faults += [
                f"{field}: {level} moved {bits[level] - shipped.bits(field, level):+.1f} bits"
                for level in bits
                if abs(bits[level] - shipped.bits(field, level)) > FARTHEST + BEYOND
            ]
        return faults
