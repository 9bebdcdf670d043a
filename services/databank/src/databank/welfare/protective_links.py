"""Link an offender who was typed by hand to whoever that may be, so that protection is not missed.

The name on a form is no claim, and makes nobody. But a fine against somebody who is protected must
wait, also when the officer did not know that she has a file.
"""

from uuid import UUID

from chassis.db import Transaction
from databank.access.shields.view import over_everybody
from databank.files.rules import search
from databank.files.store import searches
from databank.findings.rules.steps import Finding
from databank.matching.store import persons
from databank.welfare.rules.offender_name import may_be, readings
from databank.welfare.store import protective_links
from linkage.claim import Features


@over_everybody
async def link_offender(tx: Transaction, finding: Finding) -> list[UUID]:
    """The persons whom the offender may be, kept with the finding; none who is named by a file.

    A name that fits too many people is linked to nobody.
    """
    if finding.person_id or not finding.offender_name:
        return []
    written = readings(finding.offender_name, finding.offender_birth_date)
    keys = frozenset(key for reading in written for key in search.keys(reading))
    await persons.block_relinking(tx.conn)
    rows = await searches.claims_under(tx.conn, keys, search.MOST_CLAIMS) if keys else []
    likely = {
        person_id
        for person_id, packed in rows
        if any(may_be(reading, Features.unpacked(packed)) for reading in written)
    }
    if len(rows) <= search.MOST_CLAIMS and len(likely) <= search.MOST_SHOWN:
        anchors = [
            (claim_id, person_id)
            for person_id in sorted(likely)
            if (claim_id := await persons.anchor(tx.conn, person_id))
        ]
        await protective_links.add(tx.conn, finding.id, anchors)
    return await protective_links.of_finding(tx.conn, finding.id)
