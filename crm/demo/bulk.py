"""A batch of rows into their tables, a statement per table."""

from crm.db import Model, continue_numbering
from crm.demo.rows import Batch


def insert(batch: Batch) -> None:
    """Write the rows of a batch, with the defaults of the columns that they leave out. Inside a transaction.

    The statement is written here because building it anew for every thousand rows costs peewee a third of the time:
    20,000 contacts take 2.1 s of processor time instead of 3.3, indexing not counted.
    """
    for model, fields, rows in batch.tables:
        _insert(model, fields, rows)
    continue_numbering(model for model, _fields, rows in batch.tables if rows)


def _insert(model: type[Model], fields: tuple, rows: list[tuple]) -> None:
    if not rows:
        return
    database, known = model._meta.database, {field.name for field in fields}
    left_out = [(name, value) for name, value in model._meta.get_default_dict().items() if name not in known]
    columns = [*fields, *(model._meta.fields[name] for name, _ in left_out)]
    rest = [value for _, value in left_out]
    adapt = [field.db_value for field in columns]
    values = [[to(cell) for to, cell in zip(adapt, (*row, *rest), strict=True)] for row in rows]
    names = ", ".join(f'"{field.column_name}"' for field in columns)
    marks = ", ".join([database.param] * len(columns))
    # names of our own tables and columns only; every value is a parameter
    database.execute_many(f'INSERT INTO "{model._meta.table_name}" ({names}) VALUES ({marks})', values)  # noqa: S608
