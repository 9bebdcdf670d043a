"""Rules of the register of regie."""

__all__ = ["kinds", "no_names", "records"]
