"""Commands that set a platform up, here or wherever its servers are; each may be run again."""
