"""The counts of what was compared are of what really was: a wrong figure of any kind is found."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest

from contracts.branches import Branch
from contracts.codes import (
    CareOrganisation,
    DecidingBody,
    OffenderRole,
    SanctionKind,
    VisitKind,
    VisitReason,
    VisitResult,
)
from simulator import check_measures, not_compared, truth_care
from simulator.city import City
from simulator.comparison import Comparison, Figure, Tally, compare, document
from simulator.periods import Period, begun, of_half, of_month, of_year
from simulator.play.ledger import Ledger
from simulator.truth_measures import FineImposed, OrderTaken, SanctionTaken, VisitMade
from simulator.truth_police import ArrestMade, InspectionMade, ReportMade
from simulator.truth_regie import Recorded

DAY, NOW = date(2026, 3, 9), datetime(2026, 3, 16, 5, tzinfo=UTC)
MEETINGS = ("werkgroep_partners", "eigenaars", "kerngroep", "sectoraal_veiligheid",
            "sectoraal_hulpverlening", "intersectoraal", "adhoc_breed")  # fmt: skip
REPORTS = ("sectoranalyse", "hulpverlening", "veiligheidsactoren", "databank_beleid")


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    """Something of each kind that the city keeps a truth of, on one day."""
    made = Ledger()
    zone: dict[str, Any] = {"branch": Branch.STRAAT, "in_tolerance_zone": False}
    made.measures.fines["a"] = FineImposed(
        on=DAY, role=OffenderRole.PROSTITUEE, amount=150, defence="geen_verweer", **zone
    )
    made.measures.sanctions["b"] = SanctionTaken(DAY, SanctionKind.SCHORSING, DecidingBody.COLLEGE)
    made.measures.orders.append(
        OrderTaken(DAY, "straatverbod", "plaatsverbod", "ngw_134sexies", "tot_een_maand", **zone)
    )
    for kind, reason in ((VisitKind.PROACTIEF, VisitReason.JAARLIJKS),
                         (VisitKind.REACTIEF, VisitReason.MELDING)):  # fmt: skip
        visit = VisitMade(DAY, 1, "Verversrui", kind, reason, VisitResult.IN_ORDE, 4)
        made.measures.visits.append(visit)
    made.measures.declared[1] = DAY
    made.police.today = DAY
    places = frozenset({("straat", "hoek")})
    made.police.inspections.append(
        InspectionMade(DAY, "straat", "ad_hoc", "geen_opmerkingen", places, ("sekswerker",))
    )
    for report in ("PV", "RIR", "INFORMATIERAPPORT"):
        made.police.reports.append(ReportMade(DAY, report, "straat", "feit", "bestuur", "buiten"))
    arrest = ArrestMade(DAY, "gerechtelijke_aanhouding", "drugs", "straat")
    made.police.arrests += [arrest] * 6
    made.measures.judicial += [DAY] * 6
    made.police.papers.inventories[DAY] = {"straat"}
    kinds = {"overleg": MEETINGS, "nota": ("beleid",), "toelichting": ("overheid",),
             "overeenkomst": ("convenant",), "rapportagemoment": REPORTS}  # fmt: skip
    made.regie.records += [
        Recorded(DAY, kind, each, f"over {each}", ("lokale_politie",))
        for kind, types in kinds.items()
        for each in types
    ]
    return made


def answer(figure: Figure) -> dict[str, Any]:
    """What reporting has to show."""
    return {
        "value": figure.value,
        "suppressed": False,
        "parts": [{"code": code, "value": count} for code, count in figure.parts.items()],
        "breakdowns": [
            {"dimension": name, "rows": [{"code": code, "value": n} for code, n in rows.items()]}
            for name, rows in figure.breakdowns.items()
        ],
    }


def right(ledger: Ledger) -> dict[str, dict[str, dict[str, Any]]]:
    """All that must be shown of the year of the day, its half and its month."""
    found = {}
    for period in begun([DAY.year], DAY):
        known = {
            **ledger.measures.figures(period),
            **ledger.police.figures(period),
            **ledger.regie.figures(period),
        }
        shown = {indicator: answer(figure) for indicator, figure in known.items()}
        there = int(DAY in period)
        inventory = Figure(there, {"inventories": there}, {"branch": {"straat": there}})
        shown["IND-2.1-01"] = answer(inventory)
        shown["IND-2.4-02"] = answer(Figure(None, {"inspected": there, "premises": 0}, {}))
        for indicator in ("IND-2.1-04f", "IND-2.1-04g", "IND-2-04"):
            shown[indicator] = answer(Figure(0, {}, {}))
        if DAY in period:
            of = {"branch": {"straat": 6}, "ground": {"drugs": 6}}
            shown["IND-2.1-04g"] = answer(Figure(6, {}, of))
            kinds = {"kind": {"gerechtelijke_aanhouding": 6}, "ground": {"drugs": 6}}
            shown["IND-2-04"] = answer(Figure(6, {}, kinds))
        found[period.id] = shown
    return found


def cells(shown: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every place of an answer that holds a number: the headline, the parts and the rows."""
    yield shown
    yield from shown["parts"]
    for each in shown["breakdowns"]:
        yield from each["rows"]


