"""A release is whole: its version everywhere, what changed, and what to do before and after it."""

import re
import tomllib

import pytest

from .rooms import ROOT

PAGE = (ROOT / "docs/upgrades.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
FIRST = "0.1.0"
PACKAGES = sorted(
    path
    for folder in ("", "*/", "services/*/", "deploy/*/")
    for path in ROOT.glob(f"{folder}pyproject.toml")
)


def version_of(name: str) -> str:
    return str(tomllib.loads((ROOT / name).read_text())["project"]["version"])


def told(changelog: str) -> dict[str, str]:
    """What the changelog tells, by release, newest first; ``Unreleased`` among them."""
    parts = re.split(r"^## (Unreleased|\d+\.\d+\.\d+)(.*)$", changelog, flags=re.M)
    return {name: date + body for name, date, body in zip(*[iter(parts[1:])] * 3, strict=True)}


def lacking(version: str, changelog: str, page: str) -> list[str]:
    """What keeps a version from being a release."""
    releases = told(changelog)
    newest = next((name for name in releases if name != "Unreleased"), None)
    wanted = [name.replace("Unreleased", "the next release") for name in [*releases][:-1]]
    headings = re.findall(r"^## To (.+)$", page, re.M)
    return [
        *([] if newest == version else [f"the changelog's newest release is {newest}"]),
        *(
            f"the changelog says nothing under {name}"
            for name, body in releases.items()
            if not re.search(r"^\* \S", body, re.M)
        ),
        *(f"no page says how to come to {name}" for name in wanted if name not in headings),
        *(f"a page leads to {name}, which is none" for name in headings if name not in wanted),
    ]


def test_the_version_is_a_release_that_is_told_and_can_be_come_to() -> None:
    assert lacking(version_of("pyproject.toml"), CHANGELOG, PAGE) == []
    assert [*told(CHANGELOG)][-1] == FIRST
    assert re.findall(r"^## To (.+)$", PAGE, re.M) == [
        name.replace("Unreleased", "the next release") for name in [*told(CHANGELOG)][:-1]
    ]


OLD = "# Changelog\n\n## 0.2.0\n\n* A list.\n\n## 0.1.0\n\n* The first.\n"
TO_OLD = "# Upgrades\n\n## To 0.2.0\n"


@pytest.mark.parametrize(
    ("version", "changelog", "page", "said"),
    [
        ("0.2.0", OLD, TO_OLD, []),
        ("0.3.0", OLD, TO_OLD, ["the changelog's newest release is 0.2.0"]),
        (
            "0.3.0",
            OLD.replace("## 0.2.0", "## 0.3.0 (2026-12-03)\n\n* A map.\n\n## 0.2.0"),
            TO_OLD,
            ["no page says how to come to 0.3.0"],
        ),
        (
            "0.3.0",
            OLD.replace("## 0.2.0", "## 0.3.0 (2026-12-03)\n\n### Added\n\n## 0.2.0"),
            TO_OLD.replace("## To", "## To 0.3.0\n\n## To"),
            ["the changelog says nothing under 0.3.0"],
        ),
        (
            "0.2.0",
            OLD,
            TO_OLD.replace("## To", "## To 0.3.0\n\n## To"),
            ["a page leads to 0.3.0, which is none"],
        ),
    ],
    ids=["whole", "bumped", "no page", "empty", "a page too many"],
)
def test_what_is_no_release_is_found(
    version: str, changelog: str, page: str, said: list[str]
) -> None:
    assert lacking(version, changelog, page) == said


def test_every_release_since_the_third_has_its_day() -> None:
    for name, body in told(CHANGELOG).items():
        if name not in ("Unreleased", "0.2.0", FIRST):
            assert re.match(r" \(20\d\d-\d\d-\d\d\)\n", body), name


def test_every_package_image_and_lock_has_the_version() -> None:
    version = version_of("pyproject.toml")
    names = [str(path.relative_to(ROOT)) for path in PACKAGES]
    assert len(names) >= 12
    assert {name: version_of(name) for name in names} == dict.fromkeys(names, version)
    locked = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    ours = {
        each["name"]: each["version"]
        for each in locked
        if {"editable", "virtual"} & {*each["source"]}
    }
    assert ours == dict.fromkeys(ours, version)
    assert len(ours) == len(names)
    compose = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{KRACHTLIJN_VERSION:-([^}]+)\}", compose)) == {version}
    assert f"#KRACHTLIJN_VERSION={version}\n" in (ROOT / ".env.example").read_text()


def test_each_part_begins_with_what_to_do_before_and_ends_with_what_comes_after() -> None:
    for part in re.split(r"^## To ", PAGE, flags=re.M)[1:]:
        title, _, body = part.partition("\n")
        assert re.findall(r"^\*\*(.+?)\*\*", body, re.M) == ["Before you start", "After it"], title
