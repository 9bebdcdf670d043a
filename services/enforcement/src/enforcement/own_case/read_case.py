"""Read what somebody may see of the own case: no name, no place, and of other persons nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.case_documents.rules import DocumentKind, DocumentNotFoundError
from enforcement.case_documents.store import documents, texts
from enforcement.case_documents.store.documents import StoredFile
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.take_step import permits
from enforcement.gas import person_terms
from enforcement.gas import store as gas
from enforcement.gas.person_terms import PersonTerms
from enforcement.gas.rules import GasState, GasStep
from enforcement.gas.rules.states import FALLEN
from enforcement.gas.store import GasCase
from enforcement.hearings import store as hearings
from enforcement.notifications.city import City
from enforcement.notifications.enclosures import reports_of
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import LetterNotFoundError
from enforcement.notifications.store import letters
from enforcement.notifications.store.case_access import LEFT, CaseAccess
from enforcement.notifications.store.letters import Letter
from enforcement.own_case.answer_offer import decides, offer_of
from enforcement.own_case.ask_mail import may_ask
from enforcement.own_case.rules import WITH_REPORT, Offer, Progress, Waiting, progress, waiting
from enforcement.payments import pay_ahead, request_instalments
from enforcement.payments.reserve_reference import reserve_reference
from enforcement.payments.rules.balance import Balance
from enforcement.payments.rules.claim import OPEN
from enforcement.payments.rules.court_costs import CostsDebtor
from enforcement.payments.rules.instalments import InstalmentStanding
from enforcement.payments.rules.reference import written
from enforcement.payments.store import accounts, claims, court_costs, debts, requests
from enforcement.payments.store.requests import InstalmentRequest
from enforcement.persons.rules import words


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A fact as letters say it, without its place."""

    day: date
    what: str
    article: str
    report: str


@dataclass(frozen=True, slots=True)
class OwnPayment:
    """``due_on`` is the last day on which the fine is paid in time, empty while the city does not
    ask; ``asks``: it asks for what is left, and ``waits`` says why it does not yet. ``asked`` is
    the last wish to pay in parts; ``may_ask`` another may come.
    """

    reference: str
    balance: Balance
    due_on: date | None
    asks: bool
    waits: Waiting | None
    instalments: Sequence[InstalmentStanding]
    asked: InstalmentRequest | None
    may_ask: bool


@dataclass(frozen=True, slots=True)
class OwnFine:
    """A fine that was decided and may still be appealed: what it is, and how to pay it now, or why
    nobody need.
    """

    amount_cents: int
    decided_on: date
    reference: str | None
    waits: Waiting | None


@dataclass(frozen=True, slots=True)
class OwnCosts:
    """Costs that a court awarded; ``waits``: the city asks nobody for them now; ``reference``: it
    asks the person, by a letter until ``due_on``.
    """

    owed_by: CostsDebtor
    amount_cents: int
    awarded_on: date
    settled_on: date | None
    waits: Waiting | None
    reference: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True, repr=False)
class OwnDefence:
    """A defence as the reader sent it, sign for sign, and its document; prints nothing.

    ``digest`` is the SHA-256 of the document.
    """

    document_id: UUID
    given_at: datetime
    typed: str
    digest: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """``defence_until`` and ``appeal_until`` only while something can still be done.

    ``reports`` are copies that went along with the letters. ``fine`` stands until finance has its
    claim, which ``payment`` is. ``offer`` waits for an answer, which
    the reader gives if it ``decides``. ``paid_ahead_cents`` came in before the fine is final.
    """

    number: str
    progress: Progress
    facts: Sequence[OwnFact]
    letters: Sequence[Letter]
    defences: Sequence[OwnDefence]
    reports: int
    defence_until: date | None
    hearing_at: datetime | None
    appeal_until: date | None
    fine: OwnFine | None
    payment: OwnPayment | None
    costs: OwnCosts | None
    paid_ahead_cents: int
    may_defend: bool
    may_ask_hearing: bool
    offer: Offer | None
    decides: bool
    may_ask_mail: bool


async def read_case(tx: Transaction, city: City, opened: CaseAccess) -> OwnCase:
    """As it stands for the addressee of the letter with the code."""
    case = await gas.get(tx, opened.case_id)
    today = city_day(tx.now)
    own = await _letters(tx, opened)
    now = progress(case.state)
    hearing = await hearings.current(tx, case.case_id)
    terms = await _terms(tx, case, opened)
    may_defend = permits(case, GasStep.WRITTEN_DEFENCE, today)
    payment = await _payment(tx, case.case_id, now, today)
    pays_later = now is Progress.TE_BETALEN and payment is not None and payment.waits is not None
    return OwnCase(
        number=case.number,
        progress=Progress.BETALEN_WACHT if pays_later else now,
        facts=await _facts(tx, city, case.case_id),
        letters=own,
        defences=await own_defences(tx, opened),
        reports=len(await _reports(tx, opened, own)),
        defence_until=_still(terms.defence_until, today) if may_defend else None,
        hearing_at=None if hearing is None else hearing.planned_at,
        appeal_until=None if now is Progress.INGETROKKEN else _still(terms.appeal_until, today),
        fine=await _fine(tx, case, own),
        payment=payment,
        costs=await _costs(tx, case),
        paid_ahead_cents=await pay_ahead.waiting(tx, case.case_id),
        may_defend=may_defend,
        may_ask_hearing=permits(case, GasStep.HEARING_REQUEST, today),
        offer=offer_of(case),
        decides=await decides(tx, opened),
        may_ask_mail=await may_ask(tx, opened),
    )


