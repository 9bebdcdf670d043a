"""The rules of street bans (NGW art. 134sexies): codes, steps, guards and days."""

from enforcement.street_bans.rules.codes import BASIS as BASIS
from enforcement.street_bans.rules.codes import BREACH_FACT as BREACH_FACT
from enforcement.street_bans.rules.codes import BREACHED as BREACHED
from enforcement.street_bans.rules.codes import KEPT_YEARS as KEPT_YEARS
from enforcement.street_bans.rules.codes import LENGTH_TERM as LENGTH_TERM
from enforcement.street_bans.rules.codes import MOST_RENEWALS as MOST_RENEWALS
from enforcement.street_bans.rules.codes import NOTICE_TERM as NOTICE_TERM
from enforcement.street_bans.rules.codes import RENEWALS_TERM as RENEWALS_TERM
from enforcement.street_bans.rules.codes import BanState as BanState
from enforcement.street_bans.rules.codes import BanStep as BanStep
from enforcement.street_bans.rules.codes import Confirmation as Confirmation
from enforcement.street_bans.rules.codes import DayOf as DayOf
from enforcement.street_bans.rules.codes import Restart as Restart
from enforcement.street_bans.rules.guards import BanFile as BanFile
from enforcement.street_bans.rules.period import BanPeriod as BanPeriod
from enforcement.street_bans.rules.period import last_day_of as last_day_of
from enforcement.street_bans.rules.period import sound_period as sound_period
from enforcement.street_bans.rules.procedure import ORDERED as ORDERED
from enforcement.street_bans.rules.procedure import RUNNING as RUNNING
from enforcement.street_bans.rules.procedure import STREET_BAN as STREET_BAN
