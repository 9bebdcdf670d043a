"""Images of others: exact, and the same wherever they are named, as ``deploy/images.yaml`` says."""

import re
import subprocess
from pathlib import Path

import yaml

from .support.manifests import KUBERNETES, ROOT

NAMED = re.compile(
    r"^ *(?:image|imageName): *([a-z0-9][^\s@$]*?):([^\s@:]+)(?:@sha256:[0-9a-f]{64})?(?: +#.*)?$"
    r"|^ARG BASE=([^:\s]+):(\S+)$",
    re.M,
)
EXACT = re.compile(r"^v?\d+\.\d+[\w.-]*$")
PATCH = re.compile(r"^v?\d+\.\d+\.\d+$")
OURS = ("krachtlijn/", "service")
LISTED = yaml.safe_load((ROOT / "deploy" / "images.yaml").read_text())


def named() -> dict[str, set[tuple[str, str]]]:
    """Image and tag by the file that names them; ours are left out."""
    patterns = ("docker-compose.yml", "Dockerfile", "deploy/kubernetes")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, set[tuple[str, str]]] = {}
    for place in listed.stdout.splitlines():
        if Path(place).suffix in (".yml", ".yaml", ""):
            for match in NAMED.finditer((ROOT / place).read_text()):
                image = (match[1] or match[3]).removeprefix("docker.io/").removeprefix("library/")
                if not image.startswith(OURS):
                    found.setdefault(place, set()).add((image, match[2] or match[4]))
    return found


def test_every_image_is_named_as_the_list_says() -> None:
    listed = set(LISTED["images"].items())
    wrong = {place: images - listed for place, images in named().items() if images - listed}
    assert wrong == {}
    assert set.union(*named().values()) == listed, "what nobody names any more goes from the list"


def test_tags_are_exact() -> None:
    assert [tag for tag in LISTED["images"].values() if not EXACT.match(tag)] == []
    assert [tag for tag in LISTED["cluster"].values() if not PATCH.match(tag)] == []


def test_one_host_and_a_cluster_have_the_same_postgresql() -> None:
    in_a_cluster = LISTED["images"]["ghcr.io/cloudnative-pg/postgresql"]
    assert in_a_cluster.partition("-")[0] == LISTED["images"]["postgres"]


def test_the_readme_names_what_a_cluster_must_have_first() -> None:
    rows = re.findall(
        r"^\| ([^|`]+?) \| (v?\d[\d.]+) \|", (KUBERNETES / "README.md").read_text(), re.M
    )
    assert dict(rows) == LISTED["cluster"]


def test_each_image_of_others_has_been_read_in_the_version_that_is_used() -> None:
    """A version is raised together with what its makers' own files say of it."""
    document = (ROOT / "docs/deployed.md").read_text()
    rows = re.findall(r"^\| ([a-z][\w./-]+) \| (\S+) \| .+ \|$", document, re.M)
    assert dict(rows) == LISTED["images"]
