"""How many times each sheet of a point of follow-up was printed."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made again as the way back makes it: the schema is then the same however one came to it.
    with op.batch_alter_table("check_in", schema=None, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("printings", sa.Text(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_column("printings")
