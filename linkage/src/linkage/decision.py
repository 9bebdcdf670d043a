"""The decision on one claim: a known person, a new one, or a question for people.

Weights in bits per field (Fellegi and Sunter, 1969) give a posterior over {new, every candidate}.
The bits per field, the waterfall, are kept with the decision, so that it can be shown and done
again.
"""

import math
from collections.abc import Collection, Iterable, Sequence

from linkage.conflicts import OTHER_NUMBER, OTHER_PERSON, OTHER_SEX
from linkage.match_weights import ADDRESS, Weights, share_of_her
from linkage.model import Model
from linkage.outcomes import Decision, Match, New, Review
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import (
    IDENTIFYING,
    Candidate,
    KnownClaim,
    RankedPerson,
    compare_with,
    rank_persons,
)
from linkage.records_of_one import are_one, with_home_first
from linkage.schema import Folded
from linkage.two_in_one import holds_two

__all__ = [
    "Candidate",
    "Decision",
    "KnownClaim",
    "Match",
    "New",
    "RankedPerson",
    "Review",
    "decide",
    "rank",
]

DOUBT = "twijfel"
"""The reason of a review: neither likely enough to link nor unlikely enough to be new."""
TWO_PERSONS = "twee_personen"
"""The reason of a review: the claim fits two known persons."""
OF_TWO = "dossier_van_twee"
"""The reason of a review: the record that the claim fits seems to hold two persons."""
SETTLED = 0.99
"""The probability from which nobody looks further than at the likeliest candidates."""
CONSECUTIVE = ("typo", "near")
"""Levels of numbers that twins have: their papers were made one after the other."""
EXPLAINS = 0.0005
"""The probability from which somebody else who bears the contradicted name may be who is meant: on
stand-ins of censuses, who was meant had .001 or more, and 79 of 85 others who bear it had less."""
RESEMBLING = ("near", "shared")
"""Levels of a given name that may be another one: sisters share one of two, or are named alike."""
LENT_PAPERS, TWIN, NAMESAKE, MARRIED = "lent_papers", "twin", "namesake", "married_name"
"""Careful rules beside the conflicts: papers with another given name and birth date, another given
name where family name and birth date are all that agree, the same names where another birth date
of that year is, and another family name where a common given name and the birth date are all that
agree."""
CAREFUL_RULES = (
    OTHER_NUMBER, OTHER_PERSON, OTHER_SEX, LENT_PAPERS, TWIN, NAMESAKE, MARRIED, OF_TWO,
)  # fmt: skip
"""Rules that ask people whatever the probability is."""
OTHER_DAY = ("month", "year")
"""Levels of whole birth dates of one year that no slip of one digit explains."""
TELLING = ("document", "number", "phone", "sex", "alias")
"""Fields beside names, birth date and address."""
OF_ONE_YEAR = 0.25
"""Of people of one name, how many are born in one year: names have fashions, and who comes to one
city for one work is of one age."""
COMMON_GIVEN = 0.002
"""The share of people above which a given name is common. In many countries nobody takes another
family name by marrying, so who has one, with such a name and a birth date alone, may be another:
so were half of those in made-up claims, and one in eleven where the name is rarer."""
PERSONAL = frozenset(("document", "number", "phone", "alias", "street"))
"""Fields that tell two people of one birth date and family apart where they agree."""
TOLD_APART = PERSONAL | ADDRESS
"""Fields that tell two people of one name and year apart where they agree."""


def decide(
    claim: Folded,
    candidates: Iterable[Candidate],
    model: Model | None = None,
    parameters: EstimatedParameters | None = None,
    others: Sequence[Candidate] = (),
    source: str = "",
    without: Collection[str] = (),
) -> Decision:
    """Pure, and independent of the order of the candidates.

    ``others`` share less with the claim: of a person whom the candidates settle on they count too,
    anybody else's are compared only where nothing is settled. ``source``: who brings the claim, as
    sources differ in how often they speak of somebody known. ``without`` leaves careful rules out,
    to measure what each of them costs.
    """
    model, parameters = model or Model.shipped(), parameters or EstimatedParameters()
    weights, prior = parameters.weights(model), parameters.prior(model, source)
    persons = compare_with(claim, candidates, weights)
    ranked = rank_persons(claim, persons, weights, prior)
    if others and _is_settled(ranked):
        of_best = [other for other in others if other.person_id == ranked[0].person_id]
        ranked = rank_persons(claim, compare_with(claim, of_best, weights, persons), weights, prior)
    if others and not _is_settled(ranked):
        ranked = rank_persons(claim, compare_with(claim, others, weights, persons), weights, prior)
    if not ranked:
        return New()
    best, known = ranked[0], math.fsum(person.posterior for person in ranked)
    sure, known_surely = best.said, weights.cautious(min(known, 1.0))
    if best.conflict and best.conflict not in without:
        stands_out = best.posterior > 1 - weights.new_at or any(p.is_exact for p in ranked)
        return Review(ranked, best.conflict) if stands_out else New(ranked)
    if sure >= weights.match_at:
        reason = DOUBT if _may_be_another(ranked, without, weights) else ""
        if OF_TWO not in without and holds_two(claim, persons[best.person_id], weights.schema):
            reason = OF_TWO
        return Review(ranked, reason) if reason else Match(ranked, sure)
    if known_surely >= weights.match_at:
        first, second = (persons[ranked[place].person_id] for place in (0, 1))
        is_her = are_one(first, second, weights, prior)
        fits = with_home_first(ranked, persons, weights, prior) if is_her else ranked
        confidence = known_surely if is_her else sure
        return Review(fits, TWO_PERSONS, joins=fits[0].person_id, confidence=confidence)
    if known > 1 - weights.new_at or any(person.is_exact for person in ranked):
        return Review(ranked, DOUBT)
    return New(ranked)


