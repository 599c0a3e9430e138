"""A council's own figures, in the layout of docs/guide/local-files.md: never an official statistic."""

from careplace.sources.local.files import LocalFigures

PUBLICATIONS = (LocalFigures(),)
