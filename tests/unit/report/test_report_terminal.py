"""The answer in a terminal."""

import re
from dataclasses import replace

import building
import pytest
from rich.cells import cell_len

from whytwitch.model import Change, Evidence, Finding, Span, Urgency
from whytwitch.report import Catalogue, render_terminal
from whytwitch.report.page import clean

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BOXES = re.compile(r"[─-╿]")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_row_is_wider_than_the_terminal(width: int, say: Catalogue) -> None:
    """Every row fits, at any usual width."""
    for answer in (building.full_answer(), building.emergency(), building.two_movements(), building.out_of_scope()):
        assert all(cell_len(row) <= width for row in render_terminal(answer, say, width=width).splitlines())


def test_colour_adds_nothing_to_the_words(say: Catalogue) -> None:
    """Without its colours the coloured answer is the plain one, and the plain one has none."""
    answer = building.full_answer()
    plain, coloured = (render_terminal(answer, say, width=80, color=color) for color in (False, True))
    assert "\x1b" not in plain
    assert ANSI.sub("", coloured) == plain
    assert coloured != plain


def test_nothing_is_drawn_around_text(say: Catalogue) -> None:
    """There is no frame for a screen reader to read out, and the numbers stand beside the bars."""
    text = render_terminal(building.full_answer(), say)
    assert not BOXES.search(text)
    assert "58%, may well be: about 6 in 10" in text


def test_emergency_opens_with_whom_to_call(say: Catalogue) -> None:
    """The first row of an emergency holds the number; a crisis line follows; at most three reasons stand above the rest."""
    rows = render_terminal(building.emergency(), say).splitlines()
    assert "000" in rows[0]
    assert rows[0].startswith("EMERGENCY")
    assert "Talk to somebody now on 002." in rows[:4]
    rest = rows.index("Everything below can wait until you have called.")
    assert rest < 20
    assert sum(row.startswith("  - ") for row in rows[:rest]) == 3
    assert "These shares do not change what to do now: call first." in "\n".join(rows)


@pytest.mark.parametrize(
    ("urgency", "words"),
    [
        (Urgency.SELF_CARE, "nothing you wrote calls for a visit"),
        (Urgency.ROUTINE, "without hurry"),
        (Urgency.SOON, "within two weeks"),
        (Urgency.SAME_DAY, "today"),
    ],
)
def test_urgency_in_words_first(urgency: Urgency, words: str, say: Catalogue) -> None:
    """Below an emergency the first row says how soon."""
    assert words in render_terminal(building.small_answer(urgency=urgency), say).splitlines()[0]


def test_out_of_scope_says_so_and_warns_all_the_same(say: Catalogue) -> None:
    """Something else than twitching is said to be so; a red flag still speaks, and in an emergency first."""
    assert render_terminal(building.out_of_scope(), say).startswith("This does not read like a question about twitching.")
    warned = render_terminal(building.out_of_scope(Urgency.SAME_DAY), say)
    assert warned.startswith("This does not read")
    assert "today" in warned
    grave = render_terminal(building.out_of_scope(Urgency.EMERGENCY), say)
    assert grave.startswith("EMERGENCY: Call 000.")
    assert "This does not read" in grave


def test_present_absent_and_family_are_told_apart_in_words(say: Catalogue) -> None:
    """What was denied and what belongs to somebody else stand under headings that say so."""
    text = render_terminal(building.full_answer(), say)
    there, not_there, aside = (text.index(words) for words in ("Taken as there:", "Taken as NOT there:", "Noted, but not counted as yours now:"))
    assert there < text.index("a lot of caffeine, 380 mg/d") < not_there < text.index('weakness, from "No weakness"') < aside < text.index("in the family")


def test_not_taking_medicines_is_an_absence(say: Catalogue) -> None:
    """ "I take nothing" is said back."""
    answer = building.small_answer(evidence=Evidence("x", takes_no_medicine=True))
    assert "any medicine" in render_terminal(answer, say)


def test_a_red_flag_question_says_what_yes_would_mean(say: Catalogue) -> None:
    """Warning signs come first among what to find out, under how urgent a yes is."""
    text = render_terminal(building.full_answer(), say)
    assert text.index("If any of these is true: emergency.") < text.index("Did your face droop?") < text.index("Blood test for potassium.")


def test_control_characters_of_the_text_never_reach_the_terminal(say: Catalogue) -> None:
    """Escape sequences, direction marks and markup in somebody's words are shown harmlessly."""
    nasty = "\x1b[31mred\x1b]0;title\x07 \u202etxet [bold]x[/bold]"
    answer = building.small_answer(evidence=Evidence(nasty, findings=(Finding("x", span=Span(0, 5, nasty)),), not_understood=(Span(0, 5, nasty),)))
    text = render_terminal(answer, say)
    assert not set("\x1b\x07\u202e") & set(text)
    assert "[bold]x[/bold]" in text


def test_long_quotes_are_cut() -> None:
    """A quote stays on a few rows."""
    assert clean("a" * 300, longest=90) == "a" * 89 + "…"


def test_the_rest_of_the_causes_is_summed(say: Catalogue) -> None:
    """Causes too small to list are one row, so that the shares add up."""
    assert "All other causes together: about 2 in 100." in render_terminal(building.full_answer(), say)


def test_unlabelled_ids_are_spelled_out(say: Catalogue) -> None:
    """An id without a label is shown in words, never hidden."""
    answer = replace(building.full_answer(), labels={})
    assert "caffeine high" in render_terminal(answer, say)


def test_many_warning_reasons_are_counted(say: Catalogue) -> None:
    """Reasons beyond those shown are counted, in the right plural."""
    assert "2 more reasons are in the JSON answer." in render_terminal(building.emergency(), say)


def test_complaint_without_movement_has_its_own_heading(say: Catalogue) -> None:
    """With no movement the causes are those of the main complaint."""
    answer = building.small_answer(share_of="complaint", causes=building.causes())
    assert "WHAT MAY CAUSE YOUR MAIN COMPLAINT" in render_terminal(answer, say)


def test_change_that_changes_no_words_is_left_out(say: Catalogue) -> None:
    """An answer that moves a share too little to be told differently is shown only for its urgency."""
    step = building.full_answer().next[1]
    changes = (Change("no", "hypokalaemia", 0.51, 0.5), Change("yes", "hypokalaemia", 0.51, 0.5, Urgency.SAME_DAY))
    text = render_terminal(building.small_answer(next=(replace(step, changes=changes),)), say)
    assert 'If "no"' not in text
    assert 'If "yes": be seen today.' in text
