"""A sample of every commit: the tests of pure rules notice faults of one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from . import scope

ONES = ("disclosure", "registry", "reporting", "enforcement", "databank", "pandkalender", "linkage")
"""Packages with tests that need no servers; the commit says whose turn it is."""
KILLED = 0.6
"""At night nine of ten die. A sample in which so few do says that tests no longer bite."""


@pytest.mark.timeout(1800)  # on a busy machine
def test_tests_of_rules_notice_a_sample_of_faults(tmp_path: Path) -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=scope.ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    seed = int(head[:8] or "1", 16)
    summary = tmp_path / "summary.json"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.mutants",
            ONES[seed % len(ONES)],
            "--pure",
            "--quick",
            "--files=5",
            "--sample=40",
            f"--seed={seed}",
            "--minutes=1",
            f"--summary={summary}",
        ],
        cwd=scope.ROOT,
        check=True,
        env={**os.environ, "KRACHTLIJN_MUTANTS": str(tmp_path)},
    )
    told = json.loads(summary.read_text())
    (package,) = told["packages"].values()
    survivors = "\n".join(each["difference"] for each in told["survivors"])
    assert package["share"] is None or package["share"] >= KILLED, survivors
