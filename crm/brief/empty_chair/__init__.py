"""De lege stoel: one customer's story in a few large lines, for the wall or the start of a meeting."""
