"""Files that belong to a contact."""
