"""The WSGI application: ``gunicorn wsgi:app`` and every ``flask`` command."""

from crm.app import create_app

app = create_app()
