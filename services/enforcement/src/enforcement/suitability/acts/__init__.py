"""Acts of a declaration, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.suitability.acts import (
    advices,
    application,
    changes,
    conditions,
    council,
    decision,
    end,
    hearing,
    renewal,
    visits,
)

STEPS: tuple[type[Act], ...] = (
    application.CheckCompleteness,
    application.DiscontinueApplication,
    application.WithdrawApplication,
    advices.RequestAdvices,
    advices.RecordAdvice,
    visits.RecordVisit,
    hearing.InviteApplicant,
    hearing.HearApplicant,
    hearing.DefendApplicant,
    hearing.NoteApplicantSilent,
    decision.DecideDeclaration,
    conditions.MeetConditions,
    changes.TellChange,
    changes.AssessChange,
    renewal.Renew,
    end.LiftSuspension,
    end.Relinquish,
    end.RetakeDeclaration,
    end.CorrectDossierDay,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *council.COUNCIL)
