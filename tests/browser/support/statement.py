"""A synthetic bank statement in CAMT.053 with one line."""

from datetime import date

ACCOUNT = "BE68539007547034"
"""The account of the examples of the standard itself."""


def statement(reference: str, on: date, cents: int, said: str = "", *, known: bool = True) -> bytes:
    """One payment of so many cents; negative when the bank takes it back.

    ``said`` is what the payer wrote. Without ``known`` the bank gives it no reference of its own.
    """
    euros = f"{abs(cents) // 100}.{abs(cents) % 100:02}"
    sign = "CRDT" if cents >= 0 else "DBIT"
    back = "<RvslInd>true</RvslInd>" if cents < 0 else ""
    own = f"<AcctSvcrRef>{reference[:16]}</AcctSvcrRef>" if known else ""
    day = f"<Dt><Dt>{on}</Dt></Dt>"
    text = f"<RmtInf><Ustrd>{said}</Ustrd></RmtInf>" if said else ""

    def amount(value: str) -> str:
        return f'<Amt Ccy="EUR">{value}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'

    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-01-06T06:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{reference}</Id><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>"
        f"<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>{amount('0.00')}{day}</Bal>"
        f"<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>{amount(euros)}{day}</Bal>"
        f"<Ntry>{amount(euros)}{back}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt>"
        f"{own}<BkTxCd><Prtry><Cd>NTRF</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><RltdPties><Dbtr><Pty>"
        f"<Nm>Ilinca Voorbeeld</Nm></Pty></Dbtr></RltdPties>{text}</TxDtls></NtryDtls></Ntry>"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
