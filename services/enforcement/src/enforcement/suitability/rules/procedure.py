"""The steps of a suitability declaration (handbook §2.1): where each leads, and who takes it."""

from enforcement.cases.rules import Procedure, letters_were_delivered
from enforcement.suitability.rules.codes import (
    COMPLETED,
    DECISIONS,
    RENEWAL_DECISIONS,
    VALID,
    ConditionsMet,
    Decision,
    DossierState,
    DossierStep,
)
from enforcement.suitability.rules.guards import (
    DossierFile,
    advice_was_requested,
    asked_while_it_worked,
    awaits_the_council,
    change_is_open,
    change_needs_advices,
    conditions_are_open,
    decision_needs_advices,
    declaration_still_works,
    grant_needs_conditions_met,
    has_a_day_to_correct,
    owner_was_invited,
    refusal_may_be_contested,
    refusal_needs_hearing,
    renewal_needs_visit,
    silence_counts,
    suspension_runs,
    validity_is_over,
    was_decided_here,
)

S, Step = DossierState, DossierStep

HEARING_STEPS = (Step.HEARING_INVITATION, Step.WRITTEN_DEFENCE, Step.HEARING, Step.NO_DEFENCE)

REFUSED = (
    S.GEWEIGERD,
    S.TOEGEKEND,
    S.VOORWAARDELIJK_TOEGEKEND,
    S.VERVALLEN,
)
"""An application or a renewal was refused; a declaration runs on, or ran out."""
EXAMINED = (S.VOLLEDIG, S.IN_ADVIES, S.KLAAR_VOOR_BESLISSING)
"""Where an application may be once its refusal was annulled, or taken back."""
GIVEN_UP = (S.INGETROKKEN, S.AFGESTAND, S.STOPGEZET)
UNDECIDED = (S.INGEDIEND, S.ONVOLLEDIG, S.VOLLEDIG, S.IN_ADVIES, S.KLAAR_VOOR_BESLISSING)
"""An application is examined; its owner may still take it back."""
REINSTATED = {str(state): state for state in (S.TOEGEKEND, S.VOORWAARDELIJK_TOEGEKEND)}

