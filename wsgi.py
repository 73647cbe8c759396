"""The WSGI application: ``gunicorn wsgi:app`` and every ``flask`` command."""

from crm.app import create_app
from crm.db import DatabaseError
from crm.settings import SettingsError

try:
    app = create_app()
except (SettingsError, DatabaseError) as error:
    raise SystemExit(str(error)) from None
