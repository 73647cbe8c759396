"""Let op: dated warnings on a customer."""
