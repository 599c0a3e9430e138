"""Which services a record is about, and that all that are due are read in a fixed number of queries, without their texts."""

from datetime import date
from random import Random

import pytest
from tests.casework.people import PLACE
from tests.casework.retention.ruled import RULES, every_state, more, slow_about, spread_over_services

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Item, Meeting
from careplace.casework.retention.rules import due_at, kinds
from careplace.casework.retention.subjects import about, label, service_names, with_subjects

pytestmark = pytest.mark.usefixtures("both")
LATER = date(2140, 1, 1)


@pytest.fixture
def samples(both):
    samples = every_state()
    spread_over_services(Random(7))
    return samples


def test_what_records_are_about_is_the_slow_oracles_and_takes_no_query_for_each(samples, django_queries):
    services = set()
    for rule in RULES:
        records = kinds()[rule.kind].objects.at(PLACE)
        with django_queries() as queries:
            subjects = {record.pk: about(record) for record in with_subjects(records, rule.since)}
        assert len(queries) <= 2, rule.key
        assert subjects == {record.pk: slow_about(record) for record in records}, rule.key
        services |= set().union(*subjects.values())
    assert len(services) > 2


def test_the_texts_of_records_are_not_loaded_but_the_day_from_which_they_are_kept_is(samples, django_queries):
    for rule in RULES:
        model = kinds()[rule.kind]
        for record in with_subjects(model.objects.at(PLACE), rule.since):
            assert record.get_deferred_fields() == set(model.PERSONAL) - {rule.since}, rule.key
            for name in ("visit", "case", "item", rule.since.partition("__")[0]):
                if name in record._state.fields_cache:
                    owner = getattr(record, name)
                    assert owner.get_deferred_fields() == set(owner.PERSONAL), rule.key


def test_more_records_that_are_due_take_no_more_queries_to_read(samples, django_queries):
    numbers = []
    for _ in range(2):
        with django_queries() as queries:
            records = [about(entry.record) for entry in due_at(PLACE, LATER)]
        numbers.append((len(queries), len(records)))
        more(samples)
    (few, count), (many, count_of_more) = numbers
    assert few == many
    assert count_of_more >= count + len(RULES)


def test_a_record_has_the_name_of_its_service_unless_it_is_about_none_or_several(samples):
    names, services = service_names(PLACE), samples.of(Service)
    meeting = samples.of(Meeting)[0]
    first, second = (item.pk for item in samples.of(Item)[:2])
    Item.objects.update(meeting=samples.of(Meeting)[-1], service=None)
    Item.objects.filter(pk__in=(first, second)).update(meeting=meeting)
    for of_first, of_second, expected in (
        (None, None, ""),
        (services[0], None, services[0].name),
        (services[0], services[1], ""),
    ):
        Item.objects.filter(pk=first).update(service=of_first)
        Item.objects.filter(pk=second).update(service=of_second)
        assert label(Meeting.objects.get(pk=meeting.pk), names) == expected
    assert label(services[2], names) == services[2].name
