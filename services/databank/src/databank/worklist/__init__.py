"""Worklist of the police: how much waits in each queue."""
