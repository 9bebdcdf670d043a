"""Link an offender who was typed by hand to whoever that may be, so that protection is not missed.

The name on a form is no claim, and makes nobody. But a fine against somebody who is protected must
wait, also when the officer did not know that she has a file.
"""

from uuid import UUID

from chassis.alerts import alert
from chassis.db import Transaction
from databank.access.shields.view import over_everybody
from databank.files.rules import search
from databank.files.store import searches
from databank.findings.rules.steps import Finding
from databank.matching.store import persons
from databank.welfare.rules.offender_name import MOST_CLAIMS, Doubt, doubt, may_be, readings
from databank.welfare.store import protective_doubts, protective_links
from linkage.claim import Features

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
    unclear = doubt(written, len(rows), len(likely))
    if unclear is not Doubt.TE_VEEL_GEGEVENS:  # else these are some of them
        anchors = [
            (claim_id, person_id)
            for person_id in sorted(likely)
            if (claim_id := await persons.anchor(tx.conn, person_id))
        ]
        await protective_links.add(tx.conn, finding.id, anchors)
    if unclear and await protective_doubts.add(tx.conn, finding.id, unclear, tx.now):
        await alert(tx, "unclear-offender", CALL, "/vaststellingen?lijst=overleg")
    return await protective_links.of_finding(tx.conn, finding.id)
