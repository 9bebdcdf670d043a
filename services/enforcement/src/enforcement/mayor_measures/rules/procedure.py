"""The steps of a measure of the mayor: where each leads, and its guards (handbook §2.8)."""

from contracts.codes import MeasureKind
from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.mayor_measures.rules.guards import (
    MeasureFile,
    authorities_were_consulted,
    awaits_the_council_of_state,
    council_was_told,
    fits_the_kind,
    has_a_day_to_correct,
    has_something_to_collect,
    hearing_has_its_place,
    hearing_is_over,
    is_about_trafficking,
    law_has_penalties,
    law_is_in_force,
    may_be_contested,
    may_be_renewed,
    may_be_retaken,
    means_wait_for_notification,
    order_may_come,
    police_do_not_wait,
    victims_have_a_plan,
    waits_for_notification,
    waits_for_the_college,
    waits_for_the_council,
    was_heard_or_cannot_wait,
    was_not_respected,
    works_now,
)
from enforcement.mayor_measures.rules.states import (
    BEGUN_ANEW,
    ENDED,
    HEARD,
    NOTIFIED,
    ORDERED,
    UNORDERED,
    LapseEffect,
    MeasureState,
    MeasureStep,
)

S, Step = MeasureState, MeasureStep

COUNCIL_STEPS = (
    Step.COUNCIL_APPEAL,
    Step.COUNCIL_LAWYER,
    Step.COUNCIL_FILE,
    Step.COUNCIL_RULING,
)
HEARING_STEPS = (Step.HEARING_INVITATION, Step.HEARING, Step.WRITTEN_DEFENCE, Step.ABSENCE)

