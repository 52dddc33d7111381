"""What people say of two files of one person, and whose id is shown in place of whose."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_as",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("kept_id", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_known_as")),
    )
    with op.batch_alter_table("known_as", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_as_kept_id"), ["kept_id"], unique=False)

    op.create_table(
        "person_pair",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("stream", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("archived_at", sa.String(length=32), nullable=True),
        sa.Column("one_id", sa.String(), nullable=False),
        sa.Column("other_id", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("kept_id", sa.String(), nullable=False),
        sa.Column("replaced", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_pair")),
    )
    with op.batch_alter_table("person_pair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_pair_one_id"), ["one_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_pair_other_id"), ["other_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_pair_stream"), ["stream"], unique=False)


def downgrade() -> None:
    op.drop_table("person_pair")
    op.drop_table("known_as")
