"""Acts of a fine, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.gas.acts import (
    alternatives,
    appeal,
    decision,
    defence,
    hearing,
    inquiry,
    prosecution,
    prosecutor,
)

STEPS: tuple[type[Act], ...] = (
    inquiry.ChooseEnvisagedFine,
    prosecutor.ReferToProsecutor,
    prosecutor.NoteProsecutorAnswer,
    prosecutor.NoteProsecutorSilence,
    prosecution.NoteProsecution,
    prosecution.WeighProsecution,
    prosecutor.NoteProsecutorCopy,
    prosecutor.NoteCounsel,
    inquiry.SeparateCase,
    inquiry.DeclareInadmissible,
    inquiry.ShelveCase,
    alternatives.AcceptMediation,
    alternatives.NameMediator,
    alternatives.AgreeOnTerms,
    alternatives.EndMediation,
    alternatives.OfferService,
    alternatives.AcceptService,
    alternatives.EndService,
    defence.ReceiveDefence,
    defence.AcceptFacts,
    defence.MarkReady,
    decision.CheckFinder,
    decision.CheckVictim,
    decision.ImposeFine,
    decision.DismissCase,
    decision.ConfirmExpiry,
    decision.CorrectFine,
    decision.WithdrawFine,
    appeal.CloseFine,
)
HEARING: tuple[type[Act], ...] = (
    hearing.AskHearing,
    hearing.InviteAnew,
    hearing.WithdrawHearing,
    hearing.HearFined,
    hearing.NoteFinedAbsent,
)
APPEAL: tuple[type[Act], ...] = (appeal.LodgeAppeal, appeal.RecordJudgment)
COUNSEL: tuple[type[Act], ...] = (appeal.AppointAppealLawyer, appeal.SendAppealFile)
"""Acts that answer with the appeal."""
ACTS: tuple[type[Act], ...] = (*STEPS, *HEARING, *APPEAL, *COUNSEL)
