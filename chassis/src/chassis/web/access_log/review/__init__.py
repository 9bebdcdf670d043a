"""Review of the access log: the pages of the data-protection officer (DP-04).

A service with pages and an access log adds ``router(Oversight(...))``, and ``access_list`` to the
lists that leave. The officer sees ids and accesses, nobody's content; and what the officer reads
is on the same log.
"""

from chassis.web.access_log.review.access_list import access_list
from chassis.web.access_log.review.oversight import Figure, Oversight, Subject
from chassis.web.access_log.review.pages import router

__all__ = ["Figure", "Oversight", "Subject", "access_list", "router"]
