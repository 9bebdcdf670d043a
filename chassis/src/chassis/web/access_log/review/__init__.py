"""Review of the access log: the pages of the data-protection officer (DP-04).

A service with pages and an access log adds ``router(Oversight(...))``, and ``listing`` to its lists
that leave. The officer sees ids and accesses, nobody's content; and what the officer reads is on
the same log.
"""

from chassis.web.access_log.review.listing import listing
from chassis.web.access_log.review.oversight import Figure, Oversight, Subject
from chassis.web.access_log.review.pages import router

__all__ = ["Figure", "Oversight", "Subject", "listing", "router"]
