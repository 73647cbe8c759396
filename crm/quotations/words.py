"""What stages and reasons are called."""

from crm.quotations.models import Reason, Stage
from crm.words import N_

STAGES = {
    Stage.ASKED: N_("Asked for"),
    Stage.SENT: N_("Sent to the customer"),
    Stage.WON: N_("Won"),
    Stage.LOST: N_("Lost"),
}
REASONS = {
    Reason.PRICE: N_("Price"),
    Reason.TIME: N_("Delivery time"),
    Reason.QUALITY: N_("Quality"),
    Reason.SERVICE: N_("Service"),
    Reason.RANGE: N_("What we have to offer"),
    Reason.TRUST: N_("Trust in us"),
    Reason.NEED: N_("Whether they need it"),
    Reason.OTHER: N_("Something else"),
}
