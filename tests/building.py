"""Hand-built answers for tests of reports and doors. Fictional: the shape, not medicine."""

from dataclasses import replace

from whytwitch.model import (
    Assessment,
    Change,
    Contribution,
    Evidence,
    Finding,
    Interval,
    Issue,
    LabResult,
    LedgerEntry,
    Level,
    Match,
    Medicine,
    Movement,
    MovementAnswer,
    NextStep,
    PlanStep,
    Profile,
    RankedCause,
    RulingOut,
    Sex,
    SourceNote,
    Span,
    Status,
    Subject,
    Time,
    Timing,
    Trait,
    Urgency,
    UrgencyReason,
)

__all__ = ["TEXT", "emergency", "full_answer", "out_of_scope", "small_answer", "two_movements"]

TEXT = "My lower lip twitches on and off. I'm 34, on hydrochlorothiazide since June. Four coffees a day. No weakness. Dad had Parkinson's. Zorp. Potassium 3.1 mmol/l"
CONTACTS = {
    "name": "Testland",
    "emergency_number": "000",
    "emergency_text": "Call 000.",
    "urgent_advice_text": "Call 001 for advice.",
    "crisis_text": "Talk to somebody now on 002.",
    "doctor_text": "your doctor",
    "twitch_wait_text": "See a doctor if it lasts more than a test.",
}
LABELS = {
    "caffeine-high": "a lot of caffeine",
    "weakness": "weakness",
    "als": "ALS (motor neurone disease)",
    "parkinson": "Parkinson's disease",
    "hydrochlorothiazide": "hydrochlorothiazide",
    "potassium": "potassium",
    "hypokalaemia": "Low potassium",
    "serum-potassium": "blood test for potassium",
    "emg": "nerve and muscle test",
    "movement:place=lip": "lip or mouth",
    "movement:kind=twitch": "a twitch or flicker",
    "movement:course=comes-and-goes": "comes and goes",
    "stroke": "Stroke",
}


