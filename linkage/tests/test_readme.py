"""The example of the README works as it stands."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"


def test_the_example_finds_the_person_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(), re.S)
    exec(example, {})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("person 00000000-0000-0000-0000-000000000001, probability ")
    assert any(re.fullmatch(r"family +exact +\+\d+\.\d bits", line) for line in lines)


def test_every_module_that_the_readme_names_is_there() -> None:
    folder = README.parent / "src" / "linkage"
    named = re.findall(r"\(`([a-z_`, ]+)`\)", README.read_text())
    modules = {name.strip("` ") for names in named for name in names.split(",")}
    assert modules
    assert {name for name in modules if not (folder / f"{name}.py").exists()} == set()
