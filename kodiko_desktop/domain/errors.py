"""Known failures, told apart from bugs: each carries a sentence for the coordinator and one for the log."""


class KodikoError(Exception):
    """A failure we expected. `sentence` is shown (French, what happened, that nothing is lost, what to do);
    `for_log` goes to the log and holds no personal data."""

    def __init__(self, sentence: str, *, for_log: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.for_log = for_log or type(self).__name__
