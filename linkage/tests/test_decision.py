"""Decisions on one claim: who is known again, who is new, and what people are asked."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import nn

from linkage import blocking
from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.conflicts import OTHER_NUMBER
from linkage.decision import (
    CAREFUL_RULES,
    EXPLAINS,
    LENT_PAPERS,
    MARRIED,
    TWIN,
    _agreeing,
    _may_be_a_namesake,
    decide,
    rank,
)
from linkage.match_weights import WaterfallStep
from linkage.model import Model
from linkage.outcomes import Match, New, Review
from linkage.parameter_estimation import EstimatedParameters
from linkage.persons import PERSONS
from linkage.posterior import KnownClaim, RankedPerson

from .support.people import KNOWN, OTHER, Someone, raw_claims

ANA = Someone(given="Ana Maria", family="Voorbeeld", birth="1998-05-07", document="X1234567")


def conflict_of(one: Features, other: Features) -> str | None:
    return PERSONS.conflict(one, other, PERSONS.compare(one, other))


def seen(who: Someone, person_id: UUID = KNOWN) -> KnownClaim:
    return KnownClaim(person_id, Features.of(who.identity))


def decided(who: Someone, *candidates: KnownClaim) -> Match | New | Review:
    return decide(Features.of(who.identity), candidates)


def valid_number(first_nine: str) -> str:
    return first_nine + f"{97 - int(first_nine) % 97:02}"


@pytest.mark.parametrize(
    "claimed",
    [
        ANA,
        replace(ANA, given="Ana-María", family="VOORBEELD"),
        replace(ANA, birth="1998-05-08"),
        replace(ANA, given="A.", family="Voorbeelt"),
        replace(ANA, document=None),
        replace(ANA, document=None, birth="1998-07-05"),
        replace(ANA, document=None, given="Voorbeeld", family="Ana Maria"),
        replace(ANA, document=None, given="Voorbeeld", family="Ana"),
        replace(ANA, document=None, given="Voorbeeld", family="AnaMaria"),
        replace(ANA, document="Y7654321"),
        replace(ANA, document="X1234576", birth="1998"),
        replace(ANA, birth="1998", document=None),
    ],
    ids=[
        "the same",
        "accents",
        "typo in the birth date",
        "initial and a misspelt name",
        "no document",
        "day and month swapped",
        "names swapped",
        "names swapped and shortened",
        "names swapped, two of them in one word",
        "a new document",
        "digits of the document swapped and only the year",
        "a rare name and only the year",
    ],
)
def test_one_person_is_known_again(claimed: Someone) -> None:
    assert blocking.probes(Features.of(claimed.identity)) & blocking.keys(Features.of(ANA.identity))
    decision = decided(claimed, seen(ANA))
    assert isinstance(decision, Match)
    assert decision.person_id == KNOWN
    assert decision.confidence >= 0.99


@pytest.mark.parametrize(
    "claimed",
    [
        Someone(given="Ilinca", family="Andersnaam", birth="1990-01-20", document="Z999"),
        replace(ANA, given="Ilinca", family="Andersnaam", document=None),
        replace(ANA, birth="1971-11-23", document=None),
    ],
    ids=["nothing agrees", "only the birth date agrees", "only the name agrees"],
)
def test_what_resembles_too_little_is_somebody_new(claimed: Someone) -> None:
    assert isinstance(decided(claimed, seen(ANA)), New)


@pytest.mark.parametrize(
    "claimed",
    [
        replace(ANA, given="Ilinca", document=None),
        replace(ANA, birth="1998-11-23", document=None),
        replace(ANA, given="Ilinca", birth="1971-11-23", phone="0470 00 00 01"),
    ],
    ids=["a twin or a sister", "the same name, born in the same year", "papers of a relative"],
)
def test_doubt_goes_to_people(claimed: Someone) -> None:
    decision = decided(claimed, seen(ANA))
    assert isinstance(decision, Review)
    assert decision.joins is None


def test_one_document_with_another_name_and_birth_date_is_for_people() -> None:
    claimed = Someone("Ilinca", "Andersnaam", "1971-11-23", document=ANA.document)
    decision = decided(claimed, seen(ANA))
    assert isinstance(decision, Review)
    assert decision.reason == "naam_en_geboortedatum_anders"


def test_two_different_valid_national_numbers_are_never_linked_by_themselves() -> None:
    numbers = valid_number("980507001"), valid_number("980507003")
    assert all(nn.is_valid(number) for number in numbers)
    claimed, known = (replace(ANA, number=number) for number in numbers)
    decision = decided(claimed, seen(known))
    assert isinstance(decision, Review)
    assert decision.reason == "ander_rijksregisternummer"


def test_the_same_national_number_is_enough_even_when_its_check_digits_fail() -> None:
    known = Someone("Ana", "Voorbeeld", "1998-05-07", document=None, number="98650700100")
    claimed = replace(known, given="A", family="Voorbelt", birth="1998")
    assert isinstance(decided(claimed, seen(known)), Match)


def test_a_claim_that_fits_two_persons_joins_one_and_asks_people() -> None:
    decision = decided(ANA, seen(ANA, KNOWN), seen(ANA, OTHER))
    assert isinstance(decision, Review)
    assert decision.reason == "twee_personen"
    assert decision.joins == KNOWN
    assert decision.confidence >= 0.99  # it is them: the question is whether the two are one


def test_a_name_in_the_others_place_is_seen_beside_one_that_differs() -> None:
    mine, theirs = (
        Features.of(one.identity) for one in (ANA, replace(ANA, given="Voorbeeld", family="Ilinca"))
    )
    levels = {(field, level) for field, level, _ in PERSONS.compare(mine, theirs)}
    assert {("family", "exact"), ("given", "different"), ("order", "swapped")} <= levels
    assert PERSONS.compare(mine, theirs) == PERSONS.compare(theirs, mine)


def test_papers_made_one_after_the_other_do_not_make_twins_one() -> None:
    decision = decided(replace(ANA, given="Ilinca", document="X1234568"), seen(ANA))
    assert isinstance(decision, Review)


@pytest.mark.parametrize("birth", ["1998-05-08", "1998-07-05"])
def test_papers_are_hers_also_under_another_given_name_where_the_birth_date_is_nearly_right(
    birth: str,
) -> None:
    """Who borrows papers has a birth date of her own."""
    decision = decided(replace(ANA, given="Ilinca", birth=birth), seen(ANA))
    assert isinstance(decision, Match)


def test_another_given_name_alone_does_not_outweigh_what_nobody_else_shares() -> None:
    """No field could tell twins apart; family name and birth date are hers, nearly certainly."""
    her = Someone("Ana", "Zeldzaamgeval", "1998-05-07")
    claimed = replace(her, given="Ilinca")
    parameters = EstimatedParameters()
    for number in range(300):
        parameters.observe(
            Features.of(Someone("Ana", f"Voorbeeld{number}").identity),
            Match((RankedPerson(KNOWN, (), 1.0, None),), 1.0),
        )
    decision = decide(Features.of(claimed.identity), [seen(her)], None, parameters)
    assert isinstance(decision, Match)
    assert decision.confidence >= 0.99


def test_where_somebody_else_bears_the_contradicted_name_people_are_asked() -> None:
    """The sister of that name explains it: the claim may be hers, with a birth date that is not."""
    her = Someone("Ana", "Zeldzaamgeval", "1998-05-07")
    sister = seen(Someone("Ilinca", "Zeldzaamgeval", "1991-11-23"), OTHER)
    claimed = replace(her, given="Ilinca")
    parameters = EstimatedParameters()
    for number in range(300):
        parameters.observe(
            Features.of(Someone("Ana", f"Voorbeeld{number}").identity),
            Match((RankedPerson(KNOWN, (), 1.0, None),), 1.0),
        )
    decision = decide(Features.of(claimed.identity), [seen(her), sister], None, parameters)
    assert isinstance(decision, Review)
    assert decision.reason == "twijfel"


def test_who_is_far_from_likely_explains_no_contradicted_name() -> None:
    """Of somewhat the same names and another birth date altogether: no reason to ask."""
    her = Someone("Ana", "Zeldzaamgeval", "1998-05-07")
    namesake = seen(Someone("Ilincea", "Zeldzaam", "1961-02-13"), OTHER)
    parameters = EstimatedParameters()
    for number in range(300):
        parameters.observe(
            Features.of(Someone("Ana", f"Voorbeeld{number}").identity),
            Match((RankedPerson(KNOWN, (), 1.0, None),), 1.0),
        )
    claim = Features.of(replace(her, given="Ilinca").identity)
    decision = decide(claim, [seen(her), namesake], None, parameters)
    assert decision.ranked[1].posterior < EXPLAINS
    assert isinstance(decision, Match)


@pytest.mark.parametrize(
    ("rule", "known", "claimed"),
    [
        (
            LENT_PAPERS,
            replace(ANA, number="98650700100"),
            replace(ANA, given="Ilinca", birth="1971-11-23", number="98650700100"),
        ),
        (TWIN, ANA, replace(ANA, given="Ilinca", document="X1234568")),
        (
            OTHER_NUMBER,
            replace(ANA, number=valid_number("980507001")),
            replace(ANA, number=valid_number("980507003")),
        ),
    ],
)
def test_each_careful_rule_asks_people_and_can_be_left_out_to_measure_it(
    rule: str, known: Someone, claimed: Someone
) -> None:
    claim, candidates = Features.of(claimed.identity), [seen(known)]
    assert isinstance(decide(claim, candidates), Review)
    others = set(CAREFUL_RULES) - {rule}
    assert isinstance(decide(claim, candidates, without=others), Review)
    assert isinstance(decide(claim, candidates, without=(rule,)), Match)


def test_a_claim_that_fits_two_who_are_not_one_is_doubtful_of_both() -> None:
    one, other = (replace(ANA, document=None, number=valid_number(f"98050700{n}")) for n in (1, 3))
    decision = decided(replace(ANA, document=None), seen(one, KNOWN), seen(other, OTHER))
    assert isinstance(decision, Review)
    assert decision.reason == "twee_personen"
    assert decision.confidence < 0.9


def test_the_waterfall_adds_up_to_the_bits() -> None:
    (best,) = rank(Features.of(ANA.identity), [seen(ANA)])
    assert best.bits == pytest.approx(sum(step.bits for step in best.steps))
    assert {"family", "given", "birth", "document"} <= {step.field for step in best.steps}


people = st.builds(
    Someone,
    given=st.sampled_from(["Ana", "Ana Maria", "Maria", "Ilinca", "Анна"]),
    family=st.sampled_from(["Voorbeeld", "Voorbeelt", "Andersnaam", "Ana"]),
    birth=st.sampled_from(["1998-05-07", "1998-07-05", "1998-05", "1998", "1971-11-23"]),
    document=st.sampled_from([None, "X1234567", "X1234576", "Y7654321"]),
    number=st.sampled_from([None, "98650700100"]),
    phone=st.sampled_from([None, "+32470000001", "0470 00 00 01"]),
)


def test_each_claim_of_a_person_says_what_the_other_does_not() -> None:
    """With the one she showed a paper, with the other her number: a claim with both has both."""
    number = valid_number("986507001")
    paper, numbered = ANA, replace(ANA, document=None, number=number)
    (both,) = rank(Features.of(replace(ANA, number=number).identity), [seen(paper), seen(numbered)])
    levels = {step.field: step.level for step in both.steps}
    assert (levels["document"], levels["number"]) == ("exact", "exact")
    for alone in (paper, numbered):
        (one,) = rank(Features.of(replace(ANA, number=number).identity), [seen(alone)])
        assert both.bits > one.bits + 5


anything = st.one_of(st.none(), st.text(max_size=30))


@given(people, people)
def test_comparing_is_the_same_whichever_comes_first(one: Someone, other: Someone) -> None:
    mine, theirs = Features.of(one.identity), Features.of(other.identity)
    assert PERSONS.compare(mine, theirs) == PERSONS.compare(theirs, mine)
    assert conflict_of(mine, theirs) == conflict_of(theirs, mine)


@given(people, st.lists(st.tuples(people, st.integers(1, 3)), max_size=6), st.randoms())
def test_a_verdict_does_not_depend_on_the_order_of_the_candidates(
    claimed: Someone, known: list[tuple[Someone, int]], random: object
) -> None:
    candidates = [seen(who, UUID(int=nr)) for who, nr in known]
    shuffled = candidates[::-1]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert decided(claimed, *candidates) == decided(claimed, *shuffled)
    posteriors = [one.posterior for one in rank(Features.of(claimed.identity), candidates)]
    assert sum(posteriors) <= 1.000001


@given(raw_claims, raw_claims)
def test_what_is_kept_beside_a_claim_compares_as_the_claim_itself(
    one: RawClaim, other: RawClaim
) -> None:
    mine, theirs = Features.of(one), Features.of(other)
    assert Features.unpacked(mine.packed()) == mine
    assert PERSONS.compare(mine, theirs) == PERSONS.compare(theirs, mine)
    assert conflict_of(mine, theirs) == conflict_of(theirs, mine)
    assert blocking.keys(mine) <= blocking.probes(mine)


@given(st.builds(RawClaim, *[anything] * 6, phone=anything, street=anything, alias=anything))
def test_no_text_is_too_strange_to_decide_on(claimed: RawClaim) -> None:
    features = Features.of(claimed)
    assert Features.unpacked(features.packed()) == features
    blocking.probes(features)
    decide(features, [KnownClaim(KNOWN, features)])


@given(raw_claims)
def test_a_claim_like_a_known_one_with_its_document_or_number_is_never_new(who: RawClaim) -> None:
    features = Features.of(who)
    if features.number or features.documents:
        assert not isinstance(decide(features, [KnownClaim(KNOWN, features)]), New)


@given(raw_claims, raw_claims, st.sampled_from(["phone", "national_number", "alias"]))
def test_one_more_thing_in_common_never_makes_it_less_likely(
    one: RawClaim, other: RawClaim, field: str
) -> None:
    bare = {field: None}
    more = {field: {"phone": "+32471111111", "alias": "Zora"}.get(field, "98650700100")}

    def likely(said: dict[str, str | None]) -> float:
        mine, theirs = replace(one, **said), replace(other, **said)
        (best,) = rank(Features.of(mine), [KnownClaim(KNOWN, Features.of(theirs))])
        return best.posterior

    assert likely(more) >= likely(bare) - 1e-9


@given(raw_claims, st.lists(raw_claims, min_size=1, max_size=4))
def test_what_is_forbidden_is_never_linked(one: RawClaim, others: list[RawClaim]) -> None:
    claim = Features.of(one)
    known = [Features.of(other) for other in others]
    decision = decide(claim, [KnownClaim(KNOWN, features) for features in known])
    if all(conflict_of(claim, features) for features in known):
        assert not isinstance(decision, Match)


def test_sex_and_birth_date_both_different_forbid_a_link() -> None:
    known = RawClaim(
        "Ana", "Voorbeeld", "1998-05-07", "F", documents=(IdentityDocument("eID", "BEL", "X12345"),)
    )
    claimed = replace(known, sex="M", birth_date="1971-11-23")
    decision = decide(Features.of(claimed), [KnownClaim(KNOWN, Features.of(known))])
    assert isinstance(decision, Review)
    assert decision.reason == "geslacht_en_geboortedatum_anders"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            RawClaim("Mohamed", "El Amrani", "1990-03-04"),
            RawClaim("Muhammad", "Amrani", "1990-03-04"),
        ),
        (RawClaim("Lucia", "García López", "1990-03-04"), RawClaim("Lucía", "Lopez", "1990-03-04")),
        (
            RawClaim("Katalin", "Nagyvárdi", "1990-03-04"),
            RawClaim("Nagyvardi", "Kati", "1990-03-04"),
        ),
        (
            RawClaim("Siriporn", "Phumiphat", "1990-03-04"),
            RawClaim("Siriporn", "Pumipat", "1990-03-04"),
        ),
        (
            RawClaim("Tsvetelina", "Йорданова", "1990-03-04"),
            RawClaim("Cvetelina", "Jordanova", "1990"),
        ),
        (
            RawClaim("An", "van der Verzonnen", "19450631"),
            RawClaim("An", "Verzonnen", "1945-06-31"),
        ),
    ],
    ids=["Arabic", "one of two names", "Hungarian order", "Thai", "Bulgarian", "particles"],
)
def test_spellings_of_every_culture_find_each_other(one: RawClaim, other: RawClaim) -> None:
    mine, theirs = Features.of(one), Features.of(other)
    assert blocking.probes(mine) & blocking.keys(theirs)
    assert blocking.probes(theirs) & blocking.keys(mine)
    decision = decide(mine, [KnownClaim(KNOWN, theirs)])
    assert isinstance(decision, Match)


def test_nationality_is_no_part_of_matching() -> None:
    assert "nationality" not in Features._fields


def test_nobody_known_means_somebody_new() -> None:
    assert decided(ANA) == New()
    assert uuid4() != KNOWN


def after_many(given: str, others: int) -> EstimatedParameters:
    """After 2,000 claims, 1,000 about somebody new, of whom so many have this given name."""
    parameters = EstimatedParameters()
    again = Match((RankedPerson(KNOWN, (), 0.9, None, prior=-8.0),), 0.9)
    for number in range(2_000):
        day, name = f"{1960 + number % 40}-02-{number % 28 + 1:02}", f"Voorbeeld{number}"
        called = given if number < others else f"Naam{number}"
        decision = New() if number < 1_000 else again
        parameters.observe(Features.of(RawClaim(called, name, day)), decision)
    return parameters


@pytest.mark.parametrize(
    ("called", "others", "phone", "decision"),
    [
        ("Ilinca", 3, None, Review),  # one in 500 has it, with those that stand for people unseen
        ("Ilinca", 2, None, Match),  # a little fewer
        ("Ilinca", 3, "0470000001", Match),  # a phone speaks for her too
        ("Ilincea", 2, None, Review),  # not quite her name
        ("Ilincea", 2, "0470000001", Match),
    ],
)
def test_another_family_name_beside_a_common_given_name_and_a_birth_date_is_a_question(
    called: str, others: int, phone: str | None, decision: type[Match | Review]
) -> None:
    """Names by marriage: women of many countries keep theirs, so somebody else may be meant."""
    hers = RawClaim("Ilinca", "Zeldzaamgeval", "1998-05-17", phone=phone)
    married = RawClaim(called, "Zilverberg", "1998-05-17", phone=phone)
    known, parameters = [KnownClaim(KNOWN, Features.of(hers))], after_many("Ilinca", others)
    claim = Features.of(married)
    assert isinstance(decide(claim, known, None, parameters), decision)
    assert isinstance(decide(claim, known, None, parameters, without=(MARRIED,)), Match)


def test_papers_under_another_code_of_their_country_speak_for_her() -> None:
    """Kosovo is RKS in ICAO Doc 9303-3, and XKX elsewhere: one passport, written twice."""
    papers = [
        IdentityDocument("paspoort", country, "K1234567") for country in ("RKS", "XKX", "SRB")
    ]
    kosovo, elsewhere, other = [
        Features.of(RawClaim("Arta", "Voorbeeld", "1998-05-17", documents=(paper,)))
        for paper in papers
    ]
    (same,) = rank(elsewhere, [KnownClaim(KNOWN, kosovo)])
    (unlike,) = rank(other, [KnownClaim(KNOWN, kosovo)])
    assert [step.level for step in same.steps if step.field == "document"] == ["recoded"]
    assert same.is_exact
    assert [step.bits > 10 for step in same.steps if step.field == "document"] == [True]
    assert [step.bits < 0 for step in unlike.steps if step.field == "document"] == [True]


def test_a_model_of_before_a_level_came_weighs_it_as_shipped() -> None:
    shipped = Model.shipped()
    older = json.loads(shipped.to_json())
    for shares in older["fields"]["document"].values():
        del shares["recoded"]
    completed = Model.from_json(json.dumps(older | {"version": "calibrated-1"}))
    assert completed.version == "calibrated-1"
    assert completed.bits("document", "recoded") == shipped.bits("document", "recoded")


def test_one_claim_of_hers_without_conflict_is_enough_to_be_linked() -> None:
    """The other one was written down with a wrong birth date and sex."""
    hers = RawClaim(
        "Ana", "Voorbeeld", "1998-05-07", "F", documents=(IdentityDocument("eID", "BEL", "X12345"),)
    )
    wrong = replace(hers, sex="M", birth_date="1971-11-23")
    known = [KnownClaim(KNOWN, Features.of(claim)) for claim in (wrong, hers)]
    for order in (known, known[::-1]):
        decision = decide(Features.of(hers), order)
        assert isinstance(decision, Match)
        assert decision.ranked[0].conflict is None


def test_only_fields_that_speak_for_her_agree_and_numbers_that_twins_have_do_not() -> None:
    steps = (
        WaterfallStep("given", "near", 0.5),
        WaterfallStep("sex", "exact", 0.0),
        WaterfallStep("house", "different", -0.5),
        WaterfallStep("number", "typo", 3.0),
        WaterfallStep("document", "exact", 12.0),
    )
    assert _agreeing(RankedPerson(KNOWN, steps, 0.9, None)) == {"given", "document"}


@pytest.mark.parametrize(("spare", "asks"), [(11.5, False), (11.7, True)])
def test_a_namesake_of_that_year_is_feared_from_odds_of_three_in_a_hundred(
    spare: float, asks: bool
) -> None:
    """One namesake in five new claims among 5,000, one in four of them of that year: 1 in 100,000,
    times 2^11.6 is .031, which brings what is certain down to .97."""
    weights = EstimatedParameters().weights(Model.shipped())
    steps = (WaterfallStep("family", "exact", 9.0), WaterfallStep("birth", "year", -2.0))
    prior = -spare - weights.log_m["birth"]["year"]
    best = RankedPerson(KNOWN, steps, 1.0, None, prior=prior)
    assert _may_be_a_namesake(best, weights) is asks
    told_apart = (*steps, WaterfallStep("phone", "exact", 1.0))
    likelier = RankedPerson(KNOWN, told_apart, 1.0, None, prior=prior)
    assert _may_be_a_namesake(likelier, weights) is False
