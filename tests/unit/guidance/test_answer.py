"""Scope, ranking, next steps, plan, fear, and what is said of the unknown."""

from typing import TYPE_CHECKING

from whytwitch.guidance import known_of
from whytwitch.guidance.inquiry import Inquiry
from whytwitch.guidance.next_steps import MOST_STEPS, _answer_words, _informative, words_of
from whytwitch.inference import UNEXPLAINED, Question
from whytwitch.model import Finding, LabResult, Movement, Sex, Status, Subject, Time, Timing, Trait, Urgency

if TYPE_CHECKING:
    from unit.guidance.conftest import Clinic

CALF = {"kind": "twitch", "place": "calf", "onset": "weeks", "course": "comes-and-goes"}


def test_without_movement_or_sign_it_is_out_of_scope_but_red_flags_speak(clinic: "Clinic") -> None:
    """Chest pain alone is not ours to explain, and still an emergency."""
    answer = clinic.ask(clinic.person(has=["chest-pain"]))
    assert (answer.in_scope, answer.urgency, answer.causes) == (False, Urgency.EMERGENCY, ())
    nothing = clinic.ask(clinic.person(has=["fatigue"]))
    assert (nothing.in_scope, nothing.urgency) == (False, None)
    assert nothing.issues


def test_a_sign_by_which_a_cause_is_known_is_in_scope(clinic: "Clinic") -> None:
    """Clonus needs no movement beside it; the same sign in a relative does not count."""
    assert clinic.ask(clinic.person(has=["clonus"])).in_scope
    assert not clinic.ask(clinic.person(has=[Finding("clonus", subject=Subject.FAMILY)])).in_scope
    assert not clinic.ask(clinic.person(has=[Finding("clonus", Status.ABSENT)])).in_scope
    assert not clinic.ask(clinic.person(has=[Finding("clonus", time=Time.HYPOTHETICAL)])).in_scope


def test_an_abnormal_result_alone_is_in_scope(clinic: "Clinic") -> None:
    """A low magnesium without any symptom ranks its own cause first."""
    answer = clinic.ask(clinic.person(labs=[LabResult("magnesium", 0.5, "moderate-low", "low")]))
    assert answer.in_scope
    assert answer.causes[0].id == "hypomagnesaemia"


def test_shares_sum_to_one_and_presence_is_never_below_share(clinic: "Clinic") -> None:
    """Every movement has exactly one maker."""
    answer = clinic.ask(clinic.person(clinic.movement(**CALF), takes=["hydrochlorothiazide"]), draws=64)
    assert abs(sum(c.share for c in answer.causes) - 1.0) < 1e-9
    assert all(c.present_probability >= c.share - 1e-12 for c in answer.causes)
    assert all(c.share_interval is not None and c.share_interval.low <= c.share_interval.high for c in answer.causes)


def test_the_chain_runs_from_the_medicine_to_the_movement(clinic: "Clinic") -> None:
    """Thiazide, low potassium, twitching: in this order, in words."""
    answer = clinic.ask(clinic.person(clinic.movement(**CALF), takes=["hydrochlorothiazide"]))
    chain = next(c for c in answer.causes if c.id == "hypokalaemia").chain
    assert "thiazide" in chain[0] or "hydrochlorothiazide" in chain[0]
    assert "potassium" in chain[1]
    assert "calf" in chain[-1]


def test_a_likely_parent_cause_stands_in_the_chain(clinic: "Clinic") -> None:
    """After thyroid surgery the low calcium comes from the parathyroid glands."""
    person = clinic.person(clinic.movement(kind="clawing", place="hand"), has=["tingling-mouth", Finding("thyroid-neck-surgery", timing=Timing.RECENT)])
    chain = clinic.ask(person).causes[0].chain
    assert "parathyroid" in chain[0]


