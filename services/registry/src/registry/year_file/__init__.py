"""Central year file: pseudonymised rows of what counts, for the study department alone."""

__all__ = ["rules"]
