"""Roles of the routes of street bans, as ``street_ban_authorisation`` has them."""

from typing import Annotated

from chassis.web import Actor, allow
from enforcement.street_ban_authorisation import COLLEGE, LAWYERS, MAYOR, STREET_BANS, WORKERS

BanReader = Annotated[Actor, allow(*STREET_BANS)]
BanWorker = Annotated[Actor, allow(*WORKERS)]
Lawyer = Annotated[Actor, allow(*LAWYERS)]
Mayor = Annotated[Actor, allow(*MAYOR)]
College = Annotated[Actor, allow(*COLLEGE)]
