/* Writes to connections that the server has reset, with SIGPIPE at its default:
 *
 *     host_pipe long|short URL KEY CALLS
 *     host_pipe unprotected PORT
 */
#include "expect.h"
#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LONG = 8 << 20 };

/* The behaviour without protection against SIGPIPE. */
static void write_unprotected(uint16_t port) {
    static char body[LONG];
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    EXPECT(connect(connection, (struct sockaddr *)&address, sizeof address) == 0);
    const char *head = "PATCH / HTTP/1.1\r\nContent-Length: 8388608\r\n\r\n";
    EXPECT(write(connection, head, strlen(head)) > 0);
    while (write(connection, body, sizeof body) > 0)
        continue;
}

static sga_status call(const sga_client *client, const sga_profile_update *update) {
    sga_profile *profile = NULL;
    sga_email *email = NULL;
    sga_status status;
    if (update->address == NULL) {
        status = sga_user_get_email(client, &email, NULL);
    } else {
        status = sga_user_update_profile(client, update, &profile, NULL);
    }
    sga_profile_free(profile);
    sga_email_free(email);
    return status;
}

int main(int count, char **arguments) {
    signal(SIGPIPE, SIG_DFL);
    if (count == 3) write_unprotected((uint16_t)atoi(arguments[2]));
    EXPECT(count == 5);
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.max_retries = SGA_NONE;
    sga_client *client = new_client_with(options, arguments[2], arguments[3]);
    sga_profile_update update = SGA_PROFILE_UPDATE_INIT;
    char *address = calloc(LONG + 1, 1);
    EXPECT(address != NULL);
    /* More than the socket buffers hold. */
    memset(address, 'x', LONG);
    if (strcmp(arguments[1], "long") == 0) update.address = address;
    for (int calls = atoi(arguments[4]); calls > 0; calls--) {
        sga_status status = call(client, &update);
        EXPECT(status == SGA_OK || status == SGA_ERR_TRANSPORT || status == SGA_ERR_CONNECT ||
               status == SGA_ERR_OUTCOME_UNKNOWN);
    }
    free(address);
    return sga_client_free(client) != SGA_OK;
}
