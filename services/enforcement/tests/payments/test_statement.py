"""Statements in CAMT.053: every booked cent is in one line, in every version of the format."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.uploads import Limits, UnreadableFileError
from chassis.uploads.xml_elements import elements
from enforcement.payments.rules.camt import read_statements
from enforcement.payments.rules.reference import reference_of, written
from enforcement.payments.rules.statement import (
    Statement,
    UnsoundStatementError,
    check_account,
    concerns_fines,
    single_reference,
)

from ..support.camt import IBAN, PAYER_IBAN, Entry, Part, camt, entry, notifications

DAY = date(2026, 1, 6)
OURS = reference_of(2026, 7)
CENTS = st.integers(-900_00, 900_00).filter(bool)
PARTS = st.builds(Part, st.none() | CENTS, st.text("abc 0123456789/+", max_size=30))
VERSIONS = st.sampled_from(["02", "04", "08", "13"])


def read(data: bytes) -> list[Statement]:
    return read_statements(elements(data, Limits(rows=10_000, columns=20)))


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Entries of which the transactions add up, do not add up, or have no amounts."""
    found = []
    for _ in range(draw(st.integers(0, 5))):
        parts = draw(st.lists(PARTS, max_size=4))
        known = [part.cents for part in parts if part.cents is not None]
        adds_up = bool(known) and len(known) == len(parts) and draw(st.booleans())
        cents = sum(known) if adds_up else draw(CENTS)
        status = draw(st.sampled_from(["BOOK", "BOOK", "PDNG"]))
        ref = draw(st.sampled_from(["", "A1", "A2"]))
        found.append(Entry(cents, DAY, parts, ref, status))
    return found


@given(entries(), VERSIONS)
def test_the_lines_are_together_what_was_booked_to_the_cent(of: list[Entry], version: str) -> None:
    if version == "02":  # there the sign of a transaction is that of its entry
        of = [each for each in of if all((part.cents or 0) >= 0 for part in each.parts)]
        of = [each for each in of if each.cents > 0]
    (statement,) = read(camt(("2026-001", of), version=version))
    booked = sum(each.cents for each in of if each.status == "BOOK")
    assert sum(line.amount_cents for line in statement.lines) == booked
    keys = [line.key for line in statement.lines]
    assert len(keys) == len(set(keys))
    (again,) = read(camt(("2026-001", of), version=version))
    assert again == statement


def test_a_batch_of_payments_is_a_line_each_only_when_they_add_up() -> None:
    parts = [Part(4_000, written(OURS)), Part(6_000, "huur")]
    (whole,) = read(camt(("1", [Entry(10_000, DAY, parts)])))
    assert [line.amount_cents for line in whole.lines] == [4_000, 6_000]
    assert [single_reference(line) for line in whole.lines] == [OURS, None]
    for wrong in ([Part(None, "a"), Part(None, "b")], [Part(4_000, "a"), Part(5_999, "b")]):
        (one,) = read(camt(("1", [Entry(10_000, DAY, wrong)])))
        assert [line.amount_cents for line in one.lines] == [10_000]


@pytest.mark.parametrize("version", ["02", "04", "08", "13"])
def test_the_reference_is_found_where_banks_write_it(version: str) -> None:
    for of in (
        entry(5_000, DAY, structured=OURS),
        entry(5_000, DAY, f"boete {written(OURS)} bedankt"),
        entry(5_000, DAY, f"{OURS[:3]} {OURS[3:7]} {OURS[7:]}"),
    ):
        ((line,),) = [each.lines for each in read(camt(("1", [of]), version=version))]
        assert single_reference(line) == OURS
        assert line.payer.name == "Ilinca Voorbeeld"


def test_two_fines_in_one_payment_and_money_that_left_are_for_a_person() -> None:
    two = entry(5_000, DAY, f"{OURS} {reference_of(2026, 8)}")
    back = entry(-5_000, DAY, OURS)
    rent = entry(-5_000, DAY, "huur")
    (statement,) = read(camt(("1", [two, back, rent])))
    assert [single_reference(line) for line in statement.lines] == [None, None, None]
    assert [concerns_fines(line) for line in statement.lines] == [True, True, False]


