"""Which half-days can be shown: those of which everything has arrived. A row heard of before the one that made it, or
signed in a wrong shape, has no day, no part or no hours yet, and waits."""

WHOLE = (
    "half_day.archived_at IS NULL AND half_day.on_date IS NOT NULL AND half_day.part <> '' "
    "AND half_day.starts_at <> '' AND half_day.starts_at < half_day.ends_at"
)
"""A condition in SQL on the table `half_day`."""