def span(words: str) -> Span:
    """The first place of some words in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def evidence() -> Evidence:
    """Evidence with one of everything."""
    movement = Movement(
        "m1",
        (Trait("kind", "twitch", span=span("twitches")), Trait("place", "lip", span=span("lower lip")), Trait("course", "comes-and-goes", certainty=0.6)),
        span("My lower lip twitches"),
    )
    findings = (
        Finding("caffeine-high", amount=380.0, unit="mg/d", span=span("Four coffees a day")),
        Finding("weakness", Status.ABSENT, span=span("No weakness")),
        Finding("parkinson", subject=Subject.FAMILY, time=Time.PAST, span=span("Parkinson's")),
    )
    medicine = Medicine(
        ("thiazide",),
        "hydrochlorothiazide",
        "hydrochlorothiazide",
        timing=Timing.RECENT,
        dose=25.0,
        unit="mg",
        times_per_day=1.0,
        span=span("hydrochlorothiazide"),
    )
    lab = LabResult("potassium", 3.1, "mild-low", "low", 3.1, "mmol/l", span=span("Potassium 3.1 mmol/l"))
    issue = Issue(Level.WARNING, "The dose was not said.", "Say it.")
    return Evidence(TEXT, Profile(34.0, Sex.FEMALE, pregnant=False), (movement,), findings, (medicine,), (lab,), (span("Zorp"),), (issue,), country="testland")


def cause(
    name: str,
    label: str,
    share: float,
    urgency: Urgency = Urgency.SELF_CARE,
    *,
    first: float | None = None,
    present: float | None = None,
    chain: tuple[str, ...] = (),
) -> RankedCause:
    """A cause with an interval around its share."""
    interval = Interval(share / 2, min(share * 1.5, 0.999))
    return RankedCause(name, label, share, interval, first, share if present is None else present, urgency, chain)


def causes() -> tuple[RankedCause, ...]:
    """Five causes whose shares add up to 1."""
    low = cause("hypokalaemia", "Low potassium", 0.5837, Urgency.SOON, first=0.8312, present=0.91, chain=("hydrochlorothiazide", "low potassium", "twitching"))
    return (
        low._replace(contributed_by=(Contribution("hydrochlorothiazide", 0.62),)),
        cause("unexplained", "Harmless twitching", 0.3, chain=("twitching",)),
        cause("caffeine", "Caffeine", 0.1, present=0.45),
        cause("als", "ALS (motor neurone disease)", 0.0163 / 2, Urgency.SOON),
        cause("other", "Something else", 0.0163 / 2),
    )


def small_answer(**changes: object) -> Assessment:
    """The least an answer can hold."""
    answer = Assessment(
        "0.0.0",
        "2026.1",
        "2026-11-22",
        1,
        0,
        "testland",
        "en",
        Evidence("Twitch."),
        in_scope=True,
        share_of="movement",
        urgency=Urgency.SELF_CARE,
        contacts=CONTACTS,
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def full_answer() -> Assessment:
    """An answer with one of everything."""
    return small_answer(
        id="case 1",
        draws=1000,
        evidence=evidence(),
        urgency=Urgency.SOON,
        urgency_reasons=(
            UrgencyReason("low-salt", Urgency.SOON, "A low salt should be looked at again.", ("lab:potassium=mild-low",), "doe2020"),
            UrgencyReason("lasting", Urgency.ROUTINE, "It has lasted.", (), None),
        ),
        causes=causes(),
        worth_ruling_out=(RulingOut("als", 0.00815, "About 1 in 120 people with the same story have it.", ("emg",)),),
        movements=(MovementAnswer("m1", "a twitch or flicker (lip or mouth)", causes()),),
        ledger=(
            LedgerEntry("lab:potassium=mild-low", "hypokalaemia", 3.2, Match.LAB, ("doe2020",)),
            LedgerEntry("hydrochlorothiazide", "hypokalaemia", 1.3, Match.EXPOSURE, ("roe2019", "doe2020")),
            LedgerEntry("weakness", "hypokalaemia", -0.4, Match.EXACT),
            LedgerEntry("movement:place=lip", "unexplained", 0.5, Match.CHARACTER),
        ),
        next=(
            NextStep("red-flag", "stroke", "Did your face droop?", "It can be a stroke.", 1.0, 0.2, (Change("yes", "stroke", 0.0, 0.0, Urgency.EMERGENCY),)),
            NextStep("blood-test", "serum-potassium", "Blood test for potassium.", "It settles the first cause.", 10.0, 0.1,
                     (Change("normal", "hypokalaemia", 0.5837, 0.04), Change("low", "hypokalaemia", 0.5837, 0.97, Urgency.SAME_DAY))),
        ),
        plan=(PlanStep("keep-on", "Keep taking your medicine until you have asked.", "Stopping can harm.", ("Not with a rash.",), ("doe2020",)),),
        not_known=("Your calcium.",),
        fear_answered=("Of 180 people followed, none fell ill.",),
        sources=(SourceNote("doe2020", "Salts and twitches.", 2020, "PMID 1", "abstract"), SourceNote("roe2019", "Water tablets", 2019, "table 2", "full text")),
        issues=(Issue(Level.WARNING, "The dose was not said.", "Say it."), Issue(Level.NOTE, "Two small causes were folded.")),
        labels=LABELS,
    )  # fmt: skip


def emergency() -> Assessment:
    """An emergency, with a rule that has a line of its own to call."""
    reasons = tuple(UrgencyReason(f"rule-{n}", Urgency.EMERGENCY, f"Reason {n} is grave.", (), "doe2020") for n in range(4))
    mind = UrgencyReason("mind", Urgency.EMERGENCY, "You deserve help now.", ("suicidal-thoughts",), "doe2020")
    return replace(full_answer(), urgency=Urgency.EMERGENCY, urgency_reasons=(mind, *reasons))


def out_of_scope(urgency: Urgency | None = None) -> Assessment:
    """A text about something else, perhaps with a warning sign."""
    reasons = () if urgency is None else (UrgencyReason("chest", urgency, "Chest pain may be the heart.", (), "doe2020"),)
    return small_answer(in_scope=False, urgency=urgency, urgency_reasons=reasons, evidence=Evidence("My twitch stream lags."))


def two_movements() -> Assessment:
    """Two movements, each with causes of its own."""
    answer = full_answer()
    second = Movement("m2", (Trait("place", "calf"),))
    movements = (MovementAnswer("m1", "flickering lip", causes()), MovementAnswer("m2", "cramping calf", (cause("cramp", "Night cramps", 1.0),)))
    return replace(answer, movements=movements, evidence=replace(answer.evidence, movements=(*answer.evidence.movements, second)))