def test_a_cent_is_a_payment_and_nothing_is_none() -> None:
    told = [entry(cents, DAY, text) for cents in (1, 0) for text in (OURS, "huur")]
    (statement,) = read(camt(("1", told)))
    assert [single_reference(line) for line in statement.lines] == [OURS, None, None, None]
    assert [concerns_fines(line) for line in statement.lines] == [True, True, True, False]


def test_only_what_came_on_an_account_of_the_city_pays_a_fine() -> None:
    (statement,) = read(camt(("1", [entry(5_000, DAY, structured=OURS)])))
    check_account(statement, frozenset({"BE68539007547034", "BE71096123456769"}))
    with pytest.raises(UnsoundStatementError):
        check_account(statement, frozenset({"BE71096123456769"}))
    with pytest.raises(UnsoundStatementError):
        check_account(statement, frozenset())


def test_the_same_transaction_has_the_same_key_in_another_statement() -> None:
    """The bank's reference says that it is the same; without one, the statement does."""
    known, unknown = entry(5_000, DAY, ref="A1"), entry(5_000, DAY)
    first, second = read(camt(("1", [known, unknown]), ("2", [unknown, known])))
    one, two = ([line.key for line in each.lines] for each in (first, second))
    assert one[0] == two[1]
    assert len({*one, *two}) == 3


def test_the_day_of_a_moment_is_the_city_s_day() -> None:
    data = camt(("1", [entry(5_000, DAY)]))
    at = b"<BookgDt><DtTm>2026-01-06T23:30:00Z</DtTm></BookgDt>"
    ((line,),) = [
        each.lines for each in read(data.replace(b"<BookgDt><Dt>2026-01-06</Dt></BookgDt>", at))
    ]
    assert line.booked_on == date(2026, 1, 7)


def test_an_entry_of_several_payments_that_the_bank_does_not_split_books_on_no_fine() -> None:
    """One of its payers named a fine; the money of the others is not of that fine."""
    told = [
        Entry(10_000, DAY, [Part(None, written(OURS)), Part(None, "huur")]),
        Entry(10_000, DAY, [Part(4_000, written(OURS)), Part(5_999, "huur")]),
        Entry(10_000, DAY, [Part(None, written(OURS))], number_of=2),
    ]
    (statement,) = read(camt(("1", told)))
    assert [line.amount_cents for line in statement.lines] == [10_000, 10_000, 10_000]
    assert [single_reference(line) for line in statement.lines] == [None, None, None]
    (alone,) = read(camt(("1", [Entry(5_000, DAY, [Part(None, written(OURS))], number_of=1)])))
    assert single_reference(alone.lines[0]) == OURS


def test_what_the_bank_takes_back_is_no_payment_and_never_books_by_itself() -> None:
    """ISO 20022, ReversalIndicator: CRDT and yes, the original was a debit; DBIT, a credit."""
    came_back = Entry(-5_000, DAY, [Part(None, OURS)], reversal=True)
    refund_back = Entry(5_000, DAY, [Part(None, OURS)], reversal=True)
    returned = Entry(-5_000, DAY, [Part(None, "", returned=True)])
    mixed = Entry(1_000, DAY, [Part(4_000, OURS), Part(-3_000, OURS, returned=True)])
    (statement,) = read(camt(("1", [came_back, refund_back, returned, mixed])))
    lines = [(line.amount_cents, line.returned, single_reference(line)) for line in statement.lines]
    assert lines == [
        (-5_000, True, None),
        (5_000, True, None),
        (-5_000, True, None),
        (4_000, False, OURS),
        (-3_000, True, None),
    ]
    assert all(concerns_fines(line) for line in statement.lines)


def test_a_notification_is_read_as_a_statement_without_balances() -> None:
    (told,) = read(notifications(("N1", [entry(5_000, DAY, structured=OURS, ref="A1")])))
    (statement,) = read(camt(("N1", [entry(5_000, DAY, structured=OURS, ref="A1")])))
    assert (told.iban, told.lines) == (IBAN, statement.lines)
    assert told.reference != statement.reference, "each numbers its own messages"


