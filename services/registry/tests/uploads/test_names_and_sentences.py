"""What a file's name says, and how an error is put into words."""

import pytest

from chassis.messages import LazyMessage
from chassis.refusals import FieldError
from registry.minimum_format.rules.columns import TableName
from registry.uploads.rules.errors import IncompleteUploadError, UnreadableUploadError
from registry.uploads.rules.file_names import field_of, is_other_kind
from registry.uploads.rules.sentences import said, sentence
from registry.validation.rules.findings import ErrorKind, Finding


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("clienten.xlsx", False),
        ("clienten.ODS", False),
        ("clienten.xls", False),
        ("clienten.xlsm", False),
        ("clienten.csv", False),
        ("clienten.TXT", False),
        ("clienten", False),
        ("clienten.pdf", True),
        ("clienten.csv.docx", True),
    ],
)
def test_a_name_says_whether_this_may_be_a_table(name: str, *, other: bool) -> None:
    assert is_other_kind(name) is other


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Cliënten 2025.csv", "clienten"),
        ("CONTACTEN.txt", "contacten"),
        ("activiteiten.csv", "activiteiten"),
        ("tellingen.csv", "activiteiten"),
        ("activiteiten en tellingen.csv", "activiteiten"),
        ("contacten van clienten.csv", None),
        ("cijfers.csv", None),
        ("clienten.xlsx", "werkboek"),
        ("alles.ods", "werkboek"),
        ("oud.XLS", "werkboek"),
        ("oud.xlsm", "werkboek"),
    ],
)
def test_a_name_says_which_table_it_is_or_nothing(name: str, field: str | None) -> None:
    assert field_of(name) == field


def found(column: str | None, reason: str, meant: str | None = None) -> Finding:
    return Finding(
        TableName.CLIENTEN, 3, column, LazyMessage(reason, {}), ErrorKind.OTHER, meant=meant
    )


def test_errors_of_a_row_are_told_one_after_the_other_each_with_its_column() -> None:
    errors = [
        found("gender", "Deze code bestaat niet.", "vrouw"),
        found(None, "Deze rij staat er al."),
        found("maand", "Vul een maand in."),
    ]
    assert said(errors) == (
        "gender: Deze code bestaat niet. Bedoel je vrouw? Deze rij staat er al."
        " maand: Vul een maand in."
    )
    assert sentence(errors[1]) == "Deze rij staat er al."
    assert said([]) == ""


def test_refused_uploads_say_what_is_wrong_and_where() -> None:
    where = [FieldError("contacten", "Kies een bestand.")]
    incomplete, unreadable = IncompleteUploadError(where), UnreadableUploadError(where)
    assert (incomplete.code, unreadable.code) == ("bestand-ontbreekt", "bestand-onleesbaar")
    assert "niet volledig" in incomplete.reason
    assert "niet lezen" in unreadable.reason
    assert [*incomplete.errors] == [*unreadable.errors] == where
