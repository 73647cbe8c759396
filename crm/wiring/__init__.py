"""Which rooms there are and what each adds to the others, so that a lower room need not know a higher one."""
