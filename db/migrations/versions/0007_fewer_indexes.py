"""What every row paid for and nothing asks: an index of the antenna, the empty places of indexes, two of the news."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OF_ANTENNAS = (
    *("action", "answer", "antenna", "appointment", "attendance_sheet", "check_in", "cohort", "company"),
    *("company_contact", "contact", "contract", "definition", "diagnostic", "document", "funder", "half_day"),
    *("household", "journey", "journey_referent", "journey_status", "note", "objective", "organisation"),
    *("participant", "person", "person_pair", "placement", "placement_absence", "placement_tutor", "postponement"),
    *("presence", "session", "signature", "site", "staff"),
)
_MOSTLY_EMPTY = (
    *(("action", "objective_id"), ("answer", "person_id"), ("contract", "placement_id"), ("diagnostic", "person_id")),
    *(("note", "about_id"), ("person", "household_id"), ("person", "site_id"), ("session", "series_id")),
)
_OF_NEWS = ("brought_at", "subject")


def upgrade() -> None:
    for table in _OF_ANTENNAS:
        op.drop_index(f"ix_{table}_stream", table_name=table)
    for name in _OF_NEWS:
        op.drop_index(f"ix_sync_news_{name}", table_name="sync_news")
    for table, name in _MOSTLY_EMPTY:
        op.drop_index(f"ix_{table}_{name}", table_name=table)
        op.create_index(f"ix_{table}_{name}", table, [name], sqlite_where=sa.text(f"{name} IS NOT NULL"))


def downgrade() -> None:
    for table, name in _MOSTLY_EMPTY:
        op.drop_index(f"ix_{table}_{name}", table_name=table)
        op.create_index(f"ix_{table}_{name}", table, [name])
    for name in _OF_NEWS:
        op.create_index(f"ix_sync_news_{name}", "sync_news", [name])
    for table in _OF_ANTENNAS:
        op.create_index(f"ix_{table}_stream", table, ["stream"])
