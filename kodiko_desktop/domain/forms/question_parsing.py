"""Reading one question of a form file, and the lists of choices."""

from dataclasses import dataclass, replace

from kodiko_desktop.domain.contracts.placeholders import KNOWN_PLACEHOLDERS
from kodiko_desktop.domain.data_files.reader import Table
from kodiko_desktop.domain.data_files.texts import NO_TEXT, Text
from kodiko_desktop.domain.forms.conditions import Condition, ConditionError, parse_condition
from kodiko_desktop.domain.forms.levels import BUILT_IN, CHOICE_KINDS, DECLINED_CHOICE
from kodiko_desktop.domain.forms.model import Choice, Kind, Question, Role, Voice
from kodiko_desktop.domain.forms.translations import Translations
from kodiko_desktop.domain.wording import _

QUESTION_FIELDS = (
    "key", "type", "text", "help", "choices", "required", "restricted", "show_if", "role", "fills", "voice",
    "minimum", "maximum", "unit", "lines", "pictogram", "may_decline",
)  # fmt: skip
CHOICE_FIELDS = ("code", "label", "value", "alone", "thematics", "export", "pictogram", "asset")


@dataclass(frozen=True)
class SectionFacts:
    """What a question inherits from the section it stands in."""

    key: str
    restricted: bool
    voice: Voice | None


def read_choices(table: Table, name: str, list_name: str, translations: Translations) -> tuple[Choice, ...]:
    """The choices of the list `name` of `table`; `list_name` is where translators find them."""
    choices: list[Choice] = []
    for item in table.tables(name):
        item.only(CHOICE_FIELDS)
        code = item.key("code")
        if any(choice.code == code for choice in choices):
            item.refuse(
                "code",
                _("le code «\u00a0{code}\u00a0» sert deux fois dans cette liste.").format(code=code),
                _("donnez un code différent à chaque choix."),
            )
        choices.append(
            Choice(
                code=code,
                text=translations.text(item.text("label"), f"choices.{list_name}.{code}"),
                value=item.number("value"),
                alone=item.flag("alone"),
                thematics=item.texts("thematics"),
                export=item.text("export", required=False) or None,
                pictogram=item.text("pictogram", required=False) or None,
                asset=item.flag("asset"),
            )
        )
    if len(choices) < 2:
        table.refuse(name, _("cette liste a moins de deux choix."), _("écrivez { code = …, label = … } pour chacun."))
    return tuple(choices)


def read_condition(table: Table) -> Condition | None:
    """The condition `show_if` of a question or a section."""
    written = table.text("show_if", required=False)
    if not written:
        return None
    try:
        return parse_condition(written)
    except ConditionError as error:
        piece = str(error)
        table.refuse(
            "show_if",
            _("la condition «\u00a0{written}\u00a0» ne se lit pas à partir de «\u00a0{piece}\u00a0».").format(
                written=written, piece=piece
            )
            if piece
            else _("la condition «\u00a0{written}\u00a0» s’arrête trop tôt.").format(written=written),
            _("écrivez par exemple show_if = 'ma-question == \"oui\"', avec and, or, not, in, contains ou answered."),
        )
        return None


