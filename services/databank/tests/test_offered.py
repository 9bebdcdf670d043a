"""No page offers what its reader may not do: no link, and no form, leads to a refusal."""

import pytest

from chassis.web import Function

from .support.everything import WALKERS
from .support.walks import Walks


@pytest.mark.parametrize("function", WALKERS)
async def test_no_page_offers_a_step_that_is_refused(walks: Walks, function: Function) -> None:
    walked = await walks.of(function, "en")
    assert len(walked.pages) > 3
    assert not walked.walk.refused, walked.walk.report()
