"""From one database to another: SQLite to PostgreSQL and back. Attachments stay where they are."""
