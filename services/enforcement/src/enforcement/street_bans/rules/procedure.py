"""The steps of a street ban (NGW art. 134sexies): where each leads, and its guards."""

from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.street_bans.rules.codes import BanState, BanStep, Confirmation
from enforcement.street_bans.rules.guards import (
    BanFile,
    awaits_confirmation,
    awaits_the_council,
    binds_nobody,
    binds_somebody,
    has_a_day_to_correct,
    has_a_perimeter,
    hearing_is_over,
    is_not_appealed,
    is_not_on_hold,
    is_not_over,
    is_not_stayed,
    is_over,
    may_be_contested,
    may_be_renewed,
    may_be_retaken,
    may_be_skipped,
    needs_a_look,
    the_college_decided,
    waits_for_a_fact,
    was_confirmed,
    was_heard,
    was_invited,
    was_looked_at,
    was_missed,
    was_warned,
)

S, Step = BanState, BanStep

UNORDERED = (S.VOORSTEL, S.GEWAARSCHUWD, S.UITGENODIGD, S.GEHOORD)
ORDERED = (S.BEVOLEN, S.ACTIEF)
RUNNING = (S.ACTIEF,)
"""A perimeter that is drawn now is that of a renewal."""
CONTESTABLE = (S.BEVOLEN, S.ACTIEF, S.VOORBIJ, S.AFGESLOTEN)
"""The term of the Council of State may run on after the case was closed."""
COUNCIL_STEPS = (
    Step.COUNCIL_APPEAL,
    Step.COUNCIL_LAWYER,
    Step.COUNCIL_FILE,
    Step.COUNCIL_RULING,
)

STREET_BAN: Procedure[BanState, BanStep, BanFile] = Procedure(
    transitions={
        (S.VOORSTEL, Step.WARNING): S.GEWAARSCHUWD,
        # Later too: the warning may prove to have arrived after the fact.
        **{(state, Step.NEXT_FACT): state for state in UNORDERED if state is not S.VOORSTEL},
        **{(state, Step.WARNING_SKIPPED): state for state in UNORDERED},
        **{(state, Step.HEARING_INVITATION): S.UITGENODIGD for state in UNORDERED},
        (S.UITGENODIGD, Step.HEARING): S.GEHOORD,
        (S.UITGENODIGD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        (S.UITGENODIGD, Step.ABSENCE): S.GEHOORD,
        # The invitation arrived too late: nobody is blamed for staying away.
        (S.GEHOORD, Step.ABSENCE_VOID): S.UITGENODIGD,
        (S.ACTIEF, Step.ABSENCE_VOID): S.ACTIEF,
        (S.GEHOORD, Step.HEARING): S.GEHOORD,
        (S.GEHOORD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        **{(state, Step.PERIMETER): state for state in (*UNORDERED, *RUNNING)},
        **{(state, Step.REVIEW): state for state in UNORDERED},
        (S.GEHOORD, Step.ORDER): S.BEVOLEN,
        (S.BEVOLEN, Step.NOTIFICATION): S.ACTIEF,
        **{
            (state, Step.CONFIRMATION): {
                str(Confirmation.BEVESTIGD): state,
                str(Confirmation.NIET_BEVESTIGD): S.VOORBIJ,
                str(Confirmation.UITGESTELD): S.VOORBIJ,
            }
            for state in ORDERED
        },
        # A renewal is an order of its own: heard before, notified and confirmed after.
        (S.ACTIEF, Step.HEARING_INVITATION): S.ACTIEF,
        (S.ACTIEF, Step.HEARING): S.ACTIEF,
        (S.ACTIEF, Step.WRITTEN_DEFENCE): S.ACTIEF,
        (S.ACTIEF, Step.ABSENCE): S.ACTIEF,
        (S.ACTIEF, Step.RENEWAL): S.BEVOLEN,
        (S.VOORBIJ, Step.RENEWAL): S.BEVOLEN,
        # The order before a renewal that lapsed binds until its own last day.
        **{(state, Step.LIFTING): S.VOORBIJ for state in (*ORDERED, S.VOORBIJ)},
        # An order that was taken back, and the appeal against it that the Council has to judge.
        **{
            (state, Step.RETAKE): {
                str(each): each for each in (S.VOORSTEL, S.GEWAARSCHUWD, S.GEHOORD, S.ACTIEF)
            }
            for state in (*ORDERED, S.VOORBIJ)
        },
        **{
            (state, step): state
            for state in UNORDERED
            for step in COUNCIL_STEPS
            if step is not Step.COUNCIL_APPEAL
        },
        **{(state, Step.CORRECTION): state for state in (*UNORDERED, *CONTESTABLE)},
        **{
            (state, Step.CONFIRMATION_CORRECTION): {
                str(each): each for each in (*ORDERED, S.VOORBIJ)
            }
            for state in (*ORDERED, S.VOORBIJ)
        },
        **{(state, Step.LAPSE): S.VOORBIJ for state in ORDERED},
        **{(state, Step.EXPIRY): S.VOORBIJ for state in ORDERED},
        **{(state, Step.DISCONTINUATION): S.AFGESLOTEN for state in UNORDERED},
        **{(state, step): state for state in CONTESTABLE for step in COUNCIL_STEPS},
        (S.VOORBIJ, Step.CLOSING): S.AFGESLOTEN,
    },
    guards={
        Step.REVIEW: (needs_a_look,),
        Step.WARNING_SKIPPED: (may_be_skipped,),
        Step.NEXT_FACT: (letters_were_delivered, waits_for_a_fact),
        Step.HEARING_INVITATION: (was_warned, is_not_on_hold, was_looked_at),
        Step.HEARING: (was_invited,),
        Step.WRITTEN_DEFENCE: (was_invited,),
        Step.ABSENCE: (letters_were_delivered, was_invited, hearing_is_over),
        Step.ORDER: (
            letters_were_delivered,
            was_warned,
            was_heard,
            hearing_is_over,
            has_a_perimeter,
            is_not_on_hold,
            was_looked_at,
        ),
        Step.RENEWAL: (
            letters_were_delivered,
            may_be_renewed,
            was_confirmed,
            was_heard,
            hearing_is_over,
            is_not_on_hold,
            is_not_stayed,
            is_not_over,
        ),
        Step.PERIMETER: (is_not_over,),
        Step.CONFIRMATION: (awaits_confirmation,),
        Step.LIFTING: (binds_somebody,),
        Step.RETAKE: (may_be_retaken,),
        Step.CORRECTION: (has_a_day_to_correct,),
        Step.CONFIRMATION_CORRECTION: (the_college_decided, is_not_stayed),
        Step.LAPSE: (was_missed,),
        Step.EXPIRY: (is_over,),
        Step.COUNCIL_APPEAL: (may_be_contested,),
        Step.COUNCIL_LAWYER: (awaits_the_council,),
        Step.COUNCIL_FILE: (awaits_the_council,),
        Step.COUNCIL_RULING: (awaits_the_council,),
        Step.CLOSING: (is_not_appealed, binds_nobody),
    },
    automatic=frozenset({Step.ABSENCE_VOID, Step.LAPSE, Step.EXPIRY}),
)
