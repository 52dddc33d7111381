"""A hire begun and not recorded (the window locked, the battery died): what was typed, as a draft keeps it."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ui.pages.work.hire_form import NOTHING_YET
from ui.widgets.finder import Found

PLACE = "hire:new"
"""Where the draft is kept: one at a time, on this laptop."""

_DAYS = ("starts_on", "ends_on", "trial_ends_on", "trial_renewed_until")


@dataclass(frozen=True)
class HireDraft:
    """What the dialog holds. `company_text`: a new name being typed when no known company is chosen."""

    person: Found | None
    company: Found | None
    company_text: str
    tutor: str
    tutor_phone: str
    facts: Mapping[str, Any]

    @property
    def is_empty(self) -> bool:
        """True while nothing worth keeping is typed; a person already chosen by the page does not count."""
        typed = (self.company, self.company_text, self.tutor, self.tutor_phone)
        return not any(typed) and dict(self.facts) == NOTHING_YET

    def content(self) -> dict[str, Any]:
        """The draft as JSON values."""
        facts = {name: str(value) if name in _DAYS and value else value for name, value in self.facts.items()}
        return {
            "person": asdict(self.person) if self.person else None,
            "company": asdict(self.company) if self.company else None,
            "company_text": self.company_text,
            "tutor": self.tutor,
            "tutor_phone": self.tutor_phone,
            "facts": facts,
        }


def read_draft(content: Mapping[str, Any]) -> HireDraft:
    """A draft from what was kept; fields that a later version of the program added are as yet empty."""
    facts = {**NOTHING_YET, **{name: value for name, value in content["facts"].items() if name in NOTHING_YET}}
    for name in _DAYS:
        facts[name] = datetime.date.fromisoformat(facts[name]) if facts[name] else None
    return HireDraft(
        person=Found(**content["person"]) if content["person"] else None,
        company=Found(**content["company"]) if content["company"] else None,
        company_text=content["company_text"],
        tutor=content["tutor"],
        tutor_phone=content["tutor_phone"],
        facts=facts,
    )
