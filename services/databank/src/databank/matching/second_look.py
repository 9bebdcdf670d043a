"""A second look at links, beside the stream: where a claim fits another person better by now,
people are asked. Nothing moves by itself (DP-09).

Whatever came or moved is noted with its features, and looked at after the fact, one transaction at
a time: so in the end the questions are those of the records as they stand, in whatever order these
came to be.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from chassis.db import Transaction
from databank.matching.model_state import ModelState, current_state
from databank.matching.rules import evidence
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.second_look import Pair, changes, pairs_near
from databank.matching.store import link_constraints
from databank.matching.store import second_look as store
from databank.matching.store.candidates import Candidate
from linkage import blocking
from linkage.posterior import entropy
from linkage.second_look import MOST_CLAIMS, DoubtfulLink, doubtful_links

AT_ONCE = 10
"""Claims in one transaction: merges and splits wait for it."""

Records = Mapping[UUID, Sequence[Candidate]]
"""Claims by person."""


async def look_again(tx: Transaction) -> int:
    """Weigh the links around the next claims that came or moved; gives how many there were."""
    taken = await store.take_changed(tx.conn, AT_ONCE)
    if not taken:
        return 0
    changed = sorted({*taken})
    state = await current_state(tx)
    records, pairs = await _around(tx, changed)
    doubtful = await _unsettled(tx, records, await _doubtful(records, pairs, state))
    found = changes(doubtful.keys(), await store.asked(tx.conn), changed)
    if found.new:
        rows = [_row(pair, doubtful[pair]) for pair in found.new]
        await store.ask(tx.conn, rows, tx.now)
    if found.opened_again:
        await store.open_again(tx.conn, found.opened_again, tx.now)
    if found.lapsed:
        await store.lapse(tx.conn, found.lapsed)
    return len(taken)


async def _around(tx: Transaction, changed: Sequence[UUID]) -> tuple[Records, set[Pair]]:
    """The records of these persons and of all who share a key with them, and the pairs between.

    Records that are left alone for their size are near nobody.
    """
    ours = _by_person(await store.records(tx.conn, changed))
    keys_of = {
        claim.claim_id: blocking.keys(claim.features)
        for claims in ours.values()
        if len(claims) <= MOST_CLAIMS
        for claim in claims
    }
    hits = await store.sharing(tx.conn, frozenset().union(*keys_of.values()))
    person_of = {claim.claim_id: person_id for person_id in ours for claim in ours[person_id]}
    person_of |= {claim_id: person_id for _, claim_id, person_id in hits}
    theirs = await store.records(tx.conn, {*person_of.values()} - {*changed})
    records = ours | _by_person(theirs)
    shared = [(key, claim_id) for key, claim_id, _ in hits]
    return records, pairs_near(keys_of, person_of, shared)


def _by_person(claims: Iterable[Candidate]) -> dict[UUID, list[Candidate]]:
    records: dict[UUID, list[Candidate]] = defaultdict(list)
    for claim in claims:
        records[claim.person_id].append(claim)
    return dict(records)


async def _doubtful(
    records: Records, pairs: Iterable[Pair], state: ModelState
) -> dict[Pair, DoubtfulLink]:
    claims = {claim.claim_id: claim for of_one in records.values() for claim in of_one}
    near: dict[UUID, list[Candidate]] = defaultdict(list)
    for claim_id, other_id in sorted(pairs):
        if claim_id in claims:
            near[other_id].append(claims[claim_id])
    doubtful: dict[Pair, DoubtfulLink] = {}
    for other_id, of_others in near.items():
        beside = [
            (claim, [each for each in records[claim.person_id] if each is not claim])
            for claim in of_others
        ]
        links = doubtful_links(
            other_id, records.get(other_id, ()), beside, state.model, state.parameters
        )
        ids = {id(claim): claim.claim_id for claim in of_others}
        doubtful |= {Pair(ids[id(link.claim)], other_id): link for link in links}
        await asyncio.sleep(0)  # the rest of the process has its turn
    return doubtful


async def _unsettled(
    tx: Transaction, records: Records, doubtful: dict[Pair, DoubtfulLink]
) -> dict[Pair, DoubtfulLink]:
    """Without those about which people said something, or are asked already."""
    if not doubtful:
        return doubtful
    person_of = {each.claim_id: each.person_id for of_one in records.values() for each in of_one}
    said = await link_constraints.of_claims(tx.conn, {pair.claim_id for pair in doubtful})
    people = {person_of[pair.claim_id] for pair in doubtful} | {pair.other_id for pair in doubtful}
    awaited = await store.provisional(tx.conn, people)

    def is_settled(pair: Pair) -> bool:
        home = person_of[pair.claim_id]
        if {home, pair.other_id} & awaited:
            return True
        for constraint in said:
            sides = {constraint.claim_a, constraint.claim_b}
            if pair.claim_id in sides:
                (other,) = sides - {pair.claim_id}
                whose = home if constraint.kind is VerdictKind.MUST else pair.other_id
                if person_of.get(other) == whose:
                    return True
        return False

    return {pair: link for pair, link in doubtful.items() if not is_settled(pair)}


def _row(pair: Pair, link: DoubtfulLink) -> tuple[UUID, UUID, UUID, str, float]:
    best = link.ranked[:1]
    return (
        pair.claim_id,
        link.claim.person_id,
        pair.other_id,
        evidence.to_json(best),
        entropy([best[0].posterior]),
    )
