#include "vector_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void print_characters(const char *string) {
    for (const unsigned char *c = (const unsigned char *)string; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            printf("\\%c", *c);
        } else if (*c < 0x20) {
            printf("\\u%04x", *c);
        } else {
            putchar(*c);
        }
    }
}

static void print_string(const char *string) {
    if (string == NULL) {
        fputs("null", stdout);
        return;
    }
    putchar('"');
    print_characters(string);
    putchar('"');
}

static void name(const char *separator, const char *string) {
    printf("%s\"%s\":", separator, string);
}

static void string(const char *separator, const char *field, const char *value) {
    name(separator, field);
    print_string(value);
}

static void number(const char *field, bool is_set, int64_t value) {
    name(",", field);
    if (is_set) {
        printf("%" PRId64, value);
    } else {
        fputs("null", stdout);
    }
}

static void boolean(const char *field, bool is_set, bool value) {
    name(",", field);
    fputs(!is_set ? "null" : value ? "true" : "false", stdout);
}

/* The value is JSON. */
static void raw(const char *field, const char *value) {
    name(",", field);
    fputs(value != NULL ? value : "null", stdout);
}

static void end_with_extra(const char *extra) {
    if (extra != NULL) {
        raw("extra", extra);
    }
    putchar('}');
}

static void print_double(bool is_set, double value) {
    if (is_set) {
        printf("%.17g", value);
    } else {
        fputs("null", stdout);
    }
}

void print_account(const sga_account *account) {
    string("{", "type", account->type);
    name(",", "reputation");
    print_double(account->has_reputation, account->reputation);
    end_with_extra(account->extra);
}

void print_credits(const sga_credits *credits) {
    putchar('{');
    string("", "last_reset", credits->last_reset);
    string(",", "next_reset", credits->next_reset);
    string(",", "reset_frequency", credits->reset_frequency);
    number("remain", credits->has_remain, credits->remain);
    number("total", credits->has_total, credits->total);
    number("overage", credits->has_overage, credits->overage);
    number("used", credits->has_used, credits->used);
    end_with_extra(credits->extra);
}

void print_email(const sga_email *email) {
    string("{", "email", email->email);
    end_with_extra(email->extra);
}

void print_profile(const sga_profile *profile) {
    string("{", "address", profile->address);
    string(",", "address2", profile->address2);
    string(",", "city", profile->city);
    string(",", "company", profile->company);
    string(",", "country", profile->country);
    string(",", "first_name", profile->first_name);
    string(",", "last_name", profile->last_name);
    string(",", "phone", profile->phone);
    string(",", "state", profile->state);
    string(",", "website", profile->website);
    string(",", "zip", profile->zip);
    end_with_extra(profile->extra);
}

void print_username(const sga_username *username) {
    string("{", "username", username->username);
    number("user_id", username->has_user_id, username->user_id);
    end_with_extra(username->extra);
}

void print_customer(const sga_customer *customer) {
    string("{", "username", customer->username);
    string(",", "email", customer->email);
    boolean("active", customer->has_active, customer->active);
    string(",", "first_name", customer->first_name);
    string(",", "last_name", customer->last_name);
    string(",", "address", customer->address);
    string(",", "address2", customer->address2);
    string(",", "city", customer->city);
    string(",", "state", customer->state);
    string(",", "zip", customer->zip);
    string(",", "country", customer->country);
    string(",", "phone", customer->phone);
    string(",", "website", customer->website);
    string(",", "company", customer->company);
    boolean("website_access", customer->has_website_access, customer->website_access);
    string(",", "id", customer->id);
    end_with_extra(customer->extra);
}

void print_customer_list(const sga_customer_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        if (row > 0) {
            putchar(',');
        }
        print_customer(list->customers[row]);
    }
    putchar(']');
}

static void strings(const char *separator, const char *field, const char *const *values,
                    size_t count) {
    name(separator, field);
    if (values == NULL) {
        fputs("null", stdout);
        return;
    }
    putchar('[');
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? "," : "", stdout);
        print_string(values[i]);
    }
    putchar(']');
}

void print_api_key_info(const sga_api_key_info *key) {
    string("{", "api_key_id", key->api_key_id);
    string(",", "name", key->name);
    strings(",", "scopes", key->scopes, key->scopes_count);
    end_with_extra(key->extra);
}

