"""Reports: an `Assessment` becomes a text or JSON. This room knows the model's nouns and nothing else; every word it says comes from a catalogue."""

from whytwitch.report.catalogue import Catalogue, languages, load_catalogue
from whytwitch.report.interview import render_asking, render_urgency, render_why
from whytwitch.report.json import SCHEMA_ID, json_text, schema_text, to_json
from whytwitch.report.terminal import render_terminal

__all__ = [
    "SCHEMA_ID",
    "Catalogue",
    "json_text",
    "languages",
    "load_catalogue",
    "render_asking",
    "render_terminal",
    "render_urgency",
    "render_why",
    "schema_text",
    "to_json",
]
