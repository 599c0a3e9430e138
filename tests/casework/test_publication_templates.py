"""The templates of what casework publishes: escaped, and strict about names."""

import pytest
from jinja2 import UndefinedError

from careplace.casework.publication_templates import environment, markdown_environment

PACKAGES = (
    "careplace.casework.reviews.report",
    "careplace.casework.reviews.followup",
    "careplace.casework.programmes.publication",
)


@pytest.mark.parametrize("package", PACKAGES)
def test_words_are_escaped_and_a_missing_name_is_an_error(package):
    templates = environment(package)
    assert templates.from_string("{{ words }}").render(words="<b>") == "&lt;b&gt;"
    with pytest.raises(UndefinedError):
        templates.from_string("{{ nobody }}").render()


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_its_own_templates_once(package):
    assert environment(package) is environment(package)
    assert environment(package).list_templates(filter_func=lambda name: name.endswith(".jinja"))


@pytest.mark.parametrize(
    "package", ["careplace.casework.assurance.warning", "careplace.casework.consultation"]
)
def test_markdown_is_not_escaped_and_as_strict(package):
    templates = markdown_environment(package)
    assert templates is not environment(package)
    assert templates.from_string("{{ words }}").render(words="<b>") == "<b>"
    with pytest.raises(UndefinedError):
        templates.from_string("{{ nobody }}").render()
