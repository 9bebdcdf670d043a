"""What is in an image, and what is not."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from .support import our_images
from .support.engine import Engine
from .support.platform import SERVICES

MOST_BYTES = 250_000_000
LARGER = {"enforcement": 310_000_000, "reporting": 400_000_000}
"""Those that draw: plans by geometry beside papers in type, and pictures of figures (0029)."""
PARTS = Path("/usr/share/sbom/krachtlijn.cdx.json")
INSTALLED = """
import importlib.metadata as found, json
names = [[each.name.lower().replace("_", "-"), each.version] for each in found.distributions()]
print(json.dumps(names))
"""
IMAGES = (*SERVICES, "operations", "login", "simulator")
ACCOUNTS = Path("deploy/containers/accounts")


DRAW_AND_READ = """
import base64, io
from PIL import Image
from chassis.uploads import Limits
from chassis.uploads.documents import document, framed
papers = []
for kind in ("JPEG", "PNG"):
    paper = io.BytesIO()
    Image.new("RGB", (20, 30), "white").save(paper, kind)
    papers.append(paper.getvalue())
sheets = document(framed(papers), Limits(rows=0))
cells = ["".join(cell for row in rows for cell in row) for _, rows in sheets]
assert len(cells) == 3, "the document, and a picture of each page"
print(base64.b64decode(cells[0])[:4].decode())
"""
BELGIAN = """
import datetime, holidays
days = holidays.country_holidays("BE")
print(datetime.date(2026, 7, 21) in days, datetime.date(2026, 7, 22) in days)
"""
NUMBERS = """
from stdnum import iban
from stdnum.be import bis, eid, nn, ogm_vcs
print(iban.is_valid("BE71096123456769"), ogm_vcs.is_valid("+++090/9337/55493+++"))
"""
WRITABLE = """
import os
for folder, _, names in os.walk("/"):
    if not folder.startswith(("/proc", "/sys", "/dev", "/tmp", "/var/tmp", "/data", "/run")):
        for path in [folder, *(os.path.join(folder, name) for name in names)]:
            if os.access(path, os.W_OK) and not os.path.islink(path):
                print(path)
"""


def says(engine: Engine, image: str, script: str) -> str:
    """What a line of Python says in a container of the image."""
    run = ("run", "--rm", "--network", "none", "--entrypoint", "python", image, "-c", script)
    return engine.podman(*run).strip()


def importable(names: list[str]) -> str:
    """A line of Python that prints which of the modules are there."""
    return f"import importlib.util as u; print([n for n in {names} if u.find_spec(n)])"


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_is_small(engine: Engine, images: dict[str, str], name: str) -> None:
    image = engine.image(images[name])
    assert image is not None
    assert image["Size"] < LARGER.get(name, MOST_BYTES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_holds_no_other(engine: Engine, images: dict[str, str], name: str) -> None:
    others = [other for other in (*SERVICES, "launcher", "simulator") if other != name]
    assert says(engine, images[name], importable(others)) == "[]"
    assert says(engine, images[name], f"import {name}.app, uvloop") == ""


@pytest.mark.parametrize("name", SERVICES)
def test_what_was_left_of_thinned_packages_works(
    engine: Engine, images: dict[str, str], name: str
) -> None:
    assert says(engine, images[name], DRAW_AND_READ) == "%PDF"
    if name == "enforcement":
        assert says(engine, images[name], BELGIAN) == "True False"
        assert says(engine, images[name], NUMBERS) == "True True"


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_says_what_it_is_and_runs_as_nobody_else(
    engine: Engine, images: dict[str, str], name: str
) -> None:
    (image,) = engine.inspect(images[name], kind="image")
    config = image["Config"]
    accounts = dict(line.split(":")[0:3:2] for line in ACCOUNTS.read_text().splitlines())
    assert config["User"] == f"{accounts[name]}:{accounts[name]}"
    assert int(accounts[name]) >= 10_000
    script = "import os, pwd; print(os.getuid(), pwd.getpwuid(os.getuid()).pw_name)"
    assert says(engine, images[name], script) == f"{accounts[name]} {name}"
    assert image["Healthcheck"]["Test"] == ["CMD", "/opt/krachtlijn/bin/healthy"]
    labels = config["Labels"]
    assert labels["org.opencontainers.image.title"] == f"Krachtlijn {name}"
    assert len(labels["org.opencontainers.image.revision"]) == 40


@pytest.mark.parametrize("name", IMAGES)
def test_no_image_can_build_or_install_anything(
    engine: Engine, images: dict[str, str], name: str
) -> None:
    programs = ["gcc", "cc", "ld", "strip", "make", "pip", "uv", "git", "curl", "wget"]
    programs += ["apt-get", "dpkg", "perl"]
    script = f"import shutil; print([p for p in {programs} if shutil.which(p)])"
    assert says(engine, images[name], script) == "[]"
    assert says(engine, images[name], importable(["pip", "setuptools", "ensurepip"])) == "[]"
    assert says(engine, images[name], WRITABLE) == ""


@pytest.mark.parametrize("name", IMAGES)
def test_an_image_lists_its_parts(engine: Engine, images: dict[str, str], name: str) -> None:
    document = json.loads(says(engine, images[name], f"print(open('{PARTS}').read())"))
    listed = {(each["name"], each["version"]) for each in document["components"]}
    root = document["metadata"]["component"]  # where an image is one of our packages, that one
    listed.add((root["bom-ref"].rpartition("-")[0], root["version"]))
    installed = {tuple(each) for each in json.loads(says(engine, images[name], INSTALLED))}
    assert installed <= listed
    own = says(engine, images[name], "import os; print(*os.listdir('/var/lib/dpkg/status.d'))")
    purls = [each.get("purl", "") for each in document["components"]]
    debian = {purl.split("/")[2].partition("@")[0] for purl in purls if "pkg:deb/" in purl}
    assert debian == {quote(package) for package in own.split()}
    assert {"libc6", "libssl3t64"} <= debian


@pytest.mark.parametrize("name", [name for name in IMAGES if name != "login"])
def test_the_evaluation_issuer_is_in_its_own_image_alone(
    engine: Engine, images: dict[str, str], name: str
) -> None:
    assert says(engine, images[name], importable(["oidc_provider_mock"])) == "[]"


def test_another_account_than_its_own_is_refused(engine: Engine, images: dict[str, str]) -> None:
    arguments = {"SERVICE": "registry", "USER_ID": "10002"}
    with pytest.raises(RuntimeError, match="no line of deploy/containers/accounts"):
        our_images.build(engine, "localhost/wrong", arguments)


def test_a_commit_makes_the_same_image_twice(engine: Engine, images: dict[str, str]) -> None:
    arguments = {"SERVICE": "registry", "USER_ID": "10004"}
    digests = []
    for number in (1, 2):
        image = f"localhost/krachtlijn-again:{number}"
        our_images.build(engine, image, arguments, "--no-cache")
        found = engine.image(image)
        assert found is not None
        digests.append(found["RootFS"]["Layers"])
        engine.podman("rmi", image)
    assert digests[0] == digests[1]


def test_folders_of_secrets_belong_to_the_accounts_of_the_images(engine: Engine) -> None:
    command = our_images.described(engine)["services"]["secrets"]["command"]
    owners = dict(
        each.removeprefix("--owner=").split("=") for each in command if "--owner=" in each
    )
    accounts = dict(line.split(":")[0:3:2] for line in ACCOUNTS.read_text().splitlines())
    for service in SERVICES:
        assert owners[service] == accounts[service]
        assert owners[f"{service}-owner"] == accounts["operations"]
    assert owners["login"] == accounts["login"]
