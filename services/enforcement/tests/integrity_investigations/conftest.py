"""A city whose ordinance about investigations is in force."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from ..support.integrity import ordinance


@pytest.fixture
def on(app: FastAPI) -> Iterator[None]:
    with ordinance(app):
        yield
