"""The first page: search, what is new at my customers, whom I viewed last."""
