"""How pages write: the dialog of an act, a question before one, and fields saved one by one."""
