"""Sums of the city are functions of told figures: they move with one of these, and with nothing
else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from reporting.care.rules.publications import Care, CareCell, CareDelivery
from reporting.figures.rules.outcomes import Outcome
from reporting.indicators.rules.care import CARE
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period

BRANCHES = ("raam", "escort", "straat")
STATEMENTS: list[tuple[str, dict[str, str]]] = [
    ("begeleidingen", {}),
    ("doorverwijzingen", {}),
    *(("doorverwijzingen", {"branche": branch}) for branch in BRANCHES),
    ("contacten", {"soort": "medisch"}),
    *(("contacten", {"soort": "medisch", "branche": branch}) for branch in BRANCHES),
]
SUMS: dict[str, list[tuple[str, dict[str, str]]]] = {
    "IND-1-02": STATEMENTS[5:6],
    "IND-1-04": STATEMENTS[:2],
}
"""Statements of each organisation that an indicator's headline adds up."""
ROWS = {"IND-1-02": STATEMENTS[6:], "IND-1-04": STATEMENTS[2:5]}
"""And those that its rows by branch do, in their order."""
Told = list[list[int | None]]
"""By organisation and statement."""
VALUES = st.none() | st.integers(0, 400)
CITIES = st.lists(
    st.lists(VALUES, min_size=len(STATEMENTS), max_size=len(STATEMENTS)), min_size=3, max_size=3
)


def outcome(indicator: str, told: Told, revision: int = 1) -> Outcome:
    """``revision`` stands for all that a delivery says beside its figures."""
    deliveries = [
        CareDelivery(
            organisation,
            revision,
            threshold=5 * revision,
            suppressed=revision,
            cells=tuple(
                CareCell(measure, dims, value)
                for (measure, dims), value in zip(STATEMENTS, values, strict=True)
            ),
        )
        for organisation, values in zip(("GHAPRO", "BOYS", "FREECLINIC"), told, strict=True)
    ]
    period = Period.parse("2026")
    return CARE[indicator](Evidence(period, date(2027, 3, 1), {}, care=Care(deliveries)))


def read(outcome: Outcome) -> list[tuple[int | None, bool]]:
    """The headline and the rows by branch: value, and whether it is hidden."""
    rows = next(split for split in outcome.breakdowns if split.dimension == "branche").rows
    return [(each.value, each.suppressed) for each in (outcome, *rows)]


def added(told: Told, statements: list[tuple[str, dict[str, str]]]) -> tuple[int | None, bool]:
    terms = [values[STATEMENTS.index(one)] for values in told for one in statements]
    shown = [term for term in terms if term is not None]
    return (sum(shown), False) if len(shown) == len(terms) else (None, True)


@given(CITIES)
def test_one_hidden_term_hides_the_sum_and_else_it_is_the_sum(told: Told) -> None:
    for indicator, statements in SUMS.items():
        sums = [added(told, statements), *(added(told, [one]) for one in ROWS[indicator])]
        assert read(outcome(indicator, told)) == sums


@given(CITIES, st.integers(0, 2), st.integers(0, len(STATEMENTS) - 1), VALUES)
def test_a_sum_moves_only_when_one_of_its_own_terms_does(
    told: Told, organisation: int, nr: int, value: int | None
) -> None:
    later = [[*values] for values in told]
    later[organisation][nr] = value
    for indicator, statements in SUMS.items():
        groups = [statements, *([one] for one in ROWS[indicator])]
        before, after = (read(outcome(indicator, some)) for some in (told, later))
        for was, now, terms in zip(before, after, groups, strict=True):
            assert was == now or STATEMENTS[nr] in terms


@given(CITIES)
def test_a_later_revision_with_the_same_figures_says_the_same(told: Told) -> None:
    for indicator in SUMS:
        assert outcome(indicator, told, 2) == outcome(indicator, told, 1)


@given(CITIES)
def test_what_is_told_of_a_sum_knows_its_least_term(told: Told) -> None:
    """So that whoever may read it by its own threshold is asked about its terms, not its total."""
    shown = [[40 if value is None else value for value in values] for values in told]
    found = outcome("IND-1-02", shown)
    assert found.told is not None
    assert found.told.least == min(values[5] for values in shown)
    hidden = [medical_hidden(values) for values in shown]
    assert outcome("IND-1-02", hidden).told is None


def medical_hidden(values: list[int]) -> list[int | None]:
    return [None if nr == 5 else value for nr, value in enumerate(values)]
