"""The marks that customers give us, told to a colleague or by a link of their own."""
