"""Relatives are feared for what no slip explains; names exchanged are a slip like others."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from linkage.claim import Features, RawClaim
from linkage.decision import decide, rank
from linkage.match_weights import KIN, without_corrections
from linkage.match_weights import replay as weighed_again
from linkage.model import Model
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import KnownClaim

MODEL = Model.shipped()


def somebody(number: int) -> RawClaim:
    """Somebody at home whom nobody resembles, with no birth date and no number."""
    mark = "".join(chr(97 + int(digit)) for digit in f"{number:04}")
    names = {"given_names": f"Ana{mark}", "family_name": f"Voor{mark}{mark[::-1]}"}
    return RawClaim(**names, street=f"Zilverenlaan {number}", house_number="12", postcode="2000")


def observed(parameters: EstimatedParameters, claim: RawClaim, *known: RawClaim) -> None:
    features = Features.of(claim)
    near = [KnownClaim(UUID(int=n + 1), Features.of(other)) for n, other in enumerate(known)]
    parameters.observe(features, decide(features, near, MODEL, parameters), MODEL)


def kin(parameters: EstimatedParameters) -> float:
    """Relatives per new claim, as they are feared now."""
    return parameters.as_model(MODEL, "test").kin


def test_another_given_name_in_every_tenth_copy_is_no_reason_to_fear_relatives() -> None:
    """What one field says, a slip in it says as well: such counts fed the fear that made them."""
    slips, none = EstimatedParameters(), EstimatedParameters()
    for number in range(300):
        for parameters in (slips, none):
            observed(parameters, somebody(number))
    for number in range(300):
        again = somebody(number)
        observed(none, again, again)
        if number % 10 == 0:
            again = replace(again, given_names=f"Ilinca{number}")
        observed(slips, again, somebody(number))
    assert kin(slips) == pytest.approx(kin(none), rel=0.1)


def test_names_the_other_way_round_are_no_more_often_a_relatives() -> None:
    """Whoever exchanges names on paper does so with relatives' as well."""
    hers = replace(somebody(7), given_names="Ilinca", family_name="Voorbeeldescu")
    known = [KnownClaim(UUID(int=1), Features.of(hers))]
    exchanged = replace(hers, given_names="Voorbeeldescu", family_name="Ilinca")
    straight, crossed = (rank(Features.of(claim), known)[0] for claim in (hers, exchanged))
    assert straight.steps[-1].field == KIN
    assert straight.steps[-1].bits < -10, "it is her or a relative, and nobody else"
    assert crossed.bits == pytest.approx(straight.bits, abs=0.5)


def test_decisions_of_before_are_made_again_as_they_were() -> None:
    """Then, names the other way round told a person from relatives: all of those bits did."""
    parameters = EstimatedParameters()
    hers = replace(somebody(7), given_names="Ilinca", family_name="Voorbeeldescu")
    exchanged = replace(hers, given_names="Voorbeeldescu", family_name="Ilinca")
    (best,) = rank(Features.of(exchanged), [KnownClaim(UUID(int=1), Features.of(hers))])
    weights = parameters.weights(MODEL)
    assert weighed_again(best.steps, weights) == best.steps
    weights.order_tells_kin = True
    before = weighed_again(best.steps, weights)
    assert without_corrections(before) == without_corrections(best.steps)
    assert before[-1].bits < best.steps[-1].bits


def test_slips_in_other_fields_are_expected_of_given_names_too() -> None:
    """One hand spoils them alike, and where relatives are feared names teach last."""
    careful, careless = EstimatedParameters(), EstimatedParameters()
    for parameters, different in ((careful, 1), (careless, 9)):
        counts = {"exact": 100 - different, "different": different}
        parameters.merge(json.dumps({"m:family": counts, "m:street": counts}).encode())
    expected = [
        parameters.as_model(MODEL, "test").fields["given"]["m"]["different"]
        for parameters in (careful, careless)
    ]
    assert expected[0] == pytest.approx(MODEL.fields["given"]["m"]["different"])
    assert expected[1] > 2 * expected[0]


def test_names_the_other_way_round_are_as_common_as_where_they_belong() -> None:
    """A family name is rare among given names, and says no more for being written there."""
    parameters = EstimatedParameters()
    common = {"family": {"#": 1_000, "popa": 50}, "given": {"#": 1_000, "ilinca": 50}}
    parameters.merge(json.dumps(common).encode())
    known = [KnownClaim(UUID(int=1), Features.of(RawClaim("Ilinca", "Popa")))]
    straight, crossed = (
        rank(Features.of(RawClaim(*names)), known, MODEL, parameters)[0]
        for names in (("Ilinca", "Popa"), ("Popa", "Ilinca"))
    )
    assert crossed.bits < straight.bits
