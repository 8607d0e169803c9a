"""Runs ministack, mended where it lacks what AWS documents and we rely on: see docs/cloud-test.md."""

import json
import os
import signal
import string
import sys
import threading
import time
from datetime import datetime
from email.utils import parseaddr
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from ministack.core import iam_actions
from ministack.services import cloudfront, eventbridge, scheduler
from ministack.services.cloudformation import custom_resource, provisioners


def make_alarm(logical_id, properties, *arguments):
    """AWS::CloudWatch::Alarm: one on an expression is made on the metric in it."""
    for stat in (part["MetricStat"] for part in properties.get("Metrics", []) if "MetricStat" in part):
        properties = {key: value for key, value in properties.items() if key != "Metrics"}
        properties |= {**stat["Metric"], "Statistic": stat["Stat"], "Period": stat["Period"]}
    return made_alarm(logical_id, properties, *arguments)


def make_nothing(logical_id, properties, stack_name):
    """Types it does not know: taken as made, by the name they are given."""
    names = (properties.get(key) for key in ("ApplicationName", "DeploymentGroupName"))
    name = [name for name in names if name]
    return (name[-1] if name else logical_id), {"QueryDefinitionId": logical_id}


def object_context(action, query, path, headers):
    """Policies: a request that has the header If-None-Match has the condition key s3:if-none-match."""
    header = (headers or {}).get("if-none-match")
    known = known_context(action, query, path, headers)
    return known if header is None else {**known, "s3:if-none-match": header}


def resource_arn(service, method, path, headers, body, query, region, account):
    """Policies: what is asked about is a schedule in its group, and the domain a mail comes from."""
    arn = known_arn(service, method, path, headers, body, query, region, account)
    if service == "scheduler" and ":schedule/default/" in arn:
        group = json.loads(body).get("GroupName") if body else first(query, "groupName")
        return arn.replace(":schedule/default/", f":schedule/{group or 'default'}/")
    if service == "ses" and arn == "*" and first(query, "Source"):
        domain = parseaddr(first(query, "Source"))[1].partition("@")[2]
        return f"arn:aws:ses:{region}:{account}:identity/{domain}"
    return arn


def connect_target(origin, viewer_is_https):
    """CloudFront: an HTTP API is an origin like any other, and is here."""
    if ".execute-api." in origin["domain_name"]:
        return "127.0.0.1", int(os.environ["GATEWAY_PORT"]), True
    return known_target(origin, viewer_is_https)


def secret_string(properties):
    """Secrets: one without punctuation has none."""
    how = properties.get("GenerateSecretString") or {}
    if how.get("ExcludePunctuation"):
        how = {**how, "ExcludeCharacters": string.punctuation}
    return known_secret({**properties, "GenerateSecretString": how})


def at_time(expression):
    """Scheduler: a time is one of a zone, and all of ours are of Amsterdam."""
    local = datetime.fromisoformat(expression.strip().removeprefix("at(").removesuffix(")"))
    return local.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).timestamp()


def now():
    """Scheduler: the date comes for it when it comes for the functions."""
    with open(os.environ["EMULATOR_CLOCK"]) as ahead:
        return time.time() + int(ahead.read()) / 1000


def first(query, name):
    value = query.get(name)
    return value[0] if isinstance(value, list) else value


alarms = provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]
made_alarm, alarms["create"] = alarms["create"], make_alarm
for unknown in ("Logs::QueryDefinition", "CodeDeploy::Application", "CodeDeploy::DeploymentGroup", "Budgets::Budget", "Backup::BackupSelection"):
    provisioners._RESOURCE_HANDLERS[f"AWS::{unknown}"] = {
        "create": make_nothing,
        "delete": lambda physical_id, properties: None,
    }
known_context, iam_actions._s3_object_context = iam_actions._s3_object_context, object_context
# Where a custom resource tells that it is done: by the address of the certificate.
custom_resource._HOST = "127.0.0.1"
scheduler._at_time_epoch, scheduler.time = at_time, SimpleNamespace(time=now, sleep=time.sleep)
# What a rule does by the clock, the test does when it is time.
eventbridge.start_scheduler = lambda: None
known_secret, provisioners._sm_secret_string = provisioners._sm_secret_string, secret_string
known_target, cloudfront._origin_connect_target = cloudfront._origin_connect_target, connect_target
known_arn, iam_actions.extract_resource_arn = iam_actions.extract_resource_arn, resource_arn


def end_with_the_test():
    """Its end of the pipe closes when the test ends, in whatever way; the group holds the functions at work too."""
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_the_test, daemon=True).start()

from ministack import app  # noqa: E402, since it takes over what is mended above

# With TLS it takes port 443 beside its own, where it can.
app._port_is_bindable = lambda host, port: False
app.main()
