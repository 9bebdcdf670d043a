"""Small bounds of the matcher one at a time: which keys a claim is looked for by, how a field is
read, what a stream has counted."""

import json
from uuid import UUID

import pytest
from stdnum.be import bis, nn

from linkage import KnownClaim, decide, is_valid_number
from linkage.blocking import MOST_PER_KEY, _bare_keys, _initial, crossed_keys, weak_keys
from linkage.blocking_index import BlockingIndex
from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.comparison_levels import given_level, street_level
from linkage.decision import _has_that_name, _may_be_another_of_her_given_name
from linkage.known_share import KnownShares, RecentShare
from linkage.match_weights import WaterfallStep, WeightTotals, bits_among_twins
from linkage.model import Model
from linkage.parameter_estimation import EstimatedParameters, _every, _without_step
from linkage.posterior import RankedPerson
from linkage.shared_letters import NEAR, possible
from linkage.vowels import vowels_agree

MODEL = Model.shipped()


def of(**said: str) -> Features:
    return Features.of(RawClaim(**said))


@pytest.mark.parametrize(
    ("claim", "is_found"),
    [
        ({"family_name": "Ana", "given_names": "Voorbeeld"}, True),
        ({"family_name": "Ana Rosa", "given_names": "Voorbeeld"}, True),
        ({"family_name": "Rosa", "given_names": "Voorbeeld"}, False),
        # The family name as it sounds, with the first letter of the other.
        ({"family_name": "Astrid", "given_names": "Voorbeeld"}, True),
        ({"family_name": "Rosa Ana", "given_names": "Voorbeeld"}, False),
        # The given name as it sounds, with the first two of the other.
        ({"family_name": "Ana", "given_names": "Vosmaer"}, True),
        ({"family_name": "Ana", "given_names": "Verschil"}, False),
    ],
)
def test_names_are_looked_for_the_other_way_round(claim: dict[str, str], *, is_found: bool) -> None:
    hers = of(given_names="Ana", family_name="Voorbeeld")
    assert bool(crossed_keys(of(**claim)) & weak_keys(hers)) is is_found


def test_a_first_name_that_comes_and_goes_hides_nobody() -> None:
    """Maria is often left out: who has it before another name is looked for by that one too."""
    hers, other = of(given_names="Maria Ruxandra", family_name="Voorbeeld"), "Voorbeelt"
    assert weak_keys(hers) & weak_keys(of(given_names="Ruxandra", family_name=other))
    assert weak_keys(hers) & weak_keys(of(given_names="Maria", family_name=other))
    assert not weak_keys(hers) & weak_keys(of(given_names="Smaranda", family_name=other))
    three = of(given_names="Maria Ruxandra Smaranda", family_name="Voorbeeld")
    assert not weak_keys(three) & weak_keys(of(given_names="Smaranda", family_name=other))


def test_day_and_month_are_looked_for_the_other_way_round_where_they_differ() -> None:
    hers = {"given_names": "Ana"}
    crossed = crossed_keys(of(birth_date="1998-05-07", **hers))
    assert crossed & weak_keys(of(birth_date="1998-07-05", **hers))
    assert not crossed & weak_keys(of(birth_date="1998-05-07", **hers))
    assert crossed_keys(of(birth_date="1998-05-05", **hers)) == frozenset()
    assert crossed_keys(of(birth_date="1998-10-10", **hers)) == frozenset()


@pytest.mark.parametrize(
    ("word", "initial"), [("hrigorenko", "g"), ("grigorenko", "g"), ("ana", "a"), ("ruth", "r")]
)
def test_an_h_at_the_beginning_is_a_g(word: str, initial: str) -> None:
    assert _initial(word) == initial


def test_a_claim_without_papers_is_found_by_its_first_names_alone() -> None:
    """The second family name and the second given name find nobody beside an address."""
    whole = of(given_names="Ana Rosa", family_name="Garcia Lopez")
    one, other = of(given_names="Ana", family_name="Garcia"), of(given_names="Rosa")
    assert _bare_keys(whole, "laan", "stad") == _bare_keys(one, "laan", "stad")
    assert len(_bare_keys(whole, "laan", "stad")) == 4
    assert not _bare_keys(whole, "laan", "stad") & _bare_keys(other, "laan", "stad")
    assert _bare_keys(of(birth_date="1998-05"), "laan", "stad") == set()
    assert len(_bare_keys(of(birth_date="1998-05-07"), "laan", "stad")) == 2
    assert len(_bare_keys(of(birth_date="1998-05-07", house_number="7"), "laan", "")) == 2


