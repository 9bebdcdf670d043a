"""Link an offender who was typed by hand to whoever that may be, so that protection is not missed.

The name on a form is no claim, and makes nobody. But a fine against somebody who is protected must
wait, also when the officer did not know that she has a file.
"""

from collections.abc import Collection
from uuid import UUID

from chassis.alerts import alert
from chassis.bus import Timer
from chassis.db import Transaction
from contracts.identity import IdentityClaim
from databank.access.shields.view import over_everybody
from databank.finding_register.rules.steps import Finding
from databank.finding_register.store import findings
from databank.matching.rules.identity_claims import as_stated
from databank.persons.store import claims, persons
from databank.search import rules as search
from databank.search import store as searches
from databank.welfare.consultation_hold import SYSTEM, settle
from databank.welfare.rules.offender_name import MOST_CLAIMS, Doubt, doubt, may_be, readings
from databank.welfare.store import protective_doubts, protective_links, signals
from linkage import blocking
from linkage.claim import Features

LINK_FINDINGS = "link-findings"
CALL = "Er is een vaststelling waarover eerst overleg nodig is. Open de werklijst."
"""A pager and a mailbox read this too: it says nothing about anybody."""


@over_everybody
async def link_offender(tx: Transaction, finding: Finding) -> list[UUID]:
    """The persons whom the offender may be, kept with the finding; none who is named by a file.

    A name that fits too many people, or says too little, leaves a doubt: the city waits, and the
    leadership is told.
    """
    if finding.person_id or not finding.offender_name:
        return []
    written = readings(finding.offender_name, finding.offender_birth_date)
    keys = frozenset(key for reading in written for key in search.keys(reading))
    await persons.block_relinking(tx.conn)
    rows = await searches.claims_under(tx.conn, keys, MOST_CLAIMS) if keys else []
    likely = {
        person_id
        for person_id, packed in rows
        if any(may_be(reading, Features.unpacked(packed)) for reading in written)
    }
    unclear = doubt(written, len(rows), len(likely)) or await _doubt_by_signal(tx, written)
    if unclear is not Doubt.TE_VEEL_GEGEVENS:  # else these are some of them
        anchors = [
            (claim_id, person_id)
            for person_id in sorted(likely)
            if (claim_id := await persons.anchor(tx.conn, person_id))
        ]
        await protective_links.add(tx.conn, finding.id, anchors)
    if unclear:
        await _raise_doubt(tx, finding.id, unclear)
    return await protective_links.of_finding(tx.conn, finding.id)


async def link_findings(timer: Timer, tx: Transaction) -> None:
    """Link findings whose offender was typed by hand to somebody whom a signal is about since.

    Also what the city has already: who was typed may be known only now. A timer of its own, since
    an import raises signals too, and opens no finding.
    """
    await persons.block_relinking(tx.conn)
    person_id = await persons.survivor(tx.conn, UUID(timer.key))
    if person_id is None:
        return
    packed = await searches.features_of(tx.conn, person_id)
    known = [(each, set(blocking.keys(each))) for each in map(Features.unpacked, packed)]
    claim_id = await persons.anchor(tx.conn, person_id)
    if not known or claim_id is None:
        return
    for finding in await findings.that_may_be_held(tx, []):
        written = readings(finding.offender_name or "", finding.offender_birth_date)
        sought = [(one, search.keys(one)) for one in written]
        if any(
            not keys.isdisjoint(probes) and may_be(one, other)
            for one, probes in sought
            for other, keys in known
        ):
            await findings.get_for_update(tx, finding.id)  # it may be leaving
            await protective_links.add(tx.conn, finding.id, [(claim_id, person_id)])
    await settle(tx, SYSTEM, [person_id])


@over_everybody
async def hold_likely_offenders(tx: Transaction, claim: IdentityClaim) -> None:
    """Let the city wait with whoever may be somebody that a signal is about, known to nobody yet.

    Every finding is looked at, however many there are: a person says which go on.
    """
    named = Features.of(as_stated(claim))
    await persons.block_relinking(tx.conn)
    rows = await searches.claims_under(tx.conn, search.keys(named), None)
    likely = {person for person, packed in rows if may_be(named, Features.unpacked(packed))}
    for finding in await findings.that_may_be_held(tx, likely):
        written = readings(finding.offender_name or "", finding.offender_birth_date)
        if finding.person_id or any(may_be(reading, named) for reading in written):
            await findings.get_for_update(tx, finding.id)  # it may be leaving, or a leader answers
            await _raise_doubt(tx, finding.id, Doubt.MOGELIJK_SIGNAAL, again=True)
            await settle(tx, SYSTEM, [], finding.id)


async def _doubt_by_signal(tx: Transaction, written: Collection[Features]) -> Doubt | None:
    """The doubt whether an offender is somebody that a signal is about, known to nobody yet."""
    for claim_id in await signals.nameless_claims(tx.conn):
        claim = await claims.get(tx.conn, claim_id)
        assert claim is not None  # evidence stands on it
        named = search.features(
            family_name=claim.family_name,
            given_names=claim.given_names,
            birth_date=claim.birth_date,
        )
        if any(may_be(reading, named) for reading in written):
            return Doubt.MOGELIJK_SIGNAAL
    return None


async def _raise_doubt(
    tx: Transaction, finding_id: UUID, unclear: Doubt, *, again: bool = False
) -> None:
    """Keep it once, and call the leadership; ``again`` also after they answered an earlier one."""
    if await protective_doubts.add(tx.conn, finding_id, unclear, tx.now, again=again):
        await alert(tx, "unclear-offender", CALL, "/vaststellingen?lijst=overleg")
