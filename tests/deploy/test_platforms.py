"""The platforms for which images are built: amd64 and arm64, as ``deploy/images.yaml`` says."""

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from .support.manifests import ROOT

COPIES_ROOT = ROOT / "deploy/containers/root.sh"
PLATFORMS = {"amd64": "x86_64", "arm64": "aarch64"}
"""By Debian's name of each, the one that wheels have."""
FINDS_NO_LIB64 = """#!/bin/sh
for path; do
    [ "$path" != /lib64 ] || { echo "find: '/lib64': No such file or directory" >&2; exit 1; }
done
exec /usr/bin/find "$@"
"""


def root_made_on(
    architecture: str, folder: Path, *, lib64: bool
) -> subprocess.CompletedProcess[str]:
    """The root of the images, made where Debian says that it is for ``architecture``."""
    programs = folder / "bin"
    programs.mkdir()
    fakes = {"dpkg": f"#!/bin/sh\necho {architecture}\n"}
    if not lib64:
        fakes["find"] = FINDS_NO_LIB64
    for name, content in fakes.items():
        (programs / name).write_text(content)
        (programs / name).chmod(0o755)
    return subprocess.run(
        ["sh", COPIES_ROOT, folder / "image"],
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("architecture", "lib64"), [("amd64", True), ("arm64", False)])
def test_the_root_of_images_is_made_on_each_platform(
    architecture: str, lib64: bool, tmp_path: Path
) -> None:
    """Debian for arm64 has no /lib64: the loader stands in /lib there."""
    if shutil.which("python3.13", path="/usr/bin") is None:
        pytest.skip("not made: this machine's own Python is not the images' (Debian 13)")
    done = root_made_on(architecture, tmp_path, lib64=lib64)
    assert done.returncode == 0, done.stderr
    image = tmp_path / "image"
    assert (image / "usr/bin/python3.13").is_file()
    assert (image / "lib").is_symlink()
    assert (image / "lib64").is_symlink() or not lib64
    assert (image / "var/lib/dpkg/status.d/libc6").is_file()


def test_another_platform_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = root_made_on("armhf", tmp_path, lib64=False)
    assert done.returncode == 1
    assert "Images are built for amd64 and arm64, not for armhf" in done.stderr
    assert not (tmp_path / "image").exists()


def test_the_platforms_are_named() -> None:
    listed = yaml.safe_load((ROOT / "deploy/images.yaml").read_text())
    assert listed["platforms"] == ["linux/amd64", "linux/arm64"]


def test_each_package_that_ships_has_a_wheel_for_each_platform() -> None:
    """Nothing is compiled while an image is built but our own kernel."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    shipped = shipped_packages()
    assert len(shipped) > 50
    missing = {
        f"{package['name']} {architecture}"
        for package in lock["package"]
        if package["name"] in shipped
        for architecture, machine in PLATFORMS.items()
        if not any(runs(wheel["url"], machine) for wheel in package.get("wheels", ()))
    }
    assert missing == set()


def runs(wheel: str, machine: str) -> bool:
    tags = wheel.rpartition("/")[2].removesuffix(".whl").split("-")
    interpreter, platform = tags[-3], tags[-1]
    if not any(tag in interpreter for tag in ("py3", "cp313", "abi3")) and tags[-2] != "abi3":
        return False
    return platform == "any" or ("manylinux" in platform and machine in platform)


def shipped_packages() -> set[str]:
    """What the images install from elsewhere, by name."""
    done = subprocess.run(
        [
            *("uv", "export", "--quiet", "--frozen", "--no-dev", "--all-packages"),
            *("--no-emit-workspace", "--no-hashes", "--no-header", "--no-annotate"),
        ],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{ROOT / '.run/tools/uv/bin'}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.partition("==")[0] for line in done.stdout.splitlines() if "==" in line}
