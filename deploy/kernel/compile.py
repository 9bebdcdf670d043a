"""Compile the kernel of ``linkage`` for one Python, beside the package as it is installed there.

    python deploy/kernel/compile.py [PYTHON]

``PYTHON`` is that of the environment that has ``linkage``; this one has mypy and setuptools. Exits
0 when the kernel is there, 3 where no C compiler or no header of Python is: all works without.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

NO_COMPILER = 3
ASK = """
import json, linkage.kernel as k
print(json.dumps([k.__file__, k.MODULES, str(k.folder())]))
"""


def main(arguments: list[str]) -> int:
    python = arguments[0] if arguments else sys.executable
    asked = subprocess.run(  # noqa: S603 - the Python that the caller names
        [python, "-c", ASK], capture_output=True, text=True, check=True
    )
    own, modules, target = json.loads(asked.stdout)
    package, folder = Path(own).parent, Path(target)
    if folder.is_dir():
        return 0
    if missing := _missing():
        sys.stderr.write(f"The matcher runs as plain Python: {missing}.\n")
        return NO_COMPILER
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        shutil.copytree(
            package, work / "linkage", ignore=shutil.ignore_patterns("_kernel", "__pycache__")
        )
        _compile(work, modules, python)
        _put(work, folder)
    return 0


def _missing() -> str:
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if not any(map(shutil.which, (compiler, "gcc", "cc"))):
        return "there is no C compiler (Debian: gcc)"
    if not Path(sysconfig.get_paths()["include"], "Python.h").is_file():
        return "Python's headers are missing (Debian: python3-dev)"
    return ""


def _compile(work: Path, modules: list[str], python: str) -> None:
    """The shared objects, beside the copied sources."""
    from mypyc.build import mypycify
    from setuptools import setup

    os.chdir(work)
    options = ["--ignore-missing-imports", "--python-executable", python]
    paths = [f"linkage/{module}.py" for module in modules]
    setup(
        name="kernel",
        ext_modules=mypycify([*options, *paths], group_name="linkage.kernel", debug_level="0"),
        script_args=["--quiet", "build_ext", "--inplace"],
    )


def _put(work: Path, folder: Path) -> None:
    """In one step, in the place of those of earlier sources."""
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as near:
        ready = Path(near, "ready")
        ready.mkdir()
        for built in work.glob("linkage/*.so"):
            shutil.copy(built, ready)
        for old in folder.parent.iterdir():
            if old != Path(near):
                shutil.rmtree(old, ignore_errors=True)
        ready.rename(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
