"""Pages: nothing cut in the middle, no heading left alone."""

from dataclasses import dataclass

from kodiko_desktop.documents.flow import Beside, Block, Space, Stack, paginate


@dataclass
class Slab(Block):
    tall: float
    keep_with_next: bool = False
    space_after: float = 0.0
    cut_at: float = 0.0

    def height(self, width: float) -> float:
        return self.tall

    def draw(self, pen, x: float, top: float, width: float) -> None:
        return None

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        if not self.cut_at or room < self.cut_at:
            return None
        return Slab(self.cut_at), Slab(self.tall - self.cut_at)


def heights(pages):
    return [[placed.block.height(100) for placed in page] for page in pages]


def test_block_that_does_not_fit_goes_to_the_next_page():
    assert heights(paginate([Slab(60), Slab(60)], 100, 100, 100)) == [[60], [60]]


def test_first_page_may_be_shorter():
    assert heights(paginate([Slab(40), Slab(40), Slab(40)], 100, 50, 100)) == [[40], [40, 40]]


def test_heading_is_never_the_last_of_its_page():
    heading = Slab(10, keep_with_next=True)
    assert heights(paginate([Slab(80), heading, Slab(50)], 100, 100, 100)) == [[80], [10, 50]]


def test_heading_goes_with_what_follows_when_that_cannot_be_cut_where_the_page_ends():
    heading, table = Slab(10, keep_with_next=True), Slab(150, cut_at=90)
    assert heights(paginate([Slab(110), heading, table], 100, 200, 200)) == [[110], [10, 150]]
    assert heights(paginate([Slab(90), heading, table], 100, 200, 200)) == [[90, 10, 90], [60]]


def test_heading_its_introduction_and_what_follows_stay_together():
    heading, sentence = Slab(10, keep_with_next=True), Slab(12, keep_with_next=True)
    assert heights(paginate([Slab(70), heading, sentence, Slab(20)], 100, 100, 100)) == [[70], [10, 12, 20]]


def test_long_block_is_cut_where_it_allows():
    assert heights(paginate([Slab(50), Slab(90, cut_at=30)], 100, 100, 100)) == [[50, 30], [60]]


def test_block_higher_than_a_page_stands_alone():
    assert heights(paginate([Slab(10), Slab(150), Slab(10)], 100, 100, 100)) == [[10], [150], [10]]


def test_offsets_count_the_space_between_blocks():
    page = paginate([Slab(10, space_after=5), Slab(20)], 100, 100, 100)[0]
    assert [placed.offset for placed in page] == [0, 15]


def test_two_sides_are_as_high_as_the_higher_and_cut_together():
    beside = Beside(Slab(80, cut_at=30), Slab(40, cut_at=20), space_after=3)
    assert beside.height(100) == 80
    first, rest = beside.split(100, 30)
    assert (first.height(100), rest.height(100), rest.space_after) == (30, 50, 3)


def test_stack_leaves_no_space_after_its_last_block():
    assert Stack([Slab(10, space_after=4), Space(2), Slab(10, space_after=9)]).height(100) == 26


def test_nothing_to_print_is_still_one_page():
    assert paginate([], 100, 100, 100) == [[]]
