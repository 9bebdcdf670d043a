"""Terms that were met: each counted once, of what happened in the period and has a term."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import example, given
from hypothesis import strategies as st

from contracts.enforcement import GasCaseOpened, GasFineImposed, SuitabilityAdviceGiven
from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.compute import gather
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.terms import terms_met
from reporting.periods.rules import Period
from reporting.report_register.rules.published import PublishedReport

from ..support.events import moment
from ..support.reporting import Reporting

YEAR = Period.parse("2026")
TODAY = date(2027, 3, 1)
DAYS = st.dates(YEAR.first, YEAR.last)


def evidence(*facts: Fact, fines: tuple[Fact, ...] = ()) -> Evidence:
    return Evidence(YEAR, TODAY, {}, Facts(facts), fines=Facts(fines))


def counts(found: Evidence) -> dict[str, tuple[int, int]]:
    return {term.code: (term.in_time, term.late) for term in terms_met(found)}


@example([(date(2026, 3, 10), 0)])
@example([(date(2026, 3, 10), -1), (date(2026, 3, 10), 1)])
@given(st.lists(st.tuples(DAYS, st.none() | st.integers(-40, 40)), max_size=6))
def test_a_fine_is_in_time_until_its_last_day(told: list[tuple[date, int | None]]) -> None:
    """Of a case without a known last day nothing is said."""
    imposed, opened = [], []
    for day, left in told:
        case_id = uuid4()
        imposed.append(Fact("gas-fine-imposed", case_id, day))
        last = {} if left is None else {"decide_by": str(day + timedelta(left))}
        opened.append(Fact("gas-case-opened", case_id, day, dims=last))
    known = [left for _, left in told if left is not None]
    expected = (sum(left >= 0 for left in known), sum(left < 0 for left in known))
    found = counts(evidence(*imposed, *imposed, fines=tuple(opened)))
    assert found == ({"boete": expected} if known else {})


@given(st.lists(st.tuples(st.sampled_from(["brandweer", "politie"]), st.booleans()), max_size=8))
def test_each_service_has_its_own_term(given_: list[tuple[str, bool]]) -> None:
    facts = [
        Fact("suitability-advice-given", uuid4(), TODAY, dims={"service": service, "late": late})
        for service, late in given_
    ]
    expected: dict[str, tuple[int, int]] = {}
    for service, late in given_:
        met, missed = expected.get(f"advies_{service}", (0, 0))
        expected[f"advies_{service}"] = (met + (not late), missed + late)
    assert counts(evidence(*facts)) == expected


def test_a_monthly_action_that_was_not_held_is_late_when_its_month_is_over() -> None:
    planned = [
        Fact("monthly-action-planned", uuid4(), date(2026, month, 1), "straat") for month in (3, 4)
    ]
    held = Fact(
        "inspection-completed", uuid4(), date(2026, 3, 20), "straat", {"kind": "maandactie"}
    )
    assert counts(evidence(*planned, held)) == {"maandactie": (1, 1)}


def test_each_kind_of_report_has_its_own_share_in_time() -> None:
    """A report that has no last day says nothing."""
    reports = (
        PublishedReport("hulpverlening", "2025", date(2026, 3, 1), date(2026, 3, 1)),
        PublishedReport("sectoranalyse", "2024", date(2026, 7, 2), date(2026, 7, 1)),
        PublishedReport("sectoranalyse", "2025", date(2026, 7, 1), date(2026, 7, 2)),
        PublishedReport("sectoranalyse", "2023", date(2026, 8, 1), date(2026, 7, 31)),
    )
    found = Evidence(YEAR, TODAY, {}, reports=reports)
    assert counts(found) == {"rapport_hulpverlening": (1, 0), "rapport_sectoranalyse": (1, 2)}


async def test_terms_come_from_what_the_services_tell(reporting: Reporting) -> None:
    case_id = uuid4()
    await reporting.told(
        GasCaseOpened(
            case_id=case_id,
            finding_id=uuid4(),
            offender_role="prostituant",
            fact_code="buiten-gedoogzone",
            on_hold=False,
            decide_by=date(2026, 3, 11),
            safe_by=date(2026, 3, 1),
            opened_at=moment("2025-11-03T09:00:00+01:00"),
        ),
        GasFineImposed(
            case_id=case_id,
            band="tot_175",
            recidivism=False,
            imposed_at=moment("2026-03-12T00:30:00+01:00"),
            defence="geen_verweer",
            branch="straat",
            in_tolerance_zone=False,
        ),
        SuitabilityAdviceGiven(
            dossier_id=uuid4(),
            premises_id=uuid4(),
            service="brandweer",
            late=False,
            advised_at=moment("2026-03-10T10:00:00+01:00"),
        ),
    )
    async with reporting.app.state.database.begin(moment("2027-03-01T09:00:00+01:00")) as tx:
        found = await gather(tx, YEAR, TODAY)
    assert counts(found) == {"boete": (0, 1), "advies_brandweer": (1, 0)}
