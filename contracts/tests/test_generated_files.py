"""``krachtlijn contracts``: what lies on disk is what the contracts say."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chassis.bus import topology
from chassis.generate import EXAMPLES, app, stale
from contracts import generate
from contracts.generate import asyncapi, edition

SHIFT_ENDED = "contracts/generated/schemas/pandkalender.shift-ended.v1.json"


@pytest.fixture(autouse=True)
def rendered_once(rendered: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Rendering takes half a second and gives the same each time (test_schemas.py)."""
    monkeypatch.setattr(generate, "render", lambda: dict(rendered))


@pytest.fixture
def copy_of_repository(root: Path, tmp_path: Path) -> Path:
    """Only what the commands read and write."""
    for path in ("contracts/generated", EXAMPLES, "deploy/rabbitmq", "docs"):
        shutil.copytree(root / path, tmp_path / path)
    for path in ("uv.lock", edition.PATH):
        shutil.copy(root / path, tmp_path / path)
    return tmp_path


def test_generated_files_are_fresh(root: Path) -> None:
    assert stale(root) == [], "run make contracts"


def test_check_names_what_is_missing_stale_and_superfluous(copy_of_repository: Path) -> None:
    here = copy_of_repository
    (here / "contracts/generated/asyncapi/databank.yaml").unlink()
    (here / SHIFT_ENDED).write_text("{}")
    (here / "contracts/generated/schemas/gone.v1.json").write_text("{}")
    page = here / "docs/privacy.md"
    page.write_text(page.read_text().replace("`enforcement`", "`anything`"))

    checked = CliRunner().invoke(app, ["check", "--root", str(here)])

    assert checked.exit_code == 1
    assert checked.output.splitlines() == [
        "missing: contracts/generated/asyncapi/databank.yaml",
        f"stale: {SHIFT_ENDED}",
        "stale: docs/privacy.md",
        "superfluous: contracts/generated/schemas/gone.v1.json",
        "run make contracts",
    ]

    assert CliRunner().invoke(app, ["generate", "--root", str(here)]).exit_code == 0
    assert stale(here) == []
    assert CliRunner().invoke(app, ["check", "--root", str(here)]).exit_code == 0


def test_hand_written_part_of_the_page_is_kept(copy_of_repository: Path) -> None:
    page = copy_of_repository / "docs/privacy.md"
    page.write_text(f"{page.read_text()}\nWritten by hand.\n")
    CliRunner().invoke(app, ["generate", "--root", str(copy_of_repository)])
    assert page.read_text().endswith("\nWritten by hand.\n")


def test_root_is_found_from_a_folder_below(
    copy_of_repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy_of_repository / "contracts" / "generated")
    assert CliRunner().invoke(app, ["check"]).exit_code == 0


def test_golden_message_is_never_overwritten(copy_of_repository: Path) -> None:
    golden = copy_of_repository / EXAMPLES / "pandkalender.shift-ended.v1.json"
    before = golden.read_bytes()
    again = CliRunner().invoke(
        app, ["example", "pandkalender.shift-ended.v1", "--root", str(copy_of_repository)]
    )
    assert again.exit_code != 0
    assert golden.read_bytes() == before


def test_example_of_a_new_event_is_written_and_pinned(copy_of_repository: Path) -> None:
    folder = copy_of_repository / EXAMPLES
    pinned = (folder / "SHA256SUMS").read_text()
    name = "pandkalender.shift-ended.v1.json"
    (folder / name).unlink()
    (folder / "promises" / name).unlink()
    (folder / "SHA256SUMS").write_text(
        "".join(line for line in pinned.splitlines(True) if name not in line)
    )
    command = ["example", "be.krachtlijn.pandkalender.shift-ended.v1"]
    made = CliRunner().invoke(app, [*command, "--root", str(copy_of_repository)])
    assert made.exit_code == 0
    assert (folder / "SHA256SUMS").read_text() == pinned


def test_definitions_hold_no_password(root: Path) -> None:
    users = json.loads((root / "deploy/rabbitmq/definitions.json").read_text())["users"]
    assert users
    for user in users:
        assert not user.get("password")
        assert not user.get("password_hash")


def test_asyncapi_speaks_of_the_exchange_and_queues_of_the_topology(root: Path) -> None:
    written = json.loads((root / "deploy/rabbitmq/definitions.json").read_text())
    assert asyncapi.EXCHANGE == topology.EXCHANGE
    queues = {queue["name"]: queue["arguments"] for queue in written["queues"]}
    for operation in asyncapi.document("databank")["operations"].values():
        if operation["action"] == "receive":
            queue = queues[operation["x-queue"]["name"]]
            assert queue["x-queue-type"] == operation["x-queue"]["type"]
            assert queue["x-single-active-consumer"] is True
