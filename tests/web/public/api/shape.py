"""A shape of the OpenAPI document as a JSON Schema that stands alone."""


def shape(document: dict, name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}", "components": document["components"]}


def shape_of_answer(document: dict, path: str) -> dict:
    """The schema of an operation's answer of 200."""
    schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return schema | {"components": document["components"]}
