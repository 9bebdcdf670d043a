"""Backups are copied to a store elsewhere, by the script of compose with restic itself."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from launcher import programs
from launcher.errors import LauncherError

from .support.manifests import ROOT

SCRIPT = ROOT / "deploy/compose/offsite.sh"
PASSWORD = "synthetic"
BACKUP = "databank-20261124T021000000000Z.dump.age"


@pytest.fixture(scope="module", autouse=True)
def restic() -> None:
    try:
        programs.ensure(programs.RESTIC, programs.REST_SERVER)
    except LauncherError as error:
        pytest.skip(f"not copied: {error}")


@dataclass
class Host:
    """Backups of two services, and what a city says of its store."""

    folder: Path

    def __post_init__(self) -> None:
        for place in ("backups/databank", "backups/registry", "secrets", "offsite"):
            (self.folder / place).mkdir(parents=True)
        (self.folder / "backups/databank" / BACKUP).write_bytes(os.urandom(4096))
        (self.folder / "backups/registry/registry.dump.age").write_bytes(os.urandom(4096))
        (self.folder / "secrets/password").write_text(PASSWORD)

    @property
    def mark(self) -> Path:
        return self.folder / "offsite/copied"

    def copied(self, repository: str, **settings: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "secrets/repository").write_text(repository + "\n")
        return self.ran(["sh", str(SCRIPT), "once"], **settings)

    def ran(self, words: list[str], **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(self.folder),
                "SECRETS": str(self.folder / "secrets"),
                "BACKUPS": str(self.folder / "backups"),
                "MARK": str(self.mark),
                **settings,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def asked(self, repository: str, *words: str) -> subprocess.CompletedProcess[str]:
        """What restic says to whoever has the password."""
        command = ["restic", "--no-cache", "--repo", repository, *words]
        return self.ran(command, RESTIC_PASSWORD=PASSWORD)


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "host")


@contextmanager
def store(folder: Path, *options: str) -> Iterator[str]:
    """restic's own server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            "restic-rest-server",
            "--path",
            folder,
            f"--listen=127.0.0.1:{port}",
            "--no-auth",
            *options,
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        end = time.monotonic() + 60
        while True:
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < end, "the store did not begin"
            time.sleep(0.05)
        yield f"rest:http://127.0.0.1:{port}/krachtlijn"
    finally:
        server.terminate()
        server.wait()


def test_what_comes_back_from_the_store_is_what_the_host_had(host: Host, tmp_path: Path) -> None:
    repository = str(tmp_path / "elsewhere")
    done = host.copied(repository)
    assert done.returncode == 0, done.stderr
    assert host.mark.exists()
    back = tmp_path / "back"
    assert host.asked(repository, "restore", "latest", "--target", str(back)).returncode == 0
    theirs = {path.name: path.read_bytes() for path in back.rglob("*.age")}
    assert theirs == {
        path.name: path.read_bytes() for path in (host.folder / "backups").rglob("*.age")
    }
    assert BACKUP in theirs


def test_a_store_that_lets_nobody_remove_gets_each_backup_and_keeps_it(
    host: Host, tmp_path: Path
) -> None:
    with store(tmp_path / "store", "--append-only") as repository:
        assert host.copied(repository, KEEP="nothing").returncode == 0
        (host.folder / "backups/databank" / BACKUP).unlink()
        (host.folder / "backups/databank/later.age").write_bytes(os.urandom(64))
        done = host.copied(repository, KEEP="nothing")
        assert done.returncode == 0, done.stderr
        taken_over = host.asked(repository, "forget", "--keep-last", "1", "--prune")
        assert taken_over.returncode != 0, "whoever has the host removes nothing there"
        listed = host.asked(repository, "find", "*.age").stdout
    assert BACKUP in listed
    assert "later.age" in listed


def test_nothing_that_was_removed_here_lives_on_there_for_more_than_a_week(
    host: Host, tmp_path: Path
) -> None:
    repository = str(tmp_path / "elsewhere")
    assert host.copied(repository).returncode == 0
    old = host.folder / "backups/databank/old.age"
    old.write_bytes(os.urandom(64))
    words = ("backup", "--host", "krachtlijn", "--time", "2026-01-05 03:00:00", str(old))
    assert host.asked(repository, *words).returncode == 0
    old.unlink()
    assert "old.age" in host.asked(repository, "find", "old.age").stdout
    (host.folder / "backups/databank/new.age").write_bytes(os.urandom(64))
    assert host.copied(repository).returncode == 0
    assert "old.age" not in host.asked(repository, "find", "old.age").stdout
    assert "new.age" in host.asked(repository, "find", "new.age").stdout


def test_a_store_that_is_away_is_told_and_nothing_is_noted(host: Host, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = host.copied(str(tmp_path / "file" / "elsewhere"), PATIENCE="2")
    assert done.returncode == 1
    assert "Not done" in done.stderr
    assert "No answer from the store in 2 seconds" in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
    assert not host.mark.exists()


class NoBucket(BaseHTTPRequestHandler):
    """An S3 that has no bucket of any name, as AWS and MinIO say it."""

    def do_GET(self) -> None:
        said = b"<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>"  # noqa: E501
        self.send_response(404)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


def test_an_s3_without_the_bucket_is_told_in_a_sentence(host: Host) -> None:
    """restic makes none, and goes on trying."""
    (host.folder / "secrets/access_key_id").write_text("SYNTHETIC")
    (host.folder / "secrets/secret_access_key").write_text("synthetic")
    server = ThreadingHTTPServer(("127.0.0.1", 0), NoBucket)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        done = host.copied(f"s3:http://127.0.0.1:{server.server_port}/krachtlijn", PATIENCE="3")
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 1
    assert "The store has no such bucket: make it first." in done.stderr
    assert "No answer" not in done.stderr
    assert not host.mark.exists()


def test_a_wrong_password_writes_nothing_into_a_store(host: Host, tmp_path: Path) -> None:
    repository = str(tmp_path / "elsewhere")
    assert host.copied(repository).returncode == 0
    before = host.asked(repository, "snapshots", "--json").stdout
    host.mark.unlink()
    (host.folder / "secrets/password").write_text("another")
    done = host.copied(repository)
    assert done.returncode == 1
    assert "wrong password" in done.stderr
    assert not host.mark.exists()
    assert host.asked(repository, "snapshots", "--json").stdout == before


@pytest.mark.parametrize("missing", ["repository", "password"])
def test_without_a_store_it_says_where_one_is_named(host: Host, missing: str) -> None:
    (host.folder / "secrets/repository").write_text("/nowhere")
    (host.folder / "secrets" / missing).unlink()
    done = host.ran(["sh", str(SCRIPT)])
    assert done.returncode == 1
    assert f"secrets/{missing} is missing" in done.stderr