def test_what_nothing_explains_is_called_so(clinic: "Clinic") -> None:
    """An unexplained complaint has a row of its own and no claim to be harmless."""
    answer = clinic.ask(clinic.person(has=["generalised-weakness"], labs=[LabResult("potassium", 3.4, "mild-low", "low")]))
    row = next(c for c in answer.causes if c.id == UNEXPLAINED)
    assert row.chain == ()
    assert row.label == clinic.say("guidance.unexplained")


def test_worth_ruling_out_names_tests_and_no_leading_cause(clinic: "Clinic") -> None:
    """At most three less likely causes, each with what settles it."""
    answer = clinic.ask(clinic.person(clinic.movement(**CALF), takes=["omeprazole", "hydrochlorothiazide"]))
    leading = {cause.id for cause in answer.causes[:3]}
    assert 0 < len(answer.worth_ruling_out) <= 3
    assert all(r.by and r.id not in leading for r in answer.worth_ruling_out)


def test_red_flag_questions_come_first_and_only_where_they_would_raise_urgency(clinic: "Clinic") -> None:
    """Grouped red-flag questions lead; in an emergency there are none."""
    steps = clinic.ask(clinic.person(clinic.movement(**CALF))).next
    kinds = [step.kind for step in steps]
    assert kinds[0] == "red-flag"
    assert kinds == sorted(kinds, key=lambda kind: kind != "red-flag")
    assert sum(kind == "red-flag" for kind in kinds) <= 8
    urgent = clinic.ask(clinic.person(clinic.movement(**CALF), has=["suicidal-thoughts"])).next
    assert not [step for step in urgent if step.kind == "red-flag"]


def test_a_denied_finding_is_not_asked_again(clinic: "Clinic") -> None:
    """What was said, present or absent, is no question any more."""
    said = clinic.person(clinic.movement(**CALF), has=["muscle-cramp"], lacks=["tingling", "focal-weakness"], labs=[LabResult("potassium", 4.2, None)])
    asked = {step.id for step in clinic.ask(said).next}
    assert not asked & {"muscle-cramp", "tingling", "focal-weakness", "serum-potassium"}


def test_next_steps_say_what_each_answer_would_change(clinic: "Clinic") -> None:
    """Every step has changes whose shares are probabilities, the most worthwhile first."""
    steps = [step for step in clinic.ask(clinic.person(clinic.movement(**CALF))).next if step.kind != "red-flag"]
    assert steps == sorted(steps, key=lambda step: -step.value)
    assert all(0.0 <= c.before <= 1.0 and 0.0 <= c.after <= 1.0 for step in steps for c in step.changes)
    assert all(step.changes and step.why and step.cost > 0 for step in steps)


def test_questions_are_ranked_without_a_movement_too(clinic: "Clinic") -> None:
    """A complaint with "unexplained" among its makers can be asked about."""
    assert clinic.ask(clinic.person(has=["generalised-weakness"], labs=[LabResult("potassium", 3.4, "mild-low", "low")])).next


def test_the_plan_never_tells_anyone_to_cut_what_they_do_not_take(clinic: "Clinic") -> None:
    """Habits that are denied or unknown get no advice; habits that are there do."""
    person = clinic.person(clinic.movement(kind="twitch", place="eyelid"), lacks=["caffeine-high"])
    assert "cut-caffeine" not in {step.id for step in clinic.ask(person).plan}
    drinker = clinic.person(clinic.movement(kind="twitch", place="eyelid"), has=[Finding("caffeine-high", band="high")])
    assert "cut-caffeine" in {step.id for step in clinic.ask(drinker).plan}


def test_a_suspected_prescribed_medicine_is_reviewed_never_stopped(clinic: "Clinic") -> None:
    """Medicines behind a leading cause bring a review, and the pair that matters is named."""
    person = clinic.person(clinic.movement(kind="tremor", place="hand"), takes=["sertraline", "hydrochlorothiazide"], timing=Timing.RECENT)
    plan = clinic.ask(person).plan
    steps = {step.id: step for step in plan}
    assert {"medicine-review", "do-not-stop-abruptly"} <= set(steps)
    assert "sodium" in steps["medicine-review"].why
    assert len({step.text for step in plan}) == len(plan)


