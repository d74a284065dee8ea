/* Leaks an error. */
#include <sendgrid_accounts.h>

int main(void) {
    sga_error *error = NULL;
    sga_client_new(NULL, NULL, &error);
    error = NULL;
    return sga_error_free(error) != SGA_OK;
}
