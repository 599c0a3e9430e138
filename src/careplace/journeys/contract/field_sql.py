"""A field in SQL: its text in a file, its value, and when it has a fault."""

from dataclasses import dataclass

from careplace.engine import quoted
from careplace.journeys.contract.publication import DATE_FORMATS, Field, Publication
from careplace.journeys.contract.source_files import SourceFile

# What exports write where there is nothing: SQL Server's own word among them.
NOTHING = ("", "NULL")
LONGEST_CODE = 80
TITLES = {
    "missing": "No value",
    "unreadable": "A value that cannot be read",
    "unknown": "A code that is not in the publication's list",
    "long": "Too long for a code: it may be a text",
    "mixed": "A date written in another way than most of the file's",
    "person": "No pseudonym of a person",
}


@dataclass(frozen=True)
class Check:
    """One thing that is checked of each record: its key, columns, title, what is done, and the condition of a fault."""

    key: str
    columns: str
    title: str
    done: str
    condition: str


def text(field: Field, source: SourceFile) -> str:
    """The text of a field in a file; null where the file lacks it, or where it stands for nothing."""
    return _text(field.names, (*NOTHING, *field.nothing), source)


def person_text(publication: Publication, source: SourceFile) -> str:
    """The pseudonym of the person, as its publisher derives it."""
    person = publication.person
    pseudonym = _text(person.fields, NOTHING, source)
    if not person.last:
        return pseudonym
    own = f"{_text((person.within,), NOTHING, source)} || '_' || {_text((person.last,), NOTHING, source)}"
    return f"coalesce({pseudonym}, {own})"


def value(field: Field, given: str) -> str:
    """The value of a field from its text `given`, null where it cannot be read."""
    if field.type == "date":
        formats = ", ".join(map(quoted, DATE_FORMATS))
        return f"plausible_day(try_strptime({given}, [{formats}])::date)"
    if field.type == "time":
        return f"clock_time({given})"
    if field.type == "month":
        return f"try_strptime('01' || lpad({given}, 6, '0'), ['%d%m%Y'])::date"
    if field.type == "whole":
        return f"try_cast({given} as int)"
    return _coded(field, given) if field.type == "code" else f"(case when {_short(given)} then {given} end)"


def checks(field: Field, given: str) -> list[Check]:
    """What is checked of a field whose text is `given`."""
    name = field.name
    listed = []
    if field.present:
        listed.append(Check("missing", name, TITLES["missing"], field.otherwise, f"{given} is null"))
    if field.type == "code":
        codes = ", ".join(quoted(code.lower()) for code in field.codes)
        unknown = f"{given} is not null and lower({given}) not in ({codes})"
        listed.append(Check("unknown", name, TITLES["unknown"], _instead(field), unknown))
    elif field.type == "text":
        long = f"{given} is not null and not {_short(given)}"
        listed.append(Check("long", name, TITLES["long"], _instead(field), long))
    else:
        unreadable = f"{given} is not null and {field.column} is null"
        listed.append(Check("unreadable", name, TITLES["unreadable"], _instead(field), unreadable))
    if field.type == "date":
        other = f"{field.column} is not null and {given} not like '____-__-__%'"
        listed.append(Check("mixed", name, TITLES["mixed"], "read", other))
    return listed


def _short(given: str) -> str:
    """Whether a text is as short as codes are: what people write about people is not kept."""
    return f"length({given}) <= {LONGEST_CODE}"


def _instead(field: Field) -> str:
    """What is done with a value that cannot be read. An end that cannot be read is not "still there"."""
    return field.otherwise if field.present or (field.required and field.type == "date") else "emptied"


def _text(names: tuple[str, ...], nothing: tuple[str, ...], source: SourceFile) -> str:
    columns = [column for name in names if (column := source.column(name))]
    words = ", ".join(map(quoted, nothing))
    texts = [f"trim({_quoted(column)})" for column in columns]
    given = [f"case when {text} not in ({words}) then {text} end" for text in texts]
    return f"coalesce({', '.join(given)})" if given else "null::varchar"


def _coded(field: Field, given: str) -> str:
    cases = " ".join(
        f"when {quoted(code.lower())} then {quoted(word) if word else 'null'}"
        for code, word in field.codes.items()
    )
    return f"(case lower({given}) {cases} end)"


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'
