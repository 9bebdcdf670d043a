"""Register of reports: kinds, planning, versions with their steps, and what stands published."""
