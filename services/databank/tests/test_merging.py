"""People join and part persons, and everything that followed from a wrong link goes with it."""

from hypothesis import HealthCheck, given, settings

from .conftest import Databank
from .histories import History, Telling, differences, histories


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories())
async def test_merge_then_split_leaves_what_was_never_merged(
    databank: Databank, history: History
) -> None:
    """Whatever happens before, between and after: claims, sightings, cases, contacts and what
    others were told are those of the same history without any merge."""
    plain, corrected = Telling(databank), Telling(databank)
    merge = None
    for position, step in enumerate((*history.steps, None)):
        if position == history.merged:
            merge = await corrected.merge(history.into)
        if position == history.parted and merge:
            await corrected.undo(merge)
        if step is not None:
            await plain.take(step)
            await corrected.take(step)
    assert differences(await corrected.left(), await plain.left()) == []
