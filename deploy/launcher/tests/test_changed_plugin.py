"""A change brings along the tests that it concerns, and no others."""

from pathlib import Path

import pytest

from launcher.changed_plugin import Checkout, changed_since

ROOT = Path(__file__).parents[3]
CHECKOUT = Checkout(ROOT)


def chosen(*changed: str) -> set[str]:
    hit = CHECKOUT.concerned(changed)
    tests = [*ROOT.glob("*/tests/**/test_*.py"), *ROOT.glob("*/*/tests/**/test_*.py")]
    tests += ROOT.glob("tests/**/test_*.py")
    return {
        path.as_posix()
        for path in (each.relative_to(ROOT) for each in tests)
        if CHECKOUT.selects(path, frozenset(changed), hit)
    }


def folders(paths: set[str]) -> set[str]:
    return {"/".join(path.split("/")[:2]) for path in paths}


def test_a_change_in_one_service_needs_its_tests_and_what_crosses() -> None:
    tests = chosen("services/registry/src/registry/deliveries/deliver.py")
    services = {each for each in folders(tests) if each.startswith("services/")}
    assert services == {"services/registry"}
    assert not folders(tests) & {"linkage/tests", "chassis/tests", "contracts/tests"}
    assert {"tests/access", "tests/rebuild", "tests/privacy", "tests/house"} <= folders(tests)
    assert "tests/browser/test_care.py" in tests or any("care" in each for each in tests)
    assert not any(each.startswith("tests/identity/") for each in tests)


def test_a_change_in_the_contracts_needs_all_that_stands_on_them() -> None:
    tests = chosen("contracts/src/contracts/pandkalender.py")
    everything = chosen("Makefile")
    assert folders(everything - tests) == {"disclosure/tests", "linkage/tests"}


def test_a_service_that_stands_on_the_matcher_is_brought_along() -> None:
    services = folders(chosen("linkage/src/linkage/claim.py"))
    assert "services/databank" in services
    assert "services/enforcement" not in services


def test_a_changed_support_module_brings_along_whoever_uses_it() -> None:
    tests = chosen("services/databank/tests/support/minors.py")
    assert "services/databank/tests/welfare/test_minors.py" in tests
    assert "services/databank/tests/welfare/test_signals.py" not in tests
    assert folders(tests) == {"services/databank", "tests/house"}


def test_a_document_needs_the_rules_of_the_house_alone() -> None:
    assert folders(chosen("docs/glossary.md")) == {"tests/house"}


def test_a_revision_that_is_none_is_said() -> None:
    with pytest.raises(pytest.UsageError, match="no-such-revision"):
        changed_since(ROOT, "no-such-revision")
