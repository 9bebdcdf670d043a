"""Bank statements in CAMT.053 (ISO 20022), read by the schema's paths; all versions from 02 on.

One line is one transaction. The lines of a statement are together its booked entries, to the cent:
an entry whose transactions do not add up to it stays one line, and where the bank's own balances
do not agree with its entries the statement is refused.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from hashlib import sha256
from xml.etree.ElementTree import Element, SubElement

from chassis.days import city_day
from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, NotFoundError
from enforcement.payments.rules.reference import find_references

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
BOOKED = "BOOK"
OPENING, CLOSING = "OPBD", "CLBD"
NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF"})
LONGEST_TEXT = 500
FIELD = "bestand"


class LineState(StrEnum):
    TE_BEKIJKEN = "te_bekijken"
    GEKOPPELD = "gekoppeld"
    TERZIJDE = "terzijde"


class UnsoundStatementError(FieldRefusedError):
    """The file is no statement that can be booked; nothing of it is kept."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__(FIELD, reason)


class LineNotFoundError(NotFoundError):
    """There is no such line of a statement."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze lijn"))


@dataclass(frozen=True, slots=True, repr=False)
class Payer:
    """The other side of a line, as the bank names it; prints nothing."""

    name: str
    iban: str
    text: str


@dataclass(frozen=True, slots=True)
class StatementLine:
    """``key`` is the same whenever, and in whatever file, the bank tells of this transaction.

    ``amount_cents`` is negative for money that left. ``references`` are those of fines in its text.
    """

    key: str
    amount_cents: int
    booked_on: date
    references: tuple[str, ...]
    payer: Payer


@dataclass(frozen=True, slots=True)
class Statement:
    """``digest`` is of all its lines: the same statement twice is the same digest."""

    iban: str
    reference: str
    lines: tuple[StatementLine, ...]

    @property
    def digest(self) -> str:
        lines = "\n".join(f"{each.key} {each.amount_cents}" for each in self.lines)
        return sha256(lines.encode()).hexdigest()


def read_statements(rows: Iterable[Sequence[object]]) -> list[Statement]:
    """The statements of a file, from its elements as ``chassis.uploads.read_xml`` gives them.

    Raises ``UnsoundStatementError``.
    """
    root, namespace = _tree(rows)
    found = root.findall("BkToCstmrStmt/Stmt")
    if not namespace.startswith(NAMESPACE) or not found:
        raise UnsoundStatementError(
            lazy("Dit is geen rekeningafschrift in CAMT.053. Vraag de bank dat formaat.")
        )
    return [_statement(each) for each in found]


def single_reference(line: StatementLine) -> str | None:
    """The one fine that an incoming payment names; None when it names none, or several."""
    return line.references[0] if line.amount_cents > 0 and len(line.references) == 1 else None


def concerns_fines(line: StatementLine) -> bool:
    """Whether finance has to look at a line; money that left without our reference is not ours."""
    return line.amount_cents > 0 or bool(line.references)


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


def _statement(of: Element) -> Statement:
    iban, reference = _text(of, "Acct/Id/IBAN"), _text(of, "Id")
    if not iban or not reference:
        raise UnsoundStatementError(lazy("Dit afschrift zegt niet van welke rekening het is."))
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
    return Statement(iban, reference, tuple(lines))


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
    booked_on = _day(entry)
    own = _reference(entry, "AcctSvcrRef") or position
    details = entry.findall("NtryDtls/TxDtls")
    amounts = [_detail_cents(detail, whole) for detail in details]
    known = [amount for amount in amounts if amount is not None]
    if len(details) > 1 and len(known) == len(details) and sum(known) == whole:
        for detail, amount in zip(details, known, strict=True):
            inner = _reference(detail, "Refs/AcctSvcrRef", "Refs/TxId", "Refs/EndToEndId")
            yield _line(f"{own}/{inner}", amount, booked_on, [detail])
    else:
        yield _line(own, whole, booked_on, details or [entry])


def _line(
    reference: str, amount: int, booked_on: date, details: Sequence[Element]
) -> StatementLine:
    texts = [text for detail in details for text in _remittance(detail)]
    payer = Payer(
        name=_text(details[0], "RltdPties/Dbtr/Nm", "RltdPties/Dbtr/Pty/Nm"),
        iban=_text(details[0], "RltdPties/DbtrAcct/Id/IBAN"),
        text=" ".join(texts)[:LONGEST_TEXT],
    )
    references = dict.fromkeys(each for text in texts for each in find_references(text))
    key = f"{reference}/{amount}/{booked_on.isoformat()}"
    return StatementLine(key, amount, booked_on, tuple(references), payer)


def _remittance(detail: Element) -> Iterator[str]:
    for path in ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf"):
        yield from (found.text or "" for found in detail.findall(path))
    yield from (found.text or "" for found in detail.findall("AddtlNtryInf"))


def _detail_cents(detail: Element, whole: int) -> int | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        amount = detail.find(path)
        if amount is not None:
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
    if amount.get("Ccy") != "EUR":
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
