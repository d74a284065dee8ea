/* The C contender of this library: blocking calls if sequential, a completion queue if
 * concurrent. */
#include "measure.h"
#include <sendgrid_accounts.h>

/* Takes a pointer to the error: the evaluation order of arguments is unspecified, and the call in
 * the first argument sets the error. */
static void check(sga_status status, sga_error **error) {
    if (status != SGA_OK) {
        stop(*error ? (*error)->message : sga_status_name(status));
    }
}

static sga_client *make_client(const struct arguments *arguments) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    reseller.username = USERNAME;
    reseller.password = PASSWORD;
    reseller.dialect = SGA_DIALECT_DISTRIBUTOR;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.api_key = API_KEY;
    options.reseller = &reseller;
    options.base_url = arguments->base;
    options.ca_bundle = arguments->bundle;
    options.max_connections = arguments->at_once > 64 ? (uint32_t)arguments->at_once : 0;
    sga_client *client = NULL;
    sga_error *error = NULL;
    check(sga_client_new(&options, &client, &error), &error);
    return client;
}

static sga_customer_filter rows(const struct arguments *arguments) {
    sga_customer_filter filter = SGA_CUSTOMER_FILTER_INIT;
    if (arguments->rows != 100000) { /* without a limit, the server lists all of them */
        filter.has_limit = 1;
        filter.limit = (uint64_t)arguments->rows;
    }
    return filter;
}

/* Iterates over the last subusers of the server. */
static void iterate(const struct arguments *arguments, const sga_client *client) {
    sga_error *error = NULL;
    sga_subuser_filter filter = SGA_SUBUSER_FILTER_INIT;
    filter.has_offset = 1;
    filter.offset = (uint64_t)(SUBUSERS - arguments->rows);
    sga_subusers_iter *iter = NULL;
    check(sga_subusers_iter_new(client, &filter, &iter, &error), &error);
    int named = 0;
    for (;;) {
        sga_subuser_list *page = NULL;
        check(sga_subusers_iter_next_page(iter, &page, &error), &error);
        if (!page) {
            break;
        }
        for (size_t i = 0; i < page->count; i++) {
            named += !strncmp(page->subusers[i]->username, "subuser", 7);
        }
        sga_subuser_list_free(page);
    }
    sga_subusers_iter_free(iter);
    if (named != arguments->rows) {
        stop("the iteration has the wrong number of subusers");
    }
}

static void one_call(const struct arguments *arguments, const sga_client *client) {
    sga_error *error = NULL;
    if (is(arguments, "disable")) {
        check(sga_customers_disable(client, CUSTOMER, &error), &error);
    } else if (is(arguments, "list")) {
        sga_customer_filter filter = rows(arguments);
        sga_customer_list *list = NULL;
        check(sga_customers_list(client, &filter, &list, &error), &error);
        if (list->count != (size_t)arguments->rows) {
            stop("the list has the wrong number of customers");
        }
        sga_customer_list_free(list);
    } else if (is(arguments, "iterate")) {
        iterate(arguments, client);
    } else {
        sga_profile *profile = NULL;
        check(sga_user_get_profile(client, &profile, &error), &error);
        if (strcmp(profile->city, "Orange") != 0) {
            stop("unexpected profile");
        }
        sga_profile_free(profile);
    }
}

static void submit(const struct arguments *arguments, const sga_client *client,
                   const sga_queue *queue, int slot) {
    sga_error *error = NULL;
    uint64_t tag = (uint64_t)slot;
    if (is(arguments, "disable")) {
        check(sga_submit_customers_disable(queue, client, tag, CUSTOMER, &error), &error);
    } else {
        check(sga_submit_user_get_profile(queue, client, tag, &error), &error);
    }
}

static void run_sequential(const struct arguments *arguments, const sga_client *client, int calls,
                           struct meter *meter) {
    for (int i = 0; i < calls; i++) {
        double started = now();
        one_call(arguments, client);
        record(meter, now() - started);
    }
}

/* Keeps `at_once` calls in flight until all are made. Each call in flight has its own slot. */
static void run_concurrent(const struct arguments *arguments, const sga_client *client,
                           const sga_queue *queue, int calls, struct meter *meter) {
    double *started = calloc((size_t)arguments->at_once, sizeof *started);
    int submitted = 0;
    for (; submitted < calls && submitted < arguments->at_once; submitted++) {
        started[submitted] = now();
        submit(arguments, client, queue, submitted);
    }
    for (int ended = 0; ended < calls; ended++) {
        sga_completion *call = NULL;
        sga_error *error = NULL;
        check(sga_queue_next(queue, -1, &call, &error), &error);
        if (call->status != SGA_OK) {
            stop(call->error->message);
        }
        if (call->profile && strcmp(call->profile->city, "Orange") != 0) {
            stop("unexpected profile");
        }
        int slot = (int)call->tag;
        record(meter, now() - started[slot]);
        sga_completion_free(call);
        if (submitted < calls) {
            submitted++;
            started[slot] = now();
            submit(arguments, client, queue, slot);
        }
    }
    free(started);
}

int main(int count, char **words) {
    static struct meter meter;
    struct arguments arguments = read_arguments(count, words);
    double started = now();
    sga_client *client = make_client(&arguments);
    sga_queue *queue = NULL;
    sga_error *error = NULL;
    if (arguments.at_once > 1) {
        check(sga_queue_new(&queue, &error), &error);
    }
    double startup = now() - started;
    if (queue) {
        run_concurrent(&arguments, client, queue, warm_up(&arguments), NULL);
        start_meter(&meter, startup);
        run_concurrent(&arguments, client, queue, arguments.calls, &meter);
    } else {
        run_sequential(&arguments, client, arguments.warm, NULL);
        start_meter(&meter, startup);
        run_sequential(&arguments, client, arguments.calls, &meter);
    }
    finish_meter(&meter, arguments.calls);
    sga_queue_free(queue);
    sga_client_free(client);
    return 0;
}
