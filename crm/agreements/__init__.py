"""What we promised a customer, and what they promised us."""
