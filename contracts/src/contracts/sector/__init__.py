"""Events that measure the sector and the databank that knows it, by publisher."""
