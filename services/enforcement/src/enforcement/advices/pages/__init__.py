"""Screens of advices: a service's own questions, and what it may see and attach to answer one."""
