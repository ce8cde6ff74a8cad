"""The answer in a terminal."""

import re
from dataclasses import replace

import building
import pytest
from rich.cells import cell_len

from whytwitch.model import Change, Evidence, Finding, Profile, Span, Urgency, UrgencyReason
from whytwitch.report import Catalogue, render_terminal
from whytwitch.report.page import clean

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BOXES = re.compile(r"[─-╿]")


def reasons(count: int) -> tuple[UrgencyReason, ...]:
    """Reasons to be seen today."""
    return tuple(UrgencyReason(f"rule-{n}", Urgency.SAME_DAY, f"Reason {n}.", (), None) for n in range(count))


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
    assert "About 58 in 100 (range 29 to 88 in 100): may well be." in text


def test_emergency_opens_with_whom_to_call(say: Catalogue) -> None:
    """The first row of an emergency holds the number; a crisis line follows; at most three reasons stand above the rest."""
    rows = render_terminal(building.emergency(), say).splitlines()
    assert "000" in rows[0]
    assert rows[0].startswith("EMERGENCY")
    assert "Talk to somebody now on 002." in rows[:4]
    rest = rows.index("Everything below can wait until you have called.")
    assert rest < 20
    assert sum(row.startswith("  - ") for row in rows[:rest]) == 3
    assert "These numbers do not change what to do now: call first." in "\n".join(rows)


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
    assert text.index("If any of these is true: emergency, call now.") < text.index("Did your face droop?") < text.index("Blood test for potassium.")


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
    """Reasons beyond those shown are counted, in the right plural; in an emergency nobody needs to know."""
    assert "not shown here" not in render_terminal(building.emergency(), say)
    assert "2 more reasons are not shown here" in render_terminal(replace(building.emergency(), urgency=Urgency.SAME_DAY, urgency_reasons=reasons(7)), say)
    assert "1 more reason is not shown here" in render_terminal(replace(building.emergency(), urgency=Urgency.SAME_DAY, urgency_reasons=reasons(6)), say)


def test_complaint_without_movement_has_its_own_heading(say: Catalogue) -> None:
    """With no movement the causes are those of the main complaint."""
    answer = building.small_answer(share_of="complaint", causes=building.causes())
    text = render_terminal(answer, say)
    assert "WHAT MAY CAUSE YOUR MAIN COMPLAINT" in text
    assert "How: hydrochlorothiazide → low potassium" in text
    assert "→ twitching" not in text


def test_change_that_changes_no_words_is_left_out(say: Catalogue) -> None:
    """An answer that moves a share too little to be told differently is shown only for its urgency."""
    step = building.full_answer().next[1]
    changes = (Change("no", "hypokalaemia", 0.512, 0.508), Change("yes", "hypokalaemia", 0.512, 0.508, Urgency.SAME_DAY))
    text = render_terminal(building.small_answer(next=(replace(step, changes=changes),)), say)
    assert 'If "no"' not in text
    assert 'If "yes": be seen today.' in text


def chained(say: Catalogue, *chain: str) -> str:
    """The answer with one chain."""
    first = building.causes()[0]._replace(chain=chain, contributed_by=())
    return " ".join(render_terminal(building.small_answer(causes=(first,)), say).split())


def test_chain_never_says_the_same_twice_in_a_row(say: Catalogue) -> None:
    """A habit that is the cause itself stands once, also among several beginnings."""
    assert "How: a lot of caffeine → a twitch" in chained(say, "A lot of caffeine", "a lot of caffeine", "a twitch")
    assert "How: short nights → a lot of caffeine → a twitch" in chained(say, "short nights + a lot of caffeine", "a lot of caffeine", "a twitch")
    assert "How:" not in chained(say, "a twitch", "a twitch")


def test_habit_does_not_bring_on_itself(say: Catalogue) -> None:
    """What is already the last link but one is not named as what brought it on."""
    first = building.causes()[0]
    named = building.full_answer().labels[first.contributed_by[0].id]
    answer = building.small_answer(causes=(first._replace(chain=("x", named, "a twitch")),), labels=building.full_answer().labels)
    assert "Perhaps brought on" not in render_terminal(answer, say)


def test_fear_is_answered_before_any_list(say: Catalogue) -> None:
    """Whoever is afraid reads the answer to it right after how soon to be seen; in an emergency it waits."""
    calm, grave = render_terminal(building.full_answer(), say), render_terminal(building.emergency(), say)
    assert calm.index("THE ILLNESS YOU FEAR") < calm.index("WHAT MAY CAUSE IT")
    assert grave.index("WHAT YOU CAN DO") < grave.index("WHAT MAY CAUSE IT") < grave.index("THE ILLNESS YOU FEAR")
    assert "WHAT TO FIND OUT NEXT" not in grave


def test_worth_ruling_out_says_how_many_have_it(say: Catalogue) -> None:
    """The number is of the same kind as all others; without a known presence the sentence of the answer stands."""
    answer = building.full_answer()
    one = replace(answer.worth_ruling_out[0], id=answer.causes[0].id)
    assert "in 100 people with the same story have it, whether" in " ".join(render_terminal(replace(answer, worth_ruling_out=(one,)), say).split())
    assert "the answer's own sentence" in render_terminal(replace(answer, worth_ruling_out=(replace(one, id="nowhere", why="the answer's own sentence"),)), say)


def test_general_numbers_are_said_to_be_general(say: Catalogue) -> None:
    """A country without numbers of its own is told so where the country stands."""
    answer = replace(building.full_answer(), country="AU", contacts={"name": "anywhere", "emergency_number": "your local emergency number"})
    assert "AU, for which no numbers of its own are known" in " ".join(render_terminal(answer, say).split())


def test_you_is_explained_when_it_is_about_somebody_else(say: Catalogue) -> None:
    """Questions say "you"; when the patient is another person, that is told first."""
    evidence = replace(building.full_answer().evidence, profile=Profile(asks_for_other=True))
    assert 'Here "you" means the person whom this is about.' in render_terminal(replace(building.full_answer(), evidence=evidence), say)


def test_how_to_read_the_numbers_is_said_once(say: Catalogue) -> None:
    """Two movements share one explanation."""
    assert render_terminal(building.two_movements(), say).count("Each number says") == 1
