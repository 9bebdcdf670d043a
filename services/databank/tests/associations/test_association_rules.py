"""What two persons share, and what so many share that it says nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from databank.associations import rules
from databank.associations.rules import Ground, Shared, Span, Value
from linkage.claim import Features, IdentityDocument, RawClaim

DAY = timedelta(days=1)
AT = datetime(2026, 5, 4, 12, tzinfo=UTC)


def stated(**claim: str) -> frozenset[Ground]:
    return frozenset(value.ground for value in rules.values(Features.of(RawClaim(**claim))))


@pytest.mark.parametrize(
    ("claim", "grounds"),
    [
        ({}, set()),
        ({"phone": "+32 470 00 00 01"}, {Ground.TELEFOON}),
        ({"national_number": "85073003328"}, {Ground.NUMMER}),
        ({"street": "Proefstraat", "house_number": "7"}, set()),
        ({"street": "Proefstraat", "postcode": "2000"}, set()),
        ({"street": "Proefstraat", "house_number": "7", "postcode": "2000"}, {Ground.ADRES}),
        ({"street": "Proefstraat", "house_number": "7", "municipality": "Mol"}, {Ground.ADRES}),
        ({"nationality": "ROU", "sex": "v"}, set()),
        ({"family_name": "Voorbeeld", "given_names": "Ana", "birth_date": "1990-05-06"}, set()),
    ],
)
def test_names_origin_and_half_an_address_are_no_ground(
    claim: dict[str, str], grounds: set[Ground]
) -> None:
    assert stated(**claim) == grounds


def test_one_number_is_the_same_however_it_is_written() -> None:
    one, other = (
        rules.values(Features.of(RawClaim(phone=phone, documents=(document,))))
        for phone, document in (
            ("0470 00 00 01", IdentityDocument("paspoort", "ROU", "ab 12-34")),
            ("+32470000001", IdentityDocument("paspoort", "ROU", "AB1234")),
        )
    )
    assert one == other
    assert {value.ground for value in one} == {Ground.TELEFOON, Ground.DOCUMENT}


def test_a_value_prints_nothing() -> None:
    assert "470" not in repr(Value(Ground.TELEFOON, ("470000001",)))


@pytest.mark.parametrize(("others", "common"), [(19, False), (20, False), (21, True)])
def test_what_more_than_twenty_others_state_links_nobody(others: int, common: bool) -> None:
    assert rules.is_common_use(others) is common


def test_two_share_something_from_when_both_had_it() -> None:
    own, other = Span(AT, AT + 9 * DAY), Span(AT + 4 * DAY, AT + 5 * DAY)
    for both in (rules.common(own, other), rules.common(other, own)):
        assert both == Span(AT + 4 * DAY, AT + 9 * DAY)


def test_several_values_of_a_ground_are_one_line() -> None:
    line = rules.joined(
        Ground.DOCUMENT, [Span(AT + DAY, AT + 2 * DAY), Span(AT, AT + DAY), Span(AT, AT)]
    )
    assert line == Shared(Ground.DOCUMENT, AT, AT + 2 * DAY, 3)


def test_who_shares_most_comes_first_then_the_most_telling_then_the_latest() -> None:
    def line(ground: Ground, day: int = 0) -> Shared:
        return Shared(ground, AT, AT + day * DAY, 1)

    two = [line(Ground.KAMER), line(Ground.CONTROLE)]
    paper, phone = [line(Ground.DOCUMENT)], [line(Ground.TELEFOON)]
    later = [line(Ground.TELEFOON, day=1)]
    assert sorted([phone, paper, later, two], key=rules.weight) == [two, paper, later, phone]


@pytest.mark.parametrize("number", [1, 2, 24])
def test_places_lie_on_a_circle_within_the_picture_and_apart(number: int) -> None:
    points = rules.circle(number)
    assert (points[0].x, points[0].y) == (50, 10)
    assert len({(point.x, point.y) for point in points}) == number
    for point in points:
        assert ((point.x - 50) ** 2 + (point.y - 50) ** 2) ** 0.5 == pytest.approx(40, abs=0.2)
