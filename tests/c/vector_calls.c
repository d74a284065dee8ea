#include "vector_calls.h"

#include "vector_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Locks the output, since several threads print. */
static void begin_record(const call *call) {
    flockfile(stdout);
    fputs(call->separator != NULL ? *call->separator : "", stdout);
    putchar('{');
    if (call->separator != NULL) {
        *call->separator = ",";
        printf("\"n\":%" PRIu64 ",\"ms\":%.0f,", call->tag, (seconds_now() - call->started) * 1000);
    }
}

static void end_record(void) {
    putchar('}');
    funlockfile(stdout);
}

void print_call_error(call *call) {
    begin_record(call);
    fputs("\"error\":", stdout);
    print_error(call->error);
    end_record();
    sga_error_free(call->error);
    call->error = NULL;
}

/* A call with a result of a type. Its arguments end with a comma. */
#define RESULT(function, type, ...)                                                                \
    static sga_status function(call *call) {                                                       \
        if (call->queue != NULL) {                                                                 \
            return sga_submit_##function(call->queue, call->client, call->tag,                     \
                                         __VA_ARGS__ & call->error);                               \
        }                                                                                          \
        sga_##type *result = NULL;                                                                 \
        sga_status status = sga_##function(call->client, __VA_ARGS__ & result, &call->error);      \
        if (status == SGA_OK) {                                                                    \
            begin_record(call);                                                                    \
            fputs("\"result\":", stdout);                                                          \
            print_##type(result);                                                                  \
            end_record();                                                                          \
        }                                                                                          \
        sga_##type##_free(result);                                                                 \
        return status;                                                                             \
    }

#define NO_RESULT(function, ...)                                                                   \
    static sga_status function(call *call) {                                                       \
        if (call->queue != NULL) {                                                                 \
            return sga_submit_##function(call->queue, call->client, call->tag,                     \
                                         __VA_ARGS__ & call->error);                               \
        }                                                                                          \
        sga_status status = sga_##function(call->client, __VA_ARGS__ & call->error);               \
        if (status == SGA_OK) {                                                                    \
            begin_record(call);                                                                    \
            fputs("\"result\":null", stdout);                                                      \
            end_record();                                                                          \
        }                                                                                          \
        return status;                                                                             \
    }

#define USER argument(call->input, "user"),

RESULT(user_get_account, account, )
RESULT(user_get_credits, credits, )
RESULT(user_get_email, email, )
RESULT(user_update_email, email, argument(call->input, "email"), )
NO_RESULT(user_update_password, password_change(call->input), )
RESULT(user_get_profile, profile, )
RESULT(user_update_profile, profile, profile_update(call->input), )
RESULT(user_get_username, username, )
RESULT(user_update_username, username, argument(call->input, "username"), )
NO_RESULT(customers_create, new_customer(call->input), )
NO_RESULT(customers_delete, USER)
RESULT(customers_list, customer_list, customer_filter(call->input), )
NO_RESULT(customers_enable, USER)
NO_RESULT(customers_disable, USER)
NO_RESULT(customers_enable_website, USER)
NO_RESULT(customers_disable_website, USER)
NO_RESULT(customers_update_profile, USER customer_profile_update(call->input), )
NO_RESULT(customers_update_password, USER argument(call->input, "password"), )
NO_RESULT(customers_update_username, USER argument(call->input, "username"), )
NO_RESULT(customers_update_email, USER argument(call->input, "email"), )

RESULT(client_request, response, request_of(call->input), )

#define ID argument(call->input, "api_key_id"),
#define NAME argument(call->input, "name"),

RESULT(api_keys_list, api_key_list, )
RESULT(api_keys_get, api_key_info, ID)
RESULT(api_keys_create, created_api_key, new_api_key(call->input), )
RESULT(api_keys_create_full_access, created_api_key, NAME)
RESULT(api_keys_update, api_key_info, api_key_update(call->input), )
RESULT(api_keys_update_name, api_key_info, ID NAME)
NO_RESULT(api_keys_delete, ID allow_own(call->input), )
RESULT(scopes_list, scope_list, )

#define SUBUSER argument(call->input, "username"),

