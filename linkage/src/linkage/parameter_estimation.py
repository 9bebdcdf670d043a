"""What the claims teach the matcher, without anybody saying which of them belong together.

Of each field the weight is learned from the claims whose other fields already tell who they are, so
that no field confirms itself; of strangers, from pairs drawn at random. Shipped weights count as a
number of observations, so that little changes little.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

from linkage.claim import Features
from linkage.comparison_levels import compare
from linkage.match_weights import (
    ADDRESS,
    NAMES,
    Step,
    Sums,
    Weights,
    among_kin,
    corrected,
    moved,
    sums,
    uncorrected,
    weigh,
)
from linkage.model import CLOSER, FARTHEST, Model
from linkage.term_frequencies import MOST, Frequencies, Tables, forget_rare, values

if TYPE_CHECKING:
    from linkage.decision import Verdict

SHIPPED_M, SHIPPED_U, SHIPPED_SHARES, SHIPPED_COMPANY = 100.0, 1000.0, 50.0, 10.0
"""Observations that the shipped numbers count for."""
FEWEST_PERSONS = 100
FEWEST_KIN = 0.003
"""However few relatives were seen, sisters may come."""
SURE = 3.0
"""Bits of odds from which the other fields tell who somebody is."""
RECENT = 256
REFRESHED_EVERY, REFRESHED_PART = 64, 0.02
"""The numbers to decide with are made anew after so many claims, or this part of all."""
SCHOOLED = ((4_000, 1), (40_000, 4))
THEN_EVERY = 16
"""After so many claims only one in some is learned from: enough, and cheaper."""
BINS = 30
LOWEST_MATCH, CAUTION, FEWEST_LINKS = 0.9, 1.2, 300


class Learned:
    """Counts only. Several instances learn side by side: each writes down its ``delta`` and merges
    those of others. Folded names are in it, so it is personal data like the claims."""

    def __init__(self) -> None:
        self._counts: Tables = {}
        self._fresh: Tables = {}
        self._recent: list[Features] = []
        self._chance = Random(7)  # noqa: S311 - which pair is compared is no secret
        self._seen = 0
        self._refreshed_at = 0
        self._weights: tuple[Model, Weights] | None = None

    def weights(self, model: Model) -> Weights:
        """The numbers to decide with now."""
        if self._weights is None or self._weights[0] is not model:
            self._weights = (model, self._weigh(model))
        return self._weights[1]

    def observe(self, claim: Features, verdict: "Verdict", model: Model | None = None) -> None:
        """After each decision. Values count once a person, so that a known one adds nothing."""
        known = min(math.fsum(one.posterior for one in verdict.ranked), 1.0)
        self._add("claims", "known", known)
        self._add("claims", "new", 1 - known)
        if verdict.makes_person:
            for table, value in values(claim):
                self._add(table, value, 1.0)
        self._seen += 1
        every = next((every for until, every in SCHOOLED if self._seen <= until), THEN_EVERY)
        if self._seen % every == 0:
            if verdict.ranked:
                self._learn_agreement(verdict, known, self.weights(model or Model.shipped()), every)
            self._learn_chance(claim, self.weights(model or Model.shipped()))
        if self._seen >= self._refreshed_at + max(REFRESHED_EVERY, REFRESHED_PART * self._seen):
            self._weights, self._refreshed_at = None, self._seen

    def delta(self) -> bytes:
        """What was learned here since the last call; empty when that is nothing."""
        fresh, self._fresh = self._fresh, {}
        return json.dumps(fresh, ensure_ascii=False).encode() if fresh else b""

    def merge(self, delta: bytes) -> None:
        """Add what another instance, or this one before it stopped, learned."""
        fresh: Mapping[str, Mapping[str, float]] = json.loads(delta)
        for table, counts in fresh.items():
            mine = self._counts.setdefault(table, {})
            for value, count in counts.items():
                mine[value] = mine.get(value, 0.0) + count
        self._weights = None

    def taught(self, model: Model, version: str) -> Model:
        """The model with what was learned in the place of what was shipped."""
        weights = self.weights(model)
        persons = self._persons(model)
        fields = {
            field: {
                "m": self._shares("m", field, told["m"]),
                "u": self._shares("u", field, told["u"]),
            }
            for field, told in model.fields.items()
        }
        return replace(
            model,
            version=version,
            known_share=self._known_share(model),
            population=round(persons),
            kin=weights.kin * persons,
            namesake=weights.namesake * persons,
            same_address=weights.same_address,
            fields=fields,
        )

    def _add(self, table: str, value: str, weight: float) -> None:
        for tables in (self._counts, self._fresh):
            counts = tables.get(table)
            if counts is None:
                counts = tables[table] = {}
            counts[value] = counts.get(value, 0.0) + weight
            if len(counts) > MOST:
                forget_rare(counts)

    def _learn_chance(self, claim: Features, weights: Weights) -> None:
        """How two strangers compare; two who are likely one person are none."""
        if self._recent:
            other = self._recent[int(self._chance.random() * len(self._recent))]
            compared = compare(claim, other)
            if weights.prior + weigh(compared, "", weights)[0] < 0:
                for field, level, _ in compared:
                    if field != "order":
                        self._add(f"u:{field}", level, 1.0)
        if len(self._recent) < RECENT:
            self._recent.append(claim)
        else:
            self._recent[int(self._chance.random() * RECENT)] = claim

    def _learn_agreement(
        self, verdict: "Verdict", known: float, weights: Weights, every: int
    ) -> None:
        best = verdict.ranked[0]
        if best.posterior > 0.5:
            place = int(-2 * math.log2(max(1 - best.posterior, 1e-6)))
            self._add("posteriors", str(min(place, BINS)), 1.0)
        steps = uncorrected(best.steps)
        found = sums(steps)
        rivals = math.log2(1 + max(known - best.posterior, 0.0) / max(1 - known, 1e-12))
        self._learn_company(found, weights, every)
        prior = weights.prior - rivals
        if prior + found.total + moved(found.address, weights) < -8:
            return
        if not any(step.field == "order" for step in steps):
            steps.append(Step("order", "straight", 0.0))
        for step in steps:
            odds = prior + corrected(_without(step, found), weights)
            if odds > SURE:
                sure = 1 - 2 ** -min(odds, 60.0)
                if step.field in ADDRESS and found.address is not None:
                    sure *= _at_home(found.address - step.bits, weights)
                self._add(f"m:{step.field}", step.level, sure)
        if (
            found.address is not None
            and prior + corrected(found._replace(address=None), weights) > SURE
        ):
            self._add("address", "same", _at_home(found.address, weights))
            self._add("address", "all", 1.0)

    def _learn_company(self, found: Sums, weights: Weights, every: int) -> None:
        """How often the likeliest is a relative or a namesake instead, for ``every`` claims."""
        full = found.total + moved(found.address, weights)
        kin = weights.kin * 2 ** min(full - found.kin, 200.0)
        namesake = weights.namesake * 2 ** min(found.names, 200.0)
        whole = 1 + kin + namesake + 2 ** min(weights.prior + full, 200.0)
        self._add("claims", "kin", every * kin / whole)
        self._add("claims", "namesake", every * namesake / whole)

    def _weigh(self, model: Model) -> Weights:
        persons, share = self._persons(model), self._known_share(model)
        fixed, log_m = {}, {}
        for field, told in model.fields.items():
            m = self._shares("m", field, told["m"])
            u = self._shares("u", field, told["u"])
            log_m[field] = {level: math.log2(m[level]) for level in m}
            fixed[field] = _sane(
                {level: math.log2(m[level] / u[level]) for level in m},
                {level: model.bits(field, level) for level in m},
            )
        place = self._counts.get("address", {})
        same = place.get("same", 0.0) + SHIPPED_SHARES * model.same_address
        return Weights(
            prior=math.log2(share / persons / (1 - share)),
            kin=max(self._rate("kin", model.kin, SHIPPED_COMPANY), FEWEST_KIN) / persons,
            namesake=self._rate("namesake", model.namesake, SHIPPED_COMPANY) / persons,
            same_address=min(same / (place.get("all", 0.0) + SHIPPED_SHARES), 0.97),
            match_at=self._threshold(model),
            new_at=model.new_at,
            fixed=fixed,
            log_m=log_m,
            frequencies=Frequencies(self._counts),
        )

    def _persons(self, model: Model) -> float:
        claims = self._counts.get("claims")
        return max(claims["new"], FEWEST_PERSONS) if claims else float(model.population)

    def _known_share(self, model: Model) -> float:
        share = self._rate("known", model.known_share)
        return min(max(share, 0.02), 0.98)

    def _rate(self, what: str, shipped: float, weight: float = SHIPPED_SHARES) -> float:
        claims = self._counts.get("claims", {})
        told = claims.get("known", 0.0) + claims.get("new", 0.0)
        return (claims.get(what, 0.0) + weight * shipped) / (told + weight)

    def _shares(self, kind: str, field: str, shipped: Mapping[str, float]) -> dict[str, float]:
        counts = self._counts.get(f"{kind}:{field}", {})
        weight = SHIPPED_M if kind == "m" else SHIPPED_U
        total = sum(counts.values()) + weight
        return {
            level: (counts.get(level, 0.0) + weight * p) / total for level, p in shipped.items()
        }

    def _threshold(self, model: Model) -> float:
        """The lowest probability to link at, so that the stated rate of false merges holds."""
        seen = self._counts.get("posteriors", {})
        if sum(seen.values()) < FEWEST_LINKS:
            return model.match_at
        linked = wrong = 0.0
        lowest = BINS
        for place in range(BINS, 1, -1):
            count = seen.get(str(place), 0.0)
            linked += count
            wrong += CAUTION * count * 2 ** -((place + 0.5) / 2)
            if wrong > model.false_merges * linked:
                break
            lowest = place
        return min(max(1 - 2 ** (-lowest / 2), LOWEST_MATCH), model.match_at)


def _without(step: Step, found: Sums) -> Sums:
    """What the other fields say."""
    if step.field in ADDRESS and found.address is not None:
        return found._replace(address=found.address - step.bits)
    return Sums(
        found.total - step.bits,
        found.kin - among_kin(*step[:3]),
        found.names - step.bits if step.field in NAMES else found.names,
        found.address,
    )


def _at_home(address: float, weights: Weights) -> float:
    """The probability that an address is the same one, and not one after a removal."""
    same = weights.same_address * 2 ** min(address, 200.0)
    return same / (same + 1 - weights.same_address)


def _sane(bits: dict[str, float], shipped: Mapping[str, float]) -> dict[str, float]:
    """Within bounds of what was shipped, the right way up, and never less for what is closer."""
    for level, told in bits.items():
        bits[level] = min(max(told, shipped[level] - FARTHEST), shipped[level] + FARTHEST)
    if "different" in bits:
        bits["different"] = min(bits["different"], 0.0)
    for chain in CLOSER:
        known = [level for level in chain if level in bits]
        for farther, closer in zip(known[::-1], known[-2::-1], strict=False):
            bits[closer] = max(bits[closer], bits[farther])
    return bits
