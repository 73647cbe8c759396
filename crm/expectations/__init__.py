"""What customers expect of us, in their words, and whether we met it."""
