"""Which facts follow a warning: those of the same obligation, or of the same chapter."""

import pytest

from enforcement.sanctions.rules.warnings import chapters, same_rule


@pytest.mark.parametrize(
    ("warned", "found", "same"),
    [
        ("niet-aangegeven", "niet-aangegeven", True),
        ("niet-aangegeven", "te-laat-aangegeven", True),  # both of the chapter "aangifte"
        ("niet-aangegeven", "iets-anders", False),
        ("iets-anders", "iets-anders", True),
        ("iets-anders", "nog-iets-anders", False),
    ],
)
def test_a_fact_follows_a_warning_about_the_same_chapter(
    warned: str, found: str, same: bool
) -> None:
    """GAS law art. 45: the warning holds an extract of the rule that was broken."""
    assert same_rule(warned, found) is same
    assert same_rule(found, warned) is same


def test_each_fact_of_a_chapter_has_its_name() -> None:
    assert chapters()["werker-niet-aangegeven"] == "aangifte"
