"""The sanction procedure about premises: handbook §2.7, GAS law of 24 June 2013 art. 45."""

from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.sanctions.rules.guards import (
    SanctionFile,
    awaits_the_council,
    has_its_sequel,
    has_something_to_check,
    has_something_to_lift,
    is_not_contested,
    left_time_to_come,
    needs_end_of_defence,
    needs_hearing_opportunity,
    needs_next_finding,
    needs_warning,
    was_decided,
    was_not_respected,
)
from enforcement.sanctions.rules.states import (
    BEGUN_ANEW,
    DEFENDED,
    HANDLED,
    IN_FORCE,
    LINKED_FROM,
    PROPOSED,
    UNDECIDED,
    WARNED,
    SanctionState,
    SanctionStep,
)

S, Step = SanctionState, SanctionStep
COUNCIL_STEPS = (
    Step.COUNCIL_APPEAL,
    Step.COUNCIL_LAWYER,
    Step.COUNCIL_FILE,
    Step.COUNCIL_RULING,
)

SANCTION: Procedure[SanctionState, SanctionStep, SanctionFile] = Procedure(
    transitions={
        (S.OPGESCHORT_OVERLEG, Step.RELEASE): S.VASTSTELLING_ONTVANGEN,
        (S.VASTSTELLING_ONTVANGEN, Step.HOLD): S.OPGESCHORT_OVERLEG,
        (S.VASTSTELLING_ONTVANGEN, Step.PV_NOTIFICATION): S.PV_TER_KENNIS_GEBRACHT,
        (S.PV_TER_KENNIS_GEBRACHT, Step.WARNING): S.WAARSCHUWING_VERSTUURD,
        (S.WAARSCHUWING_VERSTUURD, Step.NEXT_FINDING): S.VOLGENDE_VASTSTELLING,
        (S.VOLGENDE_VASTSTELLING, Step.HEARING_INVITATION): S.HOORZITTING_UITGENODIGD,
        (S.HOORZITTING_UITGENODIGD, Step.HEARING_INVITATION): S.HOORZITTING_UITGENODIGD,
        (S.HOORZITTING_UITGENODIGD, Step.HEARING): S.HOORZITTING_GEHOUDEN,
        (S.HOORZITTING_UITGENODIGD, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        # Who wrote, was invited again and stayed away, is no owner without a defence.
        (S.HOORZITTING_UITGENODIGD, Step.NO_DEFENCE): {
            str(state): state for state in (S.GEEN_VERWEER, S.SCHRIFTELIJK_VERWEER)
        },
        (S.SCHRIFTELIJK_VERWEER, Step.HEARING): S.HOORZITTING_GEHOUDEN,
        (S.SCHRIFTELIJK_VERWEER, Step.HEARING_INVITATION): S.HOORZITTING_UITGENODIGD,
        (S.SCHRIFTELIJK_VERWEER, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.HOORZITTING_GEHOUDEN, Step.WRITTEN_DEFENCE): S.HOORZITTING_GEHOUDEN,
        (S.GEEN_VERWEER, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.GEEN_VERWEER, Step.HEARING_INVITATION): S.HOORZITTING_UITGENODIGD,
        # The warning proves to have arrived after the fact that was to follow it.
        **{
            (state, Step.NEXT_FINDING_VOID): S.WAARSCHUWING_VERSTUURD
            for state in (
                S.VOLGENDE_VASTSTELLING,
                S.HOORZITTING_UITGENODIGD,
                *DEFENDED,
                *PROPOSED,
            )
        },
        # Its own case, which ended when it was linked, goes on where it was.
        (S.AFGESLOTEN, Step.FINDING_RETURNED): {
            str(state): state for state in (S.OPGESCHORT_OVERLEG, *LINKED_FROM)
        },
        # The invitation proves to have arrived later: the owner may still come or write.
        **{
            (state, Step.SILENCE_VOID): S.HOORZITTING_UITGENODIGD
            for state in (S.GEEN_VERWEER, S.SCHRIFTELIJK_VERWEER, *PROPOSED)
        },
        # A defence that comes after the proposal has to be weighed in a new one.
        (S.ADVIES_OPGEMAAKT, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.OP_AGENDA_ORGAAN, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        **{(state, Step.PROPOSAL): S.ADVIES_OPGEMAAKT for state in DEFENDED},
        (S.ADVIES_OPGEMAAKT, Step.PROPOSAL): S.ADVIES_OPGEMAAKT,
        (S.ADVIES_OPGEMAAKT, Step.AGENDA): S.OP_AGENDA_ORGAAN,
        (S.ADVIES_OPGEMAAKT, Step.DECISION): S.BESLIST,
        (S.OP_AGENDA_ORGAAN, Step.DECISION): S.BESLIST,
        # The body waits for another meeting, or wants another proposal.
        **{(state, Step.ADJOURNMENT): state for state in PROPOSED},
        **{(state, Step.RETURN): {str(each): each for each in DEFENDED} for state in PROPOSED},
        (S.BESLIST, Step.NOTIFICATION): S.TER_KENNIS_GEBRACHT,
        (S.TER_KENNIS_GEBRACHT, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        # The police may never answer: a case waits for nobody from outside for good.
        (S.IN_UITVOERING, Step.EXECUTION_CHECK_WITHDRAWAL): S.TER_KENNIS_GEBRACHT,
        (S.IN_UITVOERING, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        # What the police saw before the check was withdrawn belongs to the file.
        (S.TER_KENNIS_GEBRACHT, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.AFGESLOTEN, Step.EXECUTION_CHECKED): S.AFGESLOTEN,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        (S.UITVOERING_GECONTROLEERD, Step.SEQUEL): S.UITVOERING_GECONTROLEERD,
        **{(state, Step.CLOSING): S.AFGESLOTEN for state in (*UNDECIDED, *HANDLED)},
        # What the premises may do changes; where the case itself stands does not.
        **{(state, step): state for state in IN_FORCE for step in (Step.REOPENING, *COUNCIL_STEPS)},
        # A decision that was taken back, and the appeal against it that the Council has to judge.
        **{
            (state, Step.RETAKE): {str(each): each for each in BEGUN_ANEW}
            for state in (S.BESLIST, *IN_FORCE)
        },
        **{
            (state, step): state
            for state in (*UNDECIDED, S.BESLIST)
            for step in COUNCIL_STEPS
            if step is not Step.COUNCIL_APPEAL
        },
        **{(state, Step.CORRECTION): state for state in (*WARNED, *IN_FORCE)},
    },
    guards={
        Step.NEXT_FINDING: (letters_were_delivered,),
        Step.NO_DEFENCE: (letters_were_delivered, needs_end_of_defence, left_time_to_come),
        Step.DECISION: (
            letters_were_delivered,
            needs_warning,
            needs_next_finding,
            needs_hearing_opportunity,
            needs_end_of_defence,
        ),
        Step.EXECUTION_CHECK_REQUEST: (letters_were_delivered, has_something_to_check),
        Step.SEQUEL: (was_not_respected,),
        Step.CLOSING: (has_its_sequel,),
        Step.REOPENING: (has_something_to_lift,),
        Step.RETAKE: (was_decided,),
        Step.COUNCIL_APPEAL: (was_decided, is_not_contested),
        Step.COUNCIL_LAWYER: (awaits_the_council,),
        Step.COUNCIL_FILE: (awaits_the_council,),
        Step.COUNCIL_RULING: (awaits_the_council,),
    },
    automatic=frozenset(
        {
            Step.HOLD,
            Step.NEXT_FINDING_VOID,
            Step.FINDING_RETURNED,
            Step.SILENCE_VOID,
            Step.EXECUTION_CHECKED,
        }
    ),
)


def opening_state(on_hold: bool) -> SanctionState:
    """Nothing happens before a person has consulted the police, if they ask for it."""
    return S.OPGESCHORT_OVERLEG if on_hold else S.VASTSTELLING_ONTVANGEN
