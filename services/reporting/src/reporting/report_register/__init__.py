"""Register of reports: kinds, planning, versions with their steps, and what stands published."""

__all__ = ["kinds", "plan", "read_reports", "rules", "sight", "store", "take_step"]
