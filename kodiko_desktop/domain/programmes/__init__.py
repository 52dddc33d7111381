"""Programmes described by data: durations, stages, rhythm, workshops and follow-up of any scheme.

No programme is named here: a programme that cannot be said in its file is a fault of the language
(see docs/programmes.md).
"""

from kodiko_desktop.domain.programmes.model import (
    AfterExit,
    Asked,
    Criterion,
    Duration,
    FormMoment,
    Module,
    Pairs,
    Programme,
    Rhythm,
    Stage,
    StageKind,
    Strand,
    Suspension,
    Target,
)
from kodiko_desktop.domain.programmes.parsing import ProgrammeErrors, parse_programme

__all__ = [
    "AfterExit",
    "Asked",
    "Criterion",
    "Duration",
    "FormMoment",
    "Module",
    "Pairs",
    "Programme",
    "ProgrammeErrors",
    "Rhythm",
    "Stage",
    "StageKind",
    "Strand",
    "Suspension",
    "Target",
    "parse_programme",
]
