"""Errors by kind: complete, few, and with what is meant beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.minimum_format.rules import codes
from registry.minimum_format.rules.columns import Agreements
from registry.minimum_format.rules.records import Period
from registry.validation.rules.findings import ErrorKind
from registry.validation.rules.groups import ErrorGroup, Suggestion
from registry.validation.rules.meant_codes import MeantCodes
from registry.validation.rules.spellings import MONTHS, read_month, read_whole_number
from registry.validation.rules.validate import Verdict, validate

from ..support.deliveries import Tables, activity, client, contact, of_branches

MOST_GROUPS = 10

YEAR = Period(2025)
MANY = 5000


def judge(tables: Tables) -> Verdict:
    return validate(tables.sheets(), YEAR, Agreements())


def test_five_thousand_rows_with_one_fault_are_one_group_with_its_suggestion() -> None:
    tables = of_branches({"raam": 2})
    tables.contacten += [contact("raam-0", "mrt/25") for _ in range(MANY)]
    (group,) = judge(tables).groups
    assert (group.kind, group.table, group.column) == (ErrorKind.MONTH, "contacten", "maand")
    assert (group.times, group.rows[:3]) == (MANY, (4, 5, 6))
    key = "contacten.maand.mrt/25=2025-03"
    assert group.suggestions == (Suggestion(key, "mrt/25", "2025-03", MANY),)


def test_every_kind_is_counted_over_all_rows_whatever_comes_first() -> None:
    tables = of_branches({"raam": 2})
    tables.contacten += [contact("raam-0", "2025-03-14") for _ in range(600)]
    tables.activiteiten = [activity("dropin", 3, aard="straat"), activity("onbestaand", 3)]
    verdict = judge(tables)
    counted = {(group.table, group.column): group.times for group in verdict.groups}
    assert counted == {
        ("contacten", "maand"): 600,
        ("activiteiten", "aard"): 1,
        ("activiteiten", "type"): 1,
    }


def test_however_many_kinds_there_are_a_person_gets_ten_groups_that_count_all() -> None:
    tables = of_branches({"raam": 2})
    wrong = dict.fromkeys(client("c1"), "fout?")
    tables.clienten += [wrong | {"client_code": ""} for _ in range(MANY)]
    tables.contacten += [dict.fromkeys(contact(), "fout?") for _ in range(MANY)]
    tables.activiteiten += [activity("dropin", 1, maand="", bereik="veel", aard="x")]
    verdict = judge(tables)
    assert len(verdict.groups) == MOST_GROUPS
    assert sum(group.times for group in verdict.groups) == len(verdict.errors)
    assert verdict.groups[-1].kind is ErrorKind.OTHER


def test_what_might_be_a_name_is_never_in_a_group() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("c9", gender="Ana Voorbeeld"))
    tables.contacten.append(contact("raam-0", aard="Andrea"))
    tables.contacten.append(contact("raam-0", "14 maart 2025 Voorbeeld"))
    tables.contacten.append(contact("raam-0", "2025-03-14"))
    said = str(judge(tables).groups)
    assert "Voorbeeld" not in said
    assert "Andrea" not in said
    assert "14" not in said


def suggested(groups: tuple[ErrorGroup, ...]) -> set[tuple[str | None, str | None, str]]:
    return {(g.column, s.written, s.meant) for g in groups for s in g.suggestions}


def test_slips_and_other_words_get_the_code_that_is_meant() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten += [client("c8", gender="F"), client("c9", branche="straatt")]
    tables.contacten.append(contact("raam-0", hulpvraag="mentaal; huisvestin"))
    tables.activiteiten.append(activity("dropin", 1) | {"aantal": "1,200"})
    assert suggested(judge(tables).groups) == {
        ("gender", "F", "vrouw"),
        ("branche_hoofd", None, "straat"),
        ("hulpvraag", None, "mentaal|huisvesting"),
        ("aantal", "1,200", "1200"),
    }


whole_months = st.tuples(st.integers(2014, 2099), st.integers(1, 12))
certain = st.sampled_from(
    [
        "{y}-{m}",
        "{y}-{m:02}",
        "{m:02}/{y}",
        "{m}-{y}",
        "{y}{m:02}",
        "{n} {y}",
        "{N}-{y}",
        "{n}. {y}",
    ]
)
uncertain = st.sampled_from(["{n}/{s:02}", "{n} '{s:02}", "{n}", "{y}-{m:02}-14", "14/{m}/{y}"])


@pytest.mark.parametrize(("others", "is_meant"), [(499, True), (500, False), (501, False)])
def test_five_hundred_words_are_compared_with_codes(others: int, *, is_meant: bool) -> None:
    """More are no slips; what was compared once is still known."""
    meant = MeantCodes()
    first = meant.find(codes.GENDER, "vrouwlijk")
    assert first is None or first[1] == "vrouw"
    for nr in range(others - 1):
        meant.find(codes.PLAATS, f"nergens {nr}")
    assert meant.find(codes.GENDER, "vrouwlijk") == first
    assert meant.find(codes.GENDER, "female") == (("female", "vrouw") if is_meant else None)


@given(whole_months, certain, st.data())
def test_a_month_with_its_whole_year_is_read_as_the_month_it_is(
    month: tuple[int, int], form: str, data: st.DataObject
) -> None:
    year, number = month
    reading = read_month(_spelt(year, number, form, data), 2025)
    assert reading is not None
    assert (reading.month, reading.is_certain) == (f"{year}-{number:02}", True)


@given(whole_months, uncertain, st.data())
def test_a_month_with_a_short_year_or_a_day_is_understood_and_asked_about(
    month: tuple[int, int], form: str, data: st.DataObject
) -> None:
    year, number = month
    reading = read_month(_spelt(year, number, form, data), year)
    assert reading is not None
    assert (reading.month, reading.is_certain) == (f"{year}-{number:02}", False)


def _spelt(year: int, number: int, form: str, data: st.DataObject) -> str:
    name = data.draw(st.sampled_from(MONTHS[number - 1]))
    return form.format(y=year, m=number, s=year % 100, n=name, N=name.title())


@given(st.integers(2014, 2099), st.integers(1, 12))
def test_two_short_numbers_are_the_month_of_the_year_that_is_delivered(
    year: int, number: int
) -> None:
    for form in (f"{number}/{year % 100}", f"{year % 100}-{number:02}"):
        reading = read_month(form, year)
        assert reading is not None
        assert reading.month == f"{year}-{number:02}"
        assert not reading.is_certain


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-00", None),
        ("2025-01", "2025-01"),
        ("2025-12", "2025-12"),
        ("2025-13", None),
        ("0", None),
        ("12", "2025-12"),
        ("13", None),
        ("2025-03-00", None),
        ("2025-03-01", "2025-03"),
        ("2025-03-31", "2025-03"),
        ("2025-03-32", None),
    ],
)
def test_a_month_is_one_of_twelve_and_a_day_one_of_thirty_one(text: str, month: str | None) -> None:
    reading = read_month(text, 2025)
    assert (reading and reading.month) == month
    assert (reading is not None and reading.has_day) is (text.count("-") == 2 and bool(month))


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_month_or_none(text: str) -> None:
    reading = read_month(text, 2025)
    assert reading is None or reading.month[5:] in {f"{number:02}" for number in range(1, 13)}


@given(st.integers(0, 999_999))
def test_a_number_with_thousands_apart_is_the_number(number: int) -> None:
    for sign in (".", " ", "\u00a0", "'"):
        reading = read_whole_number(f"{number:,}".replace(",", sign))
        assert reading is not None
        assert (reading.number, reading.is_certain) == (number, True)
    halves = read_whole_number("2,5")
    assert halves is None


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("03/04", 2003, "2003-04"),  # the number that is the delivery's year is the year
        ("03/04", 2004, "2004-03"),
        ("03/04", 2010, "2004-03"),  # else the month comes first
        ("04-03", 2010, "2003-04"),
    ],
)
def test_of_two_short_numbers_one_may_be_the_year_of_the_delivery(
    text: str, year: int, month: str
) -> None:
    reading = read_month(text, year)
    assert reading is not None
    assert reading.month == month
