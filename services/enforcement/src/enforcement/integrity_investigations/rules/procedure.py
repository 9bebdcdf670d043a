"""The steps of an integrity investigation (NGW art. 119ter): where each leads, and its guards."""

from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.integrity_investigations.rules.codes import (
    Admissibility,
    IntegrityState,
    IntegrityStep,
    Measure,
)
from enforcement.integrity_investigations.rules.guards import (
    IntegrityFile,
    awaits_the_council,
    follows_the_proposal,
    has_a_day_to_correct,
    hearing_is_over,
    is_admissible,
    is_not_appealed,
    is_not_undone,
    may_be_contested,
    may_be_retaken,
    may_work,
    measure_fits,
    register_was_consulted,
    restricts_by_decision,
    suspends_now,
    was_advised,
    was_heard,
    was_not_extended,
    was_passed_on,
    works_or_is_undone,
)

S, Step = IntegrityState, IntegrityStep

INVESTIGATED = (S.GESTART, S.ADVIES_GEVRAAGD, S.ADVIES_ONTVANGEN)
UNDECIDED = (*INVESTIGATED, S.UITGENODIGD, S.GEHOORD, S.VOORGESTELD)
NOTIFIED = (S.TER_KENNIS_GEBRACHT, S.IN_WERKING)
DECIDED = (S.BESLIST, *NOTIFIED, S.AFGESLOTEN)
BEGUN_ANEW = (S.GESTART, S.ADVIES_ONTVANGEN, S.GEHOORD, S.VOORGESTELD, S.AFGESLOTEN)
"""Where a case may stand once its decision was taken back."""
COUNCIL_STEPS = (
    Step.COUNCIL_APPEAL,
    Step.COUNCIL_LAWYER,
    Step.COUNCIL_FILE,
    Step.COUNCIL_RULING,
)
DECISIONS = {
    str(measure): S.AFGESLOTEN if measure is Measure.GEEN_MAATREGEL else S.BESLIST
    for measure in Measure
}

INTEGRITY: Procedure[IntegrityState, IntegrityStep, IntegrityFile] = Procedure(
    transitions={
        **{(state, Step.CONSULTATION): state for state in INVESTIGATED},
        (S.GESTART, Step.ADVICE_REQUEST): S.ADVIES_GEVRAAGD,
        (S.ADVIES_GEVRAAGD, Step.ADMISSIBILITY): {
            str(Admissibility.ONTVANKELIJK): S.ADVIES_GEVRAAGD,
            str(Admissibility.AAN_TE_VULLEN): S.ADVIES_GEVRAAGD,
            str(Admissibility.AFGEWEZEN): S.GESTART,
        },
        (S.ADVIES_GEVRAAGD, Step.ADVICE): S.ADVIES_ONTVANGEN,
        # The facts changed: a new request (law of 15 January 2024, art. 20).
        (S.ADVIES_ONTVANGEN, Step.ADVICE_REQUEST): S.ADVIES_GEVRAAGD,
        (S.ADVIES_ONTVANGEN, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.UITGENODIGD, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.UITGENODIGD, Step.HEARING): S.GEHOORD,
        (S.UITGENODIGD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        (S.UITGENODIGD, Step.ABSENCE): S.GEHOORD,
        # The invitation arrived too late: nobody is blamed for staying away.
        (S.GEHOORD, Step.ABSENCE_VOID): S.UITGENODIGD,
        (S.VOORGESTELD, Step.ABSENCE_VOID): S.UITGENODIGD,
        (S.GEHOORD, Step.HEARING): S.GEHOORD,
        (S.GEHOORD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        (S.GEHOORD, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.GEHOORD, Step.PROPOSAL): S.VOORGESTELD,
        (S.VOORGESTELD, Step.PROPOSAL): S.VOORGESTELD,
        # A defence that comes after the proposal is weighed in a new one.
        (S.VOORGESTELD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        (S.VOORGESTELD, Step.DECISION): DECISIONS,
        **{(state, Step.EXTENSION): state for state in UNDECIDED},
        **{(state, Step.DISCONTINUATION): S.AFGESLOTEN for state in UNDECIDED},
        (S.BESLIST, Step.NOTIFICATION): S.TER_KENNIS_GEBRACHT,
        (S.TER_KENNIS_GEBRACHT, Step.EFFECT): S.IN_WERKING,
        # The decision proves to have arrived later: its waiting time still runs.
        (S.IN_WERKING, Step.EFFECT_VOID): S.TER_KENNIS_GEBRACHT,
        (S.IN_WERKING, Step.LIFTING): S.IN_WERKING,
        **{
            (state, step): state
            for state in NOTIFIED
            for step in (Step.PASSING_ON, Step.REVOCATION)
        },
        **{(state, step): state for state in (*NOTIFIED, S.AFGESLOTEN) for step in COUNCIL_STEPS},
        # A decision that was taken back, and the appeal against it that the Council has to judge.
        **{(state, Step.RETAKE): {str(each): each for each in BEGUN_ANEW} for state in DECIDED},
        **{
            (state, step): state
            for state in (*UNDECIDED, S.BESLIST)
            for step in COUNCIL_STEPS
            if step is not Step.COUNCIL_APPEAL
        },
        **{(state, Step.CORRECTION): state for state in (S.GEHOORD, S.VOORGESTELD, *DECIDED)},
        **{(state, Step.CLOSING): S.AFGESLOTEN for state in NOTIFIED},
    },
    guards={
        Step.EXTENSION: (was_not_extended,),
        Step.ADVICE_REQUEST: (register_was_consulted,),
        Step.ADVICE: (is_admissible,),
        Step.HEARING_INVITATION: (was_advised,),
        Step.ABSENCE: (letters_were_delivered, hearing_is_over),
        Step.PROPOSAL: (was_advised, was_heard, hearing_is_over, measure_fits),
        Step.DECISION: (
            letters_were_delivered,
            was_advised,
            was_heard,
            hearing_is_over,
            measure_fits,
            follows_the_proposal,
        ),
        Step.EFFECT: (letters_were_delivered, may_work),
        Step.LIFTING: (suspends_now,),
        Step.REVOCATION: (is_not_undone,),
        Step.RETAKE: (restricts_by_decision, may_be_retaken),
        Step.CORRECTION: (has_a_day_to_correct,),
        Step.COUNCIL_APPEAL: (may_be_contested,),
        Step.COUNCIL_LAWYER: (awaits_the_council,),
        Step.COUNCIL_FILE: (awaits_the_council,),
        Step.COUNCIL_RULING: (awaits_the_council,),
        Step.CLOSING: (was_passed_on, works_or_is_undone, is_not_appealed),
    },
    automatic=frozenset({Step.ABSENCE_VOID, Step.EFFECT, Step.EFFECT_VOID}),
)
