"""Mixed facts, both ways: the city asks for the prosecutor, and the police note the answer."""

from datetime import date
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import Addressee
from contracts.databank import ProsecutorAnswered
from contracts.enforcement import ProsecutorAsked
from contracts.mixed_facts.codes import ProsecutorAnswer
from databank.finding_register.rules.steps import FindingState
from databank.finding_register.store import findings
from databank.findings.advance import locked
from databank.findings.rules.prosecutor import ProsecutorWord, Statement, awaits_answer
from databank.findings.store import prosecutor

CITY = "stad"


async def note_asked(event: ProsecutorAsked, tx: Transaction) -> None:
    """The city waits for the prosecutor: the officers read on the finding that it does."""
    asked = Statement(ProsecutorWord.GEVRAAGD, event.asked_at, None, CITY)
    for finding_id in event.finding_ids:
        await prosecutor.add(tx.conn, finding_id, asked)


async def note_answer(
    tx: Transaction,
    officer: str,
    finding_id: UUID,
    answer: ProsecutorAnswer,
    on: date,
    source: str,
) -> None:
    """Tell the city, where it has the facts. A report that was the prosecutor's alone and that he
    leaves to the city can then be transferred as any other, with the same questions first.

    Raises ``RefusedError``.
    """
    finding = await locked(tx, finding_id)
    if not awaits_answer(finding, await prosecutor.of_finding(tx.conn, finding_id)):
        raise StepRefusedError(lazy("Deze vaststelling wacht niet op het parket."), allowed=[])
    if on > city_day(tx.now) or on < city_day(finding.fact_at):
        reason = lazy("Het antwoord kwam na de feiten, en niet in de toekomst. Kijk de dag na.")
        raise FieldRefusedError("answeredOn", reason)
    said = Statement(ProsecutorWord(answer), min(tx.now, day_start(on)), source, officer)
    await prosecutor.add(tx.conn, finding_id, said)
    if finding.procedure is not None:
        tell_answer(tx, finding_id, said)
    elif answer is ProsecutorAnswer.AFGEZIEN:
        await findings.change(
            tx.conn,
            finding_id,
            state=FindingState.OPGEMAAKT,
            addressee=Addressee.GEMENGD,
            transferred_at=None,
        )


def tell_answer(tx: Transaction, finding_id: UUID, said: Statement) -> None:
    answer = ProsecutorAnswer(said.word)
    record(tx, ProsecutorAnswered(finding_id=finding_id, answer=answer, answered_at=said.at))
