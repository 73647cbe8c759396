"""What a customer had to tell us though we could have known it."""
