"""Acts of a sanction, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.sanctions.acts import (
    council,
    decision,
    end,
    execution,
    hearing,
    proposal,
    warning,
)

STEPS: tuple[type[Act], ...] = (
    warning.NotifyReport,
    warning.WarnOwner,
    warning.LinkFinding,
    hearing.InviteOwner,
    hearing.HearOwner,
    hearing.DefendOwner,
    hearing.NoteOwnerSilent,
    proposal.ProposeSanction,
    proposal.PutOnAgenda,
    proposal.AdjournProposal,
    proposal.ReturnProposal,
    decision.DecideSanction,
    decision.NotifyDecision,
    execution.RequestCheck,
    execution.TakeBackRequest,
    execution.ChooseSequel,
    end.LiftSanction,
    end.RetakeDecision,
    end.CorrectSanctionDay,
    end.CloseSanction,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *council.COUNCIL)
