"""Backups that must not come back, and places where none may: refused, and nothing is touched."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pyrage
import pytest

from chassis import migrations
from launcher import databases
from launcher.backup import client_programs, commands, manifest, restore_command
from launcher.backup.keys import IDENTITY, SIGNERS, ReaderKeys, WriterKeys
from launcher.credentials import Credentials
from launcher.credentials.make import make
from launcher.sandbox import Sandbox

from .support.city import WHO, City

pytestmark = pytest.mark.usefixtures("rooms")

CANARIES = (b"llllescu", b"mmmmescu", b"Anabbb", b"Voorbeeldstraat", b"OWN-001")
"""Of workers, premises and owners that have lived in this city."""


@pytest.fixture(scope="module")
async def folder(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of every database."""
    folder = tmp_path_factory.mktemp("backups")
    code, made, error = await city.operates(commands.app, "all", "--to", str(folder))
    assert (code, len(made)) == (0, 5), error
    return folder


def backup_of(folder: Path, service: str) -> Path:
    (found,) = folder.glob(f"{service}-*.dump.age")
    return found


async def refused(city: City, service: str, file: Path, *more: str) -> str:
    """The complaint; and no table of the service's database changed."""
    words = (service, "--from", str(file), "--yes", *WHO, *more)
    before = await counted(city, service)
    code, _, complaint = await city.operates(restore_command.app, *words)
    assert code == 1
    assert await counted(city, service) == before
    return complaint


async def counted(city: City, service: str) -> list[Any]:
    return [
        (await city.rows(service, f"SELECT count(*) FROM {table}"))[0][0]
        for table in ("bus_archive", "bus_sequence", "bus_inbox")
    ]


def copied(file: Path, to: Path) -> Path:
    to.mkdir()
    for each in (file, manifest.beside(file)):
        (to / each.name).write_bytes(each.read_bytes())
    return to / file.name


async def test_a_platform_that_lives_is_not_restored_over(city: City, folder: Path) -> None:
    file = backup_of(folder, "registry")
    complaint = await refused(city, "registry", file, "--replace")
    assert "The database of registry is in use, by registry (" in complaint
    await city.stop("registry")
    try:
        complaint = await refused(city, "registry", file)
        assert "The database of registry is not empty" in complaint
        code, done, error = await city.operates(
            restore_command.app, "registry", "--from", str(file), "--yes", "--replace", *WHO
        )
        assert (code in (0, 3), done["asked"], done["rows"] > 0) == (True, {}, True), error
    finally:
        await city.start("registry")


