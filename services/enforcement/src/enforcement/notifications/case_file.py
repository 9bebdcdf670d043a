"""Cases as their letters need them: one source per procedure, and the facts in words."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import RefusedError
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding
from enforcement.gas import store as gas
from enforcement.integrity_investigations import store as investigations
from enforcement.mayor_measures import store as measures
from enforcement.notifications import (
    ban_file,
    fine_file,
    integrity_file,
    measure_file,
    sanction_file,
    suitability_file,
)
from enforcement.notifications.city import City
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.catalogue import LETTERS
from enforcement.notifications.rules.letters import Particulars, must_not_wait
from enforcement.notifications.rules.occasions import must_have_occasion
from enforcement.notifications.store import letters
from enforcement.notifications.words import day_in_words, hour_in_words
from enforcement.sanctions import store as sanctions
from enforcement.street_bans import store as bans
from enforcement.suitability import store as suitability

Find = Callable[[Transaction, UUID], Awaitable[CaseFile | None]]
BeReady = Callable[[Transaction, CaseFile, LetterKind], Awaitable[None]]
Say = Callable[[Transaction, CaseFile, LetterKind], Awaitable[dict[str, Any]]]
Tell = Callable[[Transaction, CaseFile, Sequence[Finding], Particulars], Awaitable[dict[str, Any]]]


class Addressed(Protocol):
    """The row of a case, which knows whether one of its letters came back."""

    undelivered: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A procedure as letters ask it: the case, whether a letter may be written, what it says.

    ``row`` is the case itself, locked.
    """

    row: Callable[[Transaction, UUID], Awaitable[Addressed | None]]
    find: Find
    must_be_ready: BeReady
    said: Say
    told: Tell


SOURCES = {
    CaseKind.GAS: Source(
        gas.find_for_update,
        fine_file.find,
        fine_file.must_be_ready,
        fine_file.said,
        fine_file.told,
    ),
    CaseKind.SANCTION: Source(
        sanctions.find_for_update,
        sanction_file.find,
        sanction_file.must_be_ready,
        sanction_file.said,
        sanction_file.told,
    ),
    CaseKind.SUITABILITY: Source(
        suitability.find_for_update,
        suitability_file.find,
        suitability_file.must_be_ready,
        suitability_file.said,
        suitability_file.told,
    ),
    CaseKind.INTEGRITY: Source(
        investigations.find_for_update,
        integrity_file.find,
        integrity_file.must_be_ready,
        integrity_file.said,
        integrity_file.told,
    ),
    CaseKind.STREET_BAN: Source(
        bans.find_for_update, ban_file.find, ban_file.must_be_ready, ban_file.said, ban_file.told
    ),
    CaseKind.MEASURE: Source(
        measures.find_for_update,
        measure_file.find,
        measure_file.must_be_ready,
        measure_file.said,
        measure_file.told,
    ),
}


TAKEN_ONCE = frozenset(
    {
        (CaseKind.GAS, LetterKind.AANMANING),
        (CaseKind.INTEGRITY, LetterKind.BESLISSING),
        (CaseKind.MEASURE, LetterKind.BESLISSING),
    }
)
"""Letters whose step was taken when they first arrived, so that nothing waits for it any more."""


async def find(tx: Transaction, case_id: UUID, kind: CaseKind | None = None) -> CaseFile:
    """The case, locked: its letters and its steps wait for each other. ``CaseNotFoundError``.

    ``kind`` where it is known spares a look into every other procedure.
    """
    for source in SOURCES.values() if kind is None else (SOURCES[kind],):
        case = await source.find(tx, case_id)
        if case is not None:
            return case
    raise CaseNotFoundError


async def mark(tx: Transaction, case_id: UUID, kind: CaseKind, *, undelivered: bool) -> None:
    """Let the case wait for a letter in place of one that came back, or go on."""
    row = await SOURCES[kind].row(tx, case_id)
    if row is not None:
        row.undelivered = undelivered


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``RefusedError`` where the procedure is not ready for a letter of this kind; one that
    came back may go out again.
    """
    again = any(each.kind == kind for each in await letters.came_back(tx, case.case_id))
    must_have_occasion(case.kind, kind, case.state, again=again)
    if again and (case.kind, kind) in TAKEN_ONCE:
        return
    await SOURCES[case.kind].must_be_ready(tx, case, kind)


async def ready_kinds(tx: Transaction, case: CaseFile) -> list[LetterKind]:
    """The kinds of letters that may be made now, in the order of the procedure."""
    return [kind for kind in LETTERS[case.kind] if await _is_ready(tx, case, kind)]


async def _is_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> bool:
    try:
        must_not_wait(kind, on_hold=case.on_hold)
        await must_be_ready(tx, case, kind)
    except RefusedError:
        return False
    return True


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The particulars of a letter that the case itself knows."""
    return await SOURCES[case.kind].said(tx, case, kind)


async def told(
    tx: Transaction, case: CaseFile, found: Sequence[Finding], particulars: Particulars
) -> dict[str, Any]:
    """The values that templates of this procedure ask for, beyond those of every letter."""
    return await SOURCES[case.kind].told(tx, case, found, particulars)


async def facts(
    tx: Transaction, city: City, case: CaseFile, found: Sequence[Finding]
) -> list[dict[str, Any]]:
    """The facts in words, as templates take them."""
    of_premises = None
    if case.premises_id is not None:
        of_premises = await suitability.place_of(tx, case.premises_id)
    places = await findings.places(tx, case.case_id)
    return [
        {
            "day": day_in_words(city_day(finding.fact_at)),
            "hour": hour_in_words(finding.fact_at),
            "place": of_fact.address or of_premises
            if (of_fact := places.get(finding.finding_id))
            else of_premises,
            "what": city.fact_text(finding.fact_code).what,
            "article": city.fact_text(finding.fact_code).article,
            "report": finding.report_number,
        }
        for finding in found
    ]
