"""A platform on which a year may be linked."""

from collections.abc import Iterator

import pytest

from ..support.linkage import LINKING, LinkedYear
from ..support.registry import Registry


@pytest.fixture
def linking(registry: Registry) -> Iterator[LinkedYear]:
    usual = registry.app.state.registry
    registry.app.state.registry = LINKING
    yield LinkedYear(registry)
    registry.app.state.registry = usual
