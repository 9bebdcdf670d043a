"""A worker's own pages: no account, a code from the police, and nothing of it for any owner."""

from pandkalender.worker_portal.answers import HOME, show_problem
from pandkalender.worker_portal.pages import router

__all__ = ["HOME", "router", "show_problem"]
