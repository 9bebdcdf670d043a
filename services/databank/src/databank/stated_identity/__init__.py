"""The identity of somebody as officers state it, and what its papers and dates tell at sight."""

__all__ = ["api", "labels", "pages", "rules"]
