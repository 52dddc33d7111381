"""From the TOML text of a programme to a `Programme`, or to the list of everything that is wrong in it."""

from collections.abc import Collection, Iterator

from kodiko_desktop.domain.data_files.problems import DataFileErrors
from kodiko_desktop.domain.data_files.reader import Document, Table, open_document
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.programmes.follow_up_parsing import read_follow_up
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
from kodiko_desktop.domain.programmes.translation import translated
from kodiko_desktop.domain.wording import _

PROGRAMME_FIELDS = (
    "key", "version", "title", "short_title", "summary", "source", "duration", "suspension", "returns_within_months",
    "referent_title", "portfolio_active", "portfolio_all", "cohort_size", "stage", "criterion", "rhythm", "contracts",
    "strand", "module", "pairs", "form", "follow_up", "after_exit", "target", "mentions", "translation",
)  # fmt: skip


class ProgrammeErrors(DataFileErrors):
    """The programme file cannot be used; `problems` gives file, line, sentence and remedy of each mistake."""


def parse_programme(
    text: str,
    source_name: str,
    *,
    forms: Collection[str] | None = None,
    contracts: Collection[str] | None = None,
    language: str = FRENCH,
) -> Programme:
    """Read the programme file `text`, its words in `language`; `source_name` is the name shown in messages.

    `forms` and `contracts`: the keys that exist, when the caller knows them; a key that is not there is refused.
    ProgrammeErrors holds every mistake of the file."""
    document, root = open_document(text, source_name)
    if root is None:
        raise ProgrammeErrors(document.problems)
    programme = translated(_read(document, root), root, language)
    _check_known(root, "contracts", programme.contracts, contracts)
    for name, keys in (
        ("form", [moment.form for moment in programme.forms]),
        ("follow_up", [str(table.values.get("form", "")) for table in root.tables("follow_up")]),
    ):
        for position, key in enumerate(keys):
            _check_form(document, (name, position, "form"), key, forms)
    if document.problems:
        raise ProgrammeErrors(document.problems)
    return programme


def _read(document: Document, root: Table) -> Programme:
    root.only(PROGRAMME_FIELDS)
    title = root.text("title")
    active, everyone = root.whole("portfolio_active", minimum=1), root.whole("portfolio_all", minimum=1)
    pairs = root.table("pairs")
    return Programme(
        key=root.key(),
        version=root.whole("version", required=True, minimum=1) or 1,
        title=title,
        short_title=root.text("short_title", required=False) or title,
        summary=root.text("summary", required=False),
        duration=_duration(root),
        suspension=_suspension(root),
        returns_within_months=root.whole("returns_within_months", minimum=1),
        referent_title=root.text("referent_title", required=False),
        portfolio=(active, everyone or active) if active else None,
        cohort_size=root.whole("cohort_size", minimum=1),
        stages=_unique(root, "stage", tuple(_stages(root))),
        criteria=_unique(root, "criterion", tuple(_criteria(root))),
        rhythms=_rhythms(root),
        contracts=root.texts("contracts"),
        strands=_unique(root, "strand", _strands(root)),
        modules=_unique(root, "module", tuple(_modules(root))),
        pairs=_pairs(pairs) if pairs else None,
        forms=tuple(_forms(root)),
        follow_up=read_follow_up(root),
        after_exit=_unique(root, "after_exit", tuple(_after_exit(root))),
        targets=tuple(_targets(root)),
        mentions=root.texts("mentions"),
        source=root.text("source", required=False),
        source_name=document.source_name,
    )


def _unique(root: Table, name: str, items: tuple) -> tuple:
    """`items`, after refusing those whose key was already used in the same list."""
    keys = [item.key for item in items]
    for position, key in enumerate(keys):
        if key and key in keys[:position]:
            root.document.refuse(
                (name, position, "key"),
                _("la clé «\u00a0{key}\u00a0» sert deux fois.").format(key=key),
                _("donnez une clé différente à chaque bloc."),
            )
    return items


def _duration(root: Table) -> Duration:
    table = root.table("duration")
    if table is None:
        root.refuse(
            None,
            _("la durée du parcours n’est pas dite."),
            _("ajoutez un bloc [duration] avec months = 6, weeks = 13 ou unlimited = true."),
        )
        return Duration()
    table.only(("months", "weeks", "unlimited", "renewals", "as_needed", "ends_at_hire"))
    months, weeks = table.whole("months", minimum=1), table.whole("weeks", minimum=1)
    if sum((months is not None, weeks is not None, table.flag("unlimited"))) != 1:
        table.refuse(
            None,
            _("la durée doit être dite une fois et une seule."),
            _("gardez une seule ligne parmi months = 6, weeks = 13 et unlimited = true."),
        )
    return Duration(
        months=months,
        weeks=weeks,
        renewals=table.whole("renewals") or 0,
        as_needed=table.flag("as_needed"),
        ends_at_hire=table.flag("ends_at_hire", default=True),
    )


