# Signs a token for seller-chat. Python 3.8 or newer; no package is needed.
# `python3 sign.py` prints a buyer's token, `python3 sign.py seller` one of somebody who answers for a seller.
import base64
import hashlib
import hmac
import json
import os
import sys
import time


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims: dict, secret: str, seconds: int = 3600) -> str:
    now = int(time.time())
    payload = {**claims, "iat": now, "exp": now + seconds}
    text = ".".join(part(json.dumps(each).encode()) for each in ({"alg": "HS256", "typ": "JWT"}, payload))
    return text + "." + part(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


if __name__ == "__main__":
    secret = os.environ.get("AUTH_SECRET", "")
    if len(secret.encode()) < 32:
        sys.exit("AUTH_SECRET must be the chat server's secret, at least 32 bytes.")
    buyer = {"sub": "user-17", "name": "Анна Белова"}
    # Who answers for sellers: their token names them.
    agent = {"sub": "user-3", "name": "Пётр", "sellers": [{"id": "svet", "name": "Мастерская света"}]}
    print(sign(agent if sys.argv[1:] == ["seller"] else buyer, secret))
