"""The matcher's kernel, compiled and as plain Python: the same verdicts to the bit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from linkage import kernel

from .in_memory import played

ROOT = Path(__file__).resolve().parents[2]
COMPILE = ROOT / "deploy" / "kernel" / "compile.py"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package as it would be elsewhere, without a kernel."""
    shutil.copytree(
        Path(kernel.__file__).parent,
        tmp_path / "linkage",
        ignore=shutil.ignore_patterns("_kernel", "__pycache__"),
    )
    return tmp_path


def folder_seen_from(place: Path) -> str:
    done = run("-c", "import linkage.kernel as k; print(k.folder())", PYTHONPATH=str(place))
    return Path(done.stdout.strip()).name


@pytest.mark.skipif(
    not kernel.folder().is_dir(), reason="no kernel of these sources: `make kernel` (needs gcc)"
)
def test_compiled_and_plain_give_the_same_verdicts_to_the_bit() -> None:
    compiled, plain = played(400, ""), played(400, kernel.PLAIN)
    assert (compiled["compiled"], plain["compiled"]) == (True, False)
    assert compiled["claims"] == plain["claims"] > 1_000
    assert compiled["verdicts"] == plain["verdicts"]


def test_a_kernel_of_other_sources_is_never_taken(copy: Path) -> None:
    before = folder_seen_from(copy)
    assert before == kernel.folder().name
    with (copy / "linkage" / "names.py").open("a") as source:
        source.write("# changed\n")
    assert folder_seen_from(copy) != before


def test_without_a_compiler_the_matcher_runs_plain_and_says_so(copy: Path) -> None:
    done = run(COMPILE, PYTHONPATH=str(copy), PATH="")
    assert done.returncode == 3
    assert "plain Python: there is no C compiler" in done.stderr
    asked = run(
        "-c", "from linkage import kernel; print(kernel.is_compiled())", PYTHONPATH=str(copy)
    )
    assert asked.stdout.strip() == "False"
