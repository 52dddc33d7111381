"""From the TOML text of a form to a `Form`, or to the list of everything that is wrong in it."""

from collections.abc import Iterator
from dataclasses import replace

from kodiko_desktop.domain.data_files.problems import DataFileErrors
from kodiko_desktop.domain.data_files.reader import Document, Table, open_document
from kodiko_desktop.domain.data_files.texts import NO_TEXT
from kodiko_desktop.domain.forms.checking import check_conditions, check_keys
from kodiko_desktop.domain.forms.conditions import renamed
from kodiko_desktop.domain.forms.model import (
    Choice,
    Form,
    Kind,
    Question,
    Role,
    Score,
    ScoreKind,
    Section,
    Subject,
    Voice,
)
from kodiko_desktop.domain.forms.question_parsing import QuestionReader, SectionFacts, read_choices, read_condition
from kodiko_desktop.domain.forms.translations import Translations
from kodiko_desktop.domain.wording import _

FORM_FIELDS = (
    "key", "version", "title", "intro", "subject", "moments", "choices", "section", "block", "score", "translation",
)  # fmt: skip
SECTION_FIELDS = (
    "key", "title", "help", "pictogram", "restricted", "show_if", "voice", "apart", "thematics", "heading",
    "question",
)  # fmt: skip
SCORE_FIELDS = ("key", "title", "kind", "questions", "role", "at_least", "chart")
CHARTS = ("radar", "bars", "none")


class FormErrors(DataFileErrors):
    """The form file cannot be used; `problems` gives file, line, sentence and remedy of each mistake."""


def parse(text: str, source_name: str) -> Form:
    """Read the form file `text`; `source_name` is the name shown in messages ("resources/forms/x.toml").

    FormErrors holds every mistake of the file."""
    document, root = open_document(text, source_name)
    if root is None:
        raise FormErrors(document.problems)
    form = _FormReader(document, root).read()
    if document.problems:
        raise FormErrors(document.problems)
    return form


def _is_apart(table: Table, voice: Voice | None) -> bool:
    """Does the section print on a sheet of its own? It must say whose."""
    apart = table.flag("apart")
    if apart and voice not in (Voice.PERSON, Voice.EMPLOYER):
        table.refuse(
            "apart",
            _("cette partie à part ne dit pas qui parle seul."),
            _('ajoutez voice = "personne" ou voice = "employeur".'),
        )
    return apart


