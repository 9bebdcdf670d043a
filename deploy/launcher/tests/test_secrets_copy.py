"""A copy of all secrets for a safe: only its keeper opens it, and a new host begins from it."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pyrage
import pytest
from typer.testing import CliRunner, Result

from launcher.credentials.commands import app
from launcher.credentials.make import make

KEEPER, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("host") / "secrets"
    make(folder)
    (folder / "databank" / "alert_hook").write_text("https://pager.example.org/v1/geheim\n")
    (folder / "databank" / "alert_hook").chmod(0o600)
    (folder / "destroyed.jsonl").write_text("{}\n")
    return folder


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    path = tmp_path / "keeper.txt"
    path.write_text(f"# created: 2026-12-02\n# public key: {KEEPER.to_public()}\n{KEEPER}\n")
    return path


def ran(*words: object) -> Result:
    return CliRunner().invoke(app, [str(each) for each in words])


def exported(tree: Path, file: Path, *keepers: pyrage.x25519.Identity) -> Result:
    to = [f"--recipient={each.to_public()}" for each in keepers]
    return ran("export", "--secrets", tree, "--to", file, *to)


def imported(file: Path, identity: Path, to: Path) -> Result:
    return ran("import", file, "--identity", identity, "--to", to)


def modes(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode & 0o777,
            path.read_bytes() if path.is_file() else None,
        )
        for path in folder.rglob("*")
    }


def said(result: Result) -> str:
    return f"{result.output} {result.exception}"


def test_a_new_host_begins_from_a_copy_as_the_old_one_was(
    tree: Path, tmp_path: Path, identity: Path
) -> None:
    file, new = tmp_path / "copy.age", tmp_path / "new"
    done = exported(tree, file, KEEPER)
    assert done.exit_code == 0, said(done)
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"geheim" not in file.read_bytes()
    assert "geheim" not in done.output
    back = imported(file, identity, new)
    assert back.exit_code == 0, said(back)
    assert modes(new) == modes(tree)
    assert new.stat().st_mode & 0o777 == 0o711
    digest = next(word for word in done.output.split() if len(word) == 64)
    assert digest in back.output, "the keeper compares it with what was noted"
    make(new)
    assert modes(new) == modes(tree), "nothing is missing, so nothing is made anew"


def test_each_of_two_keepers_opens_it_and_nobody_else(
    tree: Path, tmp_path: Path, identity: Path
) -> None:
    both, one = tmp_path / "both.age", tmp_path / "one.age"
    assert exported(tree, both, OTHER, KEEPER).exit_code == 0
    assert imported(both, identity, tmp_path / "new").exit_code == 0
    assert exported(tree, one, OTHER).exit_code == 0
    refused = imported(one, identity, tmp_path / "none")
    assert refused.exit_code != 0
    assert "no key in it opens" in said(refused)
    assert not (tmp_path / "none").exists()


def test_it_is_a_tar_in_age_s_encryption(tree: Path, tmp_path: Path, identity: Path) -> None:
    """So a keeper needs nothing of ours, years from now."""
    file = tmp_path / "copy.age"
    assert exported(tree, file, KEEPER).exit_code == 0
    opened = pyrage.decrypt(file.read_bytes(), [KEEPER])
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        assert "databank/vault.json" in tar.getnames()
        assert {each.uid for each in tar.getmembers()} == {0}, "no account of a host is in it"


def test_a_tree_that_is_there_is_never_written_over(
    tree: Path, tmp_path: Path, identity: Path
) -> None:
    file, new = tmp_path / "copy.age", tmp_path / "new"
    assert exported(tree, file, KEEPER).exit_code == 0
    (new / "databank").mkdir(parents=True)
    (new / "databank" / "vault.json").write_text("mine")
    refused = imported(file, identity, new)
    assert refused.exit_code != 0
    assert "holds files already" in said(refused)
    assert [path.name for path in new.rglob("*") if path.is_file()] == ["vault.json"]
    (new / "databank" / "vault.json").unlink()
    assert imported(file, identity, new).exit_code == 0, "empty folders are those of volumes"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../outside", tarfile.REGTYPE),
        ("/etc/outside", tarfile.REGTYPE),
        ("elsewhere/file", tarfile.REGTYPE),
        ("databank/deep/file", tarfile.REGTYPE),
        ("databank/vault.json", tarfile.SYMTYPE),
        ("notes.txt", tarfile.REGTYPE),
    ],
)
def test_what_is_no_tree_of_secrets_is_not_laid_down(
    tmp_path: Path, identity: Path, name: str, kind: bytes
) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member, io.BytesIO())
    file = tmp_path / "copy.age"
    file.write_bytes(pyrage.encrypt(packed.getvalue(), [KEEPER.to_public()]))
    refused = imported(file, identity, tmp_path / "new")
    assert refused.exit_code != 0
    assert "is no copy of secrets" in said(refused)
    assert not (tmp_path / "new").exists()


def test_a_copy_that_was_cut_or_changed_is_refused_whole(
    tree: Path, tmp_path: Path, identity: Path
) -> None:
    file = tmp_path / "copy.age"
    assert exported(tree, file, KEEPER).exit_code == 0
    whole = file.read_bytes()
    for spoiled in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"", b"text"):
        file.write_bytes(spoiled)
        refused = imported(file, identity, tmp_path / "new")
        assert refused.exit_code != 0
        assert "Traceback" not in said(refused)
        assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("recipient", ["age1geen", "AGE-SECRET-KEY-1X", ""])
def test_a_wrong_key_of_a_keeper_is_said_before_anything_is_written(
    tree: Path, tmp_path: Path, recipient: str
) -> None:
    file = tmp_path / "copy.age"
    done = ran("export", "--secrets", tree, "--to", file, f"--recipient={recipient}")
    assert done.exit_code != 0
    assert "age1..." in said(done)
    assert not file.exists()


def test_nobody_s_key_is_no_copy(tree: Path, tmp_path: Path) -> None:
    assert exported(tree, tmp_path / "copy.age").exit_code == 2


def test_with_containers_it_comes_as_a_stream_with_nothing_else_in_it(
    tree: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("krachtlijn"),
            *("secrets", "export", "--secrets", tree, "--to", "-"),
            f"--recipient={KEEPER.to_public()}",
        ],
        capture_output=True,
        check=True,
    )
    assert pyrage.decrypt(done.stdout, [KEEPER])
    assert b"age1" not in done.stderr
    assert b"geheim" not in done.stderr
