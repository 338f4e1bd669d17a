# Signs a token for seller-chat. Python 3.8 or newer; no package is needed.
import base64
import hashlib
import hmac
import json
import os
import time


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims: dict, secret: str, seconds: int = 3600) -> str:
    now = int(time.time())
    payload = {**claims, "iat": now, "exp": now + seconds}
    text = ".".join(part(json.dumps(each).encode()) for each in ({"alg": "HS256", "typ": "JWT"}, payload))
    return text + "." + part(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


if __name__ == "__main__":
    # `sellers`: for whom this person answers. A buyer has none.
    person = {"sub": "user-17", "name": "Анна Белова", "sellers": [{"id": "svet", "name": "Мастерская света"}]}
    print(sign(person, os.environ["AUTH_SECRET"]))