class QuestionReader:
    """Reads questions against the shared lists of choices of the file."""

    def __init__(self, shared: dict[str, tuple[Choice, ...]], translations: Translations) -> None:
        self._shared = shared
        self._translations = translations

    def read(self, table: Table, section: SectionFacts, *, prefix: str = "") -> Question:
        """The question of `table`; `prefix` is put before its key when it comes from a block."""
        table.only(QUESTION_FIELDS)
        base_key = table.key()
        if base_key[:1].isdigit():
            table.refuse(
                "key",
                _("la clé d’une question ne commence pas par un chiffre."),
                _("mettez une lettre devant, par exemple q{key}.").format(key=base_key),
            )
        key = prefix + base_key
        kind_name = table.option("type", tuple(kind.value for kind in Kind))
        kind = Kind(kind_name) if kind_name else Kind.TEXT
        role = table.option("role", tuple(role.value for role in Role), default="")
        voice = table.option("voice", tuple(voice.value for voice in Voice), default="")
        fills = table.option("fills", tuple(KNOWN_PLACEHOLDERS), default="")
        choices, list_name = self._choices(table, kind, base_key) if kind_name else ((), None)
        question = Question(
            key=key,
            base_key=base_key,
            section_key=section.key,
            kind=kind,
            text=self._translations.text(table.text("text"), f"questions.{key}", f"questions.{base_key}"),
            choices=choices,
            list_name=list_name,
            help=self._optional(table, "help", "helps", key, base_key),
            pictogram=table.text("pictogram", required=False) or None,
            required=table.flag("required"),
            restricted=table.flag("restricted") or section.restricted,
            show_if=read_condition(table),
            role=Role(role) if role else None,
            fills=fills or None,
            voice=Voice(voice) if voice else section.voice,
            minimum=table.number("minimum"),
            maximum=table.number("maximum"),
            unit=self._optional(table, "unit", "units", key, base_key),
            lines=table.whole("lines", minimum=1) or (2 if kind in (Kind.TEXT, Kind.OWN_WORDS) else 1),
        )
        self._check_limits(table, question)
        return question

    def _optional(self, table: Table, name: str, group: str, key: str, base_key: str) -> Text:
        written = table.text(name, required=False)
        return self._translations.text(written, f"{group}.{key}", f"{group}.{base_key}") if written else NO_TEXT

    def _choices(self, table: Table, kind: Kind, key: str) -> tuple[tuple[Choice, ...], str | None]:
        if kind not in CHOICE_KINDS:
            if "choices" in table:
                table.refuse(
                    "choices",
                    _("ce type de question n’a pas de choix."),
                    _("supprimez la ligne «\u00a0choices\u00a0»."),
                )
            return (), None
        list_name: str | None
        if "choices" not in table and kind in BUILT_IN:
            list_name = kind.value
            choices = tuple(
                replace(choice, text=self._translations.text(choice.text.french, f"choices.{list_name}.{choice.code}"))
                for choice in BUILT_IN[kind]
            )
        elif kind in BUILT_IN:
            table.refuse(
                "choices", _("ce type de question a déjà ses choix."), _("supprimez la ligne «\u00a0choices\u00a0».")
            )
            return BUILT_IN[kind], kind.value
        elif isinstance(table.values.get("choices"), str):
            list_name = table.option("choices", tuple(self._shared))
            choices = self._shared.get(list_name, ())
        elif "choices" in table:
            list_name, choices = None, read_choices(table, "choices", key, self._translations)
        else:
            table.refuse(
                None, _("cette question n’a pas de choix."), _('ajoutez choices = [ … ] ou choices = "liste".')
            )
            return (), None
        self._check_scale(table, kind, choices)
        if table.flag("may_decline"):
            place = f"choices.{list_name or key}.{DECLINED_CHOICE.code}"
            declined = self._translations.text(DECLINED_CHOICE.text.french, place)
            choices = (*choices, replace(DECLINED_CHOICE, text=declined))
        return choices, list_name

    def _check_scale(self, table: Table, kind: Kind, choices: tuple[Choice, ...]) -> None:
        if kind is Kind.SCALE and choices and sum(choice.value is not None for choice in choices) < 2:
            table.refuse(
                "choices",
                _("une échelle a besoin d’au moins deux choix qui ont une valeur."),
                _('ajoutez «\u00a0value = 1\u00a0», «\u00a0value = 2\u00a0»… aux choix, ou écrivez type = "single".'),
            )

    def _check_limits(self, table: Table, question: Question) -> None:
        if question.kind is not Kind.NUMBER:
            for name in ("minimum", "maximum", "unit"):
                if name in table:
                    table.refuse(
                        name,
                        _("«\u00a0{name}\u00a0» ne vaut que pour un nombre.").format(name=name),
                        _('supprimez cette ligne ou écrivez type = "number".'),
                    )
        elif question.minimum is not None and question.maximum is not None and question.minimum > question.maximum:
            table.refuse("minimum", _("le minimum dépasse le maximum."), _("échangez les deux nombres."))
