"""Lists that may leave enforcement: so far the access log, for its overseer."""

from chassis.web.access_log.review import listing as accesses
from chassis.web.exports import Exports
from enforcement.authorisation import DATA_PROTECTION
from enforcement.oversight import OVERSIGHT

EXPORTS = Exports(listings=(accesses(OVERSIGHT),), approvers=frozenset(), overseers=DATA_PROTECTION)
