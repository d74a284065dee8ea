/* Makes the calls of the vectors: one per line of standard input, with tabs between its fields,
 * each of which is name=value, percent-encoded. Writes what came of it, one line of JSON per call.
 * With the argument `queue`, calls go through a completion queue. */
#include "vector_inputs.h"
#include "vector_json.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TAG = 7, LONGEST_LINE = 1 << 20 };

typedef struct {
    const fields *given;
    sga_client *client;
    sga_queue *queue;
    sga_error *error;
} call;

/* A call with a result of that type; further arguments end with a comma. */
#define RESULT(function, type, ...)                                                                \
    static sga_status function(call *call) {                                                       \
        if (call->queue != NULL) {                                                                 \
            return sga_submit_##function(call->queue, call->client, TAG,                           \
                                         __VA_ARGS__ & call->error);                               \
        }                                                                                          \
        sga_##type *result = NULL;                                                                 \
        sga_status status = sga_##function(call->client, __VA_ARGS__ & result, &call->error);      \
        if (status == SGA_OK) {                                                                    \
            fputs("{\"result\":", stdout);                                                         \
            print_##type(result);                                                                  \
        }                                                                                          \
        sga_##type##_free(result);                                                                 \
        return status;                                                                             \
    }

#define NO_RESULT(function, ...)                                                                   \
    static sga_status function(call *call) {                                                       \
        if (call->queue != NULL) {                                                                 \
            return sga_submit_##function(call->queue, call->client, TAG,                           \
                                         __VA_ARGS__ & call->error);                               \
        }                                                                                          \
        sga_status status = sga_##function(call->client, __VA_ARGS__ & call->error);               \
        if (status == SGA_OK) {                                                                    \
            fputs("{\"result\":null", stdout);                                                     \
        }                                                                                          \
        return status;                                                                             \
    }

#define USER argument(call->given, "user"),

RESULT(user_get_account, account, )
RESULT(user_get_credits, credits, )
RESULT(user_get_email, email, )
RESULT(user_update_email, email, argument(call->given, "email"), )
NO_RESULT(user_update_password, password_change(call->given), )
RESULT(user_get_profile, profile, )
RESULT(user_update_profile, profile, profile_update(call->given), )
RESULT(user_get_username, username, )
RESULT(user_update_username, username, argument(call->given, "username"), )
NO_RESULT(customers_create, new_customer(call->given), )
NO_RESULT(customers_delete, USER)
RESULT(customers_list, customer_list, customer_filter(call->given), )
NO_RESULT(customers_enable, USER)
NO_RESULT(customers_disable, USER)
NO_RESULT(customers_enable_website, USER)
NO_RESULT(customers_disable_website, USER)
NO_RESULT(customers_update_profile, USER customer_profile_update(call->given), )
NO_RESULT(customers_update_password, USER argument(call->given, "password"), )
NO_RESULT(customers_update_username, USER argument(call->given, "username"), )
NO_RESULT(customers_update_email, USER argument(call->given, "email"), )

#define OPERATION(group, name) {#group "." #name, group##_##name}

static const struct {
    const char *name;
    sga_status (*make)(call *);
} OPERATIONS[] = {
    OPERATION(user, get_account),
    OPERATION(user, get_credits),
    OPERATION(user, get_email),
    OPERATION(user, update_email),
    OPERATION(user, update_password),
    OPERATION(user, get_profile),
    OPERATION(user, update_profile),
    OPERATION(user, get_username),
    OPERATION(user, update_username),
    OPERATION(customers, create),
    OPERATION(customers, delete),
    OPERATION(customers, list),
    OPERATION(customers, enable),
    OPERATION(customers, disable),
    OPERATION(customers, enable_website),
    OPERATION(customers, disable_website),
    OPERATION(customers, update_profile),
    OPERATION(customers, update_password),
    OPERATION(customers, update_username),
    OPERATION(customers, update_email),
};

static sga_status make(call *call) {
    const char *wanted = get(call->given, "operation");
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++) {
        if (strcmp(OPERATIONS[i].name, wanted) == 0) {
            return OPERATIONS[i].make(call);
        }
    }
    fprintf(stderr, "no such operation: %s\n", wanted);
    exit(2);
}

