"""Events of the codes that workers get, by publisher."""
