"""What the handbook has people type with compose, typed: its table of what is typed where."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from .support.platform import LASTING, Platform

ROOT = Path(__file__).resolve().parents[2]
TABLE = re.findall(
    r"^\| ([^|`]+) \| `((?:docker compose|deploy/compose/)[^`]*)` \|",
    (ROOT / "docs/operating.md").read_text(),
    re.M,
)
TYPED = {what: command for what, command in TABLE if what != "compose"}
ENDS = {
    "what runs": 0,
    "the end of its log": 0,
    "its log before it last began": 0,
    "the broker's log": 0,
    "stop it": 0,
    "start it": 0,
    "start it anew": 0,
    "topology of the release": 0,
    "migrate it": 0,
    "a backup now": 0,
    "compare archives with inboxes": 0,
    "the log of who compares": 0,
    "certificates": 0,
    "rules that are still ours": 3,
}
"""What is typed as it stands, in this order, with its exit code."""
ELSEWHERE = {
    "all of it": "every test of this folder begins with it",
    "bring it back": "test_restore.py, with a file that there is",
    "whom the databank calls": "tests/deploy/test_typed_commands.py reads it: it takes a hook",
    "try each way out": "tests/monitoring: it takes a pager and a mail server",
    "a copy of the secrets": "deploy/launcher/tests: it takes keepers' keys",
}


def typed(platform: Platform, command: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    if words[0].startswith("deploy/"):
        return platform.script(*words)
    name, *rest = words[2:]
    # Nobody sits at a terminal here.
    options = ["--no-TTY"] if name in ("run", "exec") else []
    return platform.compose(name, *options, *rest, check=False)


def test_each_row_of_the_handbook_is_typed_here_or_elsewhere() -> None:
    assert set(TYPED) == {*ENDS, *ELSEWHERE}


@pytest.mark.parametrize("what", ENDS)
def test_what_the_handbook_has_people_type_is_done(platform: Platform, what: str) -> None:
    done = typed(platform, TYPED[what])
    assert done.returncode == ENDS[what], f"{done.stdout[-2000:]}{done.stderr[-2000:]}"
    if what.startswith("start"):
        platform.wait_healthy(*LASTING)
