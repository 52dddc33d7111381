"""The emblem of the Union as its specifications draw it, and never smaller than another logo."""

import io
import math

from PIL import Image

from kodiko_desktop.documents.emblem import draw_emblem, emblem_width, star_points
from kodiko_desktop.documents.letterhead import LOGO_HEIGHT, draw_funders, funders_width
from kodiko_desktop.documents.models import Funder
from kodiko_desktop.documents.pen import Pen, picture_width

HEIGHT = 180.0


def drawn(draw):
    """A page of 400 × 200 points as a picture, one pixel a point."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(400, 200), invariant=1)
    draw(Pen(canvas))
    canvas.save()
    return pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=1).to_pil().convert("RGB")


def test_twelve_gold_stars_on_reflex_blue_at_the_hours_of_a_clock():
    picture = drawn(lambda pen: draw_emblem(pen, 0, 10, HEIGHT))
    assert picture.getpixel((3, 100)) == (0, 51, 153)
    assert picture.getpixel((269, 100))[:3] == (0, 51, 153) and picture.getpixel((273, 100)) == (255, 255, 255)
    assert picture.getpixel((135, 100)) == (0, 51, 153)
    for hour in range(12):
        angle = math.radians(30 * hour)
        x, y = 135 + HEIGHT / 3 * math.sin(angle), 200 - (100 + HEIGHT / 3 * math.cos(angle))
        assert picture.getpixel((round(x), round(y))) == (255, 204, 0), hour


def test_stars_stand_upright_in_a_circle_of_an_eighteenth_of_the_height():
    points = star_points(0, 0, 10)
    assert points[0] == (math.cos(math.pi / 2) * 10, 10.0)
    assert max(math.hypot(x, y) for x, y in points) <= 10.0001
    assert abs(min(math.hypot(x, y) for x, y in points) - 3.8197) < 0.001


def test_statement_stands_beside_the_emblem():
    assert emblem_width(40) > 60 + 40


def test_no_logo_is_higher_than_the_emblem():
    buffer = io.BytesIO()
    Image.new("RGB", (300, 900), "red").save(buffer, "PNG")
    tall = Funder("Région", logo=buffer.getvalue())
    union = Funder("Union européenne", european_union=True)
    picture = drawn(lambda pen: draw_funders(pen, (tall, union), 390, 190))
    red = [y for y in range(200) for x in range(400) if picture.getpixel((x, y)) == (255, 0, 0)]
    assert red and max(red) - min(red) + 1 <= LOGO_HEIGHT
    assert funders_width((tall, union)) == picture_width(tall.logo, 110, LOGO_HEIGHT) + 12 + emblem_width(LOGO_HEIGHT)
