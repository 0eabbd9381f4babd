"""Sends answers to a consultation until the server is gone, and prints each receipt that it was given.

usage: answers.py URL CONSULTATION CLIENTS SECONDS PREFIX

Each client is a browser of its own: it opens the form, and sends it with a text that begins with PREFIX and is
its alone. A receipt is printed, with the text, only when the whole answer that names it has arrived.
"""
import http.client
import re
import sys
import threading
import time
import urllib.parse

url, consultation, clients, seconds, prefix = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
host = urllib.parse.urlsplit(url).netloc
path = f"/consultation/{consultation}/answer"
until = time.monotonic() + seconds
PAUSE = 0.02  # seconds: people who type; the server is not to be short of time
lock = threading.Lock()


def take_part(number):
    sent = 0
    try:
        connection = http.client.HTTPConnection(host, timeout=10)
        while time.monotonic() < until:
            connection.request("GET", path)
            response = connection.getresponse()
            page = response.read().decode()
            cookie = "; ".join(c.split(";")[0] for c in response.headers.get_all("Set-Cookie") or [])
            token = re.search('name="form" value="([^"]*)"', page)
            if not token:
                raise SystemExit(f"no form in what {path} answers: {response.status}")
            text = f"{prefix}-{number}-{sent}"
            sent += 1
            body = urllib.parse.urlencode({"form": token[1], "q1": text, "publish": "yes"})
            connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded",
                                                    "Origin": url, "Cookie": cookie})
            response = connection.getresponse()
            response.read()
            if response.status != 303:
                raise SystemExit(f"{path} answers {response.status}")
            time.sleep(PAUSE)
            with lock:
                print(urllib.parse.urlsplit(response.headers["Location"]).path, text, flush=True)
    except (OSError, http.client.HTTPException):
        pass  # the server is gone


threads = [threading.Thread(target=take_part, args=(i,)) for i in range(clients)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
