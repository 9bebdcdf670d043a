"""CAMT.053 and CAMT.054 by the paths of ISO 20022: what stands where, and what makes it unsound."""

from datetime import date
from xml.sax.saxutils import escape

import pytest

from chassis.uploads import Limits
from chassis.uploads.xml_elements import elements
from enforcement.payments.rules.camt import read_statements
from enforcement.payments.rules.identity import MarkKind, mark
from enforcement.payments.rules.reference import reference_of, written
from enforcement.payments.rules.statement import Statement, StatementLine, UnsoundStatementError

IBAN = "BE68539007547034"
OURS, OTHER = reference_of(2026, 7), reference_of(2026, 8)
DAY = date(2026, 1, 6)
BOOKED = "<BookgDt><Dt>2026-01-06</Dt></BookgDt>"
ACCOUNT = f"<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>"
NAMES = {
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def amount(euros: str = "50.00", sign: str = "CRDT", currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{euros}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def entry(
    inner: str = "", *, of: str | None = None, day: str = BOOKED, status: str = "<Cd>BOOK</Cd>"
) -> str:
    return f"<Ntry>{of or amount()}<Sts>{status}</Sts>{day}{inner}</Ntry>"


def details(*parts: str) -> str:
    return f"<NtryDtls>{''.join(f'<TxDtls>{part}</TxDtls>' for part in parts)}</NtryDtls>"


def statement(*entries: str, head: str = f"<Id>S1</Id>{ACCOUNT}", family: str = "053") -> Statement:
    message, name = NAMES[family]
    data = (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{family}.001.08"><{message}>'
        f"<{name}>{head}{''.join(entries)}</{name}></{message}></Document>"
    )
    (found,) = read_statements(elements(data.encode(), Limits(rows=10_000, columns=20)))
    return found


def line(inner: str = "", **more: str) -> StatementLine:
    (found,) = statement(entry(inner, **more)).lines
    return found


def refusal(*entries: str, **more: str) -> str:
    with pytest.raises(UnsoundStatementError) as unsound:
        statement(*entries, **more)
    return str(unsound.value.reason)


def balance(code: str, of: str) -> str:
    return f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{of}</Bal>"


def test_a_statement_has_its_account_and_number_and_a_notification_its_own() -> None:
    spaced = "<Id>S1</Id><Acct><Id><IBAN>BE68 5390 0754 7034</IBAN></Id></Acct>"
    assert (statement(head=spaced).iban, statement(head=spaced).reference) == (IBAN, "S1")
    assert statement(family="054").reference == "S1 (camt.054)"


@pytest.mark.parametrize(
    "head",
    [
        "<Id>S1</Id>",
        ACCOUNT,
        "<Id>S1</Id><Acct><Id><IBAN></IBAN></Id></Acct>",
    ],
)
def test_a_statement_without_account_or_number_is_refused(head: str) -> None:
    assert "van welke rekening" in refusal(head=head)


@pytest.mark.parametrize(("currency", "fits"), [("EUR", True), ("USD", False), ("", True)])
def test_an_account_is_in_euro(currency: str, fits: bool) -> None:
    head = f"<Id>S1</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
    if fits:
        assert statement(head=head).lines == ()
    else:
        assert "niet in euro" in refusal(head=head)


def test_another_message_is_refused() -> None:
    other = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.08"><A/></Document>'
    with pytest.raises(UnsoundStatementError) as unsound:
        read_statements(elements(other, Limits(rows=10, columns=20)))
    assert "CAMT.053 of CAMT.054" in str(unsound.value.reason)
    empty = other.replace(b"pain.001", b"camt.053")
    with pytest.raises(UnsoundStatementError):
        read_statements(elements(empty, Limits(rows=10, columns=20)))


@pytest.mark.parametrize(
    ("closing", "agrees"), [("149.99", False), ("150.00", True), ("150.01", False)]
)
def test_balances_agree_with_what_was_booked_to_the_cent(
    closing: str,
    agrees: bool,
) -> None:
    pending = entry(of=amount("7.00"), status="<Cd>PDNG</Cd>")
    both = f"{balance('OPBD', amount('100.00'))}{balance('CLBD', amount(closing))}"
    if agrees:
        assert len(statement(both, entry(), pending).lines) == 1
    else:
        assert "kloppen niet met het saldo" in refusal(both, entry(), pending)
    assert statement(balance("CLBD", amount(closing)), entry()).lines, "with one there is no check"


@pytest.mark.parametrize(
    ("euros", "cents"),
    [("0.01", 1), ("50", 5000), ("50.5", 5050), ("0.00", 0), ("9999999999999.99", 10**15 - 1)],
)
def test_an_amount_is_read_to_the_cent(euros: str, cents: int) -> None:
    assert line(of=amount(euros)).amount_cents == cents
    assert line(of=amount(euros, "DBIT")).amount_cents == -cents


@pytest.mark.parametrize(
    "wrong", ["0.001", "-0.01", "10000000000000.00", "NaN", "Infinity", "vijf", ""]
)
def test_an_amount_that_is_none_is_refused(wrong: str) -> None:
    assert "bedrag op dit afschrift" in refusal(entry(of=amount(wrong)))


def test_an_amount_needs_a_sign_and_euros() -> None:
    assert "bedrag op dit afschrift" in refusal(entry(of=amount(sign="BOTH")))
    assert "bedrag op dit afschrift" in refusal(entry(of="<CdtDbtInd>CRDT</CdtDbtInd>"))
    assert "niet in euro" in refusal(entry(of=amount(currency="USD")))


@pytest.mark.parametrize(
    ("day", "booked"),
    [
        ("<BookgDt><Dt>2026-01-06</Dt></BookgDt><ValDt><Dt>2026-01-07</Dt></ValDt>", DAY),
        ("<ValDt><Dt>2026-01-06</Dt></ValDt>", DAY),
        ("<BookgDt><DtTm>2026-01-06T23:59:00</DtTm></BookgDt>", DAY),
        ("<BookgDt><DtTm>2026-01-05T23:30:00Z</DtTm></BookgDt>", DAY),
        ("<ValDt><DtTm>2026-01-06T22:59:00Z</DtTm></ValDt>", DAY),
        ("<BookgDt><Dt>gisteren</Dt></BookgDt><ValDt><Dt>2026-01-06</Dt></ValDt>", DAY),
        ("<BookgDt><Dt>2026-02-30</Dt></BookgDt><ValDt><Dt>2026-01-06</Dt></ValDt>", DAY),
    ],
)
def test_the_day_is_that_of_the_booking_in_brussels(day: str, booked: date) -> None:
    assert line(day=day).booked_on == booked


def test_an_entry_without_a_day_is_refused() -> None:
    assert "datum op dit afschrift" in refusal(entry(day=""))


def test_a_status_is_read_old_and_new_and_only_what_is_booked_counts() -> None:
    assert len(statement(entry(status="BOOK"), entry(status="INFO")).lines) == 1


@pytest.mark.parametrize(
    ("sign", "inner", "payer", "returned"),
    [
        ("CRDT", "", ("Anna", "BE1"), False),
        ("DBIT", "", ("Stad", "BE2"), False),
        ("DBIT", "<RtrInf/>", ("Anna", "BE1"), True),
    ],
)
def test_the_other_side_is_who_paid_or_who_was_paid(
    sign: str,
    inner: str,
    payer: tuple[str, str],
    returned: bool,
) -> None:
    def side(name: str, said: str, account: str) -> str:
        inside = f"<Pty><Nm>{said}</Nm></Pty>"
        return f"<{name}>{inside}</{name}><{name}Acct><Id><IBAN>{account}</IBAN></Id></{name}Acct>"

    parties = f"<RltdPties>{side('Dbtr', 'Anna', 'BE1')}{side('Cdtr', 'Stad', 'BE2')}</RltdPties>"
    found = line(details(parties + inner), of=amount(sign=sign))
    assert (found.payer.name, found.payer.iban) == payer
    assert found.returned is returned


@pytest.mark.parametrize(("said", "returned"), [("true", True), ("1", True), ("false", False)])
def test_a_reversal_says_so(said: str, returned: bool) -> None:
    assert line(f"<RvslInd>{said}</RvslInd>").returned is returned


def remittance(free: str = "", structured: str = "", issuer: str | None = None) -> str:
    kind = "" if issuer is None else f"<Tp><Issr>{issuer}</Issr></Tp>"
    ref = f"<Strd><CdtrRefInf>{kind}<Ref>{structured}</Ref></CdtrRefInf></Strd>"
    return f"<RmtInf><Ustrd>{escape(free)}</Ustrd>{ref if structured else ''}</RmtInf>"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (remittance(written(OURS)), (OURS,)),
        (remittance(structured=OURS), (OURS,)),
        (remittance(structured=OURS, issuer="BBA"), (OURS,)),
        (remittance(structured=OURS, issuer="ISO"), ()),
        (remittance(written(OTHER), OURS), (OURS, OTHER)),
        (remittance(written(OURS), OURS), (OURS,)),
        (f"<RmtInf><Strd><AddtlRmtInf>{written(OURS)}</AddtlRmtInf></Strd></RmtInf>", (OURS,)),
        (remittance("huur"), ()),
    ],
)
def test_a_reference_is_found_where_banks_put_it(told: str, found: tuple[str, ...]) -> None:
    assert line(details(told)).references == found


