"""What a second look at links would ask people, and how often it would be right to ask.

Claims in memory, looked at when all have come, by the databank's own pairs: what it asks does not
depend on when it looks. Nobody answers, so what was asked about stays where it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from databank.matching.rules.claim_lines import raw_claim
from databank.matching.rules.second_look import Pair, pairs_near
from linkage import blocking
from linkage.linker import Linker
from linkage.posterior import KnownClaim
from linkage.second_look import doubtful_links
from simulator.claims import LabelledClaim

Records = dict[UUID, dict[UUID, KnownClaim]]
"""Claims by person and number, in the order in which they came."""


def looked_again(claims: Iterable[LabelledClaim]) -> dict[str, Any]:
    """``wrongLinks``: claims asked about that stand with somebody else; ``oneOfTwo``: those whose
    two records are of one person; ``needless``: all others."""
    linker, truth = Linker(), dict[UUID, object]()
    records: Records = defaultdict(dict)
    for number, told in enumerate(claims, 1):
        raw = raw_claim(told.claim)
        _, person = linker.add(raw, told.source)
        claim_id = UUID(int=number)
        truth[claim_id] = told.person
        records[person][claim_id] = KnownClaim(person, linker.schema.fold(raw))
    asked = _asked(records, linker)
    whose = {
        person: Counter(truth[claim_id] for claim_id in known).most_common(1)[0][0]
        for person, known in records.items()
    }
    home = {claim_id: person for person, known in records.items() for claim_id in known}
    wrong = [pair for pair in asked if truth[pair.claim_id] != whose[home[pair.claim_id]]]
    one = [
        pair
        for pair in asked
        if truth[pair.claim_id] == whose[home[pair.claim_id]] == whose[pair.other_id]
    ]
    return {
        "claims": len(truth),
        "asked": len(asked),
        "wrongLinks": len(wrong),
        "oneOfTwo": len(one),
        "needless": len(asked) - len(wrong) - len(one),
        "wrongLinksInAll": sum(truth[number] != whose[of] for number, of in home.items()),
    }


def _asked(records: Records, linker: Linker) -> list[Pair]:
    home = {claim_id: person for person, known in records.items() for claim_id in known}
    keys_of = {
        claim_id: blocking.keys(claim.features)
        for known in records.values()
        for claim_id, claim in known.items()
    }
    having: dict[int, list[UUID]] = defaultdict(list)
    for claim_id, keys in keys_of.items():
        for key in keys:
            having[key].append(claim_id)
    sharing = [
        (key, claim_id)
        for key, claim_ids in having.items()
        if len(claim_ids) <= blocking.MOST_PER_KEY
        for claim_id in claim_ids
    ]
    return [
        pair
        for pair in sorted(pairs_near(keys_of, home, sharing))
        if doubtful_links(
            pair.other_id,
            [*records[pair.other_id].values()],
            [_beside(pair.claim_id, records[home[pair.claim_id]])],
            linker.model,
            linker.parameters,
        )
    ]


def _beside(claim_id: UUID, known: dict[UUID, KnownClaim]) -> tuple[KnownClaim, list[KnownClaim]]:
    return known[claim_id], [claim for other, claim in known.items() if other != claim_id]
