"""Reading the TOML files an association writes (forms, programmes, vocabularies), and naming each mistake.

`tomllib` forgets where a value stood; a person who edits a questionnaire needs the line. Hence a small index of
lines, and a reader that gathers every problem of a file, each with its line and its remedy, before it complains.
"""

from kodiko_desktop.domain.data_files.problems import DataFileErrors, Problem
from kodiko_desktop.domain.data_files.reader import Document, Table, open_document

__all__ = ["DataFileErrors", "Document", "Problem", "Table", "open_document"]
