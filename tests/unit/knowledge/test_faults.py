"""Every kind of fault a base can have, each found by name: file, path, value and remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from whytwitch.errors import KnowledgeError
from whytwitch.knowledge import Fault, faults_of, load_knowledge
from whytwitch.knowledge.faults import Table

SALT, FLOOD, HUM, FLUTTER = "causes/salt-lack.toml", "causes/salt-flood.toml", "causes/nerve-hum.toml", "causes/plain-flutter.toml"
ACHE, LIMP, ARM, NUMB = "findings/ache.toml", "findings/limp.toml", "findings/limp-arm.toml", "findings/numb.toml"
LAB, LIME, RULE = "labs/salt.toml", "labs/lime.toml", "red_flags/stiff-limp.toml"
DOE, TEST, ACTION, BREW, LIFTER = "sources/doe2020.toml", "tests/salt-test.toml", "actions/drink-less.toml", "exposures/brew-high.toml", "drugs/lifter.toml"
CHARACTER = "character.toml"
CLAIM, OTHER_CLAIM = "claims/brew-makes-hops.toml", "claims/salt-test-tells.toml"
FLOODS_SHARES = 'attribute = "onset"\nshares = { days = 0.7 }'
GOOD = "{ low = 0.001, high = 0.01 }"

# ruff: noqa: Q003 - in a table of TOML texts escaped quotes are easier to compare
# (what is wrong, file, text, what it is replaced with, path, part of the value, part of the remedy); the fault stands in the file that is changed
FAULTS = [
    ("a band of a habit without words", "exposures/brew-high.toml", ', label = "three to five"', "", "amount.bands", "missing label", "Every band has a `label`"),
    ("an unknown key", SALT, 'short = "', 'shrot = "x"\nshort = "', "shrot", "'x'", "Nothing reads this key"),
    ("an unknown key of a nested table", SALT, 'when = "recent"', 'wen = "x"\nwhen = "recent"', "exposures[0].wen", "'x'", "Known here: band, basis"),
    ("a missing text", SALT, 'label = "salt-lack"\n', "", "label", "missing", "Add it: a text."),
    ("an empty text", SALT, 'label = "salt-lack"', 'label = " "', "label", "' '", "it is empty"),
    ("a number for a text", SALT, 'label = "salt-lack"', "label = 3", "label", "3", "Write a text."),
    ("a text for a number", SALT, "harm = 2", 'harm = "2"', "harm", "'2'", "Write a number."),
    ("true for a number", SALT, "harm = 2", "harm = true", "harm", "True", "Write a number."),
    ("a grade above five", SALT, "harm = 2", "harm = 6", "harm", "6", "from 1 to 5"),
    ("a grade that is no whole number", SALT, "harm = 2", "harm = 2.5", "harm", "2.5", "whole number"),
    ("a text for a flag", LIMP, "known_by = true", 'known_by = "yes"', "known_by", "'yes'", "true or false"),
    ("a text for a list", SALT, 'plan = ["drink-less"]', 'plan = "drink-less"', "plan", "'drink-less'", "a list of texts"),
    ("a number in a list of texts", SALT, 'plan = ["drink-less"]', 'plan = ["drink-less", 1]', "plan", "1", "Every item of this list is a text"),
    ("a list of texts for a list of lists", "causes/spirit-storm.toml", '["lifter"]]', '["lifter"], "x"]', "requires", "'x'", "is a list of texts"),
    ("a text for a table", SALT, "[severity_ratio]\nvalue = { value = 0.4, low = 0.2, high = 0.8 }\nbasis = \"estimate\"\nrationale = \"Fiction.\"\n", "severity_ratio = 1\n", "severity_ratio", "1", "Write a table"),
    ("a choice that does not exist", SALT, 'urgency = "soon"', 'urgency = "now"', "urgency", "'now'", "Use one of: self_care"),
    ("an unknown kind of cause", SALT, 'kind = "electrolyte"', 'kind = "magic"', "kind", "'magic'", "Use one of: benign"),
    ("no severity ratio", FLOOD, "[severity_ratio]\nvalue = { value = 0.4, low = 0.2, high = 0.8 }\nbasis = \"estimate\"\nrationale = \"Fiction.\"\n", "", "severity_ratio", "missing", "Add it: a table"),
    ("a number without basis", FLOOD, f'{GOOD}\nscope = "fiction"\nmeasure = "point"\n\nbasis = "estimate"', f'{GOOD}\nscope = "fiction"\nmeasure = "point"\n', "prevalence[0].basis", "missing", "Add it"),
    ("an estimate without rationale", FLOOD, f'{GOOD}\nscope = "fiction"\nmeasure = "point"\n\nbasis = "estimate"\nrationale = "Fiction."', f'{GOOD}\nscope = "fiction"\nmeasure = "point"\nbasis = "estimate"', "prevalence[0].rationale", "missing", "says what it rests on"),
    ("an unknown basis", FLOOD, f'{GOOD}\nscope = "fiction"\nmeasure = "point"\n\nbasis = "estimate"', f'{GOOD}\nscope = "fiction"\nmeasure = "point"\nbasis = "hunch"', "prevalence[0].basis", "'hunch'", "counts, interval, frequency-class, estimate"),
    ("a missing number", FLOOD, f"value = {GOOD}\n", "", "prevalence[0].value", "missing", "Add it: a table"),
    ("a number with nothing in it", FLOOD, GOOD, "{}", "prevalence[0].value", "{}", "Write a number: counts, an interval, a class or bounds"),
    ("a defining lab whose error is no table", LIME, "[reading.abnormal_if_absent]\nvalue = { class = \"very-rare\" }\nbasis = \"frequency-class\"\nevidence = [{ source = \"doe2020\", locator = \"table 1\", fact = \"counted\" }]\n", "", "reading", "missing", "abnormal_if_present"),
    ("an unknown key of a unit", LAB, "factor = 1.0 }", "factor = 1.0, faktor = 2.0 }", "units[0].faktor", "2.0", "Nothing reads this key"),
    ("an unknown key of a reference range", LIME, 'source = "doe2020" }]\nplausible', 'source = "doe2020", age = [0, 1] }]\nplausible', "reference[0].age", "[0, 1]", "Nothing reads this key"),
    ("bounds the wrong way round", FLOOD, GOOD, "{ low = 0.01, high = 0.001 }", "prevalence[0].value", "0.01", "low"),
    ("a median outside its bounds", FLOOD, GOOD, "{ value = 0.5, low = 0.001, high = 0.01 }", "prevalence[0].value", "0.5", "low"),
    ("a bound above one", FLOOD, GOOD, "{ low = 0.001, high = 1.5 }", "prevalence[0].value", "1.5", "low"),
    ("a level of a hundred percent", FLOOD, GOOD, "{ low = 0.001, high = 0.01, level = 1.0 }", "prevalence[0].value", "", "low"),
    ("an unknown part of a number", FLOOD, GOOD, "{ low = 0.001, high = 0.01, mean = 0.1 }", "prevalence[0].value.mean", "0.1", "Nothing reads this key"),
    ("counts swapped", SALT, "{ affected = 14, examined = 30 }", "{ affected = 30, examined = 14 }", "companions[0].frequency", "30/14", "counts more people affected than examined"),
    ("counts that are called an estimate", FLOOD, GOOD, "{ affected = 1, examined = 20 }", "prevalence[0].value", "'estimate'", "This form of number has basis counts"),
    ("a class that is called an estimate", FLOOD, GOOD, '{ class = "frequent" }', "prevalence[0].value", "'estimate'", "basis frequency-class"),
    ("an interval that is called counts", SALT, "{ affected = 14, examined = 30 }", "{ low = 0.1, high = 0.3 }", "companions[0].frequency", "'counts'", "basis interval or estimate"),
    ("an unknown frequency class", "causes/gland-rest.toml", '"frequent"', '"often"', "companions[0].frequency.class", "'often'", "Use one of: obligate"),
    ("counts without evidence", SALT, "{ affected = 14, examined = 30 }\nbasis = \"counts\"\nevidence = [{ source = \"doe2020\", locator = \"table 1\", fact = \"counted\" }]", "{ affected = 14, examined = 30 }\nbasis = \"counts\"", "companions[0].evidence", "missing", "needs evidence that bears on its frequency"),
    ("evidence that bears on something else", SALT, 'fact = "counted" }]', 'fact = "counted", bears_on = "magic" }]', "prevalence[1].evidence[0].bears_on", "'magic'", "frequency, association"),
    ("an unknown measure", FLOOD, 'measure = "point"', 'measure = "dot"', "prevalence[0].measure", "'dot'", "point, incidence"),
    ("an age the wrong way round", SALT, "age = [0, 60]", "age = [60, 0]", "prevalence[0].age", "[60, 0]", "Write [from, to)"),
    ("a sex that is not counted", SALT, 'sex = "female"', 'sex = "f"', "prevalence[2].sex", "'f'", "female, male"),
    ("no propensity without band", FLOOD, "[[propensity]]\nvalue = { low = 0.01, high = 0.1 }", "[[propensity]]\nband = \"mild-high\"\nvalue = { low = 0.01, high = 0.1 }", "propensity", "missing default", "no `band`"),
    ("a missing mandatory character row", FLOOD, f'[[character]]\n{FLOODS_SHARES}\nbasis = "estimate"\nrationale = "Fiction."\n', "", "character", "missing onset", "Mandatory for every cause"),
    ("an attribute that does not exist", "causes/lime-lack.toml", 'attribute = "sleep"', 'attribute = "slep"', "character[2].attribute", "'slep'", "Use one of: kind"),
    ("a character row twice", "causes/lime-lack.toml", 'attribute = "sleep"\nshares = { stops = 0.8 }', 'attribute = "onset"\nshares = { days = 0.8 }', "character[2].attribute", "'onset'", "has a row already"),
    ("shares that sum to more than one", FLOOD, "{ days = 0.7 }", "{ days = 0.7, weeks = 0.4 }", "character[1].shares", "sum 1.1", "add up to at most 1"),
    ("a value that the attribute does not have", FLOOD, "{ days = 0.7 }", "{ day = 0.7 }", "character[1].shares.day", "'day'", "Known: days, weeks, years"),
    ("a negative share", FLOOD, "{ days = 0.7 }", "{ days = -0.7 }", "character[1].shares.days", "-0.7", "not negative"),
    ("a text for a share", FLOOD, "{ days = 0.7 }", '{ days = "many" }', "character[1].shares.days", "'many'", "not negative"),
    ("a character estimate without rationale", FLOOD, f'{FLOODS_SHARES}\nbasis = "estimate"\nrationale = "Fiction."', f'{FLOODS_SHARES}\nbasis = "estimate"', "character[1].rationale", "missing", "says what it rests on"),
    ("character counts without evidence", SALT, "years = 0 }\nbasis = \"counts\"\nevidence = [{ source = \"doe2020\", locator = \"table 1\", fact = \"counted\" }]", "years = 0 }\nbasis = \"counts\"", "character[1].evidence", "missing", "needs evidence"),
    ("a companion twice", SALT, 'finding = "limp"', 'finding = "tingling"', "companions[1].finding", "'tingling'", "Listed twice"),
    ("a companion that does not exist", SALT, 'finding = "limp"', 'finding = "lymp"', "companions", "'lymp'", "No finding of that id"),
    ("a companion that is one way of saying another", SALT, 'finding = "limp"', 'finding = "limp-arm"', "companions", "'limp-arm'", "one way of saying 'limp'"),
    ("an exposure that does not exist", SALT, 'exposure = "calma"', 'exposure = "kalma"', "exposures", "'kalma'", "No exposure, drug or cause of that id"),
    ("a moment that does not exist", SALT, 'when = "recent"', 'when = "soon"', "exposures[0].when", "'soon'", "Use one of: current"),
    ("a required exposure that does not exist", "causes/spirit-storm.toml", '[["calmer", ', '[["kalmer", ', "requires", "'kalmer'", "No exposure, drug or cause of that id"),
    ("a test that does not exist", SALT, 'settled_by = ["salt-test"]', 'settled_by = ["sugar-test"]', "settled_by", "'sugar-test'", "No test of that id"),
    ("an action that does not exist", SALT, 'plan = ["drink-less"]', 'plan = ["drink-more"]', "plan", "'drink-more'", "No action of that id"),
    ("an unknown band of a lab", SALT, 'band = "severe-low"', 'band = "very-low"', "band", "'very-low'", "No band of its lab or exposures of that id"),
    ("an unknown band of a dose", "causes/bean-brew.toml", 'band = "high"\nbasis', 'band = "huge"\nbasis', "band", "'huge'", "No band of its lab or exposures"),
    ("a parent that does not exist", HUM, 'cause = "bean-brew"', 'cause = "been-brew"', "parents", "'been-brew'", "No cause of that id"),
    ("a source that does not exist", FLOOD, 'rationale = "Fiction."', 'rationale = "Fiction."\nevidence = [{ source = "poe2021", locator = "p", fact = "f", bears_on = "association" }]', "source", "'poe2021'", "No source of that id"),
    ("a finding with neither leak nor cluster", ACHE, "leak = { value = 0.15, low = 0.1, high = 0.3 }\n", "", "leak", "missing", "never both"),
    ("a cluster member without report rates", ARM, "reported = { if_present = 0.4, if_absent = 0.02 }\n", "", "reported", "missing", "how often it is reported"),
    ("a report rate above one", ARM, "if_present = 0.4", "if_present = 4", "reported.if_present", "4", "between 0 and 1"),
    ("a finding that is a kind of nothing known", NUMB, 'is_a = "tingling"', 'is_a = "tinglig"', "is_a", "'tinglig'", "No finding of that id"),
    ("a finding that is a kind of itself", NUMB, 'is_a = "tingling"', 'is_a = "numb"', "is_a", "'numb'", "cannot be a kind of itself"),
    ("a cluster that does not exist", ARM, 'cluster = "limp"', 'cluster = "lymp"', "cluster", "'lymp'", "No finding of that id"),
    ("a cluster named after a member", ARM, 'cluster = "limp"', 'cluster = "limp-leg"', "cluster", "'limp-leg'", "a leak of its own"),
    ("a background raised by nothing known", ACHE, 'exposure = "calmer"', 'exposure = "kalmer"', "raised_by", "'kalmer'", "No exposure, drug or cause of that id"),
    ("an unknown kind of finding", ACHE, 'kind = "symptom"', 'kind = "feeling"', "kind", "'feeling'", "symptom, sign, result"),
    ("an exposure for an unknown cause", BREW, 'cause = "bean-brew"', 'cause = "been-brew"', "cause", "'been-brew'", "No cause of that id"),
    ("an unknown broader class", "drugs/calmer.toml", 'is_a = ["soother"]', 'is_a = ["smoother"]', "is_a", "'smoother'", "No drug class of that id"),
    ("an unknown further class", LIFTER, 'also = ["soother"]', 'also = ["smoother"]', "members.lifta.also", "'smoother'", "No drug class of that id"),
    ("an interaction with nothing known", LIFTER, 'with = "calmer"', 'with = "kalmer"', "interactions.with", "'kalmer'", "No drug class or exposure"),
    ("an interaction that causes nothing known", LIFTER, 'effect = "spirit-storm"', 'effect = "ghost-storm"', "interactions.effect", "'ghost-storm'", "No cause or finding"),
    ("a time to effect the wrong way round", LIFTER, "onset_days = [1, 30]", "onset_days = [30, 1]", "onset_days", "[30, 1]", "Write [from, to]"),
    ("a lab that defines nothing known", LIME, 'low = "lime-lack"', 'low = "lime-lac"', "defines", "'lime-lac'", "No cause of that id"),
    ("a lab that defines on no side", LIME, "defines = { low", "defines = { lowest", "defines", "'lowest'", "No side of that id"),
    ("a lab that shows nothing known", LIME, "defines = {", 'shows = { low = "tinglin" }\ndefines = {', "shows", "'tinglin'", "No finding or exposure of that id"),
    ("a lab that shows a cause", LIME, "defines = {", 'shows = { low = "salt-lack" }\ndefines = {', "shows", "'salt-lack'", "No finding or exposure of that id"),
    ("a lab that shows something in no band", LIME, "defines = {", 'shows = { huge-low = "tingling" }\ndefines = {', "shows", "'huge-low'", "No side or band of that id"),
    ("a lab that shows something when normal", LIME, "defines = {", 'shows = { normal = "tingling" }\ndefines = {', "shows", "'normal'", "No side or band of that id"),
    ("a level of no medicine", LIME, "defines = {", 'of_medicine = "kalma"\ndefines = {', "of_medicine", "'kalma'", "No medicine of that id"),
    ("an adjustment by no lab", LIME, "defines = {", 'adjusted = { by = "egg", normal = 40, per_unit = 0.02, unless = ["adjusted"], source = "doe2020" }\ndefines = {', "adjusted.by", "'egg'", "No lab of that id"),
    ("an adjustment without source", LIME, "defines = {", 'adjusted = { by = "salt", normal = 40, per_unit = 0.02, unless = ["adjusted"], source = "poe2021" }\ndefines = {', "adjusted.source", "'poe2021'", "No source of that id"),
    ("an adjustment without words", LIME, "defines = {", 'adjusted = { by = "salt", normal = 40, per_unit = 0.02, source = "doe2020" }\ndefines = {', "adjusted.unless", "missing", "Add it"),
    ("a reference range without source", LIME, 'source = "doe2020" }]\nplausible', 'source = "poe2021" }]\nplausible', "reference.source", "'poe2021'", "No source of that id"),
    ("no plausible range", LAB, "plausible = [1.0, 10.0]\n", "", "plausible", "missing", "Write [from, to]"),
    ("a defining lab without its errors", LAB, "abnormal_if_absent = { low = 0.003, high = 0.03 }\n", "", "reading", "missing", "abnormal_if_present"),
    ("a rule with no lists", RULE, '[["limp", "onset:days"], ', '["limp", ', "when", "'limp'", "a list of texts"),
    ("a token of no known form", RULE, '"onset:days"', '"since:days"', "when", "'since:days'", "Not a token"),
    ("a token of an unknown id", RULE, '"limp", ', '"lymp", ', "when", "'lymp'", "No finding, exposure, drug, class or cause"),
    ("a token of an unknown moment's drug", RULE, '"recent:lifter"', '"recent:lipter"', "when", "'recent:lipter'", "No finding, exposure, drug"),
    ("a token of an unknown band", RULE, "salt=severe-low", "salt=very-low", "when", "'lab:salt=very-low'", "Bands there: severe-low, moderate-low"),
    ("a token of an unknown lab", RULE, "lab:salt=", "lab:sugar=", "when", "'lab:sugar=severe-low'", "Bands there: none"),
    ("a token of an unknown value", RULE, "kind=knot", "kind=not", "when", "'movement:kind=not'", "Values there: hop, pull, knot"),
    ("a token of an unknown attribute", RULE, "movement:kind=", "movement:sort=", "when", "'movement:sort=knot'", "Values there: none"),
    ("a token of an unknown sex", RULE, "sex=female", "sex=f", "when", "'sex=f'", "sex=female or sex=male"),
    ("a rule that rests on nothing", RULE, 'source = "doe2020"\n', "", "source", "missing", "or a rationale"),
    ("an unknown jurisdiction", RULE, '"any"', '"FR"', "jurisdiction", "'FR'", "any, GB, US"),
    ("a test of an unknown lab", TEST, 'labs = ["salt"]', 'labs = ["sugar"]', "labs", "'sugar'", "No lab of that id"),
    ("a test that shows nothing known", TEST, 'findings = ["limp"]', 'findings = ["lymp"]', "findings", "'lymp'", "No finding of that id"),
    ("an action for nothing known", ACTION, 'for_exposure = "brew-high"', 'for_exposure = "brew-hi"', "for_exposure", "'brew-hi'", "No exposure of that id"),
    ("an action not for something unknown", ACTION, 'not_if = ["old-injury"]', 'not_if = ["old-injry"]', "not_if", "'old-injry'", "No exposure, drug, finding or cause"),
    ("an action not at an age", ACTION, 'not_if = ["old-injury"]', 'not_if = ["age<16"]', "not_if", "'age<16'", "no lab with that band"),
    ("an action not at an unknown result", ACTION, 'not_if = ["old-injury"]', 'not_if = ["lab:salt=odd"]', "not_if", "'lab:salt=odd'", "no lab with that band"),
    ("an action not at no token", ACTION, 'not_if = ["old-injury"]', 'not_if = ["salt:odd"]', "not_if", "'salt:odd'", "no lab with that band"),
    ("advice by itself at any urgency", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["limp"]]', "until", "missing", "calm advice: write one of self_care, routine"),
    ("advice by itself in a hurry", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["limp"]]\nuntil = "soon"', "until", "'soon'", "calm advice"),
    ("advice by itself on nothing known", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["lymp"]]\nuntil = "routine"', "when", "'lymp'", "No finding, exposure"),
    ("denials without advice by itself", ACTION, 'why = "Fiction."', 'why = "Fiction."\ndenied = [["limp"]]', "when", "missing", "go with a `when`"),
    ("advice beside no known rule", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["limp"]]\nuntil = "routine"\nbeside = ["stif-limp"]', "beside", "'stif-limp'", "No red flag of that id"),
    ("advice in place of no known action", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["limp"]]\nuntil = "routine"\nreplaces = ["drink-lots"]', "replaces", "'drink-lots'", "No action of that id"),
    ("a denial of nothing known", ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhen = [["limp"]]\nuntil = "routine"\ndenied = [["lymp"]]', "denied", "'lymp'", "No exposure, drug, finding or cause"),
    ("advice of an unknown country", ACTION, 'why = "Fiction."', 'why = "Fiction."\njurisdiction = "FR"', "jurisdiction", "'FR'", "any, GB, US"),
    ("a caution for something unknown", ACTION, 'when = ["old-injury"]', 'when = ["old-injry"]', "cautions.when", "'old-injry'", "No exposure, drug, finding or cause"),
    ("advice that rests on nothing", ACTION, 'rationale = "Fiction."', 'rationale = ""', "evidence", "missing", "Advice says what it rests on"),
    ("a source without any address", "sources/roe2019.toml", 'url = "https://example.org/2"\n', "", "url", "missing", "Give a pmid, a doi or the address"),
    ("a source without the day it was read", DOE, "read_on = 2026-11-21\n", "", "read_on", "missing", "Write the day"),
    ("a PMID that is no number", DOE, 'pmid = "1"', 'pmid = "PMC1"', "pmid", "'PMC1'", "digits only"),
    ("a DOI with an address before it", DOE, 'doi = "10.1000/1"', 'doi = "https://doi.org/10.1000/1"', "doi", "'https://doi.org/10.1000/1'", "begins with 10."),
    ("a source read in an unknown way", DOE, 'read = "abstract"', 'read = "title"', "read", "'title'", "full text, abstract, excerpt"),
    ("a base distribution that does not sum to one", CHARACTER, "base = 0.6", "base = 0.5", "attribute[0].values", "sum to 0.9", "adds up to 1"),
    ("a country without number to call", "countries/neutral.toml", 'emergency_number = "112"\n', "", "emergency_number", "missing", "Every country file has"),
    ("a finding that is a movement of no known kind", LIMP, "known_by = true", 'known_by = true\nmovement_kind = "leap"', "movement_kind", "'leap'", "kind of movement"),
    ("a verdict that does not exist", CLAIM, 'verdict = "supported"', 'verdict = "maybe"', "verdict", "'maybe'", "Use one of: supported, supported-with-qualification, unsupported, contradicted, omission"),
    ("a topic that does not exist", CLAIM, 'topic = "cause"', 'topic = "magic"', "topic", "'magic'", "Use one of: definition, cause"),
    ("a claim that says nothing", CLAIM, 'claim = "Brew makes muscles hop."', 'claim = ""', "claim", "''", "it is empty"),
    ("a verdict without fact", CLAIM, 'fact = "In 14 of 30 it did."\n', "", "fact", "missing", "Add it: a text."),
    ("a verdict that rests on nothing", OTHER_CLAIM, 'evidence = [{ source = "roe2019", locator = "abstract", fact = "only salt was measured", bears_on = "association" }]\n', "", "evidence", "missing", "at least one source that was read"),
    ("a claim of a source that is not there", OTHER_CLAIM, 'source = "roe2019"', 'source = "nobody"', "source", "'nobody'", "No source of that id"),
    ("a claim about something that is not there", CLAIM, '"salt-lack"]', '"salt-luck"]', "about", "'salt-luck'", "No cause, exposure, drug, finding, lab or test of that id"),
    ("a claim about nothing", CLAIM, 'about = ["brew-high", "salt-lack"]', "about = []", "about", "missing", "Name at least one cause"),
    ("a claim that does not say what it is about", CLAIM, 'about = ["brew-high", "salt-lack"]\n', "", "about", "missing", "Add it: a list of texts"),
    ("a code of another form", CLAIM, 'code = "Z01"', 'code = "Z1"', "code", "'Z1'", "A capital letter and two digits"),
    ("an empty code", CLAIM, 'code = "Z01"', 'code = ""', "code", "''", "it is empty"),
    ("a code that is taken", OTHER_CLAIM, 'code = "Z02b"', 'code = "Z01"', "code", "'Z01'", "Already the code of brew-makes-hops"),
    ("an unknown key of a claim", CLAIM, 'topic = "cause"', 'topic = "cause"\nseed = "x"', "seed", "'x'", "Nothing reads this key"),
    ("a file that is not named after its id", DOE, 'id = "doe2020"', 'id = "doe2021"', "id", "'doe2021'", "A file is named after its id"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "path", "value", "remedy"), [f[1:] for f in FAULTS], ids=[f[0].replace(" ", "-") for f in FAULTS])
def test_each_fault_is_found_alone(
    change: Callable[[str, str, str], None], only_fault: Callable[[], Fault], file: str, old: str, new: str, path: str, value: str, remedy: str
) -> None:
    """One change makes one fault, which names the file, the path in it, what stands there, and what to do."""
    change(file, old, new)
    fault = only_fault()
    assert fault.file == file
    assert fault.path == path
    assert value in fault.value
    assert remedy in fault.remedy
    assert str(fault) == f"{file}: {path}: {fault.value}. {fault.remedy}"


def test_the_fictional_base_is_good(base: Path) -> None:
    """Without any change there is no fault, so that every fault above comes from its change."""
    assert faults_of(base) == []


def test_broken_toml_names_the_file_and_line(base: Path, change: Callable[[str, str, str], None]) -> None:
    """Syntax is one fault of its file; what then dangles is named too, and the rest of the base is still read."""
    change(ACTION, 'id = "drink-less"', "id = drink-less")
    first = faults_of(base)[0]
    assert (first.file, first.path) == (ACTION, "(file)")
    assert "line 2" in first.value


def test_a_key_given_twice_is_a_fault(base: Path, change: Callable[[str, str, str], None]) -> None:
    """TOML forbids it; a format that took the last one would pass silently."""
    change(ACTION, 'why = "Fiction."', 'why = "Fiction."\nwhy = "Again."')
    first = faults_of(base)[0]
    assert (first.file, first.path) == (ACTION, "(file)")
    assert "twice" in first.remedy


def test_a_file_that_is_not_utf8_is_a_fault(base: Path) -> None:
    """Its remedy says how to save it."""
    (base / ACTION).write_bytes('id = "drink-less"\ntext = "café"'.encode("latin-1"))
    first = faults_of(base)[0]
    assert (first.file, first.remedy) == (ACTION, "Save the file as UTF-8.")


def test_a_leak_in_a_cluster_member_is_a_fault(change: Callable[[str, str, str], None], only_fault: Callable[[], Fault]) -> None:
    """A finding has a background of its own or is a way of saying another, never both."""
    change(ARM, 'cluster = "limp"', 'cluster = "limp"\nleak = { low = 0.01, high = 0.05 }')
    assert (only_fault().path, only_fault().value) == ("leak", "'given'")


def test_a_circle_of_parents_is_a_fault(base: Path) -> None:
    """Causes that bring each other about cannot be computed."""
    with (base / "causes/salt-lack.toml").open("a", encoding="utf-8") as file:
        file.write('[[parents]]\ncause = "lime-lack"\nrisk = { low = 0.1, high = 0.2 }\nbasis = "estimate"\nrationale = "Fiction."\n')
    faults = [f for f in faults_of(base) if f.path == "parents"]
    assert [(f.file, f.value) for f in faults] == [("causes/", "a circle")]
    assert "cut one link" in faults[0].remedy


def test_a_family_of_six_is_a_fault(base: Path) -> None:
    """At most five causes are linked; the fault names them."""
    with (base / FLOOD).open("a", encoding="utf-8") as file:
        file.write('[[parents]]\ncause = "nerve-hum"\nrisk = { low = 0.1, high = 0.2 }\nbasis = "estimate"\nrationale = "Fiction."\n')
    (fault,) = faults_of(base)
    assert "salt-flood" in fault.value
    assert "at most 5 members" in fault.remedy


def test_an_is_a_circle_further_up_is_a_fault_of_each_in_it(base: Path, change: Callable[[str, str, str], None]) -> None:
    """The walk up ends, and a finding below a circle is named as well."""
    change("findings/tingling.toml", "leak = ", 'is_a = "numb"\nleak = ')
    assert {f.file for f in faults_of(base)} == {NUMB, "findings/tingling.toml"}


@pytest.mark.parametrize(("kind", "identifier"), [("pmid", '"1"'), ("doi", '"10.1000/1"')])
def test_the_same_paper_twice_is_a_fault(base: Path, kind: str, identifier: str) -> None:
    """Two files with one identifier: one would be cited as if it were further evidence."""
    with (base / "sources/roe2019.toml").open("a", encoding="utf-8") as file:
        file.write(f"{kind} = {identifier}\n")
    (fault,) = faults_of(base)
    assert (fault.file, fault.path) == ("sources/roe2019.toml", kind)
    assert "The same source as doe2020" in fault.remedy


def test_the_same_address_twice_is_a_fault(change: Callable[[str, str, str], None], only_fault: Callable[[], Fault]) -> None:
    """Scheme, www and a slash at the end make no other page."""
    change("sources/roe2019.toml", "https://example.org/2", "http://www.example.org/1/")
    fault = only_fault()
    assert (fault.file, fault.path) == ("sources/roe2019.toml", "url")
    assert "The same source as doe2020" in fault.remedy


def test_an_id_in_two_folders_is_a_fault(base: Path) -> None:
    """Ids are unique over all folders, so that a token or a finding of evidence means one thing."""
    text = (base / "findings/odd-taste.toml").read_text(encoding="utf-8").replace("odd-taste", "salt")
    (base / "findings/salt.toml").write_text(text, encoding="utf-8")
    (fault,) = faults_of(base)
    assert (fault.file, fault.value) == ("labs/salt.toml", "'salt'")
    assert "findings/" in fault.remedy


def test_a_drug_with_the_id_of_a_file_is_a_fault(change: Callable[[str, str, str], None], only_fault: Callable[[], Fault]) -> None:
    """A member of a class shares the space of ids."""
    change(LIFTER, 'id = "lifto"', 'id = "salt"')
    assert (only_fault().file, only_fault().value) == (LIFTER, "'salt'")


def test_a_drug_in_two_classes_is_a_fault(change: Callable[[str, str, str], None], only_fault: Callable[[], Fault]) -> None:
    """It stands once, with `also` for its further classes."""
    change(LIFTER, 'id = "lifto"', 'id = "calma"')
    assert "use `also`" in only_fault().remedy


def test_two_unexplained_causes_are_a_fault(base: Path) -> None:
    """Exactly one cause is the home of unexplained twitching."""
    text = (base / FLUTTER).read_text(encoding="utf-8").replace("plain-flutter", "other-flutter")
    (base / "causes/other-flutter.toml").write_text(text, encoding="utf-8")
    (fault,) = faults_of(base)
    assert (fault.file, fault.path) == ("causes/", "unexplained")


@pytest.mark.parametrize("name", ["character", "settings"])
def test_a_missing_file_is_a_fault(base: Path, name: str) -> None:
    """The base needs it; everything else is still checked."""
    (base / f"{name}.toml").unlink()
    assert (f"{name}.toml", "missing") in {(f.file, f.value) for f in faults_of(base)}


@pytest.mark.parametrize("content", [None, " \n"])
def test_a_base_without_version_is_a_fault(base: Path, content: str | None) -> None:
    """Every answer names the version of the base."""
    (base / "VERSION").unlink() if content is None else (base / "VERSION").write_text(content, encoding="utf-8")
    (fault,) = faults_of(base)
    assert (fault.file, fault.value) == ("VERSION", "missing")


def test_every_fault_is_gathered_and_raised_once(base: Path, change: Callable[[str, str, str], None]) -> None:
    """One error lists all of them, so that a curator mends a base in one go."""
    change(SALT, "harm = 2", "harm = 9")
    change(ACHE, 'kind = "symptom"', 'kind = "feeling"')
    with pytest.raises(KnowledgeError, match=r"has 2 fault\(s\)") as raised:
        load_knowledge(base, use_cache=False)
    assert SALT in str(raised.value)
    assert ACHE in str(raised.value)


def test_more_than_forty_faults_are_counted(base: Path) -> None:
    """The message stays readable and says how many more there are."""
    for number in range(45):
        (base / f"sources/s{number:02}.toml").write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"… and \d+ more"):
        load_knowledge(base, use_cache=False)


def test_no_directory_is_an_error_that_says_what_is_wanted(tmp_path: Path) -> None:
    """A wrong path is no heap of faults."""
    with pytest.raises(KnowledgeError, match="not a directory"):
        load_knowledge(tmp_path / "nowhere")


def test_faults_show_long_values_cut() -> None:
    """A message stays on its line."""
    faults: list[Fault] = []
    Table({}, "f.toml", faults).fault("key", ["x" * 200], "Shorten it.")
    assert len(faults[0].value) == 60
    assert faults[0].value.endswith("…")


def test_a_list_that_must_not_be_empty() -> None:
    """`[[prevalence]]` with nothing in it is no prevalence."""
    faults: list[Fault] = []
    assert Table({"part": []}, "f.toml", faults).tables("part", is_required=True) == ()
    assert faults[0].remedy == "At least one is needed."


def test_a_list_of_tables_with_something_else_in_it() -> None:
    """What is no table is named and skipped."""
    faults: list[Fault] = []
    found = Table({"part": [{"a": 1}, 2]}, "f.toml", faults, "above").tables("part")
    assert [t.path for t in found] == ["above.part[0]"]
    assert (faults[0].path, faults[0].value) == ("above.part", "2")


def test_a_reading_that_is_no_table(base: Path, change: Callable[[str, str, str], None]) -> None:
    """A text where the two error rates belong: the text is named, and that the lab lacks them."""
    text = (base / LIME).read_text(encoding="utf-8")
    (base / LIME).write_text(text[: text.index("[reading.abnormal_if_present]")] + '[reading]\nabnormal_if_present = "often"\n', encoding="utf-8")
    change(LIME, "plausible = [0.5, 5.0]", "plausible = [0.5, 6.0]")
    assert [(f.path, f.value) for f in faults_of(base)] == [("reading.abnormal_if_present", "'often'"), ("reading", "missing")]
