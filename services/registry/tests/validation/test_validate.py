"""What is wrong with a delivery is told by table, row, column and reason, in Dutch."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.minimum_format.rules.columns import COLUMNS, Agreements, TableName
from registry.minimum_format.rules.records import Activity, Contact, Period, Rows
from registry.validation.rules.combinations import questions, totals
from registry.validation.rules.findings import Finding
from registry.validation.rules.validate import Sheet, Verdict, validate

from ..support.deliveries import Tables, activity, client, contact, of_branches, sheet

YEAR = Period(2025)


def judge(tables: Tables, period: Period = YEAR, agreements: Agreements | None = None) -> Verdict:
    return validate(tables.sheets(), period, agreements or Agreements())


def places(verdict: Verdict) -> list[tuple[str, int, str | None]]:
    return [(error.table.value, error.row, error.column) for error in verdict.errors]


def test_a_delivery_without_errors_gives_its_rows() -> None:
    verdict = judge(of_branches({"raam": 3}))
    assert verdict.errors == ()
    assert verdict.rows is not None
    assert [row.client_code for row in verdict.rows.clienten] == ["raam-0", "raam-1", "raam-2"]


WRONG_CLIENTS = [
    ({"client_code": ""}, "client_code"),
    ({"client_code": "with a space"}, "client_code"),
    ({"geboortejaar_klasse": "1990"}, "geboortejaar_klasse"),
    ({"geboortejaar_klasse": "<18"}, "geboortejaar_klasse"),
    ({"gender": "F"}, "gender"),
    ({"nationaliteitsgroep": "Roemenië"}, "nationaliteitsgroep"),
    ({"branche_hoofd": "raam,straat"}, "branche_hoofd"),
    ({"eerste_contact": "ja"}, "eerste_contact"),
]


@pytest.mark.parametrize(("change", "column"), WRONG_CLIENTS)
def test_a_wrong_cell_of_a_client_is_named(change: dict[str, str], column: str) -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("c9") | change)
    assert places(judge(tables)) == [("clienten", 4, column)]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"geboortejaar_klasse": "onder_18"}, "minor"),
        ({"client_code": "c 9!"}, "pseudonym"),
        ({"client_code": "0470123456"}, "identifier"),
        ({"client_code": "Ilinca"}, "identifier"),
        ({"client_code": "c" * 41}, "pseudonym"),
    ],
)
def test_an_error_says_of_which_kind_it_is(change: dict[str, str], kind: str) -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("c9") | change)
    assert [error.kind for error in judge(tables).errors] == [kind]
    assert judge(of_branches({"raam": 2})).errors == ()


def test_a_code_may_be_forty_signs_and_a_client_of_age() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("c" * 39 + "1", geboortejaar_klasse="18-20"))
    assert judge(tables).errors == ()


WRONG_CONTACTS = [
    ({"client_code": "unknown"}, "client_code"),
    ({"maand": "2024-12"}, "maand"),
    ({"maand": "2025-03-14"}, "maand"),
    ({"maand": "mrt/25"}, "maand"),
    ({"maand": "maart"}, "maand"),
    ({"soort": ""}, "soort"),
    ({"aard": "groep", "plaats": "mobiel"}, "plaats"),
    ({"aard": "groep", "doorverwijzing_soort": "CAW"}, "doorverwijzing_soort"),
    ({"aard": "vaccinatie", "plaats": "telefoon"}, "plaats"),
    ({"client_code": "", "begeleiding_status": "lopend"}, "client_code"),
    ({"doorverwijzing_soort": "politie"}, "doorverwijzing_soort"),
    ({"hulpvraag": "mentaal,alles"}, "hulpvraag"),
    ({"hulpvraag": "mentaal,mentaal"}, "hulpvraag"),
    ({"hulpvraag": "mentaal|middelen|huisvesting|andere"}, "hulpvraag"),
]


@pytest.mark.parametrize(("change", "column"), WRONG_CONTACTS)
def test_a_wrong_cell_of_a_contact_is_named(change: dict[str, str], column: str) -> None:
    tables = of_branches({"raam": 2})
    tables.contacten.append(contact("raam-0") | change)
    assert places(judge(tables)) == [("contacten", 4, column)]


WRONG_ACTIVITIES = [
    ({"aantal": ""}, "aantal"),
    ({"aantal": "-1"}, "aantal"),
    ({"aantal": "2,5"}, "aantal"),
    ({"aard": "straat"}, "aard"),
    ({"partner_soort": "ITG"}, "partner_soort"),
    ({"type": "website_info4escorts"}, "aard"),
    ({"type": "swab2know", "bereik": "12"}, "bereik"),
    ({"type": "samenwerkingscontact", "aard": "vorming"}, "partner_soort"),
]


@pytest.mark.parametrize(("change", "column"), WRONG_ACTIVITIES)
def test_a_wrong_cell_of_an_activity_is_named(change: dict[str, str], column: str) -> None:
    tables = of_branches({"raam": 2}).changed(activiteiten=[activity("dropin", 3) | change])
    assert places(judge(tables)) == [("activiteiten", 2, column)]


def test_totals_of_a_year_leave_out_what_a_website_counts() -> None:
    tables = of_branches({"raam": 2})
    tables.activiteiten = [
        activity("dropin", 3),
        activity("dropin", 4, "2025-04"),
        activity("website_info4escorts", 900, aard="bezoeken"),
    ]
    rows = judge(tables).rows
    assert rows is not None
    assert totals(rows) == {"clienten": 2, "contacten": 2, "dropin": 7}


def test_doubles_name_the_row_that_came_first() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten.append(client("raam-0"))
    tables.activiteiten = [activity("dropin", 3), activity("dropin", 4)]
    first, second = judge(tables).errors
    assert (first.row, "rij 2" in first.reason) == (4, True)
    assert (second.table, second.row, "rij 2" in second.reason) == ("activiteiten", 3, True)


def test_unknown_missing_and_double_columns_are_rejected() -> None:
    sheets = of_branches({"raam": 2}).sheets()
    grid = sheets[TableName.CLIENTEN]
    header = (*grid.header[:-1], "naam", "gender")
    sheets[TableName.CLIENTEN] = Sheet(header, tuple((nr, (*row, "x")) for nr, row in grid.rows))
    errors = validate(sheets, YEAR, Agreements()).errors
    assert {(error.row, error.column) for error in errors} == {
        (1, "naam"),
        (1, "gender"),
        (1, "eerste_contact"),
    }


def test_of_two_tables_of_which_one_has_a_wrong_header_none_is_held_against_the_other() -> None:
    """Who is no client is not known while the clients' table cannot be read."""
    tables = of_branches({"raam": 2})
    tables.contacten.append(contact("c999"))
    sheets = tables.sheets()
    grid = sheets[TableName.CLIENTEN]
    sheets[TableName.CLIENTEN] = Sheet((*grid.header[:-1], "naam"), grid.rows)
    errors = validate(sheets, YEAR, Agreements()).errors
    assert {error.table for error in errors} == {TableName.CLIENTEN}
    assert {error.row for error in errors} == {1}


