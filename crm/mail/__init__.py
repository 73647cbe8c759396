"""All mail that goes out: kept in the database with what caused it, then delivered by the worker."""
