"""Words for what a back-test counts."""

from contracts.branches import Branch
from databank.detection.rule_versions import labels


def test_a_pair_of_branches_is_in_words_and_another_group_as_it_is() -> None:
    assert labels.group(f"{Branch.STRAAT} → {Branch.PRIVE_THUIS}") == "straat → privé of thuis"
    assert labels.group("gelijktijdig") == "gelijktijdig"
