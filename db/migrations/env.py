"""Alembic's entry: the connection comes from the caller, and the full-text table is nobody's model."""

from alembic import context
from sqlmodel import SQLModel

import db.models  # noqa: F401 (declares the metadata)


def _is_ours(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    return not (kind == "table" and name is not None and (name.startswith("search_text") or "_fts" in name))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    include_object=_is_ours,
    transactional_ddl=True,
)
context.run_migrations()
