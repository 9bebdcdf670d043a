"""Lists that may leave enforcement: so far the access log, for its overseer."""

from chassis.web.access_log.review import access_list
from chassis.web.exports import Exports
from enforcement.functions import DATA_PROTECTION
from enforcement.oversight import OVERSIGHT

EXPORTS = Exports(
    listings=(access_list(OVERSIGHT),), approvers=frozenset(), overseers=DATA_PROTECTION
)
