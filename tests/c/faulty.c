/* Faults that the checkers of the tests must detect. */
#include "expect.h"
#include <limits.h>
#include <string.h>

int main(int count, char **arguments) {
    EXPECT(count == 4);
    const char *fault = arguments[1];
    sga_client *client = new_client(arguments[2], arguments[3]);
    sga_email *email = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_user_get_email(client, &email, &error), error);
    char *block = calloc(8, 1);
    if (strcmp(fault, "overflow") == 0) block[8 + count - 4] = 1;
    if (strcmp(fault, "use") == 0) {
        sga_email_free(email);
        return email->email == NULL;
    }
    if (strcmp(fault, "undefined") == 0) {
        volatile int most = INT_MAX;
        most = most + count;
    }
    if (strcmp(fault, "leak") == 0) {
        block = NULL;
        EXPECT(block == NULL);
    }
    free(block);
    sga_email_free(email);
    return sga_client_free(client) != SGA_OK;
}
