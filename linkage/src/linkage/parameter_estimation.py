"""Parameter estimation from the claims, without anybody saying which of them belong together.

Of each field the weight is learned from the claims whose other fields already tell who they are, so
that no field confirms itself; of strangers, from pairs drawn at random. Shipped weights count as a
number of observations, so that little changes little.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Final

from linkage.caution import NONE, Caution
from linkage.field_shares import bounded, m_shares, u_shares
from linkage.known_share import LEAST, MOST, SOURCE, KnownShares, prior_bits
from linkage.match_weights import (
    ADDRESS,
    NAMES,
    WaterfallStep,
    Weights,
    WeightTotals,
    address_bits,
    bits_among_kin,
    bits_among_twins,
    corrected_bits,
    share_of_her,
    total_weights,
    weigh,
    without_corrections,
)
from linkage.model import Model
from linkage.outcomes import Decision
from linkage.persons import PERSONS
from linkage.posterior import RankedPerson
from linkage.schema import Folded, Schema
from linkage.term_frequencies import Tables, TermFrequencies, add_to, count_person

PRIOR_SHARES, PRIOR_KIN = 50.0, 10.0
"""Observations that the shipped numbers count for, as a prior: of shares and of relatives."""
MIN_PERSONS = 100
"""Persons that are taken to be known, at the least."""
MIN_KIN, MIN_KIN_CLAIMS = 0.003, 100.0
"""Relatives per new claim, at the least, and the new claims with an address that this counts for:
it fades where those show nobody, as names and birth dates alone cannot."""
DECISIVE_BITS = 7.0
"""Bits against herself that no slip in one field makes. Relatives of whom fewer tell count for as
many as those of whom so many do, at the most."""
MIN_TWIN, TWINS = 0.001, 0.004
"""Twins of somebody known per new claim: at the least, and until claims tell better. One person in
thirty is a twin, and one twin in eight comes to the same city for the same work."""
HOUSEMATES = 0.25
"""Housemates of another family name, who share an address and no name, count for a quarter among
relatives: fear of them would keep apart whoever shares a name."""
SURE_BITS = 3.0
"""Bits of odds from which the other fields tell who somebody is."""
BY_CULTURE: Final = ("family:", "given:")
"""How tables of names began that counted within a guessed culture; nobody reads them any more."""
RECENT_CLAIMS = 256
"""Claims of which the next is compared with one, drawn at random, to see how strangers agree."""
REFRESH_EVERY, REFRESH_PART = 64, 0.02
"""Claims, or the part of all claims, after which the weights are computed anew."""
LEARN_EVERY: Final = ((4_000, 1), (13_000, 4))
LATER_EVERY: Final = 16
"""Up to so many links (or pairs of strangers) learned one claim in so many is learned from, and one
in ``LATER_EVERY`` after that: enough, and cheaper. A register of new people teaches no links."""
POSTERIOR_BINS = 30
"""Bins of half a bit in which the probabilities of the likeliest persons are counted."""
MIN_MATCH_AT, OVERESTIMATE, MIN_LINKS = 0.95, 1.2, 300
"""The lowest threshold ever; the factor by which wrong links are overestimated; the links from
which a threshold is computed at all."""


class EstimatedParameters:
    """The m and u probabilities and term frequencies that the claims taught so far, as counts.

    Several instances learn side by side: each writes down its ``delta`` and merges those of others.
    Folded names are in it, so it is personal data like the claims. ``schema`` is that of the
    claims."""

    def __init__(self, schema: Schema = PERSONS) -> None:
        self.schema = schema
        self._counts: Tables = {}
        self._fresh: Tables = {}
        self._recent: list[Folded] = []
        self._random = Random(7)  # noqa: S311 - which pair is compared is no secret
        self._seen = 0
        self._links = 0.0
        self._strangers = 0
        self._refreshed_at = 0
        self._weights: tuple[Model, Weights] | None = None
        self._known_shares = KnownShares()
        self._caution = NONE

    def go_by(self, caution: Caution) -> None:
        """Decide from now on with what people's verdicts taught."""
        if caution != self._caution:
            self._caution, self._weights = caution, None

    def prior(self, model: Model, source: str = "") -> float:
        """Log2 odds that the next claim of this source is about one given person."""
        share = self._known_shares.share(source, model.known_share)
        return prior_bits(share, self._persons(model))

    def weights(self, model: Model) -> Weights:
        """The numbers to decide with now."""
        if self._weights is None or self._weights[0] is not model:
            self._weights = (model, self._weigh(model))
        return self._weights[1]

    def observe(
        self, claim: Folded, decision: Decision, model: Model | None = None, source: str = ""
    ) -> None:
        """After each decision. Values count once a person, so that a known one adds nothing."""
        model = model or Model.shipped()
        known = min(math.fsum(person.posterior for person in decision.ranked), 1.0)
        self._known_shares.add(source, self._tells(decision, known, model))
        self._add("claims", "known", known)
        self._add("claims", "new", 1 - known)
        if self.schema.is_housed(claim):
            self._add("claims", "housed", 1 - known)
        table = SOURCE + self._known_shares.counted_as(source)
        self._add(table, "known", known)
        self._add(table, "new", 1 - known)
        if decision.makes_person:
            terms = self.schema.terms(claim)
            count_person(self._counts, terms)
            count_person(self._fresh, terms)
        self._seen += 1
        every = _every(self._links)
        if decision.ranked and self._seen % every == 0:
            self._estimate_m(decision, known, self.weights(model), every)
        if self._seen % _every(self._strangers) == 0:
            self._estimate_u(claim, self.weights(model))
        if self._seen >= self._refreshed_at + max(REFRESH_EVERY, REFRESH_PART * self._seen):
            self._weights, self._refreshed_at = None, self._seen

    def delta(self) -> bytes:
        """Counts made here since the last call; empty when there are none."""
        fresh, self._fresh = self._fresh, {}
        return json.dumps(fresh, ensure_ascii=False).encode() if fresh else b""

    def merge(self, delta: bytes) -> None:
        """Add counts of another instance, or of this one before it stopped.

        Counts of names by a guess of where they come from are of releases before, and left aside.
        """
        fresh: Mapping[str, Mapping[str, float]] = json.loads(delta)
        for table, counts in fresh.items():
            if table.startswith(BY_CULTURE):
                continue
            known = self._counts.setdefault(table, {})
            for value, count in counts.items():
                known[value] = known.get(value, 0.0) + count
        self._known_shares.merge(fresh)
        self._weights = None

    def as_model(self, model: Model, version: str) -> Model:
        """The model with estimated numbers in the place of the shipped ones."""
        weights = self.weights(model)
        persons = self._persons(model)
        fields = {
            field: {
                "m": m_shares(self._counts, model, field),
                "u": u_shares(self._counts, model, field),
            }
            for field in model.fields
        }
        return replace(
            model,
            version=version,
            known_share=min(max(self._rate("known", model.known_share), LEAST), MOST),
            population=round(persons),
            kin=weights.kin * persons,
            namesake=weights.namesake * persons,
            same_address=weights.same_address,
            fields=fields,
        )

    def _add(self, table: str, value: str, weight: float) -> None:
        add_to(self._counts, table, value, weight)
        add_to(self._fresh, table, value, weight)

    def _tells(self, decision: Decision, known: float, model: Model) -> float:
        """The odds that the claim itself gives that it is about somebody known, prior left out: a
        share learned from the probabilities that it makes would follow itself."""
        if not decision.ranked:
            return 0.0
        prior = math.pow(2.0, decision.ranked[0].prior) * self._persons(model)
        return known / max(1 - known, 1e-12) / prior

    def _estimate_u(self, claim: Folded, weights: Weights) -> None:
        """Count how two strangers agree; two who are likely one person are none."""
        if self._recent:
            other = self._recent[int(self._random.random() * len(self._recent))]
            compared = self.schema.compare(claim, other)
            if weights.prior + weigh(compared, weights)[0] < 0:
                self._strangers += 1
                for field, level, _ in compared:
                    if field != "order":
                        self._add(f"u:{field}", level, 1.0)
        if len(self._recent) < RECENT_CLAIMS:
            self._recent.append(claim)
        else:
            self._recent[int(self._random.random() * RECENT_CLAIMS)] = claim

    def _estimate_m(self, decision: Decision, known: float, weights: Weights, every: int) -> None:
        best = decision.ranked[0]
        self._links += best.posterior
        if best.posterior > 0.5:
            place = int(-2 * math.log2(max(1 - best.posterior, 1e-6)))
            self._add("posteriors", str(min(place, POSTERIOR_BINS)), 1.0)
        steps = without_corrections(best.steps)
        totals = total_weights(steps)
        rivals = math.log2(1 + max(known - best.posterior, 0.0) / max(1 - known, 1e-12))
        of_other_family = any(
            step.field == "family" and step.level == "different" for step in steps
        )
        part = HOUSEMATES if of_other_family else 1.0
        self._estimate_kin(totals, best.prior, weights, part * every)
        self._estimate_twins(best, totals, weights, every)
        prior = best.prior - rivals
        if prior + totals.total + address_bits(totals.address, weights) < -8:
            return
        hers = share_of_her(steps, best.prior, weights)
        if not any(step.field == "order" for step in steps):
            steps.append(WaterfallStep("order", "straight", 0.0))
        for step in steps:
            if prior + corrected_bits(_without_step(step, totals), weights) > SURE_BITS:
                # The field's own contradiction counts too, else twins teach "same, other name".
                sure = best.posterior * hers
                if step.field in ADDRESS and totals.address is not None:
                    sure *= _share_at_home(totals.address - step.bits, weights)
                self._add(f"m:{step.field}", step.level, sure)
        if totals.address is not None:
            elsewhere = WeightTotals(totals.total, totals.kin, totals.names, None)
            if prior + corrected_bits(elsewhere, weights) > SURE_BITS:
                self._add("address", "same", _share_at_home(totals.address, weights))
                self._add("address", "all", 1.0)

    def _estimate_kin(
        self, totals: WeightTotals, prior: float, weights: Weights, every: float
    ) -> None:
        """Count, for ``every`` claims, how often the likeliest is a relative or a namesake.

        A relative of whom one field tells may be a slip in it: were she counted, the fear of her
        would grow with every slip, and be the reason for the next count.
        """
        full = totals.total + address_bits(totals.address, weights)
        kin = weights.kin * 2 ** min(full - totals.kin, 200.0)
        namesake = weights.namesake * 2 ** min(totals.names, 200.0)
        whole = 1 + kin + namesake + 2 ** min(prior + full, 200.0)
        what = "kin" if totals.kin < -DECISIVE_BITS else "doubtful kin"
        self._add("claims", what, every * kin / whole)
        self._add("claims", "namesake", every * namesake / whole)

    def _estimate_twins(
        self, best: RankedPerson, totals: WeightTotals, weights: Weights, every: float
    ) -> None:
        """Count, for ``every`` claims, how often it is a twin of the likeliest."""
        apart = bits_among_twins(best.steps)
        if apart is None:
            return
        full = totals.total + address_bits(totals.address, weights)
        twin = weights.twin * 2 ** min(full - apart, 200.0)
        whole = 1 + twin + 2 ** min(best.prior + full, 200.0)
        self._add("claims", "twin", every * twin / whole)

    def _weigh(self, model: Model) -> Weights:
        persons = self._persons(model)
        fixed, log_m = {}, {}
        for field in model.fields:
            m = m_shares(self._counts, model, field)
            u = u_shares(self._counts, model, field)
            log_m[field] = {level: math.log2(m[level]) for level in m}
            fixed[field] = bounded(
                {level: math.log2(m[level] / u[level]) for level in m},
                {level: model.bits(field, level) for level in m},
            )
        place = self._counts.get("address", {})
        same = place.get("same", 0.0) + PRIOR_SHARES * model.same_address
        return Weights(
            prior=self.prior(model),
            kin=max(self._rate_of_new("kin", model.kin), self._least_kin()) / persons,
            namesake=self._rate_of_new("namesake", model.namesake) / persons,
            twin=max(self._rate_of_new("twin", TWINS), MIN_TWIN) / persons,
            same_address=min(same / (place.get("all", 0.0) + PRIOR_SHARES), 0.97),
            match_at=self._threshold(model),
            new_at=model.new_at,
            fixed=fixed,
            log_m=log_m,
            frequencies=TermFrequencies(self._counts, self.schema),
            schema=self.schema,
            caution=self._caution,
        )

    def _persons(self, model: Model) -> float:
        claims = self._counts.get("claims")
        return max(claims.get("new", 0.0), MIN_PERSONS) if claims else float(model.population)

    def _rate(self, what: str, shipped: float) -> float:
        claims = self._counts.get("claims", {})
        decided = claims.get("known", 0.0) + claims.get("new", 0.0)
        return (claims.get(what, 0.0) + PRIOR_SHARES * shipped) / (decided + PRIOR_SHARES)

    def _rate_of_new(self, what: str, shipped: float) -> float:
        """Relatives, or namesakes, of somebody known among so many new persons."""
        claims = self._counts.get("claims", {})
        seen = claims.get(what, 0.0)
        seen += min(seen, claims.get(f"doubtful {what}", 0.0))
        return (seen + PRIOR_KIN * shipped) / (claims.get("new", 0.0) + PRIOR_KIN)

    def _least_kin(self) -> float:
        """The fear that is left when so many new claims with an address showed nobody."""
        housed = self._counts.get("claims", {}).get("housed", 0.0)
        return MIN_KIN * MIN_KIN_CLAIMS / (MIN_KIN_CLAIMS + housed)

    def _threshold(self, model: Model) -> float:
        """The lowest probability to link at, so that the stated rate of false merges holds."""
        seen = self._counts.get("posteriors", {})
        if sum(seen.values()) < MIN_LINKS:
            return model.match_at
        linked = wrong = 0.0
        lowest = POSTERIOR_BINS
        for place in range(POSTERIOR_BINS, 1, -1):
            count = seen.get(str(place), 0.0)
            linked += count
            wrong += OVERESTIMATE * count * (1 - self._caution.of(1 - 2 ** -((place + 0.5) / 2)))
            if wrong > model.false_merges * linked:
                break
            lowest = place
        said = self._caution.of(1 - 2 ** (-lowest / 2))
        return min(max(said, MIN_MATCH_AT), model.match_at)


def _every(learned: float) -> int:
    for until, every in LEARN_EVERY:
        if learned <= until:
            return every
    return LATER_EVERY


def _without_step(step: WaterfallStep, totals: WeightTotals) -> WeightTotals:
    """The totals of the other fields."""
    field, bits, address = step.field, step.bits, totals.address
    if field in ADDRESS and address is not None:
        return WeightTotals(totals.total, totals.kin, totals.names, address - bits)
    return WeightTotals(
        totals.total - bits,
        totals.kin - bits_among_kin(field, step.level, bits),
        totals.names - bits if field in NAMES else totals.names,
        address,
    )


def _share_at_home(address: float, weights: Weights) -> float:
    """The probability that an address is the same one, and not one after a removal."""
    same = weights.same_address * 2 ** min(address, 200.0)
    return same / (same + 1 - weights.same_address)
