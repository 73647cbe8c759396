"""After a clock was set back: what was written by the wrong one is not waited for until then."""

from datetime import datetime, timedelta

from crm.db import transaction
from crm.jobs.models import Job
from crm.jobs.outcome import LONGEST_WAIT

LONGEST_LEASE = timedelta(minutes=10)
SLACK = timedelta(minutes=5)  # by which clocks of several machines may differ


def mend(now: datetime) -> None:
    """Bring near what is too far away. Only reads where nothing is.

    A lease ends within the longest there is, a job that failed is tried within the longest wait, and a job that was
    put down in the future is as far away as it was then. ``periodic.tick`` does the same for tasks.
    """
    held = Job.lease_until > now + LONGEST_LEASE + SLACK
    waits = Job.failed_at.is_null() & (Job.tries > 0) & (Job.run_at > now + LONGEST_WAIT)
    ahead = Job.failed_at.is_null() & (Job.tries == 0) & (Job.created_at > now + SLACK)
    if Job.select().where(held | waits | ahead).exists():
        from_now = Job.run_at - Job.created_at + int(now.timestamp())
        with transaction():
            Job.update(lease_until=now + LONGEST_LEASE).where(held).execute()
            Job.update(run_at=now).where(waits).execute()
            Job.update(run_at=from_now, created_at=now).where(ahead).execute()