def test_an_emergency_plan_says_call_and_leaves_habits_alone(clinic: "Clinic") -> None:
    """Nobody is told to cut coffee in an emergency."""
    person = clinic.person(clinic.movement(kind="twitch", place="eyelid"), has=["suicidal-thoughts", Finding("caffeine-high", band="high")])
    ids = [step.id for step in clinic.ask(person).plan]
    assert ids[0] == "call-emergency"
    assert "cut-caffeine" not in ids


def test_advice_is_withheld_from_those_it_would_harm(clinic: "Clinic") -> None:
    """An action with a `not_if` that the person has is not shown, and cautions that fit are."""
    actions = clinic.engine.knowledge.actions
    barred = [a for a in actions.values() if a.not_if]
    assert barred
    for evidence_name in ("kidney-disease",):
        person = clinic.person(clinic.movement(kind="cramp", place="calf"), has=[evidence_name])
        shown = {step.id for step in clinic.ask(person).plan}
        assert not shown & {a.id for a in barred if evidence_name in a.not_if}


def test_the_fear_is_answered_with_a_number_and_its_population(clinic: "Clinic") -> None:
    """Fear of ALS without weakness gets a natural frequency and the studies behind it; a drug-free 30-year-old stays below 1 in 1,000."""
    person = clinic.person(clinic.movement(**CALF), has=["fear-of-als"], lacks=["focal-weakness"], age=30, sex=Sex.MALE)
    answer = clinic.ask(person)
    assert len(answer.fear_answered) == 2
    assert next(c for c in answer.causes if c.id == "als").present_probability < 1e-3
    assert clinic.ask(clinic.person(clinic.movement(**CALF))).fear_answered == ()


def test_the_fear_with_real_weakness_is_not_soothed(clinic: "Clinic") -> None:
    """With wasting and growing weakness the answer is an examination, not a number to calm."""
    person = clinic.person(
        clinic.movement(kind="twitch", place="hand", course="worsening", onset="months"), has=["fear-of-als", "muscle-wasting", "weak-hand"], age=62
    )
    answer = clinic.ask(person)
    assert clinic.engine.knowledge.actions["reassurance-als"].text not in answer.fear_answered
    assert answer.urgency is not None
    assert answer.urgency >= Urgency.SOON


def test_a_rare_fear_is_put_in_words(clinic: "Clinic") -> None:
    """A risk below one in a hundred thousand is said so, not rounded to nothing."""
    child = clinic.person(clinic.movement(kind="tic", place="eyelid"), has=["fear-of-als"], age=9)
    answer = clinic.ask(child)
    assert "100,000" in answer.fear_answered[0]
    assert any(issue.remedy for issue in answer.issues)  # a child: the numbers are of adults


def test_what_is_not_known_is_listed(clinic: "Clinic") -> None:
    """Age, sex, medicines, results and time are asked for when they are missing, and not when they are there."""
    bare = clinic.ask(clinic.person(clinic.movement(kind="twitch")))
    full = clinic.ask(clinic.person(clinic.movement(**CALF), takes=["omeprazole"], labs=[LabResult("potassium", 4.2, None)], age=40, sex=Sex.FEMALE))
    assert len(bare.not_known) > len(full.not_known)


def test_a_base_of_two_years_ago_warns(clinic: "Clinic") -> None:
    """A base that nobody has looked after for more than a year says so, in scope and out of it."""
    for person in (clinic.person(clinic.movement(**CALF)), clinic.person(has=["fatigue"])):
        told = [issue.message for issue in clinic.ask(person, as_of="2028-11-21").issues]
        assert any(str(clinic.engine.knowledge.settings.raw["version_date"]) in message for message in told)
        assert not any("2026-11-21" in issue.message for issue in clinic.ask(person).issues)


def test_a_result_without_a_test_of_its_own_is_asked_for_by_name(clinic: "Clinic") -> None:
    """A lab that no test file measures is shown by its label."""
    knowledge = clinic.engine.knowledge
    measured = {lab for test in knowledge.tests.values() for lab in test.labs}
    unmeasured = next(lab for lab in knowledge.labs.values() if lab.id not in measured)
    assert words_of(Question("lab", unmeasured.id), unmeasured.id, knowledge) == unmeasured.label


