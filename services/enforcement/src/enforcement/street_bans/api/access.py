"""Roles of the routes of street bans, as ``enforcement.functions`` has them."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.functions import BAN_READERS, CASE_WORKERS, COLLEGE, LAWYERS, MAYOR

BanReader = Annotated[Actor, allow(*BAN_READERS)]
BanWorker = Annotated[Actor, allow(*CASE_WORKERS)]
Lawyer = Annotated[Actor, allow(*LAWYERS)]
Mayor = Annotated[Actor, allow(*MAYOR)]
College = Annotated[Actor, allow(*COLLEGE)]
