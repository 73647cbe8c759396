from crm.company.models import *  # noqa
