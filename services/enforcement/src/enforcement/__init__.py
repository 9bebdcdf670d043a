"""Enforcement: suitability declarations, fines, sanctions and their legal terms."""
