"""Who looked at a customer, and whether that was before the contact."""
