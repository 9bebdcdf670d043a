"""The access log: every read of a person with its purpose, in a chain of hashes (DP-04)."""
