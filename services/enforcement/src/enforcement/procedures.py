"""Procedures of the city, each as it registers itself, for whatever looks at all of them.

``python -m enforcement.procedures docs/procedures`` draws them anew.
"""

import sys
from pathlib import Path

from enforcement.case_documents.labels import KIND as DOCUMENTS
from enforcement.case_documents.labels import REASON as WITHDRAWALS
from enforcement.cases.draw import draw
from enforcement.cases.labels import REASON
from enforcement.cases.procedures import Procedures
from enforcement.gas.labels import PROSECUTION
from enforcement.gas.registration import FINES
from enforcement.integrity_investigations.registration import INVESTIGATIONS
from enforcement.mayor_measures.registration import MEASURES
from enforcement.notifications.labels import KIND as LETTERS
from enforcement.sanctions.registration import SANCTIONS
from enforcement.street_bans.registration import STREET_BANS
from enforcement.suitability.labels import REQUEST_EVIDENCE
from enforcement.suitability.registration import DECLARATIONS

PROCEDURES = Procedures(
    FINES,
    SANCTIONS,
    DECLARATIONS,
    INVESTIGATIONS,
    MEASURES,
    STREET_BANS,
    reasons={
        str(code): said
        for words in (REASON, LETTERS, DOCUMENTS, WITHDRAWALS, PROSECUTION, REQUEST_EVIDENCE)
        for code, said in words.items()
    },
)

if __name__ == "__main__":
    draw(PROCEDURES, Path(sys.argv[1]))
