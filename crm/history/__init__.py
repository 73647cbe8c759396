"""What was changed: who, when, before and after; and the way back to an old version."""
