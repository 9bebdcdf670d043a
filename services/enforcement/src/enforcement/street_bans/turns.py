"""Turns in a street ban (NGW art. 134sexies): the mayor warns and orders, case workers do the rest.

A ban that is about to end may be renewed only after a hearing of its own, so who invites and who
orders hears of it while there is time for both.
"""

from enforcement.cases.rules import Attempt
from enforcement.cases.turns import Mark, Turn, Turns, hearing_has_come
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.council_of_state.turns import council_turns
from enforcement.functions import CASE_WORKERS, COLLEGE, LAWYERS, MAYOR
from enforcement.meetings.next_meeting import ENTER_MEETING
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.street_bans.rules import LENGTH_TERM, NOTICE_TERM, STREET_BAN, BanState, BanStep
from enforcement.street_bans.rules.guards import may_be_renewed
from enforcement.street_bans.rules.procedure import UNORDERED

S, Step = BanState, BanStep

TURNS = Turns(
    owed=(
        Turn(by=LAWYERS, states=UNORDERED, steps=(Step.REVIEW,)),
        Turn(
            by=MAYOR,
            states=(S.VOORSTEL,),
            steps=(Step.WARNING,),
            when=lambda file, _today: not file.warned,
        ),
        Turn(
            by=CASE_WORKERS, states=(S.VOORSTEL, S.GEWAARSCHUWD), steps=(Step.HEARING_INVITATION,)
        ),
        Turn(
            by=CASE_WORKERS,
            states=(S.UITGENODIGD,),
            steps=(Step.HEARING, Step.ABSENCE),
            when=lambda file, today: not file.heard and hearing_has_come(file, today),
        ),
        Turn(
            by=CASE_WORKERS,
            states=(S.GEHOORD,),
            steps=(Step.PERIMETER,),
            when=lambda file, _today: not file.bounded,
        ),
        Turn(by=MAYOR, states=(S.GEHOORD,), steps=(Step.ORDER,)),
        Turn(by=CASE_WORKERS, states=(S.BEVOLEN,), steps=(Step.NOTIFICATION,)),
        Turn(
            by=COLLEGE,
            states=(S.BEVOLEN, S.ACTIEF),
            steps=(Step.CONFIRMATION,),
            nearing=CONFIRMATION_TERM,
        ),
        Turn(
            by=COLLEGE,
            states=(S.BEVOLEN, S.ACTIEF),
            steps=(Step.CONFIRMATION,),
            only=Mark.NO_MEETING,
            page=ENTER_MEETING,
        ),
        Turn(
            by=CASE_WORKERS,
            states=(S.ACTIEF,),
            steps=(Step.HEARING_INVITATION,),
            nearing=LENGTH_TERM,
            when=lambda file, today: (
                file.hearing_on is None and may_be_renewed(file, Attempt(today)) is None
            ),
        ),
        Turn(
            by=CASE_WORKERS,
            states=(S.ACTIEF,),
            steps=(Step.HEARING, Step.ABSENCE),
            nearing=LENGTH_TERM,
            when=lambda file, today: not file.heard and hearing_has_come(file, today),
        ),
        Turn(by=MAYOR, states=(S.ACTIEF,), steps=(Step.RENEWAL,), nearing=LENGTH_TERM),
        *council_turns(CASE_WORKERS, STREET_BAN),
        # Annulled: the mayor orders anew, or the case ends.
        Turn(by=MAYOR, states=(S.VOORBIJ,), steps=(Step.RETAKE,), only=Mark.ANNULLED),
        Turn(by=CASE_WORKERS, states=(S.VOORBIJ,), steps=(Step.CLOSING,), only=Mark.ANNULLED),
    ),
    exceptional=frozenset(
        {
            # what somebody else did: noted when it came
            Step.NEXT_FACT,
            Step.WRITTEN_DEFENCE,
            Step.COUNCIL_APPEAL,
            Step.COUNCIL_RULING,
            # what the city may do, and need not
            Step.WARNING_SKIPPED,
            Step.LIFTING,
            Step.CORRECTION,
            Step.CONFIRMATION_CORRECTION,
            Step.DISCONTINUATION,
        }
    ),
    of_others=frozenset({NOTICE_TERM, APPEAL_TERM}),
)
