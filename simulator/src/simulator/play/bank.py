"""The city's bank: payments as they come in, and statements of them in CAMT.053."""

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

IBAN, PAYER_IBAN = "BE68539007547034", "BE71096123456769"
"""The accounts of the examples of the standard itself."""
OPENING_CENTS = 100_000


@dataclass(frozen=True, slots=True)
class Transfer:
    """``reference`` is the structured one; empty when the payer wrote ``text`` instead."""

    cents: int
    on: date
    reference: str = ""
    text: str = ""


class Bank:
    """Keeps what was paid until the next statement; ``name`` sets its statements apart."""

    def __init__(self, name: str = "") -> None:
        self._name = name
        self._paid: list[Transfer] = []
        self._statements = 0

    def pay(self, transfer: Transfer) -> None:
        self._paid.append(transfer)

    def statement(self) -> bytes | None:
        """Of all that came in since the last one; none when nothing did."""
        if not self._paid:
            return None
        paid, self._paid = self._paid, []
        self._statements += 1
        entries = "".join(
            _entry(transfer, f"{self._name}E{self._statements:03}-{number:03}")
            for number, transfer in enumerate(paid)
        )
        day = max(transfer.on for transfer in paid)
        made = f"<CreDtTm>{day}T20:00:00</CreDtTm>"
        closing = OPENING_CENTS + sum(transfer.cents for transfer in paid)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
            f"<GrpHdr><MsgId>{self._name}M-{self._statements}</MsgId>{made}</GrpHdr>"
            f"<Stmt><Id>{self._name}A-{self._statements:03}</Id><Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>"
            f"{_balance('OPBD', OPENING_CENTS, day)}{_balance('CLBD', closing, day)}"
            f"{entries}</Stmt>"
            "</BkToCstmrStmt></Document>"
        ).encode()


def _balance(kind: str, cents: int, on: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{_amount(cents)}"
        f"<Dt><Dt>{on}</Dt></Dt></Bal>"
    )


def _amount(cents: int) -> str:
    return f'<Amt Ccy="EUR">{cents // 100}.{cents % 100:02}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'


def _entry(transfer: Transfer, own_reference: str) -> str:
    said = (
        f"<Strd><CdtrRefInf><Ref>{transfer.reference}</Ref></CdtrRefInf></Strd>"
        if transfer.reference
        else f"<Ustrd>{escape(transfer.text)}</Ustrd>"
    )
    return (
        f"<Ntry>{_amount(transfer.cents)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{transfer.on}</Dt></BookgDt><AcctSvcrRef>{own_reference}</AcctSvcrRef>"
        "<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd>"
        "<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        "<RltdPties><Dbtr><Pty><Nm>Klant Zondernaam</Nm></Pty></Dbtr>"
        f"<DbtrAcct><Id><IBAN>{PAYER_IBAN}</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RmtInf>{said}</RmtInf></TxDtls></NtryDtls></Ntry>"
    )
