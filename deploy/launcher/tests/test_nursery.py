"""Services start as forks of one process, which keeps their modules compiled."""

import sys
from pathlib import Path

import pytest

from launcher.nursery import keep_compiled


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module of a package that can be imported."""
    (tmp_path / "a_service").mkdir()
    (tmp_path / "a_service" / "__init__.py").touch()
    module = tmp_path / "a_service" / "app.py"
    module.write_text("NUMBER = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return module


def compiled(module: Path) -> list[Path]:
    return [*(module.parent / "__pycache__").glob("app.*.pyc")]


def test_modules_of_services_are_compiled_before_their_users_need_them(module: Path) -> None:
    keep_compiled(["a_service", "not_installed_here"])
    (first,) = compiled(module)
    before = first.stat().st_mtime_ns
    keep_compiled(["a_service"])
    assert first.stat().st_mtime_ns == before, "what did not change is left alone"


def test_nothing_is_written_where_python_may_write_no_compiled_modules(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep_compiled(["a_service"])
    assert compiled(module) == []
