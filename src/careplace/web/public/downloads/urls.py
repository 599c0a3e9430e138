"""The addresses of the downloads, and of the files of a place."""

from django.urls import path, register_converter

from careplace.web.public.downloads import of_place, views
from careplace.web.shell.page_cache import public


class FileName:
    """The name of a file of the edition: small words, and no dot, so that it can lead nowhere else."""

    regex = r"(?:figures|tables)(?:/[a-z0-9_-]+){1,3}"
    to_python = to_url = staticmethod(str)


class Ending:
    """The forms that a file is had in."""

    regex = "csv|json|parquet"
    to_python = to_url = staticmethod(str)


class PlaceFile:
    """The files of a place."""

    regex = "|".join(name.replace(".", r"\.") for name in of_place.FILES)
    to_python = to_url = staticmethod(str)


register_converter(FileName, "datafile")
register_converter(Ending, "ending")
register_converter(PlaceFile, "placefile")

urlpatterns = [
    path("downloads/dataset.jsonld", public(views.as_dataset), name="dataset"),
    path("downloads/<datafile:name>.csv-metadata.json", public(views.described), name="download-metadata"),
    path("downloads/<datafile:name>.<ending:ending>", public(views.download), name="download"),
    path("places/<slug:slug>/<day:day>/<placefile:name>", public(of_place.file_of_place), name="place-file"),
]
