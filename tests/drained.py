"""The worker's work, done here and now."""

from crm.jobs import work

MOST = 1000  # jobs: one that puts itself down again and again ends here


def drain() -> int:
    """Do what is due until nothing is; returns how many jobs that were."""
    done = 0
    while done < MOST and work.run_one():
        done += 1
    return done