def rank(
    claim: Folded,
    candidates: Iterable[Candidate],
    model: Model | None = None,
    parameters: EstimatedParameters | None = None,
) -> tuple[RankedPerson, ...]:
    """The persons behind the candidates, the likeliest first."""
    model, parameters = model or Model.shipped(), parameters or EstimatedParameters()
    weights = parameters.weights(model)
    persons = compare_with(claim, candidates, weights)
    return rank_persons(claim, persons, weights, parameters.prior(model))


def _is_settled(ranked: Sequence[RankedPerson]) -> bool:
    return bool(ranked) and ranked[0].posterior >= SETTLED and not ranked[0].conflict


def _may_be_another(
    ranked: Sequence[RankedPerson], without: Collection[str], weights: Weights
) -> bool:
    """Whether the likeliest may be a twin or a namesake, or have lent her papers."""
    best, *others = ranked
    levels = {step.field: step.level for step in best.steps}
    if levels.get("given") != "different":
        if levels.get("family") == "different" and MARRIED not in without:
            return _may_be_another_of_her_given_name(best, levels)
        return _may_resemble_her(best, levels, without, weights)
    consecutive = any(levels.get(field) in CONSECUTIVE for field in IDENTIFYING)
    agreeing = _agreeing(best)
    if levels.get("birth") != "exact":
        is_nearly_hers = "birth" in agreeing or ("birth" not in levels and "family" in agreeing)
        return best.is_exact and not is_nearly_hers and LENT_PAPERS not in without
    if agreeing & PERSONAL or TWIN in without:
        return False
    return consecutive or _may_be_a_twin(best, weights) or any(map(_has_that_name, others))


def _agreeing(best: RankedPerson) -> set[str]:
    """The fields that speak for her, but for numbers that twins have too."""
    return {
        step.field
        for step in best.steps
        if step.bits > 0 and not (step.field in IDENTIFYING and step.level in CONSECUTIVE)
    }


def _may_resemble_her(
    best: RankedPerson, levels: dict[str, str], without: Collection[str], weights: Weights
) -> bool:
    """Whether a twin of nearly her name may be meant, or somebody of her name born that year."""
    is_like_a_twin = levels.get("given") in RESEMBLING and "order" not in levels
    is_other_day = levels.get("birth") in OTHER_DAY
    if not (is_like_a_twin or is_other_day):
        return False
    agreeing = _agreeing(best)
    if is_like_a_twin and TWIN not in without and not agreeing & PERSONAL:
        return _may_be_a_twin(best, weights)
    if not is_other_day or NAMESAKE in without or agreeing & TOLD_APART:
        return False
    return agreeing >= {"given", "family"} and _may_be_a_namesake(best, weights)


def _may_be_another_of_her_given_name(best: RankedPerson, levels: dict[str, str]) -> bool:
    """Whether a birth date and a given name, common or not quite equal, are all that speaks."""
    if levels.get("birth") != "exact" or _agreeing(best) & TOLD_APART:
        return False
    shares = [step.share for step in best.steps if step.field == "given" and step.share is not None]
    return not shares or shares[0] > COMMON_GIVEN


def _may_be_a_twin(best: RankedPerson, weights: Weights) -> bool:
    """Whether twins are so frequent here that the likeliest may be one of two."""
    return best.said * share_of_her(best.steps, best.prior, weights) < weights.match_at


def _may_be_a_namesake(best: RankedPerson, weights: Weights) -> bool:
    """Whether people of one name are so frequent that she may be another one of that year.

    A slip seldom changes both day and month; a namesake of that year nearly always has others.
    """
    apart = math.fsum(step.bits for step in best.steps if step.field in TELLING)
    apart += math.fsum(
        weights.log_m["birth"][step.level] for step in best.steps if step.field == "birth"
    )
    namesake = OF_ONE_YEAR * weights.namesake * math.pow(2.0, min(-best.prior - apart, 200.0))
    return best.said / (1 + namesake) < weights.match_at


def _has_that_name(other: RankedPerson) -> bool:
    """Whether somebody else may be meant, who bears the given name and the family name."""
    if other.posterior < EXPLAINS:
        return False
    agreeing = {step.field for step in other.steps if step.bits > 0}
    return {"given", "family"} <= agreeing
