"""Receive what the prosecutor told the police about facts that the city has too."""

from chassis.days import city_day
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import ProsecutorAnswered
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import POLICE
from enforcement.cases.take_step import permits
from enforcement.gas import ask_prosecutor
from enforcement.gas import store as gas
from enforcement.gas.rules import OPEN, STANDING, GasStep
from enforcement.mayor_measures import store as measures
from enforcement.sanctions import store as sanctions

ANSWERED = "antwoord_parket"


async def receive_answer(tx: Transaction, event: ProsecutorAnswered) -> None:
    """A fine case about this finding alone that waits for it takes the answer; any other notes it.

    A sanction and a measure of the mayor do not depend on the prosecutor: a person weighs it. So
    too where a case has other findings, of which nothing was said. A prosecution of facts for which
    a fine is on its way or stands is on today's list: nobody is punished twice for one fact.
    Raises ``RejectedError``.
    """
    case_id = await findings.case_of(tx, event.finding_id)
    if case_id is None:
        raise RejectedError("no case has this finding")
    fine = await gas.find_for_update(tx, case_id)
    alone = len(await findings.of_case(tx, case_id)) == 1
    answered_at = min(event.answered_at, tx.now)
    if fine and alone and permits(fine, GasStep.PROSECUTOR_ANSWER, city_day(tx.now)):
        await ask_prosecutor.record_answer(tx, case_id, POLICE, event.answer, answered_at)
        return
    cases = [fine or await sanctions.find_for_update(tx, case_id)]
    for case in (*cases, *await measures.measures_on(tx, [event.finding_id])):
        if case is not None:
            states = (case.state, case.state)
            timeline.note(tx, case.case_id, ANSWERED, states, POLICE, reason=event.answer)
    prosecuted = event.answer is ProsecutorAnswer.VERVOLGT
    if fine and prosecuted and fine.state in (*OPEN, *STANDING):
        await ask_review(tx, case_id, fine.state, POLICE, Early.PARKET)
