"""Whatever stands in a file, the books of its import close; a second import finds nothing new."""

import asyncio
import csv
from collections import Counter
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chassis.web import Actor, Function, TrustDomain
from databank.legacy_import import read_export
from databank.legacy_import.rules import expert
from databank.legacy_import.rules.balance import Balance, FactCount, Outcome, UnbalancedError
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.run import Order, Report, import_file, open_databank
from databank.legacy_import.store import rejects
from launcher.sandbox import Sandbox

NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)
ACTOR = Actor("beheerder-1", Function.POLITIE_BEHEERDER, "LPA", TrustDomain.POLITIE)
_numbers = count(1, 100)
"""Every example has numbers of its own: the databank remembers those before it."""

FAULTS: dict[str, dict[str, str]] = {
    "good": {},
    "same person": {"Naam": "Dezelfdescu", "Voornaam": "Ilinca", "Geboortedatum": "1/2/1991"},
    "no branch": {"Branche": ""},
    "strange role": {"Hoedanigheid": "bezoeker"},
    "impossible day": {"Datum vaststelling": "31/02/2025"},
    "no name": {"Naam": ""},
    "too old": {"Datum vaststelling": "1/1/2012"},
    "only heard": {"Zekerheid": "0,50"},
    "a client": {"Hoedanigheid": "klant"},
    "month only": {"Datum vaststelling": "maart 2025"},
    "a place": {
        **dict.fromkeys(("Naam", "Voornaam", "Geboortedatum", "Documentnr"), ""),
        "Instelling": "Pand Maan",
    },
    "without a number": {"Volgnr": ""},
    "no text": {"Naam": "Ili\x00nca"},
    "unreadable": {"Voornaam": "\x81\x8d"},
}


class _Clock:
    def now(self) -> datetime:
        return NOW


def write(path: Path, kinds: list[tuple[str, int]]) -> int:
    """Rows of these kinds; the number says which row before it a row repeats, if any."""
    first, rows = next(_numbers), []
    for position, (kind, repeats) in enumerate(kinds):
        number = first + (repeats if repeats < position else position)
        who = "".join("bdfgklmnpr"[int(digit)] + "a" for digit in str(first + position))
        row = dict.fromkeys(expert.COLUMNS, "") | {
            "Volgnr": f"{number},00",
            "Naam": f"{who.title()}escu",
            "Voornaam": f"Mira{who}",
            "Geboortedatum": f"{position + 1}/7/1990",
            "Zekerheid": "1,00",
            "Branche": "Straat",
            "Datum vaststelling": "12/3/2025",
        }
        rows.append(row | FAULTS[kind])
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.DictWriter(file, expert.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


async def imported(sandbox: Sandbox, path: Path) -> tuple[Report, Counter[str]]:
    """An import, and the rows that it left in the tables."""
    order = Order(Source.EXPERT, path, ACTOR, "a property", accept_moves=True)
    url, keys = sandbox.database("databank").url, sandbox.infra.credentials
    async with open_databank(url, keys.seal_public, keys.vault("databank")) as database:
        report = await import_file(database, order, _Clock(), lambda *_: None)
        async with database.connection() as conn:
            rows = await conn.fetch(
                "SELECT outcome FROM legacy_row WHERE run_id = $1", report.run_id
            )
            refused = await rejects.waiting(conn, report.run_id)
    left = Counter(row["outcome"] for row in rows)
    left["geweigerd"] = len(refused)
    return report, left


@given(st.lists(st.tuples(st.sampled_from(sorted(FAULTS)), st.integers(0, 60)), max_size=25))
@settings(
    max_examples=settings().max_examples // 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_row_ends_in_one_place_and_the_second_time_nothing_is_new(
    sandbox: Sandbox, tmp_path: Path, kinds: list[tuple[str, int]]
) -> None:
    path = tmp_path / "random.csv"
    read = write(path, kinds)
    report, left = asyncio.run(imported(sandbox, path))
    outcomes = report.balance.rows
    assert report.finished
    assert report.rows == sum(outcomes.values()) == read
    for outcome in set(Outcome) - {Outcome.HERHAALD, Outcome.TE_OUD}:
        assert left[outcome] == outcomes[outcome], outcome
    again, nothing = asyncio.run(imported(sandbox, path))
    assert +nothing == Counter()
    assert again.balance.rows[Outcome.GEWEIGERD] == outcomes[Outcome.GEWEIGERD]
    assert again.balance.rows[Outcome.TE_OUD] == outcomes[Outcome.TE_OUD]
    assert sum(again.balance.rows.values()) == read
    assert not again.balance.facts


def test_books_that_do_not_close_are_no_import() -> None:
    balance = Balance(Counter({Outcome.NIEUW: 2}), Counter({FactCount.VERTELD: 1}))
    balance.check_rows(2)
    with pytest.raises(UnbalancedError):
        balance.check_rows(3)
    with pytest.raises(UnbalancedError):
        balance.check_facts()
    with pytest.raises(UnbalancedError):
        Balance(Counter({"verdwenen": 1})).check_rows(1)


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"x")
    other.write_bytes(b"x")
    assert read_export.digest(one) == read_export.digest(other)
    other.write_bytes(b"y")
    assert read_export.digest(one) != read_export.digest(other)