def test_without_details_the_entry_itself_says_what_it_was() -> None:
    assert line(f"<AddtlNtryInf>{written(OURS)}</AddtlNtryInf>").references == (OURS,)


def test_of_what_was_said_five_hundred_letters_are_kept() -> None:
    assert line(details(remittance("a" * 501))).payer.text == "a" * 500
    assert line(details(remittance("a" * 500))).payer.text == "a" * 500


def test_parts_that_add_up_are_a_line_each_with_the_mark_of_their_whole() -> None:
    parts = details(amount("30.00"), amount("20.00"))
    one, other = statement(entry("<AcctSvcrRef>B1</AcctSvcrRef>" + parts)).lines
    assert (one.amount_cents, other.amount_cents) == (3000, 2000)
    for each in (one, other):
        assert mark(MarkKind.PART, "B1", 5000) in each.marks
        assert not each.bundled
    assert one.key != other.key


@pytest.mark.parametrize(
    "parts",
    [
        [amount("30.00"), amount("19.99")],
        [amount("30.00"), ""],
        [amount("30.00"), amount("20.00", currency="USD")],
    ],
)
def test_parts_that_do_not_add_up_are_one_bundled_line(parts: list[str]) -> None:
    found = line("<AcctSvcrRef>B1</AcctSvcrRef>" + details(*parts))
    assert (found.amount_cents, found.bundled) == (5000, True)
    assert mark(MarkKind.BANK, "B1", 5000) in found.marks