def _suspension(root: Table) -> Suspension:
    table = root.table("suspension")
    if table is None:
        return Suspension()
    table.only(("allowed", "maximum_months"))
    allowed, maximum = table.flag("allowed", default=True), table.whole("maximum_months", minimum=1)
    if not allowed and maximum:
        table.refuse(
            "maximum_months",
            _("une suspension interdite n’a pas de durée."),
            _("supprimez cette ligne ou écrivez allowed = true."),
        )
    return Suspension(allowed, maximum)


def _stages(root: Table) -> Iterator[Stage]:
    for table in root.tables("stage"):
        table.only(("key", "title", "kind", "outcomes", "minutes", "people", "weeks"))
        kind = table.option("kind", tuple(kind.value for kind in StageKind), default=StageKind.ACTIVE.value)
        yield Stage(
            key=table.key(),
            title=table.text("title"),
            kind=StageKind(kind),
            outcomes=table.texts("outcomes"),
            minutes=table.whole("minutes", minimum=1),
            people=table.whole("people", minimum=1),
            weeks=table.whole("weeks", minimum=1),
        )


def _criteria(root: Table) -> Iterator[Criterion]:
    for table in root.tables("criterion"):
        table.only(("key", "title", "asked"))
        asked = table.option("asked", tuple(asked.value for asked in Asked))
        yield Criterion(table.key(), table.text("title"), Asked(asked) if asked else Asked.WATCHED)


def _rhythms(root: Table) -> tuple[Rhythm, ...]:
    found = []
    for table in root.tables("rhythm"):
        table.only(("days", "from_month"))
        days = table.whole("days", required=True, minimum=1)
        found.append(Rhythm(days or 1, table.whole("from_month") or 0))
    return tuple(sorted(found, key=lambda rhythm: rhythm.from_month))


def _strands(root: Table) -> tuple[Strand, ...]:
    tables = tuple(root.tables("strand"))
    keys = tuple(str(table.values.get("key", "")) for table in tables)
    strands = []
    for table in tables:
        table.only(("key", "title", "audience", "leads_to"))
        strands.append(
            Strand(
                table.key(),
                table.text("title"),
                table.text("audience", required=False),
                table.options("leads_to", keys),
            )
        )
    return tuple(strands)


def _modules(root: Table) -> Iterator[Module]:
    for table in root.tables("module"):
        table.only(("key", "title", "block", "hours", "optional"))
        yield Module(
            key=table.key(),
            title=table.text("title"),
            block=table.text("block", required=False),
            hours=table.number("hours"),
            optional=table.flag("optional"),
        )


def _pairs(table: Table) -> Pairs:
    table.only(
        (
            "meetings", "every_days", "hours", "training_days", "ceiling_days", "hours_in_a_day", "counted",
            "connector_every_days", "connector_pairs",
        )
    )  # fmt: skip
    return Pairs(
        meetings=table.whole("meetings", required=True, minimum=1) or 1,
        every_days=table.whole("every_days", required=True, minimum=1) or 1,
        hours=table.number("hours") or 1.0,
        training_days=table.number("training_days") or 0.0,
        ceiling_days=table.number("ceiling_days"),
        hours_in_a_day=table.number("hours_in_a_day") or 7.0,
        counted=table.options("counted", ("meetings", "training", "events")),
        connector_every_days=table.whole("connector_every_days", minimum=1),
        connector_pairs=table.whole("connector_pairs", minimum=1),
    )


def _forms(root: Table) -> Iterator[FormMoment]:
    for table in root.tables("form"):
        table.only(("form", "moment", "within_days", "month", "after_exit"))
        yield FormMoment(
            form=table.key("form"),
            moment=table.key("moment"),
            within_days=table.whole("within_days"),
            month=table.whole("month"),
            after_exit=table.flag("after_exit"),
        )


def _after_exit(root: Table) -> Iterator[AfterExit]:
    for table in root.tables("after_exit"):
        table.only(("key", "title", "months", "by"))
        months = table.whole("months", required=True, minimum=1)
        yield AfterExit(table.text("key"), table.text("title"), months or 1, table.text("by", required=False))


def _targets(root: Table) -> Iterator[Target]:
    for table in root.tables("target"):
        table.only(("indicator", "percent"))
        yield Target(table.key("indicator"), table.number("percent") or 0.0)


def _check_known(root: Table, name: str, keys: tuple[str, ...], known: Collection[str] | None) -> None:
    for position, key in enumerate(keys):
        if known is not None and key not in known:
            root.document.refuse(
                (name, position),
                _("le contrat «\u00a0{key}\u00a0» n’existe pas.").format(key=key),
                _("choisissez parmi\u00a0: {known}.").format(known=", ".join(sorted(known))),
            )


def _check_form(document: Document, path: tuple[str | int, ...], key: str, known: Collection[str] | None) -> None:
    if known is not None and key and key not in known:
        document.refuse(
            path,
            _("le formulaire «\u00a0{key}\u00a0» n’existe pas.").format(key=key),
            _("choisissez parmi\u00a0: {known}.").format(known=", ".join(sorted(known))),
        )