def test_a_claim_that_is_taken_back_leaves_those_before_it() -> None:
    index, claims = BlockingIndex(), [UUID(int=number) for number in (1, 2, 3)]
    for claim in claims:
        index.add(claim, UUID(int=9), Features(), [7])

    def left() -> list[int]:
        found, others = index.candidates([7], [], MOST_PER_KEY, 0.0)
        return sorted(claim.claim_id.int for claim in (*found, *others))

    assert left() == [1, 2, 3]
    for claim, expected in zip(reversed(claims), ([1, 2], [1], []), strict=True):
        index.take_back(claim, [7])
        assert left() == expected


def number(first: str) -> str:
    return f"{first}{97 - int(first) % 97:02}"


def test_a_number_is_a_national_one_of_eleven_digits_or_none() -> None:
    valid = number("900506001")
    assert nn.is_valid(valid)
    assert is_valid_number(valid)
    foreign = number("904506001")
    assert bis.is_valid(foreign)
    assert is_valid_number(foreign)
    wrong = valid[:-1] + str((int(valid[-1]) + 1) % 10)
    assert not is_valid_number(wrong)
    assert not is_valid_number("")
    assert not is_valid_number(f"0{valid}")
    assert not is_valid_number(f"{valid[:6]}-{valid[6:]}")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("19980517", "19980517"),
        ("17051998", "19980517"),
        ("1998 5 17", "19980517"),
        ("1998.5", "19980500"),
        ("17 05 1998", "19980517"),
        ("5 1998", "19980500"),
        ("1998 2001", "19982001"),
        ("980517", "98051700"),
        ("98517", "98517"),
        ("012/05/1998", "199805012"),  # a day of three digits is nobody's
    ],
)
def test_the_year_of_a_birth_date_comes_first(said: str, kept: str) -> None:
    assert Features.of(RawClaim(birth_date=said)).birth == kept


def test_a_document_without_a_number_is_none() -> None:
    papers = (
        IdentityDocument("paspoort", "BEL", " - "),
        IdentityDocument("paspoort", "BEL", "ab-12"),
        IdentityDocument("paspoort", "", "cd 34"),
    )
    assert Features.of(RawClaim(documents=papers)).documents == (("---", "CD34"), ("BEL", "AB12"))


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("zilverenlaan", "zilveren laan", "alike"),  # a space in one of both
        ("zilveren laan", "zilveren laantje", "alike"),
        ("laan", "zilveren laan", "near"),  # a word of four letters in common
        ("dam", "zilveren dam", "different"),
        ("zilveren laan", "gouden laan", "near"),
        ("zilveren pad", "gouden pad", "different"),
    ],
)
def test_a_street_of_several_words_is_compared_as_one(one: str, other: str, level: str) -> None:
    assert street_level(one, other) == level
    assert street_level(other, one) == level


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("ruxandra", "ilinca"), ("ruxandra", "smaranda"), ("shared", "ruxandra")),
        (("ruxandra", "ilinca"), ("ruxandra", "ilinca", "smaranda"), ("part", "ruxandra")),
        (("ruxandra", "ilinca"), ("smaranda", "ilinca"), ("shared", "ilinca")),
        (("ruxandra",), ("ruxandra", "ilinca"), ("part", "ruxandra")),
        (("r", "ilinca"), ("r", "ilinca", "smaranda"), ("shared", "ilinca")),  # an initial is none
    ],
)
def test_of_several_given_names_the_first_counts_most(
    one: tuple[str, ...], other: tuple[str, ...], level: tuple[str, str]
) -> None:
    assert given_level(one, other) == level
    assert given_level(other, one) == level


def test_what_another_instance_decided_counts_once() -> None:
    shares, whole = KnownShares(), KnownShares()
    shares.merge({"source:a": {"known": 3.0, "new": 7.0}})
    whole.merge({"source:a": {"new": 10.0}})
    nothing = KnownShares()
    nothing.merge({"claims": {"known": 5.0}})
    assert nothing.share("a", 0.5) == KnownShares().share("a", 0.5)
    assert whole.share("a", 0.5) < shares.share("a", 0.5) < 0.5


