"""Who of the team found the facts or mediates: whoever did, does not decide (art. 6 §3)."""

from collections.abc import Mapping

from chassis.db import Transaction
from enforcement.cases.labels import called
from enforcement.cases.store import colleagues
from enforcement.functions import GAS

OUTSIDE = "extern"
"""Somebody who never signs in here."""


async def of_team(tx: Transaction) -> Mapping[str, str]:
    """Everybody who works on fines: pseudonyms with their names as the team shows them."""
    team = await colleagues.of_functions(tx, [*GAS])
    return {each.subject: called(each.shown_as, each.subject) for each in team}
