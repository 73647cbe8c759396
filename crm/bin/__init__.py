"""The bin: what was deleted and can still be brought back."""