SUITABILITY: Procedure[DossierState, DossierStep, DossierFile] = Procedure(
    transitions={
        (S.INGEDIEND, Step.COMPLETENESS): COMPLETED,
        (S.ONVOLLEDIG, Step.COMPLETENESS): COMPLETED,
        (S.ONVOLLEDIG, Step.DISCONTINUATION): S.STOPGEZET,
        (S.VOLLEDIG, Step.ADVICE_REQUESTS): S.IN_ADVIES,
        (S.VOLLEDIG, Step.VISITS): S.VOLLEDIG,
        (S.IN_ADVIES, Step.ADVICE_REQUESTS): S.IN_ADVIES,
        (S.IN_ADVIES, Step.ADVICES): S.IN_ADVIES,
        (S.IN_ADVIES, Step.ADVICES_CLOSED): S.KLAAR_VOOR_BESLISSING,
        (S.IN_ADVIES, Step.VISITS): S.IN_ADVIES,
        (S.KLAAR_VOOR_BESLISSING, Step.DECISION): DECISIONS,
        # An investigation into integrity refuses what the service still examines.
        **{
            (state, Step.DECISION): {str(Decision.GEWEIGERD): S.GEWEIGERD}
            for state in UNDECIDED
            if state is not S.KLAAR_VOOR_BESLISSING
        },
        (S.KLAAR_VOOR_BESLISSING, Step.ADVICES): S.KLAAR_VOOR_BESLISSING,
        (S.KLAAR_VOOR_BESLISSING, Step.VISITS): S.KLAAR_VOOR_BESLISSING,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.CONDITIONS_MET): {
            ConditionsMet.ALLE: S.TOEGEKEND,
            ConditionsMet.DEEL: S.VOORWAARDELIJK_TOEGEKEND,
        },
        (S.VOORWAARDELIJK_TOEGEKEND, Step.RENEWAL): S.VERNIEUWING_LOPEND,
        (S.TOEGEKEND, Step.RENEWAL): S.VERNIEUWING_LOPEND,
        # It was asked in time, and nobody had noted that.
        (S.VERVALLEN, Step.RENEWAL): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICE_REQUESTS): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICES): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.ADVICES_CLOSED): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.DECISION): RENEWAL_DECISIONS,
        (S.VERNIEUWING_LOPEND, Step.CONDITIONS_MET): S.VERNIEUWING_LOPEND,
        **{(state, Step.APPLICATION_WITHDRAWAL): S.STOPGEZET for state in UNDECIDED},
        (S.VERNIEUWING_LOPEND, Step.APPLICATION_WITHDRAWAL): REINSTATED,
        **{
            (state, step): state
            for state in (S.IN_ADVIES, S.KLAAR_VOOR_BESLISSING, *VALID)
            # The invitation proves to have arrived later: the owner may still come or write.
            for step in (*HEARING_STEPS, Step.SILENCE_VOID)
        },
        **{
            (state, step): state
            for state in VALID
            for step in (Step.VISITS, Step.CHANGES, Step.CHANGE_ASSESSMENT)
        },
        # On a change that was told, beside the declaration that goes on.
        **{
            (state, step): state
            for state in (S.TOEGEKEND, S.VOORWAARDELIJK_TOEGEKEND)
            for step in (Step.ADVICE_REQUESTS, Step.ADVICES)
        },
        # A suspension lies over the declaration for its days: what runs goes on meanwhile.
        **{(state, step): state for state in VALID for step in (Step.SUSPENSION, Step.LIFTING)},
        **{(state, Step.WITHDRAWAL): S.INGETROKKEN for state in VALID},
        # The Council of State suspended or annulled what took the declaration back.
        (S.INGETROKKEN, Step.REINSTATEMENT): {
            **REINSTATED,
            str(S.VERNIEUWING_LOPEND): S.VERNIEUWING_LOPEND,
        },
        # A refusal may be contested for months, whatever became of the declaration meanwhile.
        **{(state, Step.COUNCIL_APPEAL): state for state in (*REFUSED, S.VERNIEUWING_LOPEND)},
        **{
            (state, step): state
            for state in (*REFUSED, *EXAMINED, S.VERNIEUWING_LOPEND, *GIVEN_UP)
            for step in (Step.COUNCIL_LAWYER, Step.COUNCIL_FILE, Step.COUNCIL_RULING)
        },
        # The Council suspended or annulled a refusal: it has to be decided anew.
        (S.GEWEIGERD, Step.RECONSIDERATION): {str(state): state for state in UNDECIDED},
        (S.TOEGEKEND, Step.RECONSIDERATION): S.VERNIEUWING_LOPEND,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.RECONSIDERATION): S.VERNIEUWING_LOPEND,
        (S.VERVALLEN, Step.RECONSIDERATION): S.VERNIEUWING_LOPEND,
        (S.VERNIEUWING_LOPEND, Step.REFUSAL_STANDS): REINSTATED,
        # The city takes its own decision back, or decides anew what was annulled or stayed.
        **{
            (state, Step.RETAKE): {
                str(each): each
                for each in (S.VOLLEDIG, S.KLAAR_VOOR_BESLISSING, S.VERNIEUWING_LOPEND)
            }
            for state in (*REFUSED, S.KLAAR_VOOR_BESLISSING, S.VERNIEUWING_LOPEND)
        },
        **{
            (state, Step.CORRECTION): state
            for state in (S.IN_ADVIES, S.KLAAR_VOOR_BESLISSING, *REFUSED, S.VERNIEUWING_LOPEND)
        },
        # While a renewal runs the declaration stays valid, unless one was refused before; a refused
        # renewal lets it run out, and ended as "geweigerd" before it had its former state back.
        (S.TOEGEKEND, Step.EXPIRY): S.VERVALLEN,
        (S.VOORWAARDELIJK_TOEGEKEND, Step.EXPIRY): S.VERVALLEN,
        (S.VERNIEUWING_LOPEND, Step.EXPIRY): S.VERVALLEN,
        (S.GEWEIGERD, Step.EXPIRY): S.VERVALLEN,
        **{(state, Step.RELINQUISHMENT): S.AFGESTAND for state in VALID},
    },
    guards={
        Step.ADVICES: (advice_was_requested,),
        Step.CHANGES: (declaration_still_works,),
        Step.CHANGE_ASSESSMENT: (declaration_still_works, change_is_open, change_needs_advices),
        Step.WRITTEN_DEFENCE: (owner_was_invited,),
        Step.HEARING: (owner_was_invited,),
        Step.DISCONTINUATION: (letters_were_delivered,),
        Step.NO_DEFENCE: (letters_were_delivered, silence_counts),
        Step.CONDITIONS_MET: (conditions_are_open,),
        Step.DECISION: (
            decision_needs_advices,
            renewal_needs_visit,
            grant_needs_conditions_met,
            refusal_needs_hearing,
        ),
        Step.RENEWAL: (asked_while_it_worked,),
        Step.COUNCIL_APPEAL: (refusal_may_be_contested,),
        Step.COUNCIL_LAWYER: (awaits_the_council,),
        Step.COUNCIL_FILE: (awaits_the_council,),
        Step.COUNCIL_RULING: (awaits_the_council,),
        Step.LIFTING: (suspension_runs,),
        Step.EXPIRY: (validity_is_over,),
        Step.RETAKE: (was_decided_here,),
        Step.CORRECTION: (has_a_day_to_correct,),
    },
    # A declaration is suspended and withdrawn as a sanction, by the procedure of one.
    automatic=frozenset(
        {
            Step.ADVICES_CLOSED,
            Step.SILENCE_VOID,
            Step.SUSPENSION,
            Step.WITHDRAWAL,
            Step.REINSTATEMENT,
            Step.RECONSIDERATION,
            Step.REFUSAL_STANDS,
            Step.EXPIRY,
        }
    ),
)