@pytest.mark.parametrize(
    ("issuer", "reference", "names"),
    [("BBA", OURS, True), ("", written(OURS), True), ("ISO", f"RF18{OURS}", False)],
)
def test_a_structured_reference_is_that_of_belgian_banks(
    issuer: str, reference: str, names: bool
) -> None:
    of = Entry(5_000, DAY, [Part(None, structured=reference, issuer=issuer)])
    (statement,) = read(camt(("1", [of])))
    assert single_reference(statement.lines[0]) == (OURS if names else None)


def test_the_other_side_of_money_that_left_is_whoever_got_it() -> None:
    data = camt(("1", [entry(-5_000, DAY, OURS)]))
    creditor = (
        b"<Cdtr><Pty><Nm>Iemand Anders</Nm></Pty></Cdtr>"
        b"<CdtrAcct><Id><IBAN>BE71096123456769</IBAN></Id></CdtrAcct></RltdPties>"
    )
    (statement,) = read(data.replace(b"</RltdPties>", creditor))
    assert statement.lines[0].payer.name == "Iemand Anders"
    assert statement.lines[0].payer.iban == PAYER_IBAN


def test_an_amount_in_another_currency_behind_an_entry_in_euro_spoils_nothing() -> None:
    part = b'<AmtDtls><TxAmt><Amt Ccy="USD">54.00</Amt></TxAmt></AmtDtls>'
    data = camt(("1", [entry(5_000, DAY, structured=OURS)]))
    (statement,) = read(data.replace(b"</Refs>", b"</Refs>" + part))
    assert [line.amount_cents for line in statement.lines] == [5_000]


GOOD = camt(("1", [entry(5_000, DAY)]))
ENTITIES = b'<!DOCTYPE a [<!ENTITY b "5"><!ENTITY c "&b;&b;">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<Document/>", "geen rekeningafschrift in CAMT.053"),
        (GOOD.replace(b"camt.053.001", b"camt.052.001"), "geen rekeningafschrift in CAMT.053"),
        (GOOD.replace(b"camt.053.001", b"camt.054.001"), "geen rekeningafschrift in CAMT.053"),
        (GOOD.replace(b"</Id></Acct>", b"</Id><Ccy>USD</Ccy></Acct>"), "niet in euro"),
        (camt(("1", [entry(5_000, DAY)]), wrong_by=1), "kloppen niet met het saldo"),
        (camt(("1", [entry(5_000, DAY, currency="USD")])), "niet in euro"),
        (camt(("", [entry(5_000, DAY)])), "van welke rekening"),
        (camt(("1", [entry(5_000, DAY)]), iban=""), "van welke rekening"),
        (GOOD.replace(b">50.00<", b">50.005<"), "Een bedrag"),
        (GOOD.replace(b">50.00<", b">-50.00<"), "Een bedrag"),
        (GOOD.replace(b">50.00<", b">NaN<"), "Een bedrag"),
        (GOOD.replace(b">50.00<", b">1E400<"), "Een bedrag"),
        (GOOD.replace(b">50.00<", b"><"), "Een bedrag"),
        (GOOD.replace(b"<CdtDbtInd>CRDT</CdtDbtInd>", b""), "Een bedrag"),
        (GOOD.replace(b"2026-01-06</Dt>", b"2026-13-06</Dt>"), "Een datum"),
    ],
)
def test_a_file_that_cannot_be_booked_is_refused_with_a_reason(data: bytes, said: str) -> None:
    with pytest.raises(UnsoundStatementError) as refused:
        read(data)
    assert said in refused.value.reason


@pytest.mark.parametrize("declared", [ENTITIES, b'<!DOCTYPE a SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused_before_any_entity_is_known(declared: bytes) -> None:
    head, _, body = GOOD.partition(b"?>")
    with pytest.raises(UnreadableFileError):
        read(head + b"?>" + declared + body)
