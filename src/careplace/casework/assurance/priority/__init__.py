"""Which service to visit first, and why: a score from signals by a scheme that is data, explained in sentences.

`scheme.parse(text)` checks a scheme; `score.priority(scheme, case, today)` gives score, band and reasons;
`lowering.lowering` what would lower it; `override.decided` the band with a person's own decision. Everything here is a
pure function of its arguments.
"""
