"""The city's branches of sex work: the file that is in force, and who may name one of them."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis import own_file
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.branches import Branch, Branches

SETTING = "KRACHTLIJN_BRANCHES"


class BranchSettings(BaseSettings):
    """One name for all services, since they must not differ; rules read no other settings."""

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_", frozen=True)

    branches: Path | None = None
    """The file with the city's branches, in place of those of the plan."""


@cache
def branches() -> Branches:
    """The city's own, or those of the contracts. Raises ``OwnFileError``."""
    return own_file.load(Branches, SETTING, BranchSettings().branches, "contracts", "branches.toml")


def _listed(branch: Branch) -> Branch:
    codes = branches().codes
    if branch not in codes:
        expected = " or ".join(f"'{code}'" for code in codes)
        raise PydanticCustomError("enum", "Input should be {expected}", {"expected": expected})
    return branch


KnownBranch = Annotated[Branch, AfterValidator(_listed)]
"""A branch of the list, as people and other systems may name it. Events carry any ``Branch``: the
list of their publisher may be newer."""


def refuse_branch(field: str, branch: Branch, on: date) -> FieldRefusedError | None:
    """The refusal of a branch that is not on the list of a day, at a field of the client."""
    if branch in branches().offered(on):
        return None
    reason = lazy("Deze vorm staat op die dag niet op de lijst. Kies een andere vorm.")
    return FieldRefusedError(field, reason, code="vorm-niet-op-de-lijst")


def check_branch(field: str, branch: Branch, on: date) -> None:
    """Raise the refusal, if there is one."""
    if refusal := refuse_branch(field, branch, on):
        raise refusal
