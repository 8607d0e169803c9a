"""Imports every module of the generated client, and gives and withdraws consent with it. Prints what the API says of it."""

import datetime
import importlib
import pkgutil
import sys

import doorlevering
from doorlevering.api.consent import get_consent, save_consent, withdraw_consent
from doorlevering.models import Consent, ConsentTerms, Level, NotAnonymousConduct

for module in pkgutil.walk_packages(doorlevering.__path__, "doorlevering."):
    importlib.import_module(module.name)

base_url, token = sys.argv[1:]
client = doorlevering.AuthenticatedClient(base_url=base_url, token=token, raise_on_unexpected_status=True)
school = {"school_id": "99AA00", "school_year": "2026-2027", "client": client}
terms = ConsentTerms(
    board_approval=True,
    board_notification=True,
    level=Level.SCHOOL,
    delivery_date=datetime.date(2027, 7, 1),
    conduct=NotAnonymousConduct(
        representative=True,
        surveyed_group="Alle leerlingen.",
        anonymous=False,
        not_anonymous_reason="Leerlingen logden in met hun leerlingnummer.",
    ),
)

given = save_consent.sync_detailed(**school, body=terms, if_none_match="*")
assert given.status_code == 201, given
read = get_consent.sync_detailed(**school)
assert isinstance(read.parsed, Consent) and read.parsed.delivery_date == terms.delivery_date, read
assert read.parsed.conduct.not_anonymous_reason == terms.conduct.not_anonymous_reason, read
again = save_consent.sync_detailed(**school, body=terms, if_none_match="*")
assert (again.status_code, again.parsed.version) == (201, given.parsed.version), again
withdrawn = withdraw_consent.sync_detailed(**school, if_match=given.headers["ETag"])
assert withdrawn.status_code == 200, withdrawn
print(given.parsed.statement)
print(withdrawn.parsed.statement)
