"""Pages of the own case: no account, a code."""
