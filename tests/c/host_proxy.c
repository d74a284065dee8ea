/* A call to a host that is reachable only through a proxy of the environment:
 *
 *     host_proxy TRUST_ENV
 *
 * with TRUST_ENV as a number of sga_choice. Prints the name of the status. */
#include "expect.h"
#include <string.h>

int main(int count, char **arguments) {
    sga_email *email = NULL;
    sga_error *error = NULL;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    EXPECT(count == 2);
    options.max_retries = SGA_NONE;
    options.trust_env = atoi(arguments[1]);
    sga_client *client = new_client_with(options, "https://accounts.invalid", "SG.key");
    printf("%s\n", sga_status_name((int)sga_user_get_email(client, &email, &error)));
    EXPECT(error != NULL && error->outcome == SGA_OUTCOME_NOT_SENT);
    sga_error_free(error);
    return sga_client_free(client) != SGA_OK;
}
