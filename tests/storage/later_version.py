"""A Kodiko of tomorrow: the same program with one migration more, made in a temporary folder."""

import shutil
from pathlib import Path

from db import migrations, upgrades

_SCRIPT = '''"""What tomorrow's version changes."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {first}
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
        batch.alter_column("city", existing_type=sa.String(), nullable=True)
    op.execute("UPDATE person SET nickname = given_names")
    {last}


def downgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.drop_column("nickname")
'''
TODAY = upgrades.LATEST
TOMORROW = f"{int(TODAY) + 1:04d}"


def become_tomorrow(folder: Path, set_attribute=setattr, *, first: str = "pass", last: str = "pass") -> None:
    """Make this process the later version; `first` and `last` are lines of Python run inside the migration."""
    scripts = folder / "migrations"
    shutil.copytree(migrations.HERE, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    text = _SCRIPT.format(revision=TOMORROW, before=TODAY, first=first, last=last)
    (scripts / "versions" / f"{TOMORROW}_tomorrow.py").write_text(text, encoding="utf-8")
    set_attribute(migrations, "HERE", scripts)
    set_attribute(upgrades, "LATEST", TOMORROW)
