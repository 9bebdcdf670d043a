"""Read CAMT.053 and CAMT.054 (ISO 20022) by the schema's paths; all versions from 02 on.

One line is one transaction. The lines of a statement are together its booked entries, to the cent:
an entry whose transactions do not add up to it stays one line, and where the bank's own balances
do not agree with its entries the statement is refused.

A reversal keeps the sign of its entry: ``CRDT`` with ``RvslInd`` takes a debit back, ``DBIT`` with
it a credit (definition of ReversalIndicator). ``RtrInf`` says the same of one transaction.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement

from chassis.days import city_day
from chassis.messages import lazy
from enforcement.payments.rules.identity import Mark, MarkKind, mark
from enforcement.payments.rules.reference import find_references
from enforcement.payments.rules.statement import (
    Payer,
    Statement,
    StatementLine,
    UnsoundStatementError,
)

STATEMENT = ("urn:iso:std:iso:20022:tech:xsd:camt.053.001.", "BkToCstmrStmt/Stmt")
NOTIFICATION = ("urn:iso:std:iso:20022:tech:xsd:camt.054.001.", "BkToCstmrDbtCdtNtfctn/Ntfctn")
CURRENCY = "EUR"
BOOKED = "BOOK"
OPENING, CLOSING = "OPBD", "CLBD"
NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF"})
TRUE = frozenset({"true", "1"})
BELGIAN = frozenset({"", "BBA"})
"""Issuers of a structured reference (``CdtrRefInf/Tp/Issr``): Belgian banks, or nobody said."""
LONGEST_TEXT = 500
DEBTOR = ("RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm"), "RltdPties/DbtrAcct/Id/IBAN"
CREDITOR = ("RltdPties/Cdtr/Nm", "RltdPties/Cdtr/Pty/Nm"), "RltdPties/CdtrAcct/Id/IBAN"


def read_statements(rows: Iterable[Sequence[object]]) -> list[Statement]:
    """The statements of a file, from its elements as ``chassis.uploads.read_xml`` gives them.

    Raises ``UnsoundStatementError``.
    """
    root, namespace = _tree(rows)
    for family, path in (STATEMENT, NOTIFICATION):
        found = root.findall(path)
        if namespace.startswith(family) and found:
            notified = path == NOTIFICATION[1]
            return [_statement(each, notified=notified) for each in found]
    raise UnsoundStatementError(
        lazy("Dit is geen rekeningafschrift in CAMT.053 of CAMT.054. Vraag de bank dat formaat.")
    )


def _tree(rows: Iterable[Sequence[object]]) -> tuple[Element, str]:
    open_elements: list[Element] = []
    root, namespace = Element("nothing"), ""
    for depth, name, space, text, *attributes in rows:
        del open_elements[int(str(depth)) :]
        named = dict(zip(map(str, attributes[::2]), map(str, attributes[1::2]), strict=True))
        if open_elements:
            element = SubElement(open_elements[-1], str(name), named)
        else:
            root = element = Element(str(name), named)
            namespace = str(space)
        element.text = str(text)
        open_elements.append(element)
    return root, namespace


def _statement(of: Element, *, notified: bool) -> Statement:
    """Each kind of message numbers its own: a notification never stands for a statement."""
    iban, reference = _text(of, "Acct/Id/IBAN").replace(" ", ""), _text(of, "Id")
    if not iban or not reference:
        raise UnsoundStatementError(lazy("Dit afschrift zegt niet van welke rekening het is."))
    if _text(of, "Acct/Ccy") not in ("", CURRENCY):
        raise UnsoundStatementError(lazy("Dit afschrift is niet in euro."))
    keys: Counter[str] = Counter()
    lines = []
    booked = 0
    for place, entry in enumerate(of.findall("Ntry")):
        if _text(entry, "Sts/Cd", "Sts") != BOOKED:
            continue
        booked += _cents(entry)
        for line in _lines(entry, f"{reference}/{place}"):
            keys[line.key] += 1
            key = sha256(f"{line.key}#{keys[line.key]}".encode()).hexdigest()
            lines.append(replace(line, key=key))
    _check_balances(of, booked)
    return Statement(iban, f"{reference} (camt.054)" if notified else reference, tuple(lines))


def _check_balances(of: Element, booked: int) -> None:
    balances = {_text(each, "Tp/CdOrPrtry/Cd"): _cents(each) for each in of.findall("Bal")}
    if not {OPENING, CLOSING} <= balances.keys():
        return
    if balances[OPENING] + booked != balances[CLOSING]:
        raise UnsoundStatementError(
            lazy("De bedragen van dit afschrift kloppen niet met het saldo. Haal het opnieuw op.")
        )


def _lines(entry: Element, position: str) -> Iterator[StatementLine]:
    """The transactions of an entry when they have amounts that add up to it, else the entry."""
    whole = _cents(entry)
    own = _reference(entry, "AcctSvcrRef")
    details = entry.findall("NtryDtls/TxDtls")
    amounts = [_detail_cents(detail, whole) for detail in details]
    known = [amount for amount in amounts if amount is not None]
    if len(details) > 1 and len(known) == len(details) and sum(known) == whole:
        for detail, amount in zip(details, known, strict=True):
            inner = _reference(detail, "Refs/AcctSvcrRef", "Refs/TxId", "Refs/EndToEndId")
            line = _line(entry, f"{own or position}/{inner}", amount, [detail])
            part = {mark(MarkKind.PART, own, whole)} if own else frozenset[Mark]()
            yield replace(line, marks=line.marks | part)
    else:
        line = _line(entry, own or position, whole, details or [entry])
        entry_mark = {mark(MarkKind.BANK, own, whole)} if own else frozenset[Mark]()
        bundled = len(details) > 1 or _number_of(entry) > 1
        yield replace(line, marks=line.marks | entry_mark, bundled=bundled)


def _number_of(entry: Element) -> int:
    """Transactions that the bank says are in an entry, though it may tell of none."""
    numbers = [_text(batch, "NbOfTxs") for batch in entry.findall("NtryDtls/Btch")]
    return sum(int(number) for number in numbers if number.isdecimal())


def _line(entry: Element, reference: str, amount: int, details: Sequence[Element]) -> StatementLine:
    on = _day(entry)
    texts = [text for detail in details for text in _remittance(detail)]
    returned = _text(entry, "RvslInd") in TRUE or any(
        detail.find("RtrInf") is not None for detail in details
    )
    references = dict.fromkeys(each for text in texts for each in find_references(text))
    return StatementLine(
        key=f"{reference}/{amount}/{on.isoformat()}",
        amount_cents=amount,
        booked_on=on,
        references=tuple(references),
        payer=_payer(details[0], " ".join(texts), gone=amount < 0 and not returned),
        marks=frozenset(_marks(details, amount, on, tuple(references))),
        returned=returned,
    )


def _payer(detail: Element, text: str, *, gone: bool) -> Payer:
    """The other side: whoever paid, or whoever was paid."""
    names, account = CREDITOR if gone else DEBTOR
    return Payer(_text(detail, *names), _text(detail, account), text[:LONGEST_TEXT])


def _marks(
    details: Sequence[Element], amount: int, on: date, references: Sequence[str]
) -> Iterator[Mark]:
    if len(details) == 1:
        for kind, path in (
            (MarkKind.BANK, "Refs/AcctSvcrRef"),
            (MarkKind.CHAIN, "Refs/TxId"),
            (MarkKind.CHAIN, "Refs/UETR"),
        ):
            if reference := _reference(details[0], path):
                yield mark(kind, reference, amount)
        if end_to_end := _reference(details[0], "Refs/EndToEndId"):
            yield mark(MarkKind.PAYER, end_to_end, amount, on)
    for reference in references:
        yield mark(MarkKind.FINE, reference, amount, on)


def _remittance(detail: Element) -> Iterator[str]:
    for structured in detail.findall("RmtInf/Strd/CdtrRefInf"):
        if _text(structured, "Tp/Issr") in BELGIAN:
            yield _text(structured, "Ref")
    for path in ("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf", "AddtlNtryInf"):
        yield from (found.text or "" for found in detail.findall(path))


def _detail_cents(detail: Element, whole: int) -> int | None:
    """None without an amount in euro: the payer's own currency says nothing of the account."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        amount = detail.find(path)
        if amount is not None and amount.get("Ccy") == CURRENCY:
            sign = _text(detail, "CdtDbtInd")
            negative = sign == "DBIT" if sign else whole < 0
            return -_euros(amount) if negative else _euros(amount)
    return None


