"""The code of an invitation drawn in a terminal can be read by a camera."""

import numpy
import zxingcpp

from kodiko_desktop.cli.commands.invite import _drawn

_UPPER, _LOWER = "█▀", "█▄"


def test_the_drawing_says_the_invitation():
    text = "KODIKO-INVITE:32PQ5-QWVPE-60ED3-FKTEQ"
    halves = []
    for line in _drawn(text).splitlines():
        halves += [[255 * (block in light) for block in line] for light in (_UPPER, _LOWER)]
    image = numpy.kron(numpy.array(halves, dtype=numpy.uint8), numpy.ones((6, 6), dtype=numpy.uint8))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [text]
