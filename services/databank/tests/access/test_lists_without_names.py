"""Lists that name nobody: the log says that a list was read, not that persons were (DP-04).

Otherwise somebody who asks who looked at her file finds every officer who ever opened the list.
"""

from uuid import uuid4

import pytest

from chassis.web import Function

from ..support.browser import signed_in
from ..support.cases import branch_shift_case, pattern_case
from ..support.databank import START, Databank, day, declared, unlike_others
from ..support.reviews import doubted
from ..support.signals import raise_signal

MOVES = ("branch_shifts", "verschuivingen")
POSSIBLE = ("possible_moves", "verschuivingen")
READINGS = ("readings", "lezingen")
LISTS = {
    "/eerste-contacten": [("first_contacts", "eerste contacten")],
    "/verschuivingen": [MOVES, POSSIBLE, READINGS],
    "/verschuivingen/lijst": [MOVES, POSSIBLE],
    "/verschuivingen/mogelijk": [POSSIBLE],
    "/verschuivingen/beoordeeld": [MOVES],
    "/patronen": [("patterns", "patronen")],
    "/signalen": [("signals", "signalen")],
    "/identiteiten": [("questions", "vragen")],
    "/vaststellingen": [("findings", "vaststellingen")],
    "/inspecties": [("inspections", "inspecties")],
    "/kwartier": [("shifts", "aangiften")],
}
"""The lists that each page shows, in the log's words."""


@pytest.fixture
async def something_to_show(databank: Databank) -> None:
    """Somebody in each of the lists that could name her."""
    await databank.tell(declared(unlike_others(), day(500)))
    case_id = await branch_shift_case(databank)
    await databank.as_(Function.POLITIE_AGENT, "agent-beoordeelt").created(
        f"/v1/branch-shifts/{case_id}/assessment", {"outcome": "verklaarbaar"}
    )
    await branch_shift_case(databank)
    await pattern_case(databank, shadow=False)
    await raise_signal(databank)
    await doubted(databank)


@pytest.mark.usefixtures("something_to_show")
async def test_dp04_reading_lists_without_names_is_one_access_to_each_list(
    databank: Databank,
) -> None:
    for path, lists in LISTS.items():
        subject = f"agent-{uuid4().hex[:8]}"
        officer = await signed_in(databank, Function.POLITIE_AGENT, subject)
        page = await officer.moves_to(START).get(path)
        assert page.status_code == 200
        rows = await databank.fetch(
            "SELECT subject_kind, subject_id, purpose FROM access_log WHERE actor_subject = $1",
            subject,
        )
        read = sorted((row["subject_kind"], row["subject_id"]) for row in rows)
        assert [kind for kind, _ in read] == [kind for kind, _ in lists], path
        for (_, said), (_, what) in zip(read, lists, strict=True):
            assert said.endswith(f" {what}"), path
