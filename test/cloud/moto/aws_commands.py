"""Holds commands of the AWS CLI, a JSON list of words each on standard input, against AWS' own models of its services.

Writes what is wrong with them as a JSON list of texts.
"""

import json
import sys

import botocore.exceptions
import botocore.session
import jmespath
from botocore import xform_name
from botocore.validate import ParamValidator

OF_THE_CLI = {
    "query", "output", "region", "profile", "paginate", "max-items", "page-size", "starting-token", "cli-input-json",
    "cli-binary-format",
}
# What the CLI makes of several operations, or of none.
OWN = {
    ("logs", "tail"): {"since", "format", "filter-pattern", "follow"},
    ("sso", "login"): {"profile"},
}

# By another name at the CLI.
SERVICES = {"s3api": "s3", "deploy": "codedeploy"}

session = botocore.session.get_session()


class AnyKey(dict):
    """A map, which has each key that it is asked for."""

    def __init__(self, value):
        super().__init__(key=value)
        self.value = value

    def get(self, _key, _default=None):
        return self.value


def example(shape, depth=0):
    """An answer that has everything an answer may have."""
    if shape is None or depth > 8:
        return None
    # IAM has policies as text, and the CLI reads them.
    if shape.name == "policyDocumentType":
        return AnyKey("text")
    if shape.type_name == "structure":
        return {name: example(member, depth + 1) for name, member in shape.members.items()}
    if shape.type_name == "list":
        return [example(shape.member, depth + 1)]
    if shape.type_name == "map":
        return AnyKey(example(shape.value, depth + 1))
    if shape.type_name == "boolean":
        return True
    return 1 if shape.type_name in ("integer", "long", "float", "double") else "text"


def wrong_value(shape, text):
    if shape.type_name == "string" and shape.enum and text not in [*shape.enum, "something"]:
        return f"{text} is none of {', '.join(shape.enum)}"
    if text[:1] in "{[" and shape.type_name in ("structure", "list", "map"):
        try:
            report = ParamValidator().validate(json.loads(text), shape)
        except json.JSONDecodeError as error:
            return f"{text}: {error}"
        return report.generate_report() if report.has_errors() else None
    return None


def operation_of(client_model, name):
    for operation in client_model.operation_names:
        if xform_name(operation, "-") == name:
            return client_model.operation_model(operation)
    return None


def waited_for(model, name):
    waiters = session.get_waiter_model(model.service_name)
    for waiter in waiters.waiter_names:
        if xform_name(waiter, "-") == name:
            return model.operation_model(waiters.get_waiter(waiter).operation)
    return None


def options_of(words):
    """By name, each with the words that follow it."""
    options = {}
    for word in words:
        if word.startswith("--"):
            options[word[2:]] = []
        elif options:
            options[list(options)[-1]].append(word)
    return options


def complaints(command):
    _, service, name, *words = command
    options = options_of(words)
    if (service, name) in OWN:
        return [f"no option --{option}" for option in options if option not in OWN[service, name] | OF_THE_CLI]
    service = SERVICES.get(service, service)
    try:
        model = session.get_service_model(service)
    except botocore.exceptions.UnknownServiceError:
        return [f"no service {service}"]
    operation = waited_for(model, words[0]) if name == "wait" else operation_of(model, name)
    if operation is None:
        return [f"no operation {name} of {service}"]
    shape = operation.input_shape
    members = {xform_name(member, "-"): (member, of) for member, of in (shape.members if shape else {}).items()}
    found = []
    given = {option if option in members else option.removeprefix("no-"): values for option, values in options.items()}
    for option, values in given.items():
        if option not in members and option not in OF_THE_CLI:
            found.append(f"no option --{option}")
        elif option in members and values:
            found.append(wrong_value(members[option][1], values[0]))
    missing = {xform_name(member, "-") for member in (shape.required_members if shape else [])} - set(given)
    found += [f"--{option} is missing" for option in missing if "cli-input-json" not in options]
    if "query" in options:
        found.append(wrong_query(" ".join(options["query"]), operation.output_shape))
    return [complaint for complaint in found if complaint]


def wrong_query(query, shape):
    try:
        result = jmespath.search(query, example(shape))
    except jmespath.exceptions.JMESPathError as error:
        return f"--query {query}: {error}"
    nothing = result is None or (isinstance(result, list) and result and all(part is None for part in result))
    return f"--query {query} finds nothing in any answer" if nothing else None


json.dump([f"{' '.join(command)}: {complaint}" for command in json.load(sys.stdin) for complaint in complaints(command)], sys.stdout)
