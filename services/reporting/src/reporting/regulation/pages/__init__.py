"""Screens of the register of regulation (``/reglementering``)."""
