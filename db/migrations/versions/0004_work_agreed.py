"""What is agreed of a job when it begins: who provides the protection, the instructions, the first steps."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ADDED = ("equipment_by", "instructions", "integration_path")


def upgrade() -> None:
    # Made again as the way back makes it: the schema is then the same however one came to it.
    with op.batch_alter_table("placement", schema=None, recreate="always") as batch_op:
        for name in _ADDED:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("placement", schema=None) as batch_op:
        for name in _ADDED:
            batch_op.drop_column(name)
