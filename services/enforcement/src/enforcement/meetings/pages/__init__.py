"""Pages of the meetings of the college and of the municipal council."""
