"""Reporting: facts of all services, and the indicators of the action plan."""
