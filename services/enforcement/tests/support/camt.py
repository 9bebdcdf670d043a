"""Synthetic bank statements (CAMT.053, CAMT.054), as banks write them: nothing in them is real."""

from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

IBAN = "BE68539007547034"
"""The account of the examples of the standard itself."""
PAYER_IBAN = "BE71096123456769"
MADE = "<CreDtTm>2026-01-06T06:00:00</CreDtTm>"
TRANSFER = "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"


@dataclass
class Part:
    """One transaction of an entry. ``cents`` None: the bank gives no amount of its own."""

    cents: int | None
    text: str = ""
    structured: str = ""
    name: str = "Ilinca Voorbeeld"
    ref: str = ""
    tx_id: str = ""
    end_to_end: str = "NOTPROVIDED"
    returned: bool = False
    issuer: str = ""


@dataclass
class Entry:
    """``cents`` is negative for money that left; ``ref`` is the bank's own reference.

    ``reversal``: the bank says that this entry takes an earlier one back.
    """

    cents: int
    on: date
    parts: list[Part] = field(default_factory=list)
    ref: str = ""
    status: str = "BOOK"
    currency: str = "EUR"
    reversal: bool = False
    number_of: int | None = None


def entry(cents: int, on: date, text: str = "", **more: str) -> Entry:
    structured = more.pop("structured", "")
    return Entry(cents, on, [Part(None, text, structured)], **more)


def notifications(*of: tuple[str, list[Entry]], version: str = "08", iban: str = IBAN) -> bytes:
    """The same in CAMT.054: what came in today, without balances."""
    body = "".join(
        f"<Ntfctn><Id>{ref}</Id>{MADE}<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
        f"{''.join(_entry(each, version) for each in entries)}</Ntfctn>"
        for ref, entries in of
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}">'
        f"<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>N-1</MsgId>{MADE}</GrpHdr>"
        f"{body}</BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def camt(
    *statements: tuple[str, list[Entry]], version: str = "08", wrong_by: int = 0, iban: str = IBAN
) -> bytes:
    """A file with statements by their reference. ``wrong_by`` spoils the closing balance."""
    body = "".join(_statement(ref, entries, version, wrong_by, iban) for ref, entries in statements)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M-1</MsgId>{MADE}</GrpHdr>"
        f"{body}</BkToCstmrStmt></Document>"
    ).encode()


def _statement(ref: str, entries: list[Entry], version: str, wrong_by: int, iban: str) -> str:
    booked = sum(each.cents for each in entries if each.status == "BOOK")
    return (
        f"<Stmt><Id>{ref}</Id>{MADE}<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
        f"{_balance('OPBD', 100_000)}{_balance('CLBD', 100_000 + booked + wrong_by)}"
        f"{''.join(_entry(each, version) for each in entries)}</Stmt>"
    )


def _balance(kind: str, cents: int) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(cents)}"
        "<Dt><Dt>2026-01-05</Dt></Dt></Bal>"
    )


def _amount(cents: int, currency: str = "EUR") -> str:
    sign = "DBIT" if cents < 0 else "CRDT"
    euros = f"{abs(cents) // 100}.{abs(cents) % 100:02}"
    return f'<Amt Ccy="{currency}">{euros}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def _entry(of: Entry, version: str) -> str:
    status = f"<Sts>{of.status}</Sts>" if version < "08" else f"<Sts><Cd>{of.status}</Cd></Sts>"
    own = f"<AcctSvcrRef>{of.ref}</AcctSvcrRef>" if of.ref else ""
    parts = "".join(_part(part, version, of.currency) for part in of.parts)
    reversal = "<RvslInd>true</RvslInd>" if of.reversal else ""
    batch = "" if of.number_of is None else f"<Btch><NbOfTxs>{of.number_of}</NbOfTxs></Btch>"
    return (
        f"<Ntry>{_amount(of.cents, of.currency)}{reversal}{status}"
        f"<BookgDt><Dt>{of.on}</Dt></BookgDt>{own}{TRANSFER}<NtryDtls>{batch}{parts}</NtryDtls></Ntry>"
    )


def _part(of: Part, version: str, currency: str) -> str:
    amount = "" if of.cents is None else _amount(of.cents, currency)
    if version < "04" and of.cents is not None:
        euros = f"{abs(of.cents) // 100}.{abs(of.cents) % 100:02}"
        amount = f'<AmtDtls><TxAmt><Amt Ccy="{currency}">{euros}</Amt></TxAmt></AmtDtls>'
    debtor = f"<Nm>{escape(of.name)}</Nm>"
    debtor = f"<Pty>{debtor}</Pty>" if version >= "08" else debtor
    free = f"<Ustrd>{escape(of.text)}</Ustrd>" if of.text else ""
    issuer = f"<Issr>{of.issuer}</Issr>"
    kind = f"<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>{issuer}</Tp>" if of.issuer else ""
    reference = f"<Strd><CdtrRefInf>{kind}<Ref>{of.structured}</Ref></CdtrRefInf></Strd>"
    own = f"<AcctSvcrRef>{of.ref}</AcctSvcrRef>" if of.ref else ""
    chain = f"<TxId>{of.tx_id}</TxId>" if of.tx_id else ""
    why = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" if of.returned else ""
    return (
        f"<TxDtls><Refs>{own}<EndToEndId>{of.end_to_end}</EndToEndId>{chain}</Refs>{amount}"
        f"<RltdPties><Dbtr>{debtor}</Dbtr><DbtrAcct><Id><IBAN>{PAYER_IBAN}</IBAN></Id></DbtrAcct>"
        f"</RltdPties><RmtInf>{free}{reference if of.structured else ''}</RmtInf>{why}</TxDtls>"
    )
