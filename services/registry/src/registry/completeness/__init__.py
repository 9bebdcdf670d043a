"""Completeness: what every indicator still lacks, by organisation and period."""
