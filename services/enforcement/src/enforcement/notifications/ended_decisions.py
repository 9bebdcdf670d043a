"""Tell whoever was told of a decision that it is none any more: one way for all procedures.

Taken back by the body itself, not confirmed by the college, or annulled (decision 0233).
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web.pages.languages import mark
from enforcement.cases.store import timeline
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.ended import Ended, Ending
from enforcement.notifications.rules.letters import COPIED, ON_ITS_WAY, LetterState
from enforcement.notifications.store import ended, letters
from enforcement.notifications.words import day_in_words

NONE_ENDED = lazy("Er is niets ingetrokken, vervallen of opgeheven dat nog te melden is.")
ANNULLED = lazy(
    "De Raad van State vernietigde deze beslissing. Meld dat met de brief dat ze niet meer geldt."
)
RETAKE, LIFTING = "retake", "lifting"
"""The steps of every procedure by which a body takes its own decision back, and ends what held."""
OWN_ACTS = frozenset({Ending.INGETROKKEN, Ending.OPGEHEVEN})
"""The body says itself whether it decides anew; who lifts does not."""
BY_LAW = {
    Ending.NIET_BEVESTIGD: mark("Het college van burgemeester en schepenen bevestigde ze niet."),
    Ending.NIET_BEHANDELD: mark(
        "Het college van burgemeester en schepenen bevestigde ze niet op zijn eerstvolgende "
        "vergadering."
    ),
    Ending.VERNIETIGD: mark("De Raad van State vernietigde die beslissing."),
}
"""Why, where that is no reason of the body."""


async def note_ended(tx: Transaction, case_id: UUID, decision: Ended) -> None:
    """Note that a decision is none any more, where somebody was told of it or is about to be: it
    was notified, or its letter left."""
    if not decision.notified and not await _left(tx, case_id, decision.decided_at):
        return
    tx.session.add(
        ended.EndedDecision(
            ended_id=uuid4(),
            case_id=case_id,
            ending=decision.ending,
            body=decision.body,
            what=decision.what,
            renewal=decision.renewal,
            decided_on=city_day(decision.decided_at),
            ended_on=city_day(decision.ended_at),
            earlier_until=decision.earlier_until,
            anew=decision.anew if decision.ending in OWN_ACTS else None,
            noted_at=tx.now,
        )
    )


async def note_sequel(tx: Transaction, case_id: UUID, *, anew: bool) -> None:
    """The body said whether it decides anew after what ended by law or by a judge: the letter that
    did not leave yet says so too."""
    for each in await ended.untold(tx, case_id):
        if each.ending not in OWN_ACTS:
            each.anew = anew


async def note_not_ended(tx: Transaction, case_id: UUID) -> None:
    """It was noted by mistake that the last one ended: nothing is to be told, if nothing was."""
    await ended.forget(tx, (await ended.untold(tx, case_id))[-1:])


async def must_have_ended(tx: Transaction, case_id: UUID) -> None:
    """Raises ``StepRefusedError`` where no letter is to say so."""
    if not await ended.untold(tx, case_id):
        raise StepRefusedError(NONE_ENDED)


async def told_ended(tx: Transaction, case_id: UUID) -> dict[str, Any]:
    """What the template asks for."""
    return {
        "ended": [
            {
                "ending": str(each.ending),
                "body": str(each.body),
                "what": each.what,
                "renewal": each.renewal,
                "decided_on": day_in_words(each.decided_on),
                "ended_on": day_in_words(each.ended_on),
                "earlier_until": each.earlier_until and day_in_words(each.earlier_until),
                "anew": each.anew,
            }
            for each in await ended.untold(tx, case_id)
        ]
    }


async def why_ended(tx: Transaction, case_id: UUID) -> dict[str, str]:
    """The reasons of the body, or the law; what a retake says before its colon is where the case
    begins anew."""
    lines = await timeline.of_case(tx, case_id)
    reasons = []
    for each in await ended.untold(tx, case_id):
        said = [
            (line.reason or "") if line.step == LIFTING else (line.reason or "").partition(": ")[2]
            for line in lines
            if line.step in (RETAKE, LIFTING) and line.at == each.noted_at
        ]
        by_law = BY_LAW.get(each.ending)
        reasons += [by_law] if by_law else said
    why = "\n\n".join(dict.fromkeys(reason for reason in reasons if reason))
    return {"motivation": why} if why else {}


async def _left(tx: Transaction, case_id: UUID, decided_at: datetime) -> bool:
    reaches = (*ON_ITS_WAY, LetterState.ONTVANGEN)
    return any(
        letter.kind == LetterKind.BESLISSING
        and letter.role not in COPIED
        and letter.state in reaches
        and letter.drafted_at >= decided_at
        for letter in await letters.of_case(tx, case_id)
    )