def test_a_city_that_is_shown_as_it_is_has_no_remark_and_is_compared_by_period(
    ledger: Ledger,
) -> None:
    told = check_measures.city(right(ledger), ledger, NOW)
    assert told.remarks == []
    compared = document([told])
    of_all = {"IND-2-01", "IND-2-03", "IND-2-04", "IND-2.1-01", "IND-2.1-02", "IND-2.1-03",
              "IND-2.1-04a", "IND-2.1-04b", "IND-2.1-04c", "IND-2.1-04d", "IND-2.1-04e",
              "IND-2.1-04g", "IND-2.1-05", "IND-2.2-01", "IND-2.2-02", "IND-2.2-03",
              "IND-2.2-04", "IND-2.3-01", "IND-2.3-02", "IND-2.3-03", "IND-2.3-04",
              "IND-2.4-02", "IND-2.4-03", "IND-3-01", "IND-3-02", "IND-3-03", "IND-3.1-01",
              "IND-3.2-01", "IND-3.3-01", "IND-3.3-02", "IND-3.3-03", "IND-3.4-02",
              "IND-3.5-01", "IND-3.5-02"}  # fmt: skip
    assert compared.keys() == of_all
    by_half_alone = {"IND-2-04", "IND-2.1-04d", "IND-2.1-04g"}
    for indicator, told_of in compared.items():
        months = [] if indicator in by_half_alone else ["2026-03"]
        assert told_of["periods"] == ["2026", *months, "2026-H1"] or told_of["periods"] == [
            "2026", "2026-H1", *months
        ], indicator  # fmt: skip


def test_each_figure_that_is_counted_is_found_when_it_is_wrong(ledger: Ledger) -> None:
    """Every number of every answer, one after the other: as many are found as were counted."""
    shown = right(ledger)
    counted = {
        (indicator, period): tally.figures
        for indicator, of in check_measures.city(shown, ledger, NOW).compared.items()
        for period, tally in of.items()
    }
    found: dict[tuple[str, str], int] = {}
    for indicator, period in counted:
        for place, cell in enumerate(cells(shown[period][indicator])):
            if not cell["value"]:
                continue
            wrong = {each: dict(figures) for each, figures in shown.items()}
            wrong[period][indicator] = deepcopy(shown[period][indicator])
            [*cells(wrong[period][indicator])][place]["value"] += 1
            said = check_measures.city(wrong, ledger, NOW).remarks
            if any(each.startswith(f"{indicator} of {period}") for each in said):
                found[indicator, period] = found.get((indicator, period), 0) + 1
    assert found == counted


def test_a_figure_that_is_gone_is_found(ledger: Ledger) -> None:
    for indicator in check_measures.city(right(ledger), ledger, NOW).compared:
        shown = right(ledger)
        shown["2026"][indicator] = answer(Figure(0, {}, {}))
        said = check_measures.city(shown, ledger, NOW).remarks
        assert any(each.startswith(f"{indicator} of 2026") for each in said), indicator


