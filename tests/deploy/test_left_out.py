"""Images do their work without the packages that are left out of them."""

import re
import runpy
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from contracts import SERVICES

from .support.manifests import ROOT

LEFT_OUT = runpy.run_path(str(ROOT / "deploy" / "supply_chain" / "images.py"))["LEFT_OUT"]
WITHOUT = re.compile(r"^(\w+)\)(?:(?!^    ;;$).)*?^    without='([^']*)'", re.M | re.S)
IMPORT = """
import importlib, sys
for name in sys.argv[2:]:
    sys.modules[name] = None
importlib.import_module(sys.argv[1])
"""


def modules_of(packages: tuple[str, ...]) -> list[str]:
    """The modules by which packages are imported."""
    return [name for name, found in packages_distributions().items() if {*found} & {*packages}]


def test_the_list_of_parts_leaves_out_what_the_build_leaves_out() -> None:
    script = (ROOT / "deploy" / "containers" / "assemble.sh").read_text()
    assert {name: {*words.split()} for name, words in WITHOUT.findall(script)} == {
        "operations": {*LEFT_OUT["operations"]}
    }


def test_who_sets_documents_in_type_has_the_fonts_of_every_script() -> None:
    """Without them a name in another script comes out as the numbers of its letters."""
    script = (ROOT / "deploy" / "containers" / "assemble.sh").read_text()
    (names,) = re.findall(r"^([\w |]+)\)\n    fonts=", script, re.M)
    setting = {
        service
        for service in SERVICES
        if '"typst' in (ROOT / "services" / service / "pyproject.toml").read_text()
    }
    assert {*names.split(" | ")} == setting


@pytest.mark.parametrize("service", SERVICES)
def test_tables_are_migrated_without_what_operations_leaves_out(service: str) -> None:
    left_out = modules_of(LEFT_OUT["operations"])
    assert "numpy" in left_out
    command = [sys.executable, "-c", IMPORT, f"{service}.schema", *left_out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_reporting_is_made_anew_without_what_operations_leaves_out() -> None:
    left_out = modules_of(LEFT_OUT["operations"])
    command = [sys.executable, "-c", IMPORT, "reporting.handlers", *left_out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