@pytest.mark.parametrize(
    ("learned", "every"), [(0, 1), (4_000, 1), (4_001, 4), (13_000, 4), (13_001, 16)]
)
def test_the_more_was_learned_the_fewer_claims_are_learned_from(learned: int, every: int) -> None:
    assert _every(learned) == every


def observed(parameters: EstimatedParameters, claim: RawClaim, *known: RawClaim) -> None:
    features = Features.of(claim)
    near = [KnownClaim(UUID(int=n + 1), Features.of(other)) for n, other in enumerate(known)]
    parameters.observe(features, decide(features, near, MODEL, parameters), MODEL)


def test_links_and_strangers_are_counted_from_nothing() -> None:
    parameters = EstimatedParameters()
    assert (parameters._links, parameters._strangers) == (0.0, 0)
    hers = RawClaim("Ana", "Zeldzaamgeval", "1998-05-07", documents=(passport("X1234567"),))
    observed(parameters, hers, hers)
    assert parameters._links == pytest.approx(1.0, abs=1e-3)
    observed(parameters, RawClaim("Rosa", "Verschillend", "1971-11-23"))
    assert parameters._strangers == 1
    observed(parameters, RawClaim("Ilinca", "Anders", "1985-02-28"))
    assert parameters._strangers == 2
    assert parameters._links == pytest.approx(1.0, abs=1e-3), "nobody resembled these"
    learned = json.loads(parameters.delta())
    assert sum(learned["posteriors"].values()) == 1.0
    assert sum(learned["u:birth"].values()) == 2.0


def passport(number: str) -> IdentityDocument:
    return IdentityDocument("paspoort", "BEL", number)


def test_relatives_are_feared_less_the_more_addresses_showed_nobody() -> None:
    parameters = EstimatedParameters()
    assert parameters._least_kin() == pytest.approx(0.003)
    parameters.merge(json.dumps({"claims": {"housed": 100.0}}).encode())
    assert parameters._least_kin() == pytest.approx(0.0015)


@pytest.mark.parametrize(
    ("bins", "at"),
    [
        ({}, 0.97),  # nothing was learned yet
        ({"30": 299.0}, 0.97),  # too little
        ({"30": 300.0}, 0.95),  # all are sure: the lowest that a threshold may be
        ({"30": 299.0, "2": 1.0}, 0.95),
        ({"30": 200.0, "9": 100.0}, 0.96875),  # one in 23 of these is wrong, too many: 1 - 2^-5
        ({"12": 300.0}, 0.97),  # no higher than was shipped
    ],
)
def test_a_threshold_follows_from_how_sure_the_links_were(
    bins: dict[str, float], at: float
) -> None:
    parameters = EstimatedParameters()
    parameters.merge(json.dumps({"posteriors": bins}).encode())
    assert parameters._threshold(MODEL) == pytest.approx(at)


def test_the_totals_without_a_field_are_those_of_the_others() -> None:
    totals = WeightTotals(10.0, 8.0, 6.0, None)
    family = _without_step(WaterfallStep("family", "exact", 4.0), totals)
    birth = _without_step(WaterfallStep("birth", "exact", 4.0), totals)
    assert (family.total, family.names) == (6.0, 2.0)
    assert (birth.total, birth.names) == (6.0, 6.0)
    beside = _without_step(WaterfallStep("street", "exact", 3.0), WeightTotals(10.0, 8.0, 6.0, 5.0))
    assert (beside.total, beside.names, beside.address) == (10.0, 6.0, 2.0)


@pytest.mark.parametrize(("birth", "family", "may_be"), [(1.0, 1.0, True), (0.0, 1.0, False)])
def test_only_who_agree_in_birth_date_and_family_name_may_be_twins(
    birth: float, family: float, *, may_be: bool
) -> None:
    for one, other in ((birth, family), (family, birth)):
        steps = [WaterfallStep("birth", "exact", one), WaterfallStep("family", "exact", other)]
        assert (bits_among_twins(steps) is not None) is may_be
    assert bits_among_twins([WaterfallStep("birth", "exact", 1.0)]) is None


