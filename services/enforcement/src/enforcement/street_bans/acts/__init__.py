"""Acts of a street ban, in the order of the procedure."""

from enforcement.acts.act import Act
from enforcement.street_bans.acts import before, college, council, end, hearing, order, perimeter

STEPS: tuple[type[Act], ...] = (
    before.ReviewAge,
    before.WarnOfBan,
    before.SkipWarning,
    before.LinkFact,
    hearing.InviteBanned,
    hearing.HearBanned,
    hearing.DefendBanned,
    hearing.NoteBannedAbsent,
    perimeter.DrawPerimeter,
    order.OrderBan,
    order.RenewBan,
    order.NotifyBan,
    college.ConfirmBan,
    college.CorrectConfirmation,
    end.LiftBan,
    end.RetakeBan,
    end.CorrectBanDay,
    end.DiscontinueBan,
    end.CloseBan,
)
ACTS: tuple[type[Act], ...] = (*STEPS, *council.COUNCIL)
