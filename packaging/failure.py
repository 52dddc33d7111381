"""What stops a command before it starts: said in one French sentence, never as a stack of calls."""


class Failure(Exception):
    """The machine cannot be prepared; the text says why and what to do."""