def test_the_linkage_code_is_taken_only_when_agreed() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten[0]["koppelcode"] = "k1-bcdfghjklmnpqrstvw"
    assert places(judge(tables)) == [("clienten", 1, "koppelcode")]
    verdict = judge(tables, agreements=Agreements(linkage=True))
    assert verdict.rows is not None
    assert verdict.rows.clienten[0].koppelcode == "k1-bcdfghjklmnpqrstvw"


def test_a_month_of_the_other_half_is_outside_the_period() -> None:
    tables = of_branches({"raam": 1}, "2025-07")
    assert places(judge(tables, Period(2025, 1))) == [("contacten", 2, "maand")]
    assert judge(tables, Period(2025, 2)).errors == ()


def test_blank_rows_do_not_count_and_do_not_move_the_numbers() -> None:
    sheets = of_branches({"raam": 2}).sheets()
    grid = sheets[TableName.CONTACTEN]
    (_, first), (_, second) = grid.rows
    wrong = ("unknown", *second[1:])
    sheets[TableName.CONTACTEN] = sheet([[*grid.header], [""] * 8, [*first], [" "] * 8, [*wrong]])
    verdict = validate(sheets, YEAR, Agreements())
    assert places(verdict) == [("contacten", 5, "client_code")]


def test_a_total_that_moved_more_than_forty_percent_is_asked_about() -> None:
    sheets = of_branches({"raam": 50}).sheets()
    previous = {"clienten": 100, "contacten": 60, "swab2know": 40, "dropin": 5}
    questions = validate(sheets, YEAR, Agreements(), previous).questions
    assert [question.text.partition(":")[0] for question in questions] == ["clienten", "swab2know"]


def test_errors_come_in_the_order_of_tables_rows_and_columns() -> None:
    """What is seen across cells too, though it is looked for last."""
    tables = Tables(
        [
            client("a"),
            client("a"),
            client("b", "nergens", "niets"),
            client("c", eerste_contact="x"),
        ],
        [contact("c", "2025-13"), contact("d"), contact("b", soort="x", aard="y")],
        [activity("dropin", 1, partner_soort="ITG"), activity("niets", 1)],
    )
    assert places(judge(tables)) == [
        ("clienten", 3, "client_code"),
        ("clienten", 4, "branche_hoofd"),
        ("clienten", 4, "gender"),
        ("clienten", 5, "eerste_contact"),
        ("contacten", 2, "maand"),
        ("contacten", 3, "client_code"),
        ("contacten", 4, "aard"),
        ("contacten", 4, "soort"),
        ("activiteiten", 2, "partner_soort"),
        ("activiteiten", 3, "type"),
    ]


