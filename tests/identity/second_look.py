"""What a second look at earlier links would ask people, and how often it would be right to ask.

Claims in memory; nobody answers, so what was asked about stays where it is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any
from uuid import UUID

from databank.matching.rules.claim_lines import raw_claim
from linkage.linker import Linker
from linkage.posterior import KnownClaim
from linkage.second_look import doubtful_links
from simulator.claims import LabelledClaim

Records = dict[UUID, dict[int, KnownClaim]]
"""Claims by person and number, in the order in which they came."""


def looked_again(claims: Iterable[LabelledClaim]) -> dict[str, Any]:
    """``wrongLinks``: claims asked about that stand with somebody else; ``oneOfTwo``: those whose
    two records are of one person; ``needless``: all others."""
    linker, truth = Linker(), dict[int, object]()
    records: Records = defaultdict(dict)
    asked: dict[int, tuple[UUID, UUID]] = {}
    for number, told in enumerate(claims, 1):
        raw = raw_claim(told.claim)
        folded = linker.schema.fold(raw)
        near = [*chain(*linker.candidates(folded))]
        _, person = linker.add(raw, told.source)
        truth[number] = told.person
        records[person][number] = KnownClaim(person, folded)
        others = [
            (claim, [known for of, known in records[claim.person_id].items() if of != claim.number])
            for claim in near
            if claim.number not in asked
        ]
        for doubtful in doubtful_links(
            person, list(records[person].values()), others, linker.model, linker.parameters
        ):
            number_of = next(claim.number for claim in near if claim is doubtful.claim)
            asked[number_of] = (doubtful.claim.person_id, person)
    whose = {
        person: Counter(truth[number] for number in known).most_common(1)[0][0]
        for person, known in records.items()
    }
    wrong = [n for n, (home, _) in asked.items() if truth[n] != whose[home]]
    one = [n for n, (home, other) in asked.items() if truth[n] == whose[home] == whose[other]]
    return {
        "claims": len(truth),
        "asked": len(asked),
        "wrongLinks": len(wrong),
        "oneOfTwo": len(one),
        "needless": len(asked) - len(wrong) - len(one),
        "wrongLinksInAll": sum(
            truth[number] != whose[person] for person, known in records.items() for number in known
        ),
    }
