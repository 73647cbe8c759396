"""A fictional Dutch wholesaler, to look around in and to measure with."""