def _cents(of: Element) -> int:
    amount = of.find("Amt")
    sign = {"CRDT": 1, "DBIT": -1}.get(_text(of, "CdtDbtInd"))
    if amount is None or sign is None:
        raise UnsoundStatementError(lazy("Een bedrag op dit afschrift is niet te lezen."))
    return sign * _euros(amount)


def _euros(amount: Element) -> int:
    if amount.get("Ccy") != CURRENCY:
        raise UnsoundStatementError(lazy("Dit afschrift is niet in euro."))
    try:
        cents = 100 * Decimal(amount.text or "")
        whole = int(cents)
    except (InvalidOperation, ValueError, OverflowError):
        whole, cents = -1, Decimal(0)
    if whole != cents or not 0 <= whole < 10**15:
        raise UnsoundStatementError(lazy("Een bedrag op dit afschrift is niet te lezen."))
    return whole


def _day(entry: Element) -> date:
    for path in ("BookgDt/Dt", "ValDt/Dt", "BookgDt/DtTm", "ValDt/DtTm"):
        written = _text(entry, path)
        try:
            if len(written) == 10:
                return date.fromisoformat(written)
            if written:
                moment = datetime.fromisoformat(written)
                return (
                    date.fromisoformat(written[:10]) if moment.tzinfo is None else city_day(moment)
                )
        except ValueError:
            continue
    raise UnsoundStatementError(lazy("Een datum op dit afschrift is niet te lezen."))


def _reference(of: Element, *paths: str) -> str:
    return next((text for path in paths if (text := _text(of, path)) not in NO_REFERENCE), "")


def _text(of: Element, *paths: str) -> str:
    """The text at the first path that has one."""
    return next((text for path in paths if (text := of.findtext(path, ""))), "")
