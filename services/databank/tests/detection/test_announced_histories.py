"""Over random histories: a move is firm exactly when somebody was there, and is withdrawn exactly
when nothing that it rested on remains; a first contact is due exactly when she came."""

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings

from ..support.announcements import Life, Step, histories
from ..support.databank import Databank


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a history is told in a second or two
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories())
async def test_what_is_known_and_told_follows_from_whether_she_came(
    databank: Databank, history: list[Step]
) -> None:
    life = Life(databank)
    for step in history:
        await life.take(step)
    assert await life.settled() == life.expected()
    await life.pass_until(life.day(45))
    assert await life.settled() == life.expected()
    firm = len(life.expected().moves)
    due = int(life.expected().came)
    assert await life.told() == Counter({"firm": firm, "due": due})
