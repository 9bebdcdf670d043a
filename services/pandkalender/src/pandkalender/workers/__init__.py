"""A worker's own pages: no account, a code from the police, and nothing of it for any owner."""

from pandkalender.workers.answering import HOME, show_problem
from pandkalender.workers.pages import router

__all__ = ["HOME", "router", "show_problem"]
