"""Pages of ``/personen``: who it is, what is known, and one timeline over all branches."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from chassis.branches import KnownBranch
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web import Actor, Problem
from chassis.web.pages import Form, go, page, read
from chassis.web.pages.languages import gettext, mark
from databank.access.open_person import open_person
from databank.access.purposes import pages as purposes
from databank.access.purposes.labels import PURPOSE
from databank.access.purposes.pages import GrantId, PurposeForm
from databank.access.purposes.store import Grant
from databank.access.shields.shield import grant_on
from databank.authorisation import TEAM
from databank.detection.branch_shifts import labels as branch_shift_labels
from databank.exchanges import labels as exchange_labels
from databank.exchanges.read import known_to
from databank.exchanges.store import exchanges
from databank.files import labels
from databank.files.rules.data_subject import qualities
from databank.files.rules.timeline import Kind
from databank.files.store import person_files, person_timeline
from databank.matching.labels import sentences
from databank.persons import labels as person_labels
from databank.persons.store import persons
from databank.review import labels as review_labels
from databank.review import possible_moves
from databank.review.explain_link import explain_link
from databank.roles import Officer
from databank.screens import labels as screens
from databank.screens import times
from databank.shifts.read import find_shift
from databank.street_bans import labels as street_bans
from databank.street_bans.read import of_person
from databank.welfare.consultation_hold import consult_first_about
from databank.welfare.labels import SIGNAL
from databank.welfare.rules.protection import State as SignalState
from linkage import is_valid_number

router = APIRouter(include_in_schema=False)

ON_A_PAGE = 50
"""Entries on one sheet of a timeline."""
CLAIMS_SHOWN = 20
"""Claims that a file shows at first."""
MOST_CLAIMS = 1000
"""Claims that a file shows when all are asked."""

Sheet = Annotated[int, Query(alias="blad", ge=1, le=100_000)]
InBranch = Annotated[KnownBranch | None, Query(alias="vorm")]
All = Annotated[bool, Query(alias="alles")]


@router.get("/controle/{shift_id}/persoon")
async def get_of_shift(
    request: Request, shift_id: UUID, tx: Tx, officer: Officer, grant: GrantId = None
) -> Response:
    """From work of today by its purpose; from a shift of another day by that which was stated."""
    person_id = await person_files.person_of_shift(tx.conn, shift_id)
    shift = await find_shift(tx, shift_id) if person_id else None
    if shift is None or shift.is_at_hand(tx.now):
        return await _from_task(request, tx, officer, person_id)
    return go(f"/personen/{person_id}" + (f"?doel={grant}" if grant else ""))


@router.get("/verschuivingen/{case_id}/persoon")
async def get_of_case(request: Request, case_id: UUID, tx: Tx, officer: Officer) -> Response:
    return await _from_task(
        request, tx, officer, await person_files.person_of_case(tx.conn, case_id)
    )


@router.get("/personen/{person_id}")
async def get_person(
    request: Request,
    person_id: UUID,
    tx: Tx,
    officer: Officer,
    grant: GrantId = None,
    branch: InBranch = None,
    sheet: Sheet = 1,
    everything: All = False,
) -> Response:
    current = await _current_grant(request, tx, officer, grant, person_id)
    if isinstance(current, Response):
        return current
    person = await open_person(tx, officer, person_id, current.purpose)
    if person.merged_into is not None:
        survivor = await persons.survivor(tx.conn, person_id)
        return go(f"/personen/{survivor}?doel={current.id}")
    offset = (sheet - 1) * ON_A_PAGE
    timeline = await person_timeline.of(tx.conn, person_id, branch, offset, ON_A_PAGE)
    signals = await person_files.signals(tx.conn, person_id)
    status = await person_files.status(tx.conn, person_id)
    most = MOST_CLAIMS if everything else CLAIMS_SHOWN
    claims = await person_files.claims(tx.conn, person_id, most)
    standing = [signal.kind for signal in signals if signal.state != SignalState.AFGESLOTEN]
    return page(
        request,
        "person_file.html",
        emergency=await grant_on(tx, officer, person_id),
        person=person,
        grant=current,
        known_as=len(await persons.former_ids(tx.conn, person_id)),
        categories=qualities(status.categories, standing, is_offender=status.is_offender),
        questions=status.questions,
        possible=await possible_moves.of_person(tx, person_id),
        REVIEW=review_labels,
        BRANCH_SHIFTS=branch_shift_labels,
        consult=await consult_first_about(tx, person_id),
        validated=await person_files.validated(tx.conn, person_id),
        claims=claims.claims,
        claims_total=claims.total,
        documents=await person_files.documents(tx.conn, person_id),
        contacts=await person_files.contacts(tx.conn, person_id),
        signals=signals,
        bans=[(ban, ban.order.state(tx.now)) for ban in await of_person(tx, person_id)],
        BANS=street_bans,
        exchanges=known_to(tx, await exchanges.about_person(tx.conn, person_id), current.purpose),
        EXCHANGES=exchange_labels,
        entries=timeline.entries,
        total=timeline.total,
        sheet=sheet,
        on_a_page=ON_A_PAGE,
        branch=branch,
        branches=timeline.branches,
        labels=labels,
        person_labels=person_labels,
        screens=screens,
        PURPOSE=PURPOSE,
        times=times,
        Kind=Kind,
        SIGNAL=SIGNAL,
        number_holds=_number_holds,
        may_write=officer.function in TEAM,
    )


@router.post("/personen/{person_id}/doel")
async def post_purpose(request: Request, person_id: UUID, tx: Tx, officer: Officer) -> Response:
    """State for what this one file is opened; then it opens."""
    await _check_known(tx, person_id)
    form = await read(request, PurposeForm)
    grant_id = await purposes.save_purpose(request, tx, officer, form, person_id)
    if grant_id is None:
        return purposes.ask_purpose(
            request, officer, form, f"/personen/{person_id}/doel", status=422
        )
    return go(f"/personen/{person_id}?doel={grant_id}")


@router.get("/personen/{person_id}/koppelingen/{claim_id}")
async def get_link(
    request: Request,
    person_id: UUID,
    claim_id: UUID,
    tx: Tx,
    officer: Officer,
    grant: GrantId = None,
) -> Response:
    """Explain in words why a claim belongs to this person."""
    current = await _current_grant(request, tx, officer, grant, person_id)
    if isinstance(current, Response):
        return current
    decision = await explain_link(tx, officer, claim_id, current.purpose)
    if decision.link.person_id != person_id:
        raise Problem.not_found(mark("Deze koppeling"))
    explained = sentences(decision.evidence) if decision.evidence else []
    return page(
        request,
        "link.html",
        decision=decision,
        sentences=[gettext(sentence) for sentence in explained],
        person_id=person_id,
        grant=current,
        times=times,
        labels=labels,
    )


async def _current_grant(
    request: Request, tx: Transaction, officer: Actor, grant_id: UUID | None, person_id: UUID
) -> Grant | Response:
    current = await purposes.current_grant(request, tx, officer, grant_id, person_id)
    if current is not None:
        return current
    await _check_known(tx, person_id)
    return purposes.ask_purpose(request, officer, Form(), f"/personen/{person_id}/doel")


async def _check_known(tx: Transaction, person_id: UUID) -> None:
    if await persons.get(tx.conn, person_id) is None:
        raise Problem.not_found(mark("Deze persoon"))


async def _from_task(
    request: Request, tx: Transaction, officer: Actor, person_id: UUID | None
) -> Response:
    if person_id is None:
        raise Problem.not_found(mark("Deze persoon"))
    grant_id = await purposes.grant_by_task(request, tx, officer, person_id)
    return go(f"/personen/{person_id}?doel={grant_id}")


def _number_holds(number: str | None) -> bool | None:
    digits = "".join(filter(str.isalnum, number or ""))
    return is_valid_number(digits) if digits else None