@pytest.mark.parametrize(
    ("truth", "figures", "dimensions"),
    [
        (Figure(0, {}, {"branch": {}}), 0, 0),
        (Figure(0, {"visits": 0}, {"branch": {"straat": 0}, "zone": {}}), 0, 0),
        (Figure(3, {}, {"branch": {"straat": 3}, "zone": {}}), 2, 1),
        (Figure(3, {"visits": 4}, {"branch": {"straat": 2, "raam": 1}}), 4, 1),
        (Figure(None, {"visits": 4}, {}), 1, 0),
    ],
)
def test_what_is_empty_on_both_sides_counts_for_nothing(
    truth: Figure, figures: int, dimensions: int
) -> None:
    tally = Tally()
    assert compare("it", answer(truth), truth, tally) == []
    assert tally == Tally(figures, dimensions)


def test_a_hidden_figure_is_not_compared() -> None:
    shown = answer(Figure(None, {}, {})) | {
        "suppressed": True,
        "parts": [{"code": "GHAPRO", "value": None, "suppressed": True}],
    }
    tally = Tally()
    assert compare("it", shown, Figure(3, {"GHAPRO": 3}, {}), tally) == []
    assert tally == Tally()


@pytest.mark.parametrize(("value", "is_right"), [(9, True), (8, True), (12, True), (7, False)])
def test_a_rounded_figure_may_be_off_by_its_margin_and_no_more(
    value: int, *, is_right: bool
) -> None:
    shown = answer(Figure(value, {}, {})) | {"margin": 2}
    assert (compare("it", shown, Figure(10, {}, {})) == []) is is_right


def test_an_indicator_without_a_comparison_is_named_with_a_reason() -> None:
    comparison, period = Comparison(), of_month(2026, 3)
    comparison.add("IND-2-01", period, answer(Figure(3, {}, {})), Figure(3, {}, {}))
    comparison.add("IND-2.1-04f", period, answer(Figure(0, {}, {})), Figure(0, {}, {}))
    compared = document([comparison])
    assert compared == {"IND-2-01": {"periods": ["2026-03"], "figures": 1, "dimensions": 0}}
    named = not_compared.named(["IND-2-01", "IND-2-02", "IND-2.1-04f"], compared)
    assert named["IND-2-02"].startswith("which form was hidden")
    assert named["IND-2.1-04f"] == not_compared.NOTHING
    assert "IND-2-01" not in named


@pytest.mark.parametrize("period", [of_year(2025), of_half(2025, 2)])
def test_each_figure_of_care_is_found_when_it_is_wrong(city: City, period: Period) -> None:
    whole = {each.organisation: each for each in city.care if each.half is None}
    told = {of: each.half_year(period.half) if period.half else each for of, each in whole.items()}
    figures = truth_care.figures(told)
    assert len(figures) == 23, "every indicator of line 1 but that of the websites"
    for indicator, figure in figures.items():
        tally, shown = Tally(), answer(figure)
        assert compare(indicator, shown, figure, tally) == []
        assert tally.figures > 0, indicator
        off = figure.may_differ + 1
        for place, cell in enumerate(cells(shown)):
            if cell["value"]:
                wrong = deepcopy(shown)
                [*cells(wrong)][place]["value"] += off
                assert len(compare(indicator, wrong, figure)) == 1, indicator


def test_a_year_of_care_is_counted_by_hand(city: City) -> None:
    whole = {each.organisation: each for each in city.care if each.half is None}
    tables = whole[CareOrganisation.GHAPRO]
    figures = truth_care.figures(whole)
    assert figures["IND-1.1-02"].value == len(tables.contacten) == 6800
    assert figures["IND-1.1-06"].value == 260
    assert figures["IND-1.2-01"].parts == {"dropin": 46, "vormingsmoment": 12}


def test_periods_are_whole_months_until_the_one_that_runs() -> None:
    ids = [period.id for period in begun([2026], DAY)]
    assert ids == ["2026", "2026-H1", "2026-01", "2026-02", "2026-03"]
    first_half, second_half, march = of_half(2024, 1), of_half(2024, 2), of_month(2026, 3)
    assert date(2024, 6, 30) in first_half
    assert date(2024, 7, 1) in second_half
    assert date(2024, 7, 1) not in first_half
    assert date(2026, 2, 28) not in march
    assert date(2026, 3, 1) in march
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march
    assert of_month(2024, 2).last == date(2024, 2, 29)
