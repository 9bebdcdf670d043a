"""Manifests are rendered with kubectl, which root installs here as other programs of the system."""

import pytest

from launcher import programs
from launcher.errors import LauncherError

from .support.manifests import why_not


@pytest.fixture(scope="session", autouse=True)
def kubectl() -> None:
    try:
        programs.ensure(programs.KUBECTL)
    except LauncherError as error:
        pytest.skip(f"not rendered: {error}")
    if reason := why_not():
        pytest.skip(f"not rendered: {reason}")
