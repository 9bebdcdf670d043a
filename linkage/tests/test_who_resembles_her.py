"""Rules for people who resemble a known one: twins of nearly one name, namesakes of one year."""

from dataclasses import replace

import pytest

from linkage import Decision, KnownClaim, Match, New, RankedPerson, Review, decide
from linkage.claim import Features, RawClaim
from linkage.decision import NAMESAKE, TWIN
from linkage.parameter_estimation import EstimatedParameters

from .support.people import KNOWN

HER = RawClaim("Ilinca Rosa", "Zeldzaamgeval", "1998-05-17", sex="v")


REGISTER = New()
KNOWN_AGAIN = Match((RankedPerson(KNOWN, (), 0.9, None, prior=-8.0),), 0.9)


def after(decision: Decision) -> EstimatedParameters:
    """After a stream of which nine in ten claims were decided so, and the others about somebody
    new; all are called Rosa, four are twins."""
    parameters = EstimatedParameters()
    parameters.merge(b'{"claims": {"twin": 4}}')
    for number in range(400):
        day, name = f"{1960 + number % 40}-02-{number % 28 + 1:02}", f"Voorbeeld{number}"
        other = replace(HER, given_names="Rosa", family_name=name, birth_date=day)
        parameters.observe(Features.of(other), decision if number % 10 else REGISTER)
    return parameters


@pytest.mark.parametrize(
    ("claimed", "rule", "before"),
    [
        (replace(HER, birth_date="1998-11-28"), NAMESAKE, KNOWN_AGAIN),
        (replace(HER, given_names="Zenalia Rosa"), TWIN, REGISTER),
    ],
    ids=["her name, and another day of her year", "a register, and one of two names"],
)
def test_of_who_resembles_her_people_are_asked(
    claimed: RawClaim, rule: str, before: Decision
) -> None:
    candidates, parameters = [KnownClaim(KNOWN, Features.of(HER))], after(before)
    claim = Features.of(claimed)
    assert isinstance(decide(claim, candidates, None, parameters), Review)
    assert isinstance(decide(claim, candidates, None, parameters, without=(rule,)), Match)


def test_her_own_other_day_is_linked_where_a_phone_or_street_tells() -> None:
    """A rule for what names alone say: it asks nobody where more agrees."""
    claim = replace(HER, birth_date="1998-11-28", street="Zilverenlaan", house_number="12")
    hers = replace(HER, street="Zilverenlaan", house_number="12")
    candidates = [KnownClaim(KNOWN, Features.of(hers))]
    assert isinstance(decide(Features.of(claim), candidates, None, after(KNOWN_AGAIN)), Match)
