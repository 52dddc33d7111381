"""SQLModel classes of the tables, made from their declarations: what migrations are written from and compared with.

An ordinary session never imports this: SQLModel, SQLAlchemy and Pydantic would be half of the time of a start and a
third of the memory (docs/decisions/0006).
"""

import types
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, Text, text
from sqlmodel import Field, SQLModel

from db.tables import OF_THIS_LAPTOP, SHARED
from db.tables import base as declared

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


def _model(row: type[declared.Row]) -> type[SQLModel]:
    members: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": row.__doc__,
        "__tablename__": row.__tablename__,
        "__table_args__": (
            *(Index(name, *columns) for name, columns in row.__indexes__.items()),
            *(_sparse(row.__tablename__, name) for name, field in row.__fields__.items() if field.sparse),
            {"sqlite_with_rowid": not row.__without_rowid__},
        ),
        "__annotations__": {
            name: field.kind | None if field.optional and field.kind is not Any else field.kind
            for name, field in row.__fields__.items()
        },
        **{name: _field(field) for name, field in row.__fields__.items()},
    }
    return types.new_class(row.__name__, (SQLModel,), {"table": True}, lambda namespace: namespace.update(members))


def _sparse(table: str, name: str) -> Index:
    return Index(f"ix_{table}_{name}", name, sqlite_where=text(f"{name} IS NOT NULL"))


def _field(field: declared.Field) -> Any:
    said: dict[str, Any] = {
        name: getattr(field, name) for name in ("primary_key", "index", "unique") if getattr(field, name)
    }
    if field.make_default is not None:
        said["default_factory"] = field.make_default
    if field.is_json:
        # A column declared JSON has numeric affinity in SQLite and turns "3" into 3.
        return Field(sa_type=Text, nullable=field.optional, **said)
    if field.kind is bytes:
        return Field(sa_type=LargeBinary, **said)
    if field.big:
        return Field(sa_type=BigInteger, **said)
    return Field(max_length=field.max_length, **said)


MODELS: dict[type[declared.Row], type[SQLModel]] = {row: _model(row) for row in (*SHARED, *OF_THIS_LAPTOP)}
"""The SQLModel class of each table."""
