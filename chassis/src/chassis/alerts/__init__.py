"""Alerts: somebody is called at once, by mail or by a pager, without being told about whom."""

from chassis.alerts.alert import alert, timers
from chassis.alerts.hook import Hook, NotSentError, hook_of

__all__ = ["Hook", "NotSentError", "alert", "hook_of", "timers"]
