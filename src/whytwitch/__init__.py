"""whytwitch: why am I twitching, and what should I do about it?"""

__version__ = "0.1.0"