async def _terms(tx: Transaction, case: GasCase, opened: CaseAccess) -> PersonTerms:
    """The reader's own terms: a minor's and each holder's run from their own letters."""
    person_id = (await letters.get(tx, opened.letter_id)).person_id
    if case.minor and person_id is not None:
        return (await person_terms.terms_of(tx, case.case_id)).get(person_id, PersonTerms())
    return PersonTerms(defence_until=case.defence_until, appeal_until=case.appeal_until)


async def read_letter(tx: Transaction, opened: CaseAccess, letter_id: UUID) -> StoredFile:
    """A letter to the same addressee. Raises ``LetterNotFoundError``."""
    for letter in await _letters(tx, opened):
        if letter.letter_id == letter_id:
            return (await documents.files(tx, [letter.document_id]))[letter.document_id]
    raise LetterNotFoundError


async def read_defence(tx: Transaction, opened: CaseAccess, document_id: UUID) -> StoredFile:
    """A defence that the reader gave. Raises ``DocumentNotFoundError``."""
    for defence in await own_defences(tx, opened):
        if defence.document_id == document_id:
            return (await documents.files(tx, [document_id]))[document_id]
    raise DocumentNotFoundError


async def own_defences(tx: Transaction, opened: CaseAccess) -> list[OwnDefence]:
    """What came in with the reader's own codes and is in the case still."""
    own = await _to_reader(tx, opened)
    typed = await texts.by_letters(tx, [letter.letter_id for letter in own])
    return [
        OwnDefence(each.document_id, each.added_at, typed[each.document_id], each.digest)
        for each in await documents.of_case(tx, opened.case_id, DocumentKind.VERWEER)
        if each.document_id in typed and each.withdrawn_at is None
    ]


async def read_report(tx: Transaction, opened: CaseAccess, which: int) -> StoredFile:
    """The copy of a report that went along with the own letter, counted from 1.

    Raises ``LetterNotFoundError``.
    """
    reports = await _reports(tx, opened, await _letters(tx, opened))
    if not 1 <= which <= len(reports):
        raise LetterNotFoundError
    report_id = reports[which - 1]
    return (await documents.files(tx, [report_id]))[report_id]


async def _letters(tx: Transaction, opened: CaseAccess) -> list[Letter]:
    """The letters that went to the same addressee as the one with the code, the newest first."""
    return [letter for letter in await _to_reader(tx, opened) if letter.state in LEFT]


async def _to_reader(tx: Transaction, opened: CaseAccess) -> list[Letter]:
    """Letters to the same person, also at a former address; by name, since a case may have been
    about somebody else by mistake.
    """
    own = await letters.get(tx, opened.letter_id)
    address = letters.content_of(tx, own).address
    found = []
    for letter in await letters.of_case(tx, opened.case_id):
        there = letters.content_of(tx, letter).address
        same = own.person_id is not None and letter.person_id == own.person_id
        if letter.role == own.role and (
            there == address or (same and words(there.name) == words(address.name))
        ):
            found.append(letter)
    return found


async def _reports(tx: Transaction, opened: CaseAccess, own: Sequence[Letter]) -> list[UUID]:
    if not any(letter.kind in WITH_REPORT for letter in own):
        return []
    return (await reports_of(tx, [(CaseKind.GAS, opened.case_id)]))[opened.case_id]


async def _facts(tx: Transaction, city: City, case_id: UUID) -> list[OwnFact]:
    return [
        OwnFact(
            city_day(finding.fact_at),
            city.fact_text(finding.fact_code).what,
            city.fact_text(finding.fact_code).article,
            finding.report_number,
        )
        for finding in await findings.of_case(tx, case_id)
    ]


async def _fine(tx: Transaction, case: GasCase, own: Sequence[Letter]) -> OwnFine | None:
    """Once the reader has a decision with the amount, and while no claim is open."""
    told = any(letter.kind is LetterKind.BESLISSING for letter in own)
    if case.amount is None or case.decided_on is None or not told or case.state in FALLEN:
        return None
    if await claims.find(tx, case.case_id) is not None:
        return None
    payable = case.state in (GasState.GELDBOETE_OPGELEGD, GasState.TER_KENNIS_GEBRACHT)
    waits = waiting(await debts.fines().standing(tx, case.case_id), progress(case.state))
    reference = await reserve_reference(tx, case.case_id) if payable and waits is None else None
    return OwnFine(100 * case.amount, case.decided_on, reference, waits)


async def _payment(tx: Transaction, case_id: UUID, now: Progress, today: date) -> OwnPayment | None:
    if await claims.find(tx, case_id) is None:
        return None
    account = await accounts.read(tx, case_id)
    claim = account.claim
    runs = claim.state in OPEN and not account.annulled and today <= claim.prescribes_on
    waits = waiting(account, now) if runs and account.balance.outstanding_cents else None
    asks = runs and waits is None
    return OwnPayment(
        written(claim.reference),
        account.balance,
        claim.due_on if asks and not account.waits else None,
        asks,
        waits,
        account.standing(today),
        await requests.latest(tx, case_id),
        asks and account.plan is None and request_instalments.may_ask(account, today),
    )


async def _costs(tx: Transaction, case: GasCase) -> OwnCosts | None:
    """Finance asks a person for none while the case is on hold."""
    costs = await court_costs.find(tx, case.case_id)
    if costs is None:
        return None
    waits = Waiting.NAKIJKEN if costs.is_asked and case.on_hold else None
    asks = costs.is_asked and waits is None
    return OwnCosts(
        costs.owed_by,
        costs.amount_cents,
        costs.awarded_on,
        costs.settled_on,
        waits,
        written(costs.reference) if asks and costs.reference else None,
        costs.due_on if asks else None,
    )


def _still(day: date | None, today: date) -> date | None:
    return day if day is not None and day >= today else None