@pytest.mark.parametrize(
    ("column", "written", "said"),
    [
        ("doorverwijzing_soort", "Lokale Politie", "Doorverwijzen naar de politie bestaat niet"),
        ("doorverwijzing_soort", "kapper", "Deze code kennen we niet. Kies uit: huisarts, "),
        ("plaats", "politiebureau", "Deze code kennen we niet. Kies uit: vast, "),
    ],
)
def test_nobody_is_referred_to_the_police_and_other_words_get_the_list(
    column: str, written: str, said: str
) -> None:
    tables = of_branches({"raam": 1})
    tables.contacten[0][column] = written
    (error,) = judge(tables).errors
    assert str(error.reason).startswith(said)


@pytest.mark.parametrize(
    ("before", "now", "asked"),
    [
        (9, 0, False),  # so few differ too easily
        (10, 0, True),
        (10, 5, True),
        (10, 6, False),  # four of ten is forty percent
        (10, 14, False),
        (10, 15, True),
    ],
)
def test_ten_that_moved_by_more_than_four_are_asked_about(
    before: int, now: int, *, asked: bool
) -> None:
    rows = Rows(activiteiten=(Activity("2025-03", "dropin", now),) if now else ())
    found = [question.text for question in questions(rows, {"dropin": before})]
    said = f"dropin: nu {now}, een jaar eerder {before}. Dat verschilt meer dan 40 %. Klopt dat?"
    assert (said in found) is asked


@pytest.mark.parametrize(("times", "asked"), [(4, False), (5, True), (6, True)])
def test_five_times_the_same_contact_of_a_client_is_asked_about(times: int, *, asked: bool) -> None:
    of_somebody = Contact("2025-03", "medisch", "consultatie", "vast", "a")
    of_nobody = Contact("2025-03", "medisch", "consultatie", "vast")
    rows = Rows(contacten=(of_somebody,) * times + (of_nobody,) * 9)
    found = [question.text for question in questions(rows, {})]
    said = "1 keer staat hetzelfde contact van een cliënt er 5 keer of meer. Is dat geen dubbel?"
    assert found == ([said] if asked else [])


def test_a_reason_never_repeats_what_a_cell_holds() -> None:
    tables = of_branches({"raam": 1})
    tables.clienten[0]["gender"] = "Ana Voorbeeld"
    tables.contacten[0]["doorverwijzing_soort"] = "Ana Voorbeeld, politie"
    errors = judge(tables).errors
    assert len(errors) == 2
    assert "Voorbeeld" not in str(errors)


def test_every_code_may_be_written_as_its_label() -> None:
    lists = [column.list for columns in COLUMNS.values() for column in columns if column.list]
    for found in lists:
        for code, label in found.labels.items():
            assert found.find(code) == found.find(label.upper()) == code


text = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2025-03", "raam", "vrouw", "medisch", "c1", "3", "=1+1", "\x00", "dropin"]),
)


def columns_of(table: TableName) -> st.SearchStrategy[list[str]]:
    known = [column.name for column in COLUMNS[table]]
    return st.one_of(st.just(known), st.lists(st.one_of(st.sampled_from(known), text), max_size=12))


@st.composite
def any_sheet(draw: st.DrawFn, table: TableName) -> Sheet:
    rows = draw(st.lists(st.lists(text, max_size=14), max_size=6))
    return sheet([draw(columns_of(table)), *rows])


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({table: any_sheet(table) for table in TableName}))
def test_whatever_is_delivered_is_judged_and_never_breaks(
    sheets: dict[TableName, Sheet],
) -> None:
    verdict = validate(sheets, YEAR, Agreements())
    assert (verdict.rows is None) == bool(verdict.errors)
    for error in verdict.errors:
        assert isinstance(error, Finding)
        assert error.row == 1 or error.row in dict(sheets[error.table].rows)
        assert error.reason


def test_what_no_figure_needs_is_not_read_and_the_organisation_is_told() -> None:
    tables = of_branches({"raam": 2})
    tables.clienten[0] |= {"branche_neven": "geen idee", "verzekerd_rechtenstatuut": "ja"}
    tables.contacten[0] |= {"taalgroep": "klingon", "tolk": "soms"}
    verdict = judge(tables)
    assert verdict.errors == ()
    assert [question.text.split(" naar ")[1].split(".")[0] for question in verdict.questions] == [
        "branche_neven, verzekerd_rechtenstatuut",
        "taalgroep, tolk",
    ]


