"""The mail server that mail is given to."""
