"""A synthetic bank statement in CAMT.053 with one line that names no fine."""

from datetime import date

ACCOUNT = "BE68539007547034"
"""The account of the examples of the standard itself."""


def statement(reference: str, on: date, cents: int) -> bytes:
    """One payment of so many cents by somebody who said nothing."""
    euros = f"{cents // 100}.{cents % 100:02}"

    def amount(value: str) -> str:
        return f'<Amt Ccy="EUR">{value}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'

    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-01-06T06:00:00</CreDtTm></GrpHdr>"
        f"<Stmt><Id>{reference}</Id><Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>"
        f"<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>{amount('0.00')}</Bal>"
        f"<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>{amount(euros)}</Bal>"
        f"<Ntry>{amount(euros)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt>"
        f"<AcctSvcrRef>{reference[:16]}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty>"
        "<Nm>Ilinca Voorbeeld</Nm></Pty></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