MEASURE: Procedure[MeasureState, MeasureStep, MeasureFile] = Procedure(
    transitions={
        (S.ERNSTIGE_AANWIJZINGEN, Step.CONSULTATION): S.OVERLEG_GERECHTELIJK,
        (S.OVERLEG_GERECHTELIJK, Step.CONSULTATION): S.OVERLEG_GERECHTELIJK,
        # A consultation that was noted wrong, or a later one: it takes the place of the one before.
        **{
            (state, Step.CONSULTATION): state
            for state in (S.UITGENODIGD, *HEARD, S.BEVEL_OPGESTELD)
        },
        (S.VOORSTEL, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.OVERLEG_GERECHTELIJK, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.UITGENODIGD, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.UITGENODIGD, Step.HEARING): S.GEHOORD,
        (S.UITGENODIGD, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.UITGENODIGD, Step.ABSENCE): S.NIET_VERSCHENEN,
        (S.SCHRIFTELIJK_VERWEER, Step.HEARING): S.GEHOORD,
        (S.SCHRIFTELIJK_VERWEER, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.GEHOORD, Step.WRITTEN_DEFENCE): S.GEHOORD,
        (S.NIET_VERSCHENEN, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.NIET_VERSCHENEN, Step.HEARING_INVITATION): S.UITGENODIGD,
        # The invitation arrived too late: nobody is blamed for staying away.
        (S.NIET_VERSCHENEN, Step.ABSENCE_VOID): S.UITGENODIGD,
        (S.BEVEL_OPGESTELD, Step.ABSENCE_VOID): S.UITGENODIGD,
        # Public order that cannot wait: the draft says why, and the hearing comes afterwards.
        (S.VOORSTEL, Step.PROPOSAL): S.BEVEL_OPGESTELD,
        (S.UITGENODIGD, Step.PROPOSAL): S.BEVEL_OPGESTELD,
        **{(state, Step.PROPOSAL): S.BEVEL_OPGESTELD for state in HEARD},
        (S.BEVEL_OPGESTELD, Step.PROPOSAL): S.BEVEL_OPGESTELD,
        # A defence that comes after the draft is weighed in a new one.
        (S.BEVEL_OPGESTELD, Step.WRITTEN_DEFENCE): S.SCHRIFTELIJK_VERWEER,
        (S.BEVEL_OPGESTELD, Step.HEARING_INVITATION): S.UITGENODIGD,
        (S.BEVEL_OPGESTELD, Step.ORDER): S.ONDERTEKEND,
        (S.ONDERTEKEND, Step.NOTIFICATION): S.TER_KENNIS_GEBRACHT,
        **{(state, Step.NOTIFICATION): state for state in NOTIFIED},
        **{(state, step): state for state in ORDERED for step in HEARING_STEPS},
        **{(state, Step.CONFIRMATION): state for state in ORDERED},
        # The council is told of an order at its next meeting, also when it has ended by then.
        **{(state, Step.COUNCIL_NOTICE): state for state in (*ORDERED, *ENDED)},
        **{
            (state, step): {
                str(LapseEffect.VERVALLEN): S.VERVALLEN,
                str(LapseEffect.LOOPT_VERDER): state,
            }
            for state in ORDERED
            for step in (Step.REFUSAL, Step.LAPSE)
        },
        (S.TER_KENNIS_GEBRACHT, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        (S.IN_UITVOERING, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECKED): S.UITVOERING_GECONTROLEERD,
        (S.UITVOERING_GECONTROLEERD, Step.EXECUTION_CHECK_REQUEST): S.IN_UITVOERING,
        **{(state, step): state for state in NOTIFIED for step in (Step.ENFORCEMENT, Step.RENEWAL)},
        **{
            (state, step): state
            for state in (*NOTIFIED, *ENDED)
            for step in (Step.MEANS_NOTIFICATION, Step.FORFEITURE, Step.COLLECTION)
        },
        # The police may look after an order has ended; what they saw belongs to the file.
        **{(state, Step.EXECUTION_CHECKED): state for state in (*ENDED, S.AFGESLOTEN)},
        **{(state, Step.LIFTING): S.OPGEHEVEN for state in ORDERED},
        **{(state, Step.EXPIRY): S.VERLOPEN for state in ORDERED},
        **{
            (state, step): state
            for state in (*NOTIFIED, *ENDED, S.AFGESLOTEN)
            for step in COUNCIL_STEPS
        },
        # An order that was taken back, and the appeal against it that the Council has to judge.
        # Of a renewal that is taken back alone, the order before it leaves the case where it is.
        **{
            (state, Step.RETAKE): {str(each): each for each in (*BEGUN_ANEW, state)}
            for state in (*ORDERED, *ENDED, S.AFGESLOTEN)
        },
        **{
            (state, step): state
            for state in (*UNORDERED, S.ONDERTEKEND)
            for step in COUNCIL_STEPS
            if step is not Step.COUNCIL_APPEAL
        },
        **{
            (state, Step.CORRECTION): state
            for state in (*HEARD, S.BEVEL_OPGESTELD, *ORDERED, *ENDED, S.AFGESLOTEN)
        },
        **{(state, Step.CLOSING): S.AFGESLOTEN for state in (*UNORDERED, *ENDED)},
    },
    guards={
        Step.CONSULTATION: (is_about_trafficking,),
        Step.HEARING_INVITATION: (authorities_were_consulted, hearing_has_its_place),
        Step.HEARING: (hearing_has_its_place,),
        Step.WRITTEN_DEFENCE: (hearing_has_its_place,),
        Step.ABSENCE: (letters_were_delivered, hearing_has_its_place, hearing_is_over),
        Step.PROPOSAL: (authorities_were_consulted, was_heard_or_cannot_wait, order_may_come),
        Step.ORDER: (
            police_do_not_wait,
            fits_the_kind,
            law_is_in_force,
            authorities_were_consulted,
            was_heard_or_cannot_wait,
            order_may_come,
            victims_have_a_plan,
        ),
        Step.NOTIFICATION: (waits_for_notification,),
        Step.CONFIRMATION: (waits_for_the_college,),
        Step.REFUSAL: (waits_for_the_college,),
        Step.LAPSE: (waits_for_the_college,),
        Step.COUNCIL_NOTICE: (waits_for_the_council,),
        Step.ENFORCEMENT: (letters_were_delivered, works_now, law_has_penalties),
        Step.MEANS_NOTIFICATION: (means_wait_for_notification,),
        Step.FORFEITURE: (letters_were_delivered, was_not_respected),
        Step.COLLECTION: (letters_were_delivered, has_something_to_collect),
        Step.EXECUTION_CHECK_REQUEST: (letters_were_delivered, works_now),
        Step.RENEWAL: (
            police_do_not_wait,
            law_is_in_force,
            authorities_were_consulted,
            may_be_renewed,
        ),
        Step.RETAKE: (may_be_retaken,),
        Step.CORRECTION: (has_a_day_to_correct,),
        Step.CLOSING: (council_was_told,),
        Step.COUNCIL_APPEAL: (may_be_contested,),
        Step.COUNCIL_LAWYER: (awaits_the_council_of_state,),
        Step.COUNCIL_FILE: (awaits_the_council_of_state,),
        Step.COUNCIL_RULING: (awaits_the_council_of_state,),
    },
    automatic=frozenset({Step.ABSENCE_VOID, Step.LAPSE, Step.EXPIRY, Step.EXECUTION_CHECKED}),
)


def opening_state(kind: MeasureKind) -> MeasureState:
    """A closure for trafficking begins with what the police know, and no other measure does."""
    if kind is MeasureKind.SLUITING_MENSENHANDEL:
        return S.ERNSTIGE_AANWIJZINGEN
    return S.VOORSTEL
