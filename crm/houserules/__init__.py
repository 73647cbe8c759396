"""What we do and do not do: short rules, shown beside the log form when their words occur."""
