"""Cases as their letters need them: one source per procedure, and the facts in words."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.refusals import RefusedError
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding
from enforcement.notifications.city import City
from enforcement.notifications.correspondence import correspondence, correspondences
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars, must_not_wait
from enforcement.notifications.rules.outlines import must_have_occasion
from enforcement.notifications.store import letters
from enforcement.notifications.words import day_in_words, hour_in_words


async def find(tx: Transaction, case_id: UUID, kind: CaseKind | None = None) -> CaseFile:
    """The case, locked: its letters and its steps wait for each other. ``CaseNotFoundError``.

    ``kind`` where it is known spares a look into every other procedure.
    """
    for each in correspondences() if kind is None else (correspondence(kind),):
        case = await each.find(tx, case_id)
        if case is not None:
            return case
    raise CaseNotFoundError


async def mark(tx: Transaction, case_id: UUID, kind: CaseKind, *, undelivered: bool) -> None:
    """Let the case wait for a letter in place of one that came back, or go on."""
    row = await correspondence(kind).row(tx, case_id)
    if row is not None:
        row.undelivered = undelivered


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``RefusedError`` where the procedure is not ready for a letter of this kind; one that
    came back may go out again.
    """
    again = any(each.kind == kind for each in await letters.came_back(tx, case.case_id))
    procedure = correspondence(case.kind)
    outline = procedure.outline(kind)
    must_have_occasion(outline, case.state, again=again)
    if again and outline.taken_once:
        return
    await procedure.must_be_ready(tx, case, kind)


async def ready_kinds(tx: Transaction, case: CaseFile) -> list[LetterKind]:
    """The kinds of letters that may be made now, in the order of the procedure."""
    return [kind for kind in correspondence(case.kind).outlines if await is_ready(tx, case, kind)]


async def is_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> bool:
    """Whether a letter of this kind may be made now, for the first time or once more."""
    try:
        must_not_wait(kind, on_hold=case.on_hold)
        await must_be_ready(tx, case, kind)
    except RefusedError:
        return False
    return True


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The particulars of a letter that the case itself knows."""
    return await correspondence(case.kind).said(tx, case, kind)


async def told(
    tx: Transaction,
    case: CaseFile,
    kind: LetterKind,
    found: Sequence[Finding],
    particulars: Particulars,
) -> dict[str, Any]:
    """The values that the template of a kind asks for, beyond those of every letter."""
    procedure = correspondence(case.kind)
    of_case = await procedure.told(tx, case, found, particulars)
    return of_case | await procedure.told_of(tx, case, kind)


async def facts(
    tx: Transaction, city: City, case: CaseFile, found: Sequence[Finding]
) -> list[dict[str, Any]]:
    """The facts in words, as templates take them."""
    of_premises = None
    if case.premises_id is not None:
        of_premises = await correspondence(case.kind).place_of(tx, case.premises_id)
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