static int is(const char *text, const char *wanted) {
    return text != NULL && strcmp(text, wanted) == 0;
}

static sga_status make_client(const fields *given, sga_client **client, sga_error **error) {
    sga_reseller reseller = SGA_RESELLER_INIT;
    reseller.username = get(given, "reseller_username");
    reseller.password = get(given, "reseller_password");
    reseller.api_key = get(given, "reseller_api_key");
    const char *auth = get(given, "auth");
    reseller.auth = is(auth, "api_key") ? SGA_AUTH_API_KEY
                    : is(auth, "basic") ? SGA_AUTH_BASIC
                                        : SGA_AUTH_PARAMS;
    reseller.dialect =
        is(get(given, "dialect"), "distributor") ? SGA_DIALECT_DISTRIBUTOR : SGA_DIALECT_RESELLER;
    reseller.format = is(get(given, "format"), "xml") ? SGA_FORMAT_XML : SGA_FORMAT_JSON;
    sga_client_options options = SGA_CLIENT_OPTIONS_INIT;
    options.api_key = get(given, "api_key");
    options.base_url = get(given, "base_url");
    options.reseller = get(given, "dialect") != NULL ? &reseller : NULL;
    if (get(given, "max_attempts") != NULL) {
        options.max_attempts = (uint32_t)strtoul(get(given, "max_attempts"), NULL, 10);
    }
    return sga_client_new(&options, client, error);
}

/* Puts a view in the place of the client, where one is wanted. */
static sga_status act_for(const fields *given, sga_client **client, sga_error **error) {
    const char *subuser = get(given, "on_behalf_of"), *account = get(given, "account_id");
    if (subuser == NULL && account == NULL) {
        return SGA_OK;
    }
    sga_client *view = NULL;
    sga_status status = subuser != NULL
                            ? sga_client_on_behalf_of(*client, subuser, &view, error)
                            : sga_client_on_behalf_of_account(*client, account, &view, error);
    sga_client_free(*client);
    *client = view;
    return status;
}

static void print(const sga_completion *done) {
    fputs(done->status == SGA_OK ? "{\"result\":" : "{\"error\":", stdout);
    if (done->error != NULL) {
        print_error(done->error);
    } else if (done->account != NULL) {
        print_account(done->account);
    } else if (done->credits != NULL) {
        print_credits(done->credits);
    } else if (done->email != NULL) {
        print_email(done->email);
    } else if (done->profile != NULL) {
        print_profile(done->profile);
    } else if (done->username != NULL) {
        print_username(done->username);
    } else if (done->customers != NULL) {
        print_customer_list(done->customers);
    } else {
        fputs("null", stdout);
    }
}

static sga_status through_queue(call *call) {
    sga_completion *done = NULL;
    sga_status status = sga_queue_new(&call->queue, &call->error);
    if (status == SGA_OK) {
        status = make(call);
    }
    if (status == SGA_OK) {
        status = sga_queue_next(call->queue, -1, &done, &call->error);
    }
    if (status == SGA_OK &&
        (done->tag != TAG || (done->error != NULL) != (done->status != SGA_OK))) {
        fprintf(stderr, "the queue gave something else\n");
        exit(2);
    }
    if (status == SGA_OK) {
        print(done);
    }
    sga_completion_free(done);
    return status;
}

static void run(const fields *given, int queued) {
    call call = {given, NULL, NULL, NULL};
    sga_status status = make_client(given, &call.client, &call.error);
    if (status == SGA_OK) {
        status = act_for(given, &call.client, &call.error);
    }
    if (status == SGA_OK) {
        status = queued ? through_queue(&call) : make(&call);
    }
    if (status != SGA_OK) {
        fputs("{\"error\":", stdout);
        print_error(call.error);
    }
    puts("}");
    fflush(stdout);
    sga_error_free(call.error);
    sga_queue_free(call.queue);
    sga_client_free(call.client);
}

int main(int count, char **arguments) {
    int queued = count > 1 && strcmp(arguments[1], "queue") == 0;
    char *line = malloc(LONGEST_LINE);
    while (line != NULL && fgets(line, LONGEST_LINE, stdin) != NULL) {
        fields given = read_fields(line);
        run(&given, queued);
    }
    free(line);
    return 0;
}
