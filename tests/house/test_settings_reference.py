"""The reference of settings is what the code says, and says each once."""

import re

import pytest

from launcher.settings_reference import CHAPTERS, DOCUMENT, render, settings_of

from .rooms import ROOT

TEXT = (ROOT / DOCUMENT).read_text()
NAMED = re.findall(r"^\| `(KRACHTLIJN_\w+)` \|", TEXT, re.M)


def test_the_reference_is_current() -> None:
    assert render(ROOT) == TEXT, "make settings"


def test_each_setting_stands_there_once() -> None:
    assert sorted(set(NAMED)) == sorted(NAMED)
    assert {
        "KRACHTLIJN_BATCH_LIMIT",
        "KRACHTLIJN_TRUSTED_PROXIES",
        "KRACHTLIJN_BRANCHES",
        "KRACHTLIJN_EXPORTS_SMALL",
        "KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES",
        "KRACHTLIJN_REPORTING_SENDER",
    } <= set(NAMED)


@pytest.mark.parametrize("package", CHAPTERS)
def test_a_name_begins_as_those_of_its_service(package: str) -> None:
    begins = "KRACHTLIJN_" if package == "chassis" else f"KRACHTLIJN_{package.upper()}_"
    assert all(each.name.startswith(begins) for each in settings_of(ROOT, package))


@pytest.mark.parametrize(
    "row",
    [
        "| `KRACHTLIJN_BATCH_LIMIT` | `200` | Messages that one transaction takes at most. |",
        "| `KRACHTLIJN_EXPORTS_HOURS_KEPT` | `24` (more than 0, at most 168) | Hours in which a "
        "file can be fetched. |",
        "| `KRACHTLIJN_SEAL_PUBLIC` | must be said | The file with every reader's public keys. |",
        "| `KRACHTLIJN_REGISTRY_LINKAGE` | no | Whether the study department may decide to link "
        "a year (decision 0086). |",
    ],
)
def test_a_row_says_default_and_meaning(row: str) -> None:
    assert row in TEXT.splitlines()
