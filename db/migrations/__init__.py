"""Alembic migrations of the store, run on a connection given by the caller (frozen bundles included)."""

from pathlib import Path

from sqlalchemy import Connection

HERE = Path(__file__).parent


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every migration up to `to` inside the transaction of `connection`."""
    from alembic import command

    command.upgrade(_configuration(connection), to)


def downgrade(connection: Connection, to: str) -> None:
    """Go back to `to` (tests: every migration goes up and down with data)."""
    from alembic import command

    command.downgrade(_configuration(connection), to)


def _configuration(connection: Connection):
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(HERE))
    configuration.attributes["connection"] = connection
    return configuration
