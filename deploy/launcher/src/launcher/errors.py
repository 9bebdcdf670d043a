"""Errors that the launcher cannot solve by itself."""


class LauncherError(Exception):
    """One sentence that says what a person has to do; shown without a traceback."""
