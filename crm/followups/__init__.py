"""Follow-ups: what a colleague or department must do for a customer, by when."""
