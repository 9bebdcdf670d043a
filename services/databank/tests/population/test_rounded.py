"""Counts of the sector as they leave: rounded, adding up, and told apart by no subtraction."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from databank.population.rules.branch_list import BranchList
from databank.population.rules.differences import Range, is_safe_pair, unsafe_tables
from databank.population.rules.draw import Draw
from databank.population.rules.origins import AGE_BANDS, ORIGINS, age_band_of, origin_of
from databank.population.rules.rounded import ActivePerson, count_persons
from databank.population.rules.spans import NoSpanError, Span
from databank.population.rules.told import PERSON_TABLES, RoundedCounts, ToldCounts

THRESHOLD = 5

BRANCHES = ("raam", "straat", "escort")
PEOPLE = st.lists(
    st.builds(
        ActivePerson,
        branches=st.frozensets(st.sampled_from(BRANCHES), min_size=1),
        visibilities=st.frozensets(st.sampled_from(("zichtbaar", "verdoken")), min_size=1),
        moves=st.frozensets(st.sampled_from(("straat:raam", "raam:escort"))),
        is_new=st.booleans(),
        age_band=st.sampled_from(AGE_BANDS),
        origin=st.sampled_from(ORIGINS),
    ),
    max_size=60,
)
KEYS = st.binary(min_size=16, max_size=16)


@given(people=PEOPLE, key=KEYS, base=st.sampled_from([5, 10]))
def test_every_count_is_a_multiple_less_than_the_base_away_and_tables_add_up(
    people: list[ActivePerson], key: bytes, base: int
) -> None:
    true = count_persons(people)
    for table in PERSON_TABLES:
        total, shown = true.rounded(table, base, key, "2026-01")
        assert total % base == 0
        assert abs(total - len(people)) < base
        real = true.lines.get(table) or true.overlapping.get(table, {})
        assert all(value and value % base == 0 for value in shown.values())
        assert all(abs(shown.get(code, 0) - real.get(code, 0)) < base for code in {*shown, *real})
        if table in true.lines:
            assert sum(shown.values()) == total
        assert true.rounded(table, base, key, "2026-01") == (total, shown), "it says nothing new"


@st.composite
def pairs(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """A rounded count of a period in another one, of that other one, and their bases."""
    bases = draw(st.sampled_from([(10, 5), (5, 5), (10, 10)]))
    whole = draw(st.integers(0, 12)) * bases[1]
    part = draw(st.integers(0, 12)) * bases[0]
    return part, bases[0], whole, bases[1]


@given(pairs())
def test_a_pair_is_safe_only_when_nobody_can_size_a_group_by_it(
    pair: tuple[int, int, int, int],
) -> None:
    """By enumeration: all pairs of true counts that a reader may assume."""
    part, base_part, whole, base_whole = pair
    real = [
        (some, every)
        for every in range(max(0, whole - base_whole + 1), whole + base_whole)
        for some in range(max(0, part - base_part + 1), part + base_part)
        if some <= every
    ]
    safe = is_safe_pair(Range.of(part, base_part), Range.of(whole, base_whole))
    if not real:
        assert not safe
        return
    groups = [
        {some for some, _ in real},
        {every for _, every in real},
        {every - some for some, every in real},
    ]
    sized = any(
        len(sizes) < THRESHOLD or (min(sizes) > 0 and max(sizes) < THRESHOLD) for sizes in groups
    )
    assert safe is not sized


@settings(max_examples=settings().max_examples // 5)
@given(people=PEOPLE, key=KEYS, kept=st.integers(0, 60))
def test_a_half_year_is_drawn_until_it_stands_beside_its_months(
    people: list[ActivePerson], key: bytes, kept: int
) -> None:
    listed = BranchList(BRANCHES, lambda _code, _on: "zichtbaar")
    january, first_half = Span.parse("2026-01"), Span.parse("2026-H1")
    of_month = Draw(key, january, (), listed).persons(count_persons(people[:kept]))
    told = ToldCounts(january, of_month)
    of_half = Draw(key, first_half, (told,), listed).persons(count_persons(people))
    assert unsafe_tables(ToldCounts(first_half, of_half), [told], listed) == set()
    assert of_half.total is not None, "a total may always be told"


def of_code(span: str, total: int, code: str, count: int) -> ToldCounts:
    counts = RoundedCounts(total, {"branches": {code: count} if count else {"x": total}})
    return ToldCounts(Span.parse(span), counts)


@pytest.mark.parametrize(
    ("new", "earlier", "unsafe"),
    [
        (("2026-H1", 0), ("2026-01", 10), True),  # one to four were there
        (("2026-H1", 40), ("2026-01", 10), False),
        (("2026-01", 10), ("2026-H1", 0), True),  # whichever of both is told first
        (("2026-H2", 0), ("2026-01", 10), False),  # neither lies in the other
        (("2026-02", 0), ("2026-01", 10), False),
        (("2026-H1", 0), ("2026-H1", 0), False),
    ],
)
def test_counts_of_periods_that_lie_in_each_other_are_laid_side_by_side(
    new: tuple[str, int], earlier: tuple[str, int], *, unsafe: bool
) -> None:
    listed = BranchList(BRANCHES, lambda _code, _on: "zichtbaar")
    found = unsafe_tables(
        ToldCounts(Span.parse(new[0]), RoundedCounts(new[1])),
        [ToldCounts(Span.parse(earlier[0]), RoundedCounts(earlier[1]))],
        listed,
    )
    assert found == ({""} if unsafe else set())
    of_branch = unsafe_tables(
        of_code(new[0], 200, "raam", new[1]),
        [of_code(earlier[0], 40, "raam", earlier[1])],
        listed,
    )
    assert ("branches" in of_branch) is unsafe


@pytest.mark.parametrize(
    ("text", "first", "after", "also"),
    [
        ("2026-01", "2026-01-01", "2026-02-01", []),
        ("2026-06", "2026-06-01", "2026-07-01", ["2026-H1"]),
        ("2025-12", "2025-12-01", "2026-01-01", ["2025-H2", "2025"]),
        ("2026-H2", "2026-07-01", "2027-01-01", ["2026"]),
        ("2026", "2026-01-01", "2027-01-01", []),
    ],
)
def test_a_period_ends_with_its_half_and_its_year(
    text: str, first: str, after: str, also: list[str]
) -> None:
    span = Span.parse(text)
    assert (span.code, f"{span.first}", f"{span.after}") == (text, first, after)
    assert [each.code for each in span.ends_with_it] == [text, *also]
    assert not span.may_be_measured(date.fromisoformat(after).replace(day=1) - date.resolution)


@pytest.mark.parametrize("text", ["2026-13", "2026-H3", "26", "", "2026-1"])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(NoSpanError):
        Span.parse(text)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2008-02-02", "onder_18"),
        ("2008-02-01", "van_18_tot_20"),
        ("1999-00-00", "van_25_tot_29"),
        ("1960", "50_plus"),
        ("0001", "50_plus"),
        ("0000", "onbekend"),
        ("", "onbekend"),
    ],
)
def test_ages_are_those_on_the_last_day(born: str, band: str) -> None:
    assert age_band_of(born, date(2026, 2, 1)) == band


def test_a_nationality_has_one_group() -> None:
    assert [
        origin_of(code) for code in ("BEL", "ROU", "FRA", "BRA", "NGA", "THA", "USA", None)
    ] == [
        "belgie",
        "eu_oost",
        "eu_andere",
        "latijns_amerika",
        "afrika",
        "azie",
        "andere_onbekend",
        "andere_onbekend",
    ]