async def test_a_backup_that_somebody_changed_is_refused(
    city: City, folder: Path, tmp_path: Path
) -> None:
    original = backup_of(folder, "databank")
    changed = copied(original, tmp_path / "byte")
    content = bytearray(changed.read_bytes())
    content[len(content) // 2] ^= 1
    changed.write_bytes(content)
    assert "is not as it was written" in await refused(city, "databank", changed)
    short = copied(original, tmp_path / "short")
    short.write_bytes(original.read_bytes()[:-100])
    assert "is not as it was written" in await refused(city, "databank", short)

    older = copied(original, tmp_path / "older")
    claims = json.loads(manifest.beside(older).read_text())
    claims["manifest"]["at"] = "2026-01-01T00:00:00Z"
    manifest.beside(older).write_text(json.dumps(claims))
    assert "was changed, or not made by who makes" in await refused(city, "databank", older)
    manifest.beside(older).unlink()
    assert "needs the manifest" in await refused(city, "databank", older)
    other = await refused(city, "reporting", original)
    assert "was changed, or not made by who makes" in other, "each service has its own signer"


async def test_a_backup_opens_for_its_own_key_alone(
    city: City, folder: Path, tmp_path: Path
) -> None:
    """Neither of another platform, nor of another service, nor with what makes backups."""
    file, secrets = backup_of(folder, "databank"), city.sandbox.infra.credentials
    make(tmp_path)
    other = Credentials(tmp_path)
    signers = secrets.restore("databank") / SIGNERS
    (other.restore("databank") / SIGNERS).write_bytes(signers.read_bytes())
    with pytest.raises(Exception, match="None of the keys at hand opens this backup"):
        found = manifest.read(file, ReaderKeys.of(other, "databank"))
        found.opened(ReaderKeys.of(other, "databank"))
    everything_else = [
        path
        for path in secrets.folder.rglob("*")
        if path.is_file() and path != secrets.restore("databank") / IDENTITY
    ]
    identity = (secrets.restore("databank") / IDENTITY).read_text().strip()
    assert len(everything_else) > 40
    assert not [path for path in everything_else if identity.encode() in path.read_bytes()]


async def test_no_backup_shows_what_is_in_it(city: City, folder: Path) -> None:
    """Nor does its manifest say how many rows a table of persons has."""
    files = list(folder.iterdir())
    assert len(files) == 10, "nothing else was left behind"
    for path in files:
        content = path.read_bytes()
        assert not [canary for canary in CANARIES if canary in content], path
        assert b"person" not in content
    keys = ReaderKeys.of(city.sandbox.infra.credentials, "databank")
    plain = pyrage.decrypt(backup_of(folder, "databank").read_bytes(), keys.identities)
    program = client_programs.POSTGRESQL_CLIENT.path / "pg_restore"
    reading = await asyncio.create_subprocess_exec(
        program, "-f", "-", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    text, _ = await reading.communicate(plain)
    assert b"llllescu" in text and b"COPY public.person" in text, "else nothing was found above"
    assert b"CREATE TABLE public.web_session" in text
    assert b"COPY public.web_session" not in text, "ended sessions must not come back to life"


@pytest.fixture
def older(city: City) -> Sandbox:
    """Databases beside the others, with tables of an earlier release."""
    sandbox = city.sandbox
    suffix = f"{sandbox.suffix}_older"
    made = databases.create(sandbox.infra, ["databank"], suffix)
    return Sandbox(sandbox.infra, sandbox.vhost, suffix, databases=made)


async def test_a_backup_of_an_earlier_release_is_brought_up_to_date(
    city: City, older: Sandbox, tmp_path: Path
) -> None:
    earlier = City(older)
    address, vault = older.databases["databank"], older.infra.credentials.vault("databank")
    first = migrations.revisions("databank")[-1]
    await asyncio.to_thread(migrations.upgrade, "databank", address.owner_url, first, vault=vault)
    place = ["--secrets", str(older.infra.credentials.folder)]
    place += ["--database-url", f"databank={address.url}"]
    place += ["--database-url", f"databank_owner={address.owner_url}"]
    try:
        code, (made,), _ = await earlier.at(place, commands.app, "databank", "--to", str(tmp_path))
        assert (code, made["revisions"]["databank"]) == (0, first)
        words = ("databank", "--from", str(tmp_path / made["file"]), "--yes", "--replace", *WHO)
        code, done, _ = await earlier.at(place, restore_command.app, *words)
        assert done["migrated"]
        assert code == 3, "its publishers are not at hand"
        assert "databases of pandkalender, enforcement are" in done["remarks"][0]
        (now,) = await earlier.rows("databank", "SELECT version_num FROM alembic_version")
        assert now["version_num"] == migrations.revisions("databank")[0]

        keys = WriterKeys.of(older.infra.credentials, "databank")
        found = manifest.read_unverified(manifest.beside(tmp_path / made["file"]))
        newer = found.model_copy(update={"revisions": {"databank": "9999"}})
        manifest.write(newer, tmp_path, keys)
        code, _, complaint = await earlier.at(place, restore_command.app, *words)
        assert (code, "was made by a newer release" in complaint) == (1, True)
    finally:
        await asyncio.to_thread(databases.drop, older.infra, ["databank"], older.suffix)
