"""Judge: ISO 20022's own XML Schemas of CAMT.053 and CAMT.054, read by libxml2 (PyPI ``lxml``).

Statements of a real bank were never at hand: those that the tests and the simulated bank write are
ours, so the standard says whether a bank could have written them. Source: ``vendor/iso20022``.
"""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from simulator.play.bank import Bank, Transfer

from .support.elsewhere import load

ROOT = Path(__file__).resolve().parents[2]
BANK = load(ROOT / "services/enforcement/tests/support/camt.py")
BROWSER = load(ROOT / "tests/browser/support/statement.py")
Entry, Part, entry = BANK.Entry, BANK.Part, BANK.entry
FOLDER = Path(__file__).parent / "vendor" / "iso20022"
DAY = date(2026, 1, 5)
ENTRIES = [
    entry(5_000, DAY, structured="090933755493"),
    Entry(
        15_000,
        DAY,
        [
            Part(10_000, "boete", ref="BANK-1", tx_id="TX-1", end_to_end="E2E-1"),
            Part(5_000, structured="RF18539007547034", issuer="ISO", returned=True),
        ],
        ref="ENTRY-1",
        number_of=2,
    ),
    Entry(-5_000, DAY, [Part(None, "terug")], reversal=True),
    entry(700, DAY, "later", status="PDNG"),
]


@cache
def schema(message: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / f"{message}.xsd"))


def wrong(message: str, file: bytes) -> list[str]:
    judge = schema(message)
    judge.validate(etree.fromstring(file))
    return [error.message for error in judge.error_log]


@pytest.mark.parametrize("version", ["02", "08"])
def test_statements_of_the_tests_are_what_a_bank_may_send(version: str) -> None:
    file = BANK.camt(("2026-001", ENTRIES), ("2026-002", []), version=version)
    assert wrong(f"camt.053.001.{version}", file) == []


def test_notifications_of_the_tests_are_what_a_bank_may_send() -> None:
    assert wrong("camt.054.001.08", BANK.notifications(("N-1", ENTRIES))) == []


@pytest.mark.parametrize("cents", [5_000, -5_000])
def test_statements_of_the_browser_tests_are_what_a_bank_may_send(cents: int) -> None:
    for file in (
        BROWSER.statement("A-1", DAY, cents, "boete"),
        BROWSER.statement("A-1", DAY, cents, "", known=False),
    ):
        assert wrong("camt.053.001.08", file) == []


def test_statements_of_the_simulated_bank_are_what_a_bank_may_send() -> None:
    bank = Bank()
    bank.pay(Transfer(5_000, DAY, reference="090933755493"))
    bank.pay(Transfer(700, DAY, text="boete <parking>"))
    file = bank.statement()
    assert file is not None
    assert wrong("camt.053.001.08", file) == []


def test_the_schema_refuses_what_no_bank_sends() -> None:
    """The judge above is one that can say no."""
    file = BANK.camt(("2026-001", ENTRIES)).replace(b"CRDT", b"CREDIT")
    assert wrong("camt.053.001.08", file)