@pytest.mark.parametrize(
    ("numbers", "bundled"), [((), False), (("1",), False), (("2",), True), (("1", "1"), True)]
)
def test_a_batch_that_the_bank_counts_is_bundled(
    numbers: tuple[str, ...],
    bundled: bool,
) -> None:
    batches = "".join(f"<Btch><NbOfTxs>{number}</NbOfTxs></Btch>" for number in numbers)
    assert line(f"<NtryDtls>{batches}</NtryDtls>").bundled is bundled


def test_the_sign_of_a_part_is_its_own_or_that_of_its_entry() -> None:
    """A payment and what was taken off it; and without a sign, in the second version."""
    own = details(amount("60.00"), amount("10.00", "DBIT"))
    assert [each.amount_cents for each in statement(entry(own)).lines] == [6000, -1000]
    bare = '<AmtDtls><TxAmt><Amt Ccy="EUR">25.00</Amt></TxAmt></AmtDtls>'
    gone = statement(entry(details(bare, bare), of=amount(sign="DBIT"))).lines
    assert [each.amount_cents for each in gone] == [-2500, -2500]


def test_a_transaction_is_known_by_the_references_that_say_something() -> None:
    refs = (
        "<Refs><AcctSvcrRef>T1</AcctSvcrRef><EndToEndId>{}</EndToEndId><TxId>C1</TxId>"
        "<UETR>U1</UETR></Refs>"
    )
    found = line(details(refs.format("E1") + remittance(written(OURS))))
    assert found.marks == {
        mark(MarkKind.BANK, "T1", 5000),
        mark(MarkKind.CHAIN, "C1", 5000),
        mark(MarkKind.CHAIN, "U1", 5000),
        mark(MarkKind.PAYER, "E1", 5000, DAY),
        mark(MarkKind.FINE, OURS, 5000, DAY),
    }
    for nothing in ("NOTPROVIDED", "NONREF", ""):
        kinds = {each.kind for each in line(details(refs.format(nothing))).marks}
        assert kinds == {MarkKind.BANK, MarkKind.CHAIN}
    assert mark(MarkKind.BANK, "B9", 5000) in line("<AcctSvcrRef>B9</AcctSvcrRef>").marks


def test_two_entries_that_are_alike_are_two_lines() -> None:
    one, other = statement(entry("<AcctSvcrRef>B1</AcctSvcrRef>") * 2).lines
    assert one.key != other.key
    again = statement(entry("<AcctSvcrRef>B1</AcctSvcrRef>")).lines
    assert again[0].key == one.key, "by the bank's reference, wherever it stands"


def test_an_element_may_say_more_than_its_currency() -> None:
    more = '<Amt Type="A" Ccy="EUR" Note="b">50.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
    assert line(of=more).amount_cents == 5000


def test_one_transaction_is_its_entry() -> None:
    found = line("<AcctSvcrRef>B1</AcctSvcrRef>" + details(amount()))
    assert {each.kind for each in found.marks} == {MarkKind.BANK}
    assert not found.bundled


def named(name: str) -> str:
    return f"<RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><Cdtr><Nm>Stad</Nm></Cdtr></RltdPties>"


def test_a_bundle_has_the_payer_that_stands_first() -> None:
    assert line(details(named("Anna"), named("Bea"))).payer.name == "Anna"


@pytest.mark.parametrize(
    ("euros", "sign", "name"),
    [("0.00", "CRDT", "Anna"), ("0.01", "CRDT", "Anna"), ("0.01", "DBIT", "Stad")],
)
def test_of_nothing_the_payer_is_who_pays(euros: str, sign: str, name: str) -> None:
    assert line(details(named("Anna")), of=amount(euros, sign)).payer.name == name
