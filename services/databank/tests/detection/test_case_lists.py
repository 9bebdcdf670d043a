"""Lists of cases: whatever there is, is on one of their pages."""

import html
import re
from uuid import UUID

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.cases import branch_shift_case, pattern_case
from ..support.databank import Databank, day

MANY = 230
"""More than any of these lists ever showed."""


async def copied(databank: Databank, table: str, case_id: UUID, **changes: str) -> None:
    """The same case many times over, with other values in some columns."""
    values = "".join(f", '{name}', {value}" for name, value in changes.items())
    await databank.fetch(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(one, jsonb_build_object("
        f"'id', gen_random_uuid(){values}))).*"
        f" FROM {table} AS one, generate_series(1, {MANY}) WHERE one.id = $1",
        case_id,
    )


async def cards(browser: Browser, path: str) -> int:
    """The cards on a list, page after page."""
    total = 0
    following: str | None = path
    while following:
        page = await browser.get(following)
        assert page.status_code == 200
        total += page.text.count('<li class="kl-card')
        link = re.search(r'rel="next" href="([^"]+)"', page.text)
        following = html.unescape(link[1]) if link else None
    return total


async def test_no_pattern_is_left_out_however_many_there_are(databank: Databank) -> None:
    case_id = await pattern_case(databank, shadow=True)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-lijsten")
    leader.moves_to(day(1600))
    before = await cards(leader, "/patronen?schaduw=true")
    await copied(databank, "pattern_case", case_id)
    assert await cards(leader, "/patronen?schaduw=true") == before + MANY
    assert MANY < await cards(leader, "/patronen?regel=two-places&schaduw=true") <= before + MANY


async def test_no_assessed_move_is_left_out_however_many_there_are(databank: Databank) -> None:
    case_id = await branch_shift_case(databank)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-lijsten")
    leader.moves_to(day(1600))
    before = await cards(leader, "/verschuivingen/beoordeeld")
    await copied(
        databank,
        "branch_shift_case",
        case_id,
        outcome="'geen_actie'",
        state="'geen_actie'",
        assessed_at="now()",
        withdrawn_at="now()",
    )
    assert await cards(leader, "/verschuivingen/beoordeeld") == before + MANY
