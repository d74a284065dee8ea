/* Iterations over subusers and customers, blocking and by a queue.
 *
 *     pages all|resume|customers|fork URL KEY
 *
 * The server has 1,203 subusers. With `resume` its second list fails once.
 */
#include "expect.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SUBUSERS = 1203, PAGE = 500 };

static sga_queue *queue;

static sga_subusers_iter *begin(const sga_client *client, uint64_t limit, uint64_t offset) {
    sga_subuser_filter filter = SGA_SUBUSER_FILTER_INIT;
    sga_subusers_iter *iter = NULL;
    sga_error *error = NULL;
    filter.has_limit = filter.has_offset = 1;
    filter.limit = limit;
    filter.offset = offset;
    EXPECT_OK(sga_subusers_iter_new(client, &filter, &iter, &error), error);
    return iter;
}

static uint64_t offset_of(const sga_subusers_iter *iter) {
    uint64_t offset = 0;
    EXPECT(sga_subusers_iter_offset(iter, &offset, NULL) == SGA_OK);
    return offset;
}

/* The ids are distinct and ascend. */
static void check(const sga_subuser_list *page, int64_t *last, size_t *count) {
    EXPECT(page->count > 0);
    for (size_t row = 0; row < page->count; row++) {
        const sga_subuser *subuser = page->subusers[row];
        EXPECT(subuser->has_id && subuser->id > *last && subuser->username != NULL);
        *last = subuser->id;
        ++*count;
    }
}

static size_t read_all(const sga_subusers_iter *iter) {
    size_t count = 0;
    int64_t last = 0;
    sga_error *error = NULL;
    for (;;) {
        sga_subuser_list *page = NULL;
        EXPECT_OK(sga_subusers_iter_next_page(iter, &page, &error), error);
        if (page == NULL) return count;
        check(page, &last, &count);
        EXPECT(sga_subuser_list_free(page) == SGA_OK);
    }
}

/* All requests are submitted at once, and their pages arrive in order. */
static size_t read_all_by_queue(sga_subusers_iter *iter, uint64_t pages) {
    size_t count = 0;
    int64_t last = 0;
    sga_error *error = NULL;
    for (uint64_t tag = 0; tag <= pages; tag++) {
        EXPECT_OK(sga_submit_subusers_iter_next_page(queue, iter, tag, &error), error);
    }
    EXPECT(sga_subusers_iter_free(iter) == SGA_OK);
    for (uint64_t tag = 0; tag <= pages; tag++) {
        sga_completion *done = NULL;
        EXPECT_OK(sga_queue_next(queue, -1, &done, &error), error);
        EXPECT(done->status == SGA_OK && done->tag == tag && done->error == NULL);
        EXPECT(strcmp(done->operation, "subusers.list") == 0);
        EXPECT((done->subusers == NULL) == (tag == pages));
        if (done->subusers != NULL) check(done->subusers, &last, &count);
        EXPECT(sga_completion_free(done) == SGA_OK);
    }
    return count;
}

static void all(const sga_client *client) {
    sga_subusers_iter *iter = begin(client, PAGE, 0);
    EXPECT(offset_of(iter) == 0);
    EXPECT(read_all(iter) == SUBUSERS && offset_of(iter) == SUBUSERS);
    /* The end stays the end, without a request. */
    EXPECT(read_all(iter) == 0);
    EXPECT(sga_subusers_iter_free(iter) == SGA_OK);
    sga_subuser_list *page = NULL;
    EXPECT(sga_subusers_iter_next_page(iter, &page, NULL) == SGA_ERR_STALE_HANDLE && page == NULL);
    EXPECT(read_all_by_queue(begin(client, PAGE, 0), 3) == SUBUSERS);
    iter = begin(client, PAGE, 1200);
    EXPECT(read_all(iter) == 3 && offset_of(iter) == SUBUSERS);
    EXPECT(sga_subusers_iter_free(iter) == SGA_OK);
}

