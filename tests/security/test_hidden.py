"""What a page hides by the attributes of an element, and what it does not."""

import pytest

from gazette.extract.html_style import look

GONE = {
    "display:none": "display:none", "DISPLAY : NONE !important": "display:none", "opacity:0": "opacity:0", "opacity:0.0": "opacity:0",
    "text-indent:-9999px": "off screen", "margin-left:-300px": "off screen", "margin-top:-9999em": "off screen",
    "position:absolute;left:-9999px": "off screen", "position:fixed;top:-400px": "off screen", "position:relative;left:-301px": "off screen",
    "clip:rect(0,0,0,0)": "no size", "clip:rect(0px 0px 0px 0px)": "no size",
    "overflow:hidden;width:0": "no size", "overflow:hidden;height:0px": "no size", "overflow:hidden;max-height:0": "no size",
    "overflow:hidden;max-width:0": "no size",
}  # fmt: skip
SHOWN = (
    "display:block", "opacity:0.5", "opacity:1", "text-indent:2em", "text-indent:-299px", "left:-9999px", "position:static;left:-9999px",
    "position:absolute;left:10px", "clip:rect(0,0,1px,0)", "width:0", "overflow:hidden;width:1px", "overflow:visible;width:0", "", "x", ":none",
)  # fmt: skip
FAINT = {
    "visibility:hidden": ("visibility", "visibility:hidden"), "visibility:collapse": ("visibility", "visibility:hidden"),
    "visibility:visible": ("visibility", None), "font-size:0": ("font-size", "font-size:0"), "font-size:0.0000001px": ("font-size", "font-size:0"),
    "font-size:1px": ("font-size", None), "font-size:small": ("font-size", None), "color:black": ("color", None), "color:red": ("color", None),
} | {
    f"color:{white}": ("color", "white on white")
    for white in ("#fff", "#FFFFFF", "white", "rgb(255, 255, 255)", "#fefefe")
}  # fmt: skip


@pytest.mark.parametrize("style", GONE)
def test_what_is_not_shown_at_all(style: str) -> None:
    assert look({"style": style}).gone == GONE[style]


@pytest.mark.parametrize("style", SHOWN)
def test_what_is_shown(style: str) -> None:
    assert look({"style": style}).gone is None


@pytest.mark.parametrize("style", FAINT)
def test_what_hides_text_until_a_child_shows_it(style: str) -> None:
    name, why = FAINT[style]
    assert look({"style": style}).gone is None
    assert look({"style": style}).faint == {name: why}


def test_attributes_without_style() -> None:
    assert look({"hidden": None}).gone == "hidden attribute"
    assert look({"color": "#FFFFFF"}).faint == {"color": "white on white"}
    assert look({"class": "x"}).faint == {}
    assert look({"style": "color:red", "color": "white"}).faint == {"color": None}


@pytest.mark.parametrize(
    "paint", ["background:red", "background-color:#eee", "background-image:url(x)"]
)
def test_paint_behind_text(paint: str) -> None:
    assert look({"style": paint}).faint == {"background": "background"}


@pytest.mark.parametrize(
    "paint",
    [
        "background:white",
        "background: rgb(255, 255, 255)",
        "background:none",
        "background:transparent",
        "background-color:inherit",
        "background:#fff",
    ],
)
def test_white_paint_is_none(paint: str) -> None:
    assert look({"style": paint}).faint == {}


def test_paint_by_attribute() -> None:
    assert look({"bgcolor": "red"}).faint == {"background": "background"}
    assert look({"background": "x.png"}).faint == {"background": "background"}
    assert look({"bgcolor": "#fff"}).faint == {}


def test_blocks_and_line_feeds() -> None:
    assert look({"style": "display:block"}).block
    assert not look({"style": "display:inline"}).block
    assert look({"style": "white-space:pre-wrap"}).pre
    assert not look({"style": "white-space:normal"}).pre
    assert look({"style": "x" * 1990 + ";display:none"}).gone is None, (
        "a style is read so far only"
    )


def test_a_style_is_read_to_its_bound() -> None:
    last = ";display:none"
    assert look({"style": "x" * (2000 - len(last)) + last}).gone == "display:none"
    assert look({"style": "x" * (2001 - len(last)) + last}).gone is None


@pytest.mark.parametrize("unit", ["", "px", "pt", "em", "rem", "%", "vw", "vh"])
def test_a_size_is_read_in_any_unit(unit: str) -> None:
    assert look({"style": f"text-indent:-300{unit}"}).gone == "off screen"
    assert look({"style": f"font-size:0{unit}"}).faint == {"font-size": "font-size:0"}
    for size in ("width", "height", "max-height", "max-width"):
        assert look({"style": f"overflow:hidden;{size}:0{unit}"}).gone == "no size"


@pytest.mark.parametrize("place", ["absolute", "fixed", "relative"])
@pytest.mark.parametrize("side", ["left", "top"])
def test_a_block_may_be_set_off_the_screen(place: str, side: str) -> None:
    assert look({"style": f"position:{place};{side}:-300px"}).gone == "off screen"
    assert look({"style": f"position:{place};{side}:-299px"}).gone is None
    assert look({"style": f"{side}:-300px"}).gone is None


def test_the_style_wins_over_the_attribute_of_old() -> None:
    assert look({"style": "background:red;color:white", "bgcolor": "#fff"}).faint == {
        "color": "white on white",
        "background": "background",
    }
    assert look({"style": "background-color:#fff", "bgcolor": "red"}).faint == {}
    assert look({"color": "WHITE"}).faint == {"color": "white on white"}
    assert look({"bgcolor": "WHITE"}).faint == {}
    assert look({}).gone is None
