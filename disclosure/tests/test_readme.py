"""The example of the README works as it stands."""

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"


def test_the_example_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = README.read_text()
    (example,) = re.findall(r"```python\n(.*?)```", text, re.S)
    (printed,) = re.findall(r"It prints `(.*?)`", text)
    exec(example, {})
    assert capsys.readouterr().out.strip() == printed


def test_every_module_that_the_readme_names_is_there() -> None:
    folder = README.parent / "src" / "disclosure"
    named = re.findall(r"\(`([a-z_`, ]+)`\)", README.read_text())
    modules = {name.strip("` ") for names in named for name in names.split(",")}
    assert modules
    assert {name for name in modules if not (folder / f"{name}.py").exists()} == set()
