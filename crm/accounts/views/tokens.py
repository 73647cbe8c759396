"""Ending a token: one's own, or as administrator a colleague's."""

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from crm.accounts import actions, queries
from crm.accounts.views.room import bp
from crm.web.login import me
from crm.web.render import go


@bp.post("/accounts/tokens/<int:token_id>/revoke")
@login_required
def revoke_token(token_id: int) -> ResponseReturnValue:
    """It ends at once; back to the page it stood on."""
    token = queries.token(token_id)
    actions.revoke_token(token, by=me())
    own = token.user_id == me().id
    page = url_for("accounts.own") if own else url_for("accounts.colleague", user_id=token.user_id)
    return go(page + "#tokens")
