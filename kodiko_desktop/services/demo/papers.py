"""The papers of the story: drafted, printed, and for most of them signed a few days later."""

import datetime
from functools import partial

from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_paper, contract_signing, contract_templates, contracts
from kodiko_desktop.services.contracts.contract_signing import Signatory
from kodiko_desktop.services.demo.cast import Scene, Someone, read

_SIGNED_AFTER = 3
_ORDER = (contracts.DRAFT, contracts.PRINTED, contracts.SIGNED)


def write_contract(scene: Scene, someone: Someone) -> None:
    """Put in the agenda the first contract of the person's programme, as far as the story takes it."""
    asked = someone.story["contract"]
    day = max(scene.day(asked["on"]), someone.started_on)
    reached = _ORDER.index(asked["until"])
    scene.agenda.at(day, 16, partial(_draft, scene, someone, day, reached))


def _draft(scene: Scene, someone: Someone, day: datetime.date, reached: int) -> None:
    connection = scene.store.read()
    programme = definitions.latest(connection, definitions.PROGRAMME, someone.story["programme"])
    kinds = {key: contract_templates.kind_of(connection, key) for key in programme.contracts}
    template = next(key for key, kind in kinds.items() if kind == contract_templates.ENGAGEMENT)
    contract_id = contracts.draft_contract(
        scene.store,
        author=scene.referent_of(someone),
        person_id=someone.id,
        template=template,
        journey_id=someone.journey_id,
    )
    if reached >= _ORDER.index(contracts.PRINTED):
        scene.agenda.at(day, 17, partial(_print, scene, someone, contract_id, day))
    if reached >= _ORDER.index(contracts.SIGNED):
        signed_on = day + datetime.timedelta(days=_SIGNED_AFTER)
        scene.agenda.at(signed_on, 11, partial(_sign, scene, someone, contract_id, signed_on))


def _print(scene: Scene, someone: Someone, contract_id: str, day: datetime.date) -> None:
    contract_paper.record_undrawn(scene.store, author=scene.referent_of(someone), contract_id=contract_id, today=day)


def _sign(scene: Scene, someone: Someone, contract_id: str, day: datetime.date) -> None:
    printed = contract_signing.printings(contracts.find_contract(scene.store, contract_id).row)[0]
    contract_signing.sign_contract(
        scene.store,
        author=scene.referent_of(someone),
        contract_id=contract_id,
        signed_on=day,
        place=read("antenna")["association"]["city"],
        signatories=[
            Signatory(box.key, box.name if box.name.strip(" .…") else someone.chance.choice(read("words")["witnesses"]))
            for box in contract_signing.boxes(thaw(printed.text))
        ],
    )
