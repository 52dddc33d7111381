"""What a laptop remembers of the shared folder."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "projection_failure",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", "field", name=op.f("pk_projection_failure")),
    )
    op.create_table(
        "sync_blob",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_sync_blob")),
    )
    with op.batch_alter_table("sync_blob", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sync_blob_hash"), ["hash"], unique=False)

    op.create_table(
        "sync_claim",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "device", name=op.f("pk_sync_claim")),
    )
    op.create_table(
        "sync_control",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sync_control")),
    )
    op.create_table(
        "sync_file",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("folder", "place", "name", name=op.f("pk_sync_file")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sync_folder",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("reached_at", sa.String(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("folder", name=op.f("pk_sync_folder")),
    )
    op.create_table(
        "sync_frontier",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("heard_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "device", name=op.f("pk_sync_frontier")),
    )
    op.create_table(
        "sync_invite",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("streams", sa.Text(), nullable=True),
        sa.Column("admin", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_invite")),
    )
    op.create_table(
        "sync_key",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "key_id", name=op.f("pk_sync_key")),
    )
    op.create_table(
        "sync_news",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.String(), nullable=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_sync_news")),
    )
    with op.batch_alter_table("sync_news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sync_news_brought_at"), ["brought_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sync_news_subject"), ["subject"], unique=False)

    op.create_table(
        "sync_overwritten",
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_id", "field", "device", "counter", name=op.f("pk_sync_overwritten")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sync_quarantine",
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("noted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "device", name=op.f("pk_sync_quarantine")),
    )
    op.create_table(
        "sync_secret",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_sync_secret")),
    )
    op.create_table(
        "sync_spool",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("folder", "place", "name", name=op.f("pk_sync_spool")),
    )


def downgrade() -> None:
    op.drop_table("sync_spool")
    op.drop_table("sync_secret")
    op.drop_table("sync_quarantine")
    op.drop_table("sync_overwritten")
    with op.batch_alter_table("sync_news", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sync_news_subject"))
        batch_op.drop_index(batch_op.f("ix_sync_news_brought_at"))

    op.drop_table("sync_news")
    op.drop_table("sync_key")
    op.drop_table("sync_invite")
    op.drop_table("sync_frontier")
    op.drop_table("sync_folder")
    op.drop_table("sync_file")
    op.drop_table("sync_control")
    op.drop_table("sync_claim")
    with op.batch_alter_table("sync_blob", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sync_blob_hash"))

    op.drop_table("sync_blob")
    op.drop_table("projection_failure")