def ranked(*steps: WaterfallStep, posterior: float = 0.9) -> RankedPerson:
    return RankedPerson(UUID(int=1), steps, posterior, None)


BORN = WaterfallStep("birth", "exact", 8.0)


@pytest.mark.parametrize(
    ("steps", "may_be"),
    [
        ((BORN, WaterfallStep("given", "exact", 4.0, 0.9)), True),
        ((BORN, WaterfallStep("given", "exact", 4.0, 1e-6)), False),  # nobody else has that name
        # A family name before it says nothing of the given one, however common.
        (
            (
                BORN,
                WaterfallStep("family", "different", -4.0, 0.9),
                WaterfallStep("given", "exact", 4.0, 1e-6),
            ),
            False,
        ),
    ],
)
def test_a_common_given_name_and_a_birth_date_may_be_somebody_else(
    steps: tuple[WaterfallStep, ...], *, may_be: bool
) -> None:
    levels = {"birth": "exact"}
    assert _may_be_another_of_her_given_name(ranked(*steps), levels) is may_be
    assert not _may_be_another_of_her_given_name(ranked(*steps), {"birth": "typo"})


@pytest.mark.parametrize(
    ("given", "family", "has"),
    [(0.5, 0.5, True), (4.0, 4.0, True), (0.0, 4.0, False), (4.0, 0.0, False), (-1.0, 4.0, False)],
)
def test_somebody_else_bears_the_name_where_both_names_speak_for_her(
    given: float, family: float, *, has: bool
) -> None:
    steps = (WaterfallStep("given", "x", given), WaterfallStep("family", "x", family))
    assert _has_that_name(ranked(*steps)) is has
    assert not _has_that_name(ranked(*steps, posterior=0.0))


def test_letters_in_common_at_the_very_bound_may_be_near() -> None:
    """Two of two letters and two of twenty are 1.1 together: that many are compared in full."""
    assert possible("ab", "abcdefghijklmnopqrst") & NEAR
    assert not possible("ab", "abcdefghijklmnopqrstu") & NEAR


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Vrouw", "v"),
        (" V ", "v"),
        ("female", "v"),
        ("woman", "v"),
        ("man", "m"),
        ("Homme", "m"),
        ("X", ""),
        ("onbekend", ""),
    ],
)
def test_a_sex_is_known_by_its_first_letter(said: str, kept: str) -> None:
    assert Features.of(RawClaim(sex=said)).sex == kept


def test_who_has_papers_and_a_number_is_found_by_her_address_too() -> None:
    at_home = {"street": "Zilverenlaan", "house_number": "7"}
    papers = RawClaim(national_number="90050600185", phone="+32470000001", **at_home)
    assert weak_keys(Features.of(papers)) & weak_keys(of(**at_home))
    assert not weak_keys(Features.of(papers)) & weak_keys(of(street="Goudenlaan", house_number="7"))


def test_the_share_of_known_persons_is_filtered_claim_by_claim() -> None:
    """By the filter itself, over 25 shares from 1 in 128 to 127 in 128 in equal steps of log odds:
    each stays, drifts to the next one up or down (0.003 each) or jumps to any (0.001)."""
    odds = [127.0 ** (2 * place / 24 - 1) for place in range(25)]
    shares = [each / (1 + each) for each in odds]
    chances = [1 / 25] * 25
    recent = RecentShare()
    for factor in (4.0, 4.0, 0.25, 64.0):
        recent.add(factor)
        beside = [chances[0], *chances, chances[-1]]
        chances = [
            (0.001 / 25 + 0.993 * beside[at + 1] + 0.003 * (beside[at] + beside[at + 2]))
            * (share * factor + 1 - share)
            for at, share in enumerate(shares)
        ]
        chances = [each / sum(chances) for each in chances]
        expected = sum(chance * share for chance, share in zip(chances, shares, strict=True))
        assert recent._now == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("ana", "anna", True),
        ("ana", "annna", False),
        ("ana", "anne", False),
        ("mltom", "mletem", True),  # 0.5 for what is missing first, then 1 of 1.5 for another
    ],
)
def test_short_words_have_the_same_vowels_and_one_letter_more_at_most(
    one: str, other: str, *, agree: bool
) -> None:
    assert vowels_agree(one, other) is agree
    assert vowels_agree(other, one) is agree