void print_api_key_list(const sga_api_key_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        fputs(row > 0 ? "," : "", stdout);
        print_api_key_info(list->keys[row]);
    }
    putchar(']');
}

void print_created_api_key(const sga_created_api_key *key) {
    const char *secret = NULL;
    sga_api_key_secret_reveal(key->api_key, &secret, NULL);
    string("{", "api_key", secret);
    string(",", "api_key_id", key->api_key_id);
    string(",", "name", key->name);
    strings(",", "scopes", key->scopes, key->scopes_count);
    end_with_extra(key->extra);
}

void print_scope_list(const sga_scope_list *list) {
    strings("{", "scopes", list->scopes, list->scopes_count);
    end_with_extra(list->extra);
}

void print_subuser(const sga_subuser *subuser) {
    string("{", "username", subuser->username);
    number("id", subuser->has_id, subuser->id);
    string(",", "email", subuser->email);
    boolean("disabled", subuser->has_disabled, subuser->disabled);
    string(",", "region", subuser->region);
    end_with_extra(subuser->extra);
}

void print_subuser_list(const sga_subuser_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        fputs(row > 0 ? "," : "", stdout);
        print_subuser(list->subusers[row]);
    }
    putchar(']');
}

void print_created_subuser(const sga_created_subuser *subuser) {
    string("{", "username", subuser->username);
    number("id", subuser->has_id, subuser->id);
    string(",", "email", subuser->email);
    string(",", "credit_type", subuser->credit_type);
    string(",", "region", subuser->region);
    end_with_extra(subuser->extra);
}

void print_ip_list(const sga_ip_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        fputs(row > 0 ? "," : "", stdout);
        print_string(list->ips[row]);
    }
    putchar(']');
}

void print_subuser_credits(const sga_subuser_credits *credits) {
    string("{", "type", credits->type);
    string(",", "reset_frequency", credits->reset_frequency);
    number("remain", credits->has_remain, credits->remain);
    number("total", credits->has_total, credits->total);
    number("used", credits->has_used, credits->used);
    end_with_extra(credits->extra);
}

void print_reputation_list(const sga_reputation_list *list) {
    putchar('[');
    for (size_t row = 0; row < list->count; row++) {
        const sga_reputation *reputation = list->reputations[row];
        string(row > 0 ? ",{" : "{", "username", reputation->username);
        name(",", "reputation");
        print_double(reputation->has_reputation, reputation->reputation);
        end_with_extra(reputation->extra);
    }
    putchar(']');
}

static void print_detail(const sga_error_detail *detail) {
    string("{", "message", detail->message);
    string(",", "field", detail->field);
    raw("help", detail->help);
    string(",", "error_id", detail->error_id);
    putchar('}');
}

void print_error(const sga_error *error) {
    string("{", "kind", sga_status_name(error->status));
    string(",", "operation", error->operation);
    string(",", "message", error->message);
    string(",", "outcome", sga_outcome_name(error->outcome));
    boolean("safe_to_retry", true, error->safe_to_retry);
    number("attempts", true, error->attempts);
    boolean("retry_budget_exhausted", true, error->retry_budget_exhausted);
    number("status", error->has_http_status, error->http_status);
    fputs(",\"details\":[", stdout);
    for (size_t row = 0; row < error->detail_count; row++) {
        if (row > 0) {
            putchar(',');
        }
        print_detail(error->details[row]);
    }
    putchar(']');
    string(",", "body", error->body);
    string(",", "request_id", error->request_id);
    string(",", "field", error->field);
    string(",", "phase", error->phase != SGA_PHASE_NONE ? sga_phase_name(error->phase) : NULL);
    string(",", "required_scope", error->required_scope);
    number("retry_after_seconds", error->has_retry_after, (int64_t)error->retry_after);
    putchar('}');
}

/* Several lines of one header are one value. */
void print_response(const sga_response *response) {
    printf("{\"status\":%d,\"headers\":{", response->status);
    for (size_t i = 0; i < response->header_count; i++) {
        const sga_header *header = response->headers[i];
        const bool is_next = i > 0 && strcmp(response->headers[i - 1]->name, header->name) == 0;
        if (is_next) {
            fputs(", ", stdout);
        } else {
            printf("%s\"%s\":\"", i > 0 ? "\"," : "", header->name);
        }
        print_characters(header->value);
    }
    fputs(response->header_count > 0 ? "\"}" : "}", stdout);
    string(",", "body", response->body);
    putchar('}');
}
