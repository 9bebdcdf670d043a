"""Each service runs as a user of its own, and reads no other's secrets."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp

import httpx
import pytest
from rich.console import Console

from launcher import processes, report
from launcher.bring_up import Platform, bring_up
from launcher.names import SERVICES
from launcher.rundir import RunDir
from launcher.service_accounts import NUMBERS, account_of, why_none
from launcher.services import Clock
from launcher.steps import Steps

from .support.checkout import clear

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can hand out users")
WITH_PAGES = ("pandkalender", "databank", "enforcement")
FILES = ("amqp_password", "database_password", "seal_private.json", "vault.json")


@pytest.fixture(scope="module")
def reachable() -> Iterator[Path]:
    """A place for a platform that every user can get to, as pytest's own is not."""
    root = Path(mkdtemp(prefix="krachtlijn-", dir="/var/tmp"))
    root.chmod(0o755)
    yield root
    clear(root)
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def platform(reachable: Path) -> Platform:
    run = RunDir.of(reachable, "test")
    with Steps(Console(file=StringIO())) as steps:
        return bring_up(run, steps, clock=Clock(), login=True)


@pytest.fixture(autouse=True)
def _readable_code(reachable: Path) -> None:
    """The checkout of these tests may itself be where other users cannot get."""
    run = RunDir.of(reachable, "test")
    run.secrets.mkdir(mode=0o711, exist_ok=True)
    if (reason := why_none(run)) is not None:
        pytest.skip(reason)


def read_as(name: str, path: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["cat", str(path)],
        user=NUMBERS[name],
        group=NUMBERS[name],
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_service_runs_as_root_and_no_two_as_the_same_user(platform: Platform) -> None:
    running = processes.recorded(platform.infra.run)
    users = {name: processes.user_of(running[name].pid) for name in (*SERVICES, "login")}
    assert users == NUMBERS
    assert len(set(users.values())) == len(users)
    for name in SERVICES:
        status = Path(f"/proc/{running[name].pid}/status").read_text()
        capabilities = [line.split()[1] for line in status.splitlines() if line[:4] == "CapE"]
        assert [int(each, 16) for each in capabilities] == [0]
        assert "Groups:\t \n" in status or f"Groups:\t{NUMBERS[name]}" in status


def opened_by(name: str, paths: list[Path]) -> set[Path]:
    """The files that a user opens, all tried by one shell: a process for each costs a second."""
    each = 'for path; do if true 2>/dev/null <"$path"; then echo "$path"; fi; done'
    told = subprocess.run(
        ["sh", "-c", each, "sh", *map(str, paths)],
        user=NUMBERS[name],
        group=NUMBERS[name],
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    return {Path(line) for line in told.stdout.splitlines()}


def test_a_service_reads_its_own_secrets_and_no_other_s(platform: Platform) -> None:
    tree = platform.infra.credentials.folder
    files = [path for path in tree.rglob("*") if path.is_file()]
    for service in SERVICES:
        opened = opened_by(service, files)
        assert {tree / service / name for name in FILES} <= opened
        foreign = [path for path in opened if path.parent.name not in (service, "public")]
        assert foreign == [], f"{service} reads {foreign}"


def test_the_keys_of_token_issuers_are_on_no_service_s_account(platform: Platform) -> None:
    folder = platform.infra.credentials.issuer_keys
    for name in NUMBERS:
        assert read_as(name, folder / "politie.key").returncode == 1
    assert folder.stat().st_uid == 0


def test_a_service_cannot_look_into_the_process_of_another(platform: Platform) -> None:
    running = processes.recorded(platform.infra.run)
    told = read_as("databank", Path(f"/proc/{running['pandkalender'].pid}/environ"))
    assert (told.stdout, told.returncode) == ("", 1)


def test_such_a_service_shows_its_pages_with_all_that_belongs_to_them(platform: Platform) -> None:
    """Templates, styles and modules that are only read when somebody asks."""
    with httpx.Client(trust_env=False, follow_redirects=True, timeout=30) as client:
        for service in platform.services:
            page = client.get(f"{service.url}/aanmelden")
            if service.name in WITH_PAGES:
                assert page.status_code == 200, page.text
                styles = re.findall(r'href="([^"]+[.]css[^"]*)"', page.text)
                assert styles or "127.0.0.1" in str(page.url)
                for style in styles:
                    assert client.get(httpx.URL(str(page.url)).join(style)).status_code == 200


def test_secrets_that_are_written_anew_stay_their_service_s(platform: Platform) -> None:
    run, tree = platform.infra.run, platform.infra.credentials
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from launcher.cli import app; app()", "bus", "keys", "rotate"),
            *("databank", "--environment", run.environment, "--root", str(run.root), "--json"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert tree.seal_private("databank").stat().st_uid == NUMBERS["databank"]
    assert read_as("databank", tree.seal_private("databank")).stdout
    assert read_as("databank", tree.seal_public).stdout


def test_the_status_names_the_users(platform: Platform) -> None:
    told = StringIO()
    report.status(Console(file=told, width=200), [platform.infra.run])
    lines = {line.split()[1]: line.split()[-1] for line in told.getvalue().splitlines()[1:]}
    assert {name: lines[name] for name in NUMBERS} == {k: str(v) for k, v in NUMBERS.items()}
    assert "!" not in told.getvalue()


def test_where_others_cannot_get_it_is_said_that_all_run_as_one(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    run = RunDir.of(tmp_path, "test")
    run.secrets.mkdir()
    assert account_of(run, "databank") is None
    told = why_none(run)
    assert told is not None
    assert f"other users cannot get to {run.secrets}: move the checkout" in told
