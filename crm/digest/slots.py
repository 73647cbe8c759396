"""When somebody's digest is due, and of what time it tells."""
