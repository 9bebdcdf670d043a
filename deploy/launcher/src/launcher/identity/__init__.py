"""The commands `krachtlijn identity`: decide on claims, and judge how well that goes.

Each command is a module of its own, named in ``commands.py``. The databank is imported by name when
a command runs, as services are everywhere in the launcher.
"""
