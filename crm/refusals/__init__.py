"""What we said no to, and why, so that the next colleague says the same."""
