"""Who welcomed a person at work, and since when."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "placement_tutor",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("archived_at", sa.String(length=32), nullable=True),
        sa.Column("placement_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_tutor")),
    )
    with op.batch_alter_table("placement_tutor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_tutor_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_tutor_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_tutor_stream"), ["stream"], unique=False)


def downgrade() -> None:
    op.drop_table("placement_tutor")
