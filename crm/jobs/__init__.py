"""Work that is done later, by the worker: jobs, written in the transaction of what caused them, and periodic tasks."""
