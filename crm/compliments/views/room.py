"""The room's address."""

from flask import Blueprint

bp = Blueprint("compliments", __name__, url_prefix="/compliments")
