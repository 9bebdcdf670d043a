"""API of exchanges with partners; a list names nobody, and one is read for its own purpose."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID, uuid4

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime

from chassis.days import city_day, day_start
from chassis.edge import Tx
from chassis.web import Body, Page, View, hal, listed
from chassis.web.access_log.log import case_of
from contracts.branches import Branch
from databank.access.purposes.rules import PurposeCode
from databank.exchanges import record
from databank.exchanges.entries import AnswerBody, ClosureBody, ExchangeBody, ListedDay
from databank.exchanges.read import ExchangeFile, open_exchange
from databank.exchanges.rules.codes import (
    About,
    Category,
    Direction,
    FollowUp,
    Outcome,
    PartnerKind,
    Phenomenon,
    WhichExchanges,
)
from databank.exchanges.rules.steps import ExchangeState, ExchangeStep, allowed
from databank.exchanges.store import code_lists, counts, exchanges
from databank.exchanges.store.exchanges import ListedExchange
from databank.roles import TOEZICHT, Officer, Protector, Purpose, log_list
from databank.screens.reason_form import Reason

router = APIRouter(prefix="/v1")


class PartnerView(View):
    code: str
    kind: PartnerKind
    label: str


class BasisView(View):
    """``source`` is the article of the law."""

    code: str
    partner_kind: PartnerKind
    label: str
    source: str


class CodeListsView(View):
    """The lists of one day."""

    partners: tuple[PartnerView, ...]
    bases: tuple[BasisView, ...]


class WithdrawalBody(Body):
    """``reason`` in some words; it names nobody."""

    reason: Reason


class RecordedView(View):
    exchange_id: UUID


class ExchangeSummaryView(View):
    id: UUID
    direction: Direction
    partner: str
    about: About
    phenomenon: Phenomenon | None
    branch: Branch | None
    purpose: PurposeCode
    case_number: str | None
    happened_at: AwareDatetime
    due_on: date | None
    state: ExchangeState
    late: bool
    outcome: Outcome | None
    answered_at: AwareDatetime | None

    @classmethod
    def of(cls, row: ListedExchange, today: date) -> Self:
        names = [name for name in cls.model_fields if name != "late"]
        return cls(**{name: getattr(row, name) for name in names}, late=row.is_late(today))


class ExchangeView(View):
    """One exchange. ``recordedBy`` and ``answeredBy`` are officers, by their login."""

    id: UUID
    direction: Direction
    partner: str
    about: About
    person_id: UUID | None
    establishment_id: UUID | None
    case_number: str | None
    phenomenon: Phenomenon | None
    branch: Branch | None
    purpose: PurposeCode
    basis: str
    categories: tuple[Category, ...]
    judicial_leave: str | None
    happened_at: AwareDatetime
    due_on: date | None
    recorded_at: AwareDatetime
    recorded_by: str
    state: ExchangeState
    late: bool
    outcome: Outcome | None
    answer_categories: tuple[Category, ...]
    answered_at: AwareDatetime | None
    answered_by: str | None
    follow_up: FollowUp | None
    note: str | None
    answer_note: str | None
    allowed: tuple[ExchangeStep, ...]

    @classmethod
    def of(cls, file: ExchangeFile, today: date) -> Self:
        row, notes = file.exchange, file.notes
        own = ("late", "note", "answer_note", "allowed", "categories", "answer_categories")
        names = [name for name in cls.model_fields if name not in own]
        return cls(
            **{name: getattr(row, name) for name in names},
            categories=tuple(map(Category, row.categories)),
            answer_categories=tuple(map(Category, row.answer_categories or ())),
            late=row.is_late(today),
            note=notes.first,
            answer_note=notes.answer,
            allowed=tuple(allowed(row.state)),
        )


class CountView(View):
    partner: str
    direction: Direction
    number: int
    answered: int
    late: int


@router.get("/exchange-partners")
async def get_partners(
    tx: Tx, officer: Officer, on: Annotated[ListedDay | None, Query()] = None
) -> CodeListsView:
    """The partners and legal bases of a day, today without one."""
    day = on or city_day(tx.now)
    return CodeListsView(
        partners=tuple(map(PartnerView.model_validate, await code_lists.partners(tx.conn, day))),
        bases=tuple(map(BasisView.model_validate, await code_lists.bases(tx.conn, day))),
    )


@router.get("/exchange-counts", **listed(CountView))
async def get_counts(
    request: Request,
    tx: Tx,
    officer: Protector,
    page: Page,
    year: Annotated[int, Query(ge=2010, le=9997)],
) -> Response:
    """Exchanges of a year by partner and direction. They stay with the police."""
    begins, ends = day_start(date(year, 1, 1)), day_start(date(year + 1, 1, 1))
    rows = await counts.counts(tx.conn, begins, ends, city_day(tx.now))
    shown = rows[page.offset :][: page.pagesize]
    return hal(request, "exchangeCounts", [CountView.model_validate(row) for row in shown], page)


@router.get("/exchanges", **listed(ExchangeSummaryView))
async def get_exchanges(
    request: Request,
    tx: Tx,
    officer: Officer,
    page: Page,
    which: WhichExchanges = WhichExchanges.ALLE,
    partner: Annotated[str | None, Query(max_length=60)] = None,
) -> Response:
    """Nobody is named; recherche sees those of its case, and those about none."""
    today = city_day(tx.now)
    rows = await exchanges.listed(
        tx.conn, which, today, partner, case_of(tx), page.offset, page.pagesize
    )
    await log_list(tx, officer, "exchanges", f"{len(rows)} uitwisselingen", TOEZICHT)
    views = [ExchangeSummaryView.of(row, today) for row in rows]
    return hal(request, "exchanges", views, page)


@router.get("/exchanges/{exchange_id}")
async def get_exchange(
    exchange_id: UUID, tx: Tx, officer: Officer, purpose: Purpose
) -> ExchangeView:
    """Refused for another purpose than it was made for."""
    file = await open_exchange(tx, officer, exchange_id, purpose)
    return ExchangeView.of(file, city_day(tx.now))


@router.post("/exchanges", status_code=201)
async def post_exchange(body: ExchangeBody, tx: Tx, officer: Protector) -> RecordedView:
    exchange_id = uuid4()
    new = body.noted(exchange_id, body.subject, body.purpose, body.basis, body.happened_at)
    await record.record_exchange(tx, officer, new)
    return RecordedView(exchange_id=exchange_id)


@router.post("/exchanges/{exchange_id}/answer")
async def post_answer(
    exchange_id: UUID, body: AnswerBody, tx: Tx, officer: Protector
) -> RecordedView:
    answer = body.noted(body.answered_at)
    await record.record_answer(tx, officer, exchange_id, answer)
    return RecordedView(exchange_id=exchange_id)


@router.post("/exchanges/{exchange_id}/closure")
async def post_closure(
    exchange_id: UUID, body: ClosureBody, tx: Tx, officer: Protector
) -> RecordedView:
    await record.close(tx, officer, exchange_id, body.follow_up)
    return RecordedView(exchange_id=exchange_id)


@router.post("/exchanges/{exchange_id}/withdrawal")
async def post_withdrawal(
    exchange_id: UUID, body: WithdrawalBody, tx: Tx, officer: Protector
) -> RecordedView:
    await record.withdraw(tx, officer, exchange_id, body.reason)
    return RecordedView(exchange_id=exchange_id)
