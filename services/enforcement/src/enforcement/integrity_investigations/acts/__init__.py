"""Acts of an integrity investigation, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.integrity_investigations.acts import (
    council,
    decision,
    end,
    examination,
    hearing,
    notification,
)

STEPS: tuple[type[Act], ...] = (
    examination.ConsultSource,
    examination.ExtendInvestigation,
    examination.AskAdvice,
    examination.NoteAdmissibility,
    examination.ReceiveAdvice,
    hearing.InviteInvestigated,
    hearing.HearInvestigated,
    hearing.DefendInvestigated,
    hearing.NoteInvestigatedAbsent,
    decision.ProposeMeasure,
    decision.DecideMeasure,
    decision.DiscontinueInvestigation,
    notification.NotifyDecision,
    notification.PassOnDecision,
    end.LiftSuspension,
    end.RevokeDecision,
    end.RetakeMeasure,
    end.CorrectInvestigationDay,
    end.CloseInvestigation,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *council.COUNCIL)
