"""Register of deliveries: revisions with their states and rows, terms and days, frozen years."""

__all__ = ["labels", "parts_of_year", "rules", "store", "take_step"]
