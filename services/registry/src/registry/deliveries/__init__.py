"""Deliveries: upload, hand in, accept, freeze."""
