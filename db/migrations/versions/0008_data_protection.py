"""Who is written to about personal data, and on which legal basis the association keeps them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made again as the way back makes it: the schema is then the same however one came to it.
    with op.batch_alter_table("organisation", schema=None, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("data_protection_contact", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("legal_basis", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_column("legal_basis")
        batch_op.drop_column("data_protection_contact")