@pytest.mark.parametrize(
    ("kind", "partner", "right"),
    [
        ("doktersconsultatie", "Ghapro", True),
        ("swab2know", "ITG", True),
        ("swab2know", "Ghapro", False),
        ("dropin", "ITG", False),
    ],
)
def test_a_partner_goes_with_what_is_done_together(kind: str, partner: str, right: bool) -> None:
    tables = of_branches({"raam": 2})
    tables.activiteiten.append(activity(kind, 7, partner_soort=partner))
    assert (judge(tables).errors == ()) is right


def test_expertise_and_basic_care_have_codes_of_their_own() -> None:
    tables = of_branches({"straat": 2})
    tables.contacten.append(contact("straat-0", aard="basiszorg", plaats="outreach_straat"))
    shared = {"aard": "expertise", "partner_soort": "universiteit"}
    tables.activiteiten.append(activity("samenwerkingscontact", 2, **shared))
    assert judge(tables).errors == ()


def test_an_empty_delivery_is_asked_about_and_not_refused() -> None:
    nothing = validate(Tables().sheets(), YEAR, Agreements())
    assert nothing.errors == ()
    assert [question.text[:22] for question in nothing.questions] == ["De oplevering is leeg:"]
    moments = Tables(activiteiten=[activity("dropin", 3)])
    asked = validate(moments.sheets(), YEAR, Agreements()).questions
    assert [question.text[:24] for question in asked] == ["Er zijn geen cliënten en"]
    assert validate(of_branches({"raam": 1}).sheets(), YEAR, Agreements()).questions == ()


@pytest.mark.parametrize(
    ("month", "kind"),
    [
        ("2025-01", None),
        ("2025-12", None),
        ("2024-12", "outside-period"),
        ("2026-01", "outside-period"),
        ("2025-13", "month"),
        ("lente", "month"),
        ("2025-03-15", "month"),
    ],
)
def test_a_month_lies_in_the_period_and_says_no_day(month: str, kind: str | None) -> None:
    tables = of_branches({"raam": 2})
    tables.contacten[0]["maand"] = month
    found = [(each.column, each.kind.value) for each in judge(tables).errors]
    assert found == ([] if kind is None else [("maand", kind)])


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        ("clienten", {"client_code": ""}, "required"),
        ("clienten", {"gender": "F"}, "unknown-code"),
        ("contacten", {"client_code": "raam-9"}, "unknown-client"),
        ("contacten", {"maand": "2024-12"}, "outside-period"),
        ("contacten", {"maand": "2025-03-14"}, "month"),
        ("contacten", {"maand": "maart"}, "month"),
        ("contacten", {"maand": "ooit"}, "month"),
        ("contacten", {"soort": ""}, "required"),
        ("contacten", {"aard": "groep", "plaats": "mobiel"}, "combination"),
        ("contacten", {"hulpvraag": "mentaal,alles"}, "unknown-code"),
        ("contacten", {"hulpvraag": "mentaal,mentaal"}, "double-code"),
        ("contacten", {"hulpvraag": "mentaal|middelen|huisvesting|andere"}, "too-many-codes"),
        ("activiteiten", {"aantal": ""}, "required"),
        ("activiteiten", {"aantal": "-1"}, "number"),
        ("activiteiten", {"aantal": "3,0"}, "number"),
        ("activiteiten", {"aantal": "1000001"}, "number"),
        ("activiteiten", {"aard": "straat"}, "combination"),
    ],
)
def test_each_error_is_of_the_kind_by_which_it_is_put_right(
    table: str, change: dict[str, str], kind: str
) -> None:
    tables = of_branches({"raam": 2})
    tables.activiteiten = [activity("dropin", 3)]
    rows = {"clienten": client("c9"), "contacten": contact("raam-0")}
    if table == "activiteiten":
        tables.activiteiten = [activity("dropin", 3) | change]
    else:
        getattr(tables, table).append(rows[table] | change)
    assert [error.kind for error in judge(tables).errors] == [kind]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"soort": ""}, "Een contact zonder soort kan niet."),
        ({"aard": ""}, "Dit veld is verplicht."),
    ],
)
def test_a_contact_without_a_kind_is_asked_for_medical_or_psychosocial(
    change: dict[str, str], reason: str
) -> None:
    tables = of_branches({"raam": 2})
    tables.contacten.append(contact("raam-0") | change)
    (error,) = judge(tables).errors
    assert str(error.reason).startswith(reason)
