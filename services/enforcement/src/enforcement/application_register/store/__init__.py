"""Applications with their documents, and beside them their lists."""

from enforcement.application_register.store import lists as lists
from enforcement.application_register.store.applications import (
    ApplicationDocument as ApplicationDocument,
)
from enforcement.application_register.store.applications import (
    ReceivedApplication as ReceivedApplication,
)
from enforcement.application_register.store.applications import (
    add as add,
)
from enforcement.application_register.store.applications import (
    add_document as add_document,
)
from enforcement.application_register.store.applications import (
    documents_of as documents_of,
)
from enforcement.application_register.store.applications import (
    filled_in as filled_in,
)
from enforcement.application_register.store.applications import (
    find as find,
)
from enforcement.application_register.store.applications import (
    get as get,
)
from enforcement.application_register.store.applications import (
    keep_part as keep_part,
)
from enforcement.application_register.store.applications import (
    latest_ended as latest_ended,
)
from enforcement.application_register.store.applications import (
    of_dossier as of_dossier,
)
from enforcement.application_register.store.applications import (
    of_reference as of_reference,
)
from enforcement.application_register.store.applications import (
    take_document as take_document,
)
from enforcement.application_register.store.applications import (
    undecided as undecided,
)
from enforcement.application_register.store.applications import (
    without_dossier as without_dossier,
)
