"""The texts that some attributes of errors are limited to, as types.

They stand apart because `typing` takes longer to import than all the rest of this package.
"""

from typing import Literal

Outcome = Literal["not_sent", "rejected", "applied", "unknown"]
"""What is known of the effect of a failed call.

* `not_sent`: nothing left this machine.
* `rejected`: the server said no; nothing was changed.
* `applied`: the server said yes, but the rest of its answer could not be used.
* `unknown`: the request may have arrived and no usable answer came: look before you repeat it.
"""

Phase = Literal["queue", "connect", "response", "body"]
"""What a call was waiting for when its time ran out.
"""
