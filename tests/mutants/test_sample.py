"""In each run a sample: the tests of pure rules notice faults of one line."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from . import grave, scope

SAMPLED = "pandkalender"
"""Its rules have tests that need no servers."""
KILLED = 0.8
"""At night nine of ten die. A sample in which so few do says that tests no longer bite."""


def told(tmp_path: Path, *arguments: str) -> Any:
    """The result of a run that shares nothing with the one that goes on night after night."""
    summary = tmp_path / "summary.json"
    options = ["--pure", "--quick", f"--summary={summary}"]
    subprocess.run(
        [sys.executable, "-m", "tests.mutants", *options, *arguments],
        cwd=scope.ROOT,
        check=True,
        env={**os.environ, "KRACHTLIJN_MUTANTS": str(tmp_path)},
    )
    return json.loads(summary.read_text())


@pytest.mark.timeout(1800)  # on a busy machine
def test_tests_of_rules_notice_a_sample_of_faults(tmp_path: Path) -> None:
    """The same sample in each run of the same rules, however busy the machine is."""
    result = told(tmp_path, SAMPLED, "--files=5", "--sample=20", "--seed=3")
    (package,) = result["packages"].values()
    survivors = "\n".join(each["difference"] for each in result["survivors"])
    assert package["tried"] == 20
    assert package["share"] >= KILLED, survivors


@pytest.mark.timeout(1800)
def test_faults_that_would_hurt_somebody_are_noticed_at_once(tmp_path: Path) -> None:
    result = told(tmp_path, "--grave")
    assert not result["survivors"], [each["difference"] for each in result["survivors"]]
    killed = {name: package["killed"] for name, package in result["packages"].items()}
    assert killed == Counter(each.package for each in grave.listed())
