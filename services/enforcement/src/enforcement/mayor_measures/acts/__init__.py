"""Acts of a measure of the mayor, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.mayor_measures.acts import (
    before,
    college,
    council,
    end,
    enforcement,
    hearing,
    means,
    order,
    penalty,
)

STEPS: tuple[type[Act], ...] = (
    before.ConsultAuthorities,
    hearing.InviteResponsible,
    hearing.HearResponsible,
    hearing.DefendResponsible,
    hearing.NoteResponsibleAbsent,
    before.DrawUpOrder,
    order.SignOrder,
    order.NotifyOrder,
    college.ConfirmOrder,
    college.RefuseOrder,
    college.TellCouncil,
    enforcement.Enforce,
    means.NotifyMeans,
    penalty.NoteForfeiture,
    penalty.CollectPenalty,
    enforcement.RequestCheck,
    order.RenewOrder,
    end.LiftMeasure,
    end.RetakeOrder,
    end.CorrectMeasureDay,
    end.CloseMeasure,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *council.COUNCIL)