/* An error names the offset; the same iteration continues there, and so does another one. */
static void resume(const sga_client *client) {
    sga_subusers_iter *iter = begin(client, PAGE, 0);
    sga_subuser_list *page = NULL;
    sga_error *error = NULL;
    EXPECT_OK(sga_subusers_iter_next_page(iter, &page, &error), error);
    EXPECT(page->count == PAGE && sga_subuser_list_free(page) == SGA_OK);
    page = NULL;
    EXPECT(sga_subusers_iter_next_page(iter, &page, &error) == SGA_ERR_SERVER && page == NULL);
    EXPECT(error->has_offset && error->offset == PAGE && offset_of(iter) == PAGE);
    EXPECT(strcmp(error->operation, "subusers.list") == 0 && error->http_status == 503);
    sga_subusers_iter *other = begin(client, PAGE, error->offset);
    EXPECT(sga_error_free(error) == SGA_OK);
    EXPECT(read_all(iter) == SUBUSERS - PAGE && read_all(other) == SUBUSERS - PAGE);
    EXPECT(sga_subusers_iter_free(iter) == SGA_OK && sga_subusers_iter_free(other) == SGA_OK);
}

static void customers(const sga_client *client) {
    const char *const names[] = {"user1", "user2"};
    sga_customer_filter filter = SGA_CUSTOMER_FILTER_INIT;
    sga_customers_iter *iter = NULL;
    sga_error *error = NULL;
    filter.has_limit = 1;
    filter.limit = 1;
    EXPECT_OK(sga_customers_iter_new(client, &filter, &iter, &error), error);
    for (size_t row = 0; row < 2; row++) {
        sga_customer_list *page = NULL;
        EXPECT_OK(sga_customers_iter_next_page(iter, &page, &error), error);
        EXPECT(page->count == 1 && strcmp(page->customers[0]->username, names[row]) == 0);
        EXPECT(sga_customer_list_free(page) == SGA_OK);
    }
    sga_completion *done = NULL;
    EXPECT_OK(sga_submit_customers_iter_next_page(queue, iter, 7, &error), error);
    EXPECT_OK(sga_queue_next(queue, -1, &done, &error), error);
    EXPECT(done->tag == 7 && done->status == SGA_OK && done->customers == NULL);
    EXPECT(sga_completion_free(done) == SGA_OK);
    uint64_t offset = 0;
    EXPECT_OK(sga_customers_iter_offset(iter, &offset, &error), error);
    EXPECT(offset == 2 && sga_customers_iter_free(iter) == SGA_OK);
    sga_customer *customer = NULL;
    EXPECT_OK(sga_customers_get(client, "user2", &customer, &error), error);
    EXPECT(strcmp(customer->email, "example2@example.com") == 0);
    EXPECT(sga_customer_free(customer) == SGA_OK);
    customer = NULL;
    EXPECT(sga_customers_get(client, "user", &customer, &error) == SGA_ERR_NOT_FOUND);
    EXPECT(customer == NULL && sga_error_free(error) == SGA_OK);
}

/* An iteration belongs to its process; its offset is readable, and a child begins another one. */
static void forked(const sga_client *client) {
    sga_subusers_iter *iter = begin(client, PAGE, 1200);
    pid_t child = fork();
    if (child == 0) {
        sga_subuser_list *page = NULL;
        EXPECT(sga_subusers_iter_next_page(iter, &page, NULL) == SGA_ERR_FORKED && page == NULL);
        sga_subusers_iter *other = begin(client, PAGE, offset_of(iter));
        EXPECT(read_all(other) == 3 && sga_subusers_iter_free(other) == SGA_OK);
        EXPECT(sga_subusers_iter_free(iter) == SGA_OK);
        _Exit(0);
    }
    int status = 1;
    EXPECT(waitpid(child, &status, 0) == child && status == 0);
    EXPECT(read_all(iter) == 3 && sga_subusers_iter_free(iter) == SGA_OK);
}

int main(int count, char **arguments) {
    EXPECT(count == 4);
    sga_reseller reseller = SGA_RESELLER_INIT;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    reseller.api_key = arguments[3];
    reseller.auth = SGA_AUTH_API_KEY;
    options.reseller = &reseller;
    options.max_retries = SGA_NONE;
    sga_client *client = new_client_with(options, arguments[2], arguments[3]);
    EXPECT(sga_queue_new(&queue, NULL) == SGA_OK);
    const char *how = arguments[1];
    if (strcmp(how, "all") == 0) all(client);
    if (strcmp(how, "resume") == 0) resume(client);
    if (strcmp(how, "customers") == 0) customers(client);
    if (strcmp(how, "fork") == 0) forked(client);
    EXPECT(sga_queue_free(queue) == SGA_OK && sga_client_free(client) == SGA_OK);
}