RESULT(customers_get, customer, USER)
RESULT(subusers_list, subuser_list, subuser_filter(call->input), )
RESULT(subusers_get, subuser, SUBUSER)
RESULT(subusers_create, created_subuser, new_subuser(call->input), )
NO_RESULT(subusers_delete, SUBUSER)
NO_RESULT(subusers_enable, SUBUSER)
NO_RESULT(subusers_disable, SUBUSER)
NO_RESULT(subusers_enable_website, SUBUSER)
NO_RESULT(subusers_disable_website, SUBUSER)
RESULT(subusers_get_ips, ip_list, SUBUSER page(call->input), )
NO_RESULT(subusers_update_ips, subuser_ips_update(call->input), )
RESULT(subusers_get_credits, subuser_credits, SUBUSER)
RESULT(subusers_update_credits, subuser_credits, subuser_credits_update(call->input), )
RESULT(subusers_adjust_credits, subuser_credits, SUBUSER signed_number(call->input, "by"), )

static sga_status subusers_get_reputations(call *call) {
    size_t count = 0;
    const char *const *usernames = usernames_of(call->input, &count);
    if (call->queue != NULL) {
        return sga_submit_subusers_get_reputations(call->queue, call->client, call->tag, usernames,
                                                   count, &call->error);
    }
    sga_reputation_list *result = NULL;
    sga_status status =
        sga_subusers_get_reputations(call->client, usernames, count, &result, &call->error);
    if (status == SGA_OK) {
        begin_record(call);
        fputs("\"result\":", stdout);
        print_reputation_list(result);
        end_record();
    }
    sga_reputation_list_free(result);
    return status;
}

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
    {"request", client_request},
    OPERATION(api_keys, list),
    OPERATION(api_keys, get),
    OPERATION(api_keys, create),
    OPERATION(api_keys, create_full_access),
    OPERATION(api_keys, update),
    OPERATION(api_keys, update_name),
    OPERATION(api_keys, delete),
    OPERATION(scopes, list),
    OPERATION(customers, get),
    OPERATION(subusers, list),
    OPERATION(subusers, get),
    OPERATION(subusers, create),
    OPERATION(subusers, delete),
    OPERATION(subusers, enable),
    OPERATION(subusers, disable),
    OPERATION(subusers, enable_website),
    OPERATION(subusers, disable_website),
    OPERATION(subusers, get_ips),
    OPERATION(subusers, update_ips),
    OPERATION(subusers, get_credits),
    OPERATION(subusers, update_credits),
    OPERATION(subusers, adjust_credits),
    OPERATION(subusers, get_reputations),
};

sga_status make(call *call) {
    const char *expected = get(call->input, "operation");
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++) {
        if (strcmp(OPERATIONS[i].name, expected) == 0) {
            return OPERATIONS[i].make(call);
        }
    }
    fprintf(stderr, "unknown operation: %s\n", expected);
    exit(2);
}

void print_completion(const call *call, const sga_completion *done) {
    begin_record(call);
    fputs(done->status == SGA_OK ? "\"result\":" : "\"error\":", stdout);
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
    } else if (done->response != NULL) {
        print_response(done->response);
    } else if (done->api_keys != NULL) {
        print_api_key_list(done->api_keys);
    } else if (done->api_key != NULL) {
        print_api_key_info(done->api_key);
    } else if (done->created_api_key != NULL) {
        print_created_api_key(done->created_api_key);
    } else if (done->scopes != NULL) {
        print_scope_list(done->scopes);
    } else if (done->customer != NULL) {
        print_customer(done->customer);
    } else if (done->subusers != NULL) {
        print_subuser_list(done->subusers);
    } else if (done->subuser != NULL) {
        print_subuser(done->subuser);
    } else if (done->created_subuser != NULL) {
        print_created_subuser(done->created_subuser);
    } else if (done->ips != NULL) {
        print_ip_list(done->ips);
    } else if (done->subuser_credits != NULL) {
        print_subuser_credits(done->subuser_credits);
    } else if (done->reputations != NULL) {
        print_reputation_list(done->reputations);
    } else {
        fputs("null", stdout);
    }
    end_record();
}
