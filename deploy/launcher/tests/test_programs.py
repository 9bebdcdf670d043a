from pathlib import Path

import pytest

from launcher import infra, programs
from launcher.errors import LauncherError
from launcher.programs import Program
from launcher.rundir import RunDir

BROKER = Program("RabbitMQ", "rabbitmq-server", lambda: None)
DATABASE = Program("PostgreSQL", "postgresql", lambda: None)


def test_a_missing_program_that_may_not_be_installed_is_named_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KRACHTLIJN_INSTALL", "never")
    with pytest.raises(LauncherError) as refused:
        programs.ensure(BROKER, DATABASE)
    assert str(refused.value) == (
        "RabbitMQ and PostgreSQL are missing and could not be installed from here: install with "
        "'sudo apt-get install --no-install-recommends rabbitmq-server postgresql' and run this "
        "again."
    )


def test_a_program_that_is_there_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_apt", lambda *_: pytest.fail("asked apt"))
    programs.ensure(programs.RABBITMQ, programs.POSTGRESQL)


def test_a_substitute_does_where_nothing_can_be_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KRACHTLIJN_INSTALL", "never")
    browser = Program("Chromium", "chromium-headless-shell", lambda: None, lambda: tmp_path)
    programs.ensure(browser)
    assert browser.path == tmp_path
    with pytest.raises(LauncherError, match="RabbitMQ is missing"):
        programs.ensure(browser, BROKER)


def test_fonts_are_asked_for_once_and_a_machine_off_the_net_works_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(programs, "FONTS", (Program("Noto", "fonts-noto-core", lambda: None),))
    monkeypatch.setattr(programs, "_may_install", lambda: True)
    monkeypatch.setattr(programs, "_apt", lambda *words: bool(asked.append(words)))
    run = RunDir.of(tmp_path, "fonts")
    for _ in range(2):
        infra.ensure_fonts(run)
    assert asked == [
        ("install", "fonts-noto-core"),
        ("update",),
        ("install", "fonts-noto-core"),
    ]
