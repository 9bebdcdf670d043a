"""Lists that may leave enforcement: so far the access log, for its overseer."""

from chassis.web.access_log.review import access_list
from chassis.web.exports import Exports
from enforcement.oversight import OVERSIGHT
from enforcement.oversight_authorisation import DATA_PROTECTION

EXPORTS = Exports(
    listings=(access_list(OVERSIGHT),), approvers=frozenset(), overseers=DATA_PROTECTION
)
