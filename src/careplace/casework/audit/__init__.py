"""The record of every change: one chain of hashes for each place, to which events are only ever added."""
