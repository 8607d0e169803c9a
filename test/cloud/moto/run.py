"""Runs moto, mended where it does otherwise than AWS documents: see docs/cloud-test.md."""

import os
import signal
import sys
import threading
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from moto.dynamodb.models.table import Table
from moto.kms import utils
from moto.server import main


def sign(key, message, signing_algorithm):
    """KMS: what is given is the digest, since we send nothing else; the salt is as long as that (RFC 7518, 3.5)."""
    padding = PSS(mgf=MGF1(SHA256()), salt_length=PSS.DIGEST_LENGTH)
    return key.private_key.sign(message, padding, Prehashed(SHA256()))


def describe(table, base_key="TableDescription"):
    """DynamoDB: a table has an id of its own, by which one that was restored is told from the first."""
    results = described(table, base_key)
    table.own_id = getattr(table, "own_id", None) or str(uuid4())
    results[base_key]["TableId"] = table.own_id
    return results


utils.RSAPrivateKey.sign = sign
described, Table.describe = Table.describe, describe


def end_with_the_test():
    """Its end of the pipe closes when the test ends, in whatever way."""
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


threading.Thread(target=end_with_the_test, daemon=True).start()
main(["--host", "127.0.0.1", "--port", sys.argv[1]])