def test_every_kind_of_question_has_words_for_question_and_answer(clinic: "Clinic") -> None:
    """Findings, habits and traits are asked in the base's words; "yes" to a habit names it."""
    knowledge = clinic.engine.knowledge
    assert words_of(Question("finding", "muscle-cramp"), "muscle-cramp", knowledge) == knowledge.findings["muscle-cramp"].question
    assert words_of(Question("exposure", "caffeine-high"), "caffeine-high", knowledge) == knowledge.exposures["caffeine-high"].question
    assert words_of(Question("attribute", "burst"), "burst", knowledge) == knowledge.attributes["burst"].question
    assert knowledge.tests["serum-potassium"].text in words_of(Question("lab", "potassium"), "serum-potassium", knowledge)
    understood = clinic.engine.understand(clinic.person(clinic.movement(**CALF)))
    known, posterior = known_of(understood, knowledge), clinic.engine.infer(understood)
    inquiry = Inquiry.of(clinic.engine, understood, posterior, known, Urgency.ROUTINE, frozenset(), "GB", clinic.say)
    question = Question("exposure", "caffeine-high")
    assert knowledge.exposures["caffeine-high"].label in _answer_words(question, inquiry.answers[question][0], inquiry)


def test_every_test_is_offered_once(clinic: "Clinic") -> None:
    """However many findings one test can show, it is one step."""
    understood = clinic.engine.understand(clinic.person(clinic.movement(**CALF)))
    known, posterior = known_of(understood, clinic.engine.knowledge), clinic.engine.infer(understood)
    inquiry = Inquiry.of(clinic.engine, understood, posterior, known, Urgency.ROUTINE, frozenset(), "GB", clinic.say)
    offered = [step.id for step in _informative(inquiry)]
    assert len(offered) == len(set(offered)) > MOST_STEPS


def test_a_denied_trait_is_not_held(clinic: "Clinic") -> None:
    """What a movement is said not to be fires no rule about it."""
    movement = Movement("m1", (Trait("kind", "twitch"), Trait("place", "tongue", Status.ABSENT)))
    known = known_of(clinic.engine.understand(clinic.person(movement)), clinic.engine.knowledge)
    assert ("place", "tongue") not in known.traits


def test_a_brief_answer_has_urgency_and_causes_only(clinic: "Clinic") -> None:
    """No draws, no ledger, no plan, but the same urgency and order."""
    person = clinic.person(clinic.movement(**CALF), takes=["omeprazole"])
    brief, full = clinic.ask(person, brief=True), clinic.ask(person)
    assert brief.urgency is full.urgency
    assert [c.id for c in brief.causes] == [c.id for c in full.causes]
    assert (brief.ledger, brief.next, brief.plan, brief.draws) == ((), (), (), 0)


def test_two_movements_have_their_own_causes(clinic: "Clinic") -> None:
    """An eyelid flicker and a calf cramp are not merged."""
    person = clinic.person(
        clinic.movement(kind="twitch", place="eyelid"), clinic.movement(kind="cramp", place="calf", trigger="exercise"), has=["exercise-hard"]
    )
    first, second = clinic.ask(person).movements
    assert first.causes[0].id == "eyelid-myokymia"
    assert second.causes[0].id == "exertion"


def test_the_ledger_says_why_with_sources_listed(clinic: "Clinic") -> None:
    """Every source named by a reason is among the sources of the answer."""
    answer = clinic.ask(clinic.person(clinic.movement(**CALF), has=["muscle-wasting"], lacks=["tingling"], takes=["omeprazole"], age=66))
    listed = {source.id for source in answer.sources}
    assert {source for entry in answer.ledger for source in entry.sources} <= listed
    assert answer.ledger
    assert all(entry.finding in answer.labels for entry in answer.ledger)
