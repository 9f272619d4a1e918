"""Writes vectors.txt: requests as they are on the wire, signed by botocore (1.43.11), which knows nothing of us."""
import datetime
import hashlib

import botocore.auth
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

NOW = datetime.datetime(2026, 11, 27, 3, 0, 0)
botocore.auth.get_current_datetime = lambda remove_tzinfo=True: NOW
KEYS = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
WITH_TOKEN = Credentials(KEYS.access_key, KEYS.secret_key, "IQoJb3JpZ2luX2VjEXAMPLE//token==")
BODY = '{"TableName":"t","Key":{"pk":{"S":"\u00fc"}}}'.encode()


def vector(name, headers, body=BODY, path="/", auth=SigV4Auth, keys=KEYS, region="us-east-1"):
    request = AWSRequest("POST", "http://localhost:8000" + path, headers=dict(headers, Host="localhost:8000"), data=body)
    auth(keys, "dynamodb", region).add_auth(request)
    uri = request.url[len("http://localhost:8000"):]
    lines = ["=== " + name, f"POST {uri} HTTP/1.1"]
    lines += [f"{key}: {value}" for key, value in request.headers.items()]
    return "\n".join(lines) + "\n\n" + body.decode() + "\n"


TARGET = {"X-Amz-Target": "DynamoDB_20120810.GetItem"}
TYPE = {"Content-Type": "application/x-amz-json-1.0"}
SDK = {
    **TARGET, **TYPE,
    "amz-sdk-invocation-id": "0aa1b2c3-1111-2222-3333-444455556666",
    "amz-sdk-request": "attempt=1; max=9",
    "Content-Length": str(len(BODY)),
    "x-amz-content-sha256": hashlib.sha256(BODY).hexdigest(),
}
print("\n".join([
    vector("AWS CLI", {**TARGET, **TYPE}),
    vector("SDK for Java v2", SDK),
    vector("SDK for JavaScript v3", {**SDK, "x-amz-user-agent": "aws-sdk-js/3.1162.0 ua/2.1 os/linux"}),
    vector("host alone", {}),
    vector("no body", TARGET, body=b""),
    vector("another region", TARGET, region="eu-central-1"),
    vector("a session token", {**TARGET, **TYPE}, keys=WITH_TOKEN),
    vector("blanks in values", {**TARGET, "X-Amz-Meta": "  a   b  c "}),
    vector("HTTP's date", {**TARGET, "Date": "x"}),
    vector("a path and a query", TARGET, path="/a/./b%20c//d/../e;f?b=2&a=1&a=%20x&c=%2Fy&d"),
    vector("presigned", TARGET, auth=SigV4QueryAuth, body=b""),
    vector("presigned, a session token", TARGET, auth=SigV4QueryAuth, body=b"", keys=WITH_TOKEN),
]), end="")
