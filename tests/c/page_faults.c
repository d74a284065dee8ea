/* Prints an iteration over subusers: each row, each error, and the offset at its end.
 *
 *     page_faults blocking|queue URL KEY
 *
 * After an error the same iteration continues; it ends after two errors in a row.
 */
#include "expect.h"
#include <inttypes.h>
#include <string.h>

static sga_queue *queue;

static sga_status next_by_queue(const sga_subusers_iter *iter, sga_completion **done) {
    sga_error *error = NULL;
    EXPECT_OK(sga_submit_subusers_iter_next_page(queue, iter, 7, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, done, &error), error);
    EXPECT((*done)->tag == 7 && strcmp((*done)->operation, "subusers.list") == 0);
    return (*done)->status;
}

static void print_error(const sga_error *error) {
    EXPECT(error != NULL && error->has_offset);
    printf("error %s %" PRIu32 " %" PRIu64 "\n", sga_status_name(error->status), error->attempts,
           error->offset);
}

/* Whether there was a page. */
static bool print_page(const sga_subuser_list *page) {
    for (size_t row = 0; page != NULL && row < page->count; row++) {
        printf("row %" PRId64 "\n", page->subusers[row]->id);
    }
    return page != NULL;
}

/* Prints the next page or the error; false at the end. */
static bool step(const sga_subusers_iter *iter, bool by_queue, int *errors) {
    sga_completion *done = NULL;
    sga_subuser_list *page = NULL;
    sga_error *error = NULL;
    sga_status status =
        by_queue ? next_by_queue(iter, &done) : sga_subusers_iter_next_page(iter, &page, &error);
    bool more = true;
    if (status == SGA_OK) {
        *errors = 0;
        more = print_page(by_queue ? done->subusers : page);
    } else {
        ++*errors;
        print_error(by_queue ? done->error : error);
    }
    EXPECT(sga_completion_free(done) == SGA_OK && sga_subuser_list_free(page) == SGA_OK);
    EXPECT(sga_error_free(error) == SGA_OK);
    return more;
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    const bool by_queue = strcmp(arguments[1], "queue") == 0;
    sga_client *client = new_client(arguments[2], arguments[3]);
    sga_subusers_iter *iter = NULL;
    sga_error *error = NULL;
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    EXPECT_OK(sga_subusers_iter_new(client, NULL, &iter, &error), error);
    int errors = 0;
    while (errors < 2 && step(iter, by_queue, &errors)) {
    }
    uint64_t offset = 0;
    EXPECT(sga_subusers_iter_offset(iter, &offset, NULL) == SGA_OK);
    printf("end %" PRIu64 "\n", offset);
    EXPECT(sga_subusers_iter_free(iter) == SGA_OK && sga_queue_free(queue) == SGA_OK);
    EXPECT(sga_client_free(client) == SGA_OK);
}
