import logging
import sys

from sendgrid_accounts import Client

logging.basicConfig(stream=sys.stdout, format="%(levelname)s %(name)s %(message)s")
logging.getLogger("sendgrid_accounts").setLevel(logging.DEBUG)

Client.from_env().user.get_email()
