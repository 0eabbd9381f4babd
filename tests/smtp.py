"""A mail server for tests, on a free port of this machine.

usage: smtp.py FOLDER [PORT]

Writes its port to FOLDER/port, and each mail that it has taken to FOLDER/NUMBER.eml. What stands in
FOLDER/refuse, such as "451 later" or "550 no such user", it answers to the receiver of a mail; what
stands in FOLDER/refuse-sender, to its sender. While there is a file FOLDER/hold it takes the mail,
writes it down, but does not say so. Where there is a FOLDER/password, the user plan has to log in with it; where
there is a FOLDER/cert.pem (with its key), it speaks TLS from the start.
"""
import asyncio
import os
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])


def told(name):
    try:
        return (folder / name).read_text().strip()
    except FileNotFoundError:
        return ""


class Handler:
    number = len(list(folder.glob("*.eml")))

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mail_from = address
        return told("refuse-sender") or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = told("refuse")
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.number += 1
        name = folder / f"{Handler.number:04}"
        name.with_suffix(".part").write_bytes(
            b"X-To: " + ",".join(envelope.rcpt_tos).encode() + b"\r\n" + envelope.original_content)
        name.with_suffix(".part").rename(name.with_suffix(".eml"))
        while (folder / "hold").exists():
            await asyncio.sleep(0.05)
        return "250 taken"


def log_in(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"plan", told("password").encode()))


def protocol():
    return SMTP(Handler(), hostname="mail.example.no", authenticator=log_in, auth_required=bool(told("password")),
                auth_require_tls=False)


async def main():
    tls = None
    if (folder / "cert.pem").exists():
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(folder / "cert.pem")
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", port, ssl=tls)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    parent = os.getppid()
    while os.getppid() == parent:  # a test that is cut off leaves no server behind
        await asyncio.sleep(0.2)


asyncio.run(main())
