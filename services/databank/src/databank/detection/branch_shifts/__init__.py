"""Branch shifts: persons who worked in one branch and shortly after in another."""