class _FormReader:
    def __init__(self, document: Document, root: Table) -> None:
        self.document = document
        self.root = root
        self.translations = Translations(root)
        self.places: dict[str, Table] = {}  # question key -> where it is written

    def read(self) -> Form:
        root = self.root
        root.only(FORM_FIELDS)
        reader = QuestionReader(self._shared_choices(), self.translations)
        blocks = dict(self._blocks())
        sections = tuple(self._section(table, reader, blocks) for table in root.tables("section"))
        if not sections and "section" not in root:
            root.refuse(None, _("ce formulaire n’a pas de section."), _("ajoutez un bloc [[section]]."))
        subject = root.option("subject", tuple(subject.value for subject in Subject))
        intro = root.text("intro", required=False)
        form = Form(
            key=root.key(),
            version=root.whole("version", required=True, minimum=1) or 1,
            title=self.translations.text(root.text("title"), "title"),
            subject=Subject(subject) if subject else Subject.PERSON,
            sections=sections,
            moments=root.texts("moments"),
            scores=tuple(self._score(table, sections) for table in root.tables("score")),
            intro=self.translations.text(intro, "intro") if intro else NO_TEXT,
            languages=self.translations.languages,
            source_name=self.document.source_name,
        )
        check_keys(form, self.places, root)
        check_conditions(form, self.places, root)
        self.translations.refuse_unused()
        return form

    def _shared_choices(self) -> dict[str, tuple[Choice, ...]]:
        lists = self.root.table("choices")
        if lists is None:
            return {}
        return {name: read_choices(lists, name, name, self.translations) for name in lists.values}

    def _blocks(self) -> Iterator[tuple[str, tuple[Table, ...]]]:
        for table in self.root.tables("block"):
            table.only(("key", "question"))
            yield table.key(), tuple(table.tables("question"))

    def _section(self, table: Table, reader: QuestionReader, blocks: dict[str, tuple[Table, ...]]) -> Section:
        table.only(SECTION_FIELDS)
        key = table.key()
        voice = table.option("voice", tuple(voice.value for voice in Voice), default="")
        facts = SectionFacts(key, table.flag("restricted"), Voice(voice) if voice else None)
        questions: list[Question] = []
        for written in table.tables("question"):
            if "use" in written:
                questions.extend(self._from_block(written, facts, reader, blocks))
            else:
                questions.append(self._question(written, facts, reader))
        if not questions:
            table.refuse(None, _("cette section n’a pas de question."), _("ajoutez un bloc [[section.question]]."))
        help_text = table.text("help", required=False)
        return Section(
            key=key,
            title=self.translations.text(table.text("title"), f"sections.{key}"),
            questions=tuple(questions),
            help=self.translations.text(help_text, f"helps.{key}") if help_text else NO_TEXT,
            pictogram=table.text("pictogram", required=False) or None,
            restricted=facts.restricted,
            show_if=read_condition(table),
            voice=facts.voice,
            apart=_is_apart(table, facts.voice),
            thematics=table.texts("thematics"),
            heading=table.text("heading", required=False) or None,
        )

    def _question(self, table: Table, facts: SectionFacts, reader: QuestionReader, prefix: str = "") -> Question:
        question = reader.read(table, facts, prefix=prefix)
        if question.key in self.places:
            table.refuse(
                "key",
                _("la clé «\u00a0{key}\u00a0» sert déjà à une autre question.").format(key=question.key),
                _("donnez une clé différente à chaque question."),
            )
        self.places[question.key] = table
        return question

    def _from_block(
        self, written: Table, facts: SectionFacts, reader: QuestionReader, blocks: dict[str, tuple[Table, ...]]
    ) -> Iterator[Question]:
        written.only(("use",))
        name = written.option("use", tuple(blocks))
        prefix = f"{facts.key}-"
        questions = [self._question(table, facts, reader, prefix) for table in blocks.get(name, ())]
        names = {question.base_key: question.key for question in questions}
        for question in questions:
            condition = question.show_if
            yield replace(question, show_if=renamed(condition, names)) if condition else question

    def _score(self, table: Table, sections: tuple[Section, ...]) -> Score:
        table.only(SCORE_FIELDS)
        key = table.key()
        kind_name = table.option("kind", tuple(kind.value for kind in ScoreKind))
        kind = ScoreKind(kind_name) if kind_name else ScoreKind.MEAN
        role = table.option("role", tuple(role.value for role in Role), default="")
        known = {question.key: question for section in sections for question in section.questions}
        if role:
            keys = tuple(key for key, question in known.items() if question.role == role)
        else:
            keys = table.options("questions", tuple(known))
        if not keys:
            table.refuse(None, _("ce score ne porte sur aucune question."), _('ajoutez questions = ["…"].'))
        self._check_score(table, kind, [known[key] for key in keys])
        at_least = table.whole("at_least", minimum=1) or (1 if kind is ScoreKind.LEVELS else len(keys))
        if keys and at_least > len(keys) and kind is not ScoreKind.LEVELS:
            table.refuse(
                "at_least",
                _("ce score demande {needed} réponses pour {asked} questions.").format(
                    needed=at_least, asked=len(keys)
                ),
                _("écrivez un nombre qui ne dépasse pas {asked}.").format(asked=len(keys)),
            )
        default_chart = "bars" if kind is ScoreKind.LEVELS else "radar"
        return Score(
            key=key,
            title=self.translations.text(table.text("title"), f"scores.{key}"),
            kind=kind,
            questions=keys,
            at_least=at_least,
            chart=table.option("chart", CHARTS, default=default_chart),
        )

    def _check_score(self, table: Table, kind: ScoreKind, questions: list[Question]) -> None:
        wanted = Kind.LANGUAGE_LEVEL if kind is ScoreKind.LANGUAGE else Kind.SCALE
        wrong = [question.key for question in questions if question.kind is not wanted]
        if wrong:
            table.refuse(
                "questions" if "questions" in table else None,
                _("la question «\u00a0{key}\u00a0» ne peut pas entrer dans ce score.").format(key=wrong[0]),
                _("ne gardez que des questions de type {kind}.").format(kind=wanted.value),
            )
