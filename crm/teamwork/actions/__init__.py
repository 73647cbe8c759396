"""Everything that writes the figures of working together: what is counted, and the goals."""
