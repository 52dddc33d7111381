"""How diagnostics are said on screen."""

from kodiko_desktop.domain.dates_in_words import short_date_with_year
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics.person_diagnostics import ResponseLine


def response_title(line: ResponseLine) -> str:
    """« Auto-diagnostic — mi-parcours »."""
    if not line.moment:
        return line.title
    return _("{form} — {moment}").format(form=line.title, moment=line.moment.lower())


def response_date(line: ResponseLine) -> str:
    """« 11 mai 2026 »: which of several responses to one form."""
    return short_date_with_year(line.on_date) if line.on_date else line.moment


def state_badge(line: ResponseLine) -> tuple[str, str]:
    """The word of a response's state, and the kind of its badge."""
    if line.finished_on is not None:
        return _("terminé"), "done"
    if line.asked and line.answered >= line.asked:
        return _("complet"), "done"
    return _("en cours"), "warning"
