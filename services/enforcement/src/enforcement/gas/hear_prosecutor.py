"""Hear what the prosecutor said of a finding: whether the city may fine those facts."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.databank import ProsecutorAnswered
from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.cases.receive_answer import note_answer
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import POLICE
from enforcement.cases.take_step import permits
from enforcement.gas import store
from enforcement.gas.acts.prosecutor import NoteProsecutorAnswer
from enforcement.gas.desk import FINES
from enforcement.gas.rules import GasStep
from enforcement.gas.weigh_prosecution import note_prosecution


async def hear_prosecutor(tx: Transaction, event: ProsecutorAnswered, case_id: UUID) -> None:
    """A case about this finding alone that waits for it takes the answer; any other notes it.

    So too where a case has other findings, of which nothing was said. No fine follows, and none is
    collected, for facts that are prosecuted before the officer weighed it: nobody is punished twice
    for one fact.
    """
    case = await store.find_for_update(tx, case_id)
    if case is None:
        return
    prosecuted = event.answer is ProsecutorAnswer.VERVOLGT
    if prosecuted:
        on = city_day(min(event.answered_at, tx.now))
        await findings.note_prosecuted(tx, event.finding_id, on)
    alone = len(await findings.of_case(tx, case_id)) == 1
    if alone and permits(case, GasStep.PROSECUTOR_ANSWER, city_day(tx.now)):
        answered_at = min(event.answered_at, tx.now)
        said = NoteProsecutorAnswer(answer=event.answer, answered_at=answered_at)
        await FINES.take(tx, case_id, POLICE, said)
        return
    note_answer(tx, case, event)
    if prosecuted and permits(case, GasStep.PROSECUTION, city_day(tx.now)):
        at = min(event.answered_at, tx.now)
        await note_prosecution(tx, case, POLICE, at, whole=alone)
