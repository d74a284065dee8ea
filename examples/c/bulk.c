/* Disables the customers in the column `user` of a CSV file. Run again with the same ledger, it
 * resumes after a crash, and repeats no call that was applied.
 *
 *     bulk FILE LEDGER BASE_URL API_KEY
 */
#include <sendgrid_accounts.h>
#include <stdio.h>

struct run {
    sga_queue *queue;
    sga_bulk *bulk;
    sga_bulk_file *file;
    size_t in_progress;
};

/* Submits rows until as many are in progress as may be, or none is left. */
static sga_status submit(struct run *run, sga_error **error) {
    for (;;) {
        size_t submitted = 0;
        sga_status status =
            sga_submit_bulk_execute_next(run->queue, run->bulk, 0, run->file, &submitted, error);
        if (status == SGA_ERR_BUSY) {
            sga_error_free(*error);
            *error = NULL;
            return SGA_OK;
        }
        if (status != SGA_OK || submitted == 0) return status;
        run->in_progress++;
    }
}

static void print(const sga_bulk_result *result) {
    printf("line %d: %s%s%s%s\n", (int)result->line, sga_outcome_name((int)result->outcome),
           result->from_ledger ? " by an earlier run" : "", result->error ? ": " : "",
           result->error ? result->error->message : "");
}

static sga_status execute(struct run *run, sga_error **error) {
    sga_status status = submit(run, error);
    while (run->in_progress > 0) {
        sga_completion *done = NULL;
        /* With an event loop: when sga_queue_fd() is readable. */
        if (sga_queue_next(run->queue, -1, &done, NULL) != SGA_OK) break;
        run->in_progress--;
        if (done->status == SGA_OK) {
            print(done->bulk_result);
        } else {
            /* The run has ended, as when the disk is full. */
            status = done->status;
            fprintf(stderr, "%s\n", done->error->message);
        }
        sga_completion_free(done);
        if (status == SGA_OK) status = submit(run, error);
    }
    return status;
}

static sga_status begin(struct run *run, const sga_client *client, char **arguments,
                        sga_error **error) {
    sga_bulk_options options = SGA_BULK_OPTIONS_INIT;
    options.ledger = arguments[2];
    sga_status status =
        sga_bulk_file_open(arguments[1], "customers.disable", NULL, &run->file, error);
    if (status == SGA_OK) status = sga_bulk_new(client, &options, &run->bulk, error);
    if (status == SGA_OK) status = sga_queue_new(&run->queue, error);
    return status;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: bulk FILE LEDGER BASE_URL API_KEY\n");
        return 2;
    }
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.base_url = arguments[3];
    options.api_key = arguments[4];
    struct run run = {0};
    sga_client *client = NULL;
    sga_error *error = NULL;
    sga_status status = sga_client_new(&options, &client, &error);
    if (status == SGA_OK) status = begin(&run, client, arguments, &error);
    if (status == SGA_OK) status = execute(&run, &error);
    if (error != NULL) fprintf(stderr, "%s: %s\n", sga_status_name(status), error->message);
    sga_error_free(error);
    sga_bulk_free(run.bulk);
    sga_queue_free(run.queue);
    sga_bulk_file_free(run.file);
    sga_client_free(client);
    return status == SGA_OK ? 0 : 1;
}
