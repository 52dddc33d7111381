"""How long any laptop of the association may wait before it locks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made again as the way back makes it: the schema is then the same however one came to it.
    with op.batch_alter_table("organisation", schema=None, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("idle_minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("idle_minutes")
