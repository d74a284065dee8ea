/* Prints the log records of a call, such as retries and waits for a rate limit.
 *
 *     log BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>

/* Runs on a thread of the library. */
static void print_record(const sga_log_record *record, void *user_data) {
    FILE *out = user_data;
    fprintf(out, "%s %s %s", sga_log_level_name((int)record->level),
            record->operation ? record->operation : "client", record->message);
    for (size_t index = 0; index < record->field_count; index++)
        fprintf(out, " %s=%s", record->fields[index]->name, record->fields[index]->value);
    fputc('\n', out);
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: log BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[1];
    options.api_key = arguments[2];

    sga_client *client = NULL;
    sga_credits *credits = NULL;
    sga_error *error = NULL;
    /* SGA_LOG_INFO: retries and long waits only. */
    if (sga_set_log_callback(print_record, stdout, SGA_LOG_DEBUG, &error) != SGA_OK ||
        sga_client_new(&options, &client, &error) != SGA_OK ||
        sga_user_get_credits(client, &credits, &error) != SGA_OK) {
        fprintf(stderr, "%s\n", error->message);
    }
    /* Waits for the records so far. */
    sga_set_log_callback(NULL, NULL, SGA_LOG_INFO, NULL);
    int result = error != NULL;
    sga_error_free(error);
    sga_credits_free(credits);
    sga_client_free(client);
    return result;
}
