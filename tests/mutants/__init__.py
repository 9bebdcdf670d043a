"""Faults of one line, set into rules one at a time: which of them does no test notice?"""
